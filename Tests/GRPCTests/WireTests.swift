import Testing

@testable import GRPC

@Suite("The server's answers on the wire")
struct WireTests {
  private let hello: [UInt8] = [0, 0, 0, 0, 5] + Array("hello".utf8)

  private func send(
    path: String = "/interop.Test/Echo", headers: [String: String] = [:], _ pieces: [[UInt8]],
    endStream: Bool = true
  ) async throws -> RawStream.Answer {
    let server = try await TestServer()
    do {
      let answer = try await RawStream.send(
        to: server.target, path: path, headers: headers, pieces: pieces, endStream: endStream)
      await server.stop()
      return answer
    } catch {
      await server.stop()
      throw error
    }
  }

  @Test("A unary answer is headers, one message and trailers")
  func unary() async throws {
    let answer = try await send([hello])
    #expect(answer.blocks.count == 2)
    #expect(answer.blocks.first?[":status"] == "200")
    #expect(answer.blocks.first?["content-type"] == "application/grpc")
    #expect(answer.body == hello)
    #expect(answer.blocks.last == ["grpc-status": "0"])
    #expect(answer.end == .reset(.noError))
  }

  @Test("A message may come byte by byte")
  func bytewise() async throws {
    let answer = try await send(hello.map { [$0] })
    #expect(answer.body == hello)
  }

  @Test("A failure is one header block, so that proxies may retry it")
  func trailersOnly() async throws {
    let answer = try await send(path: "/interop.Test/Fail", [[0, 0, 0, 0, 2] + Array("14".utf8)])
    #expect(answer.blocks.count == 1)
    #expect(answer.blocks.first?[":status"] == "200")
    #expect(answer.blocks.first?["grpc-status"] == "14")
    #expect(answer.body.isEmpty)
  }

  @Test(
    "Any subtype and parameter of application/grpc is taken",
    arguments: ["application/grpc+proto", "application/grpc;charset=utf-8"])
  func contentTypes(type: String) async throws {
    let answer = try await send(headers: ["content-type": type], [hello])
    #expect(answer.blocks.last?["grpc-status"] == "0")
  }

  @Test(
    "What only begins like it is not", arguments: ["application/grpc-web", "application/grpcx"])
  func otherContentTypes(type: String) async throws {
    let answer = try await send(headers: ["content-type": type], [hello])
    #expect(answer.blocks.first?[":status"] == "415")
    #expect(answer.blocks.first?["grpc-status"] == nil)
  }

  @Test(
    "What breaks the protocol is refused by name, and by the code the protocol gives it",
    arguments: [
      ([:], [[1, 0, 0, 0, 1, 0]], StatusCode.internal, "compressed flag"),
      (["grpc-encoding": "snappy"], [[1, 0, 0, 0, 1, 0]], .unimplemented, "snappy"),
      ([:], [[7, 0, 0, 0, 1, 0]], .internal, "7"),
      ([:], [[0, 0, 0, 0, 9, 1]], .internal, "middle of a message"),
      ([:], [[0, 255, 255, 255, 255]], .resourceExhausted, "4294967295"),
      ([:], [], .unimplemented, "none came"),
      ([:], [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0]], .unimplemented, "more than one"),
      (["grpc-timeout": "soon"], [], .invalidArgument, "grpc-timeout"),
      (["grpc-timeout": "0n"], [], .deadlineExceeded, "deadline"),
    ] as [([String: String], [[UInt8]], StatusCode, String)])
  func broken(
    headers: [String: String], pieces: [[UInt8]], code: StatusCode, word: String
  ) async throws {
    // A call whose deadline has passed is refused although its request never ends.
    let answer = try await send(
      headers: headers, pieces, endStream: code != .deadlineExceeded)
    #expect(answer.blocks.count == 1)
    #expect(answer.blocks.first?["grpc-status"] == "\(code.rawValue)")
    let message = PercentEncoding.decode((answer.blocks.first?["grpc-message"] ?? "").utf8)
    #expect(message.contains(word), "\(message)")
    #expect(answer.blocks.first?["grpc-accept-encoding"] == "identity,gzip")
  }

  @Test("An accepted stream has its headers before any message")
  func earlyHeaders() async throws {
    let answer = try await send(
      path: "/interop.Test/HangStream", headers: ["grpc-timeout": "50m"], [[0, 0, 0, 0, 0]])
    #expect(answer.blocks.count == 2)
    #expect(answer.blocks.first?["grpc-status"] == nil)
    #expect(answer.blocks.last?["grpc-status"] == "4")
  }

  @Test(
    "A deadline of months or of thousands of years is served like any other",
    arguments: ["600H", "99999999H", "99999999S"])
  func distantDeadline(timeout: String) async throws {
    let answer = try await send(headers: ["grpc-timeout": timeout], [hello])
    #expect(answer.body == hello)
    #expect(answer.blocks.last?["grpc-status"] == "0")
  }

  @Test("A call with a deadline of months that hangs leaves its server able to serve")
  func distantDeadlineHangs() async throws {
    let server = try await TestServer()
    let target = server.target
    // The loop has to compute how long to sleep while the timer is the earliest one.
    async let hanging = RawStream.send(
      to: target, path: "/interop.Test/HangStream", headers: ["grpc-timeout": "600H"],
      pieces: [[0, 0, 0, 0, 0]])
    for _ in 0..<5 {
      let answer = try await RawStream.send(to: target, pieces: [hello])
      #expect(answer.body == hello)
    }
    await server.stop()
    #expect(try await hanging.end != nil)
  }
}
