import Foundation
import HTTP2
import Testing

@Suite("A server and its peers over real sockets")
struct ConnectionTests {
  private func serving(
    limits: Limits = Limits(), _ body: (HTTP2Server, Endpoint, EventLoop) async throws -> Void
  ) async throws {
    let loop = try EventLoop()
    let server = HTTP2Server(loops: [loop], limits: limits) { EchoHandler($0) }
    let bound = try await server.listen(.tcp(host: "127.0.0.1", port: 0))
    try await body(server, bound, loop)
    await server.shutdown(grace: .milliseconds(200))
    loop.stop()
  }

  private func connect(_ endpoint: Endpoint, _ loop: EventLoop, _ limits: Limits = Limits())
    async throws -> HTTP2Client
  {
    try await HTTP2Client.connect(
      to: endpoint, loop: loop, limits: limits, timeout: .seconds(5)
    ) { _ in }
  }

  private func ask(_ client: HTTP2Client, _ path: String, _ body: [UInt8] = []) async
    -> Collector.Answer
  {
    let collector = Collector()
    await client.loop.ask {
      let head = [
        HeaderField(":method", "POST"), HeaderField(":scheme", "http"),
        HeaderField(":path", Array(path.utf8)), HeaderField(":authority", "test"),
      ]
      do throws(HTTP2Error) {
        let stream = try client.open(head, collector)
        stream.send(body, endStream: true)
      } catch {
        collector.closed(.lost(error))
      }
    }
    return await collector.wait()
  }

  @Test(
    "a body comes back whole, with trailers, however large", arguments: [0, 1, 70_000, 5_000_000])
  func echo(size: Int) async throws {
    try await serving { _, endpoint, loop in
      // The windows are larger than the body here; a small one is the next test.
      var limits = Limits()
      limits.streamWindow = 16 << 20
      let client = try await connect(endpoint, loop, limits)
      let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let answer = await ask(client, "/echo", body)
      #expect(answer.status == "200")
      #expect(answer.body == body)
      #expect(answer.trailer == "yes")
      #expect(answer.end == .reset(.noError))
      await client.close()
    }
  }

  @Test("a reader that takes nothing holds up its own stream and no other")
  func closedWindow() async throws {
    try await serving { _, endpoint, loop in
      let client = try await connect(endpoint, loop)
      let stuck = Task { await ask(client, "/large") }
      // Collector never consumes: 1 MiB of window is used up, the rest stays with the server.
      for _ in 0..<20 {
        let answer = await ask(client, "/small", [1, 2, 3])
        #expect(answer.body == [1, 2, 3])
      }
      await client.close()
      let end = await stuck.value
      #expect(end.body.count <= 1 << 20)
      guard case .lost = end.end else {
        Issue.record("the stuck stream ended as \(String(describing: end.end))")
        return
      }
    }
  }

  @Test("a header list over the limit is refused, and the connection goes on")
  func hugeHeaders() async throws {
    try await serving { _, endpoint, loop in
      let client = try await connect(endpoint, loop)
      let long = await ask(client, "/" + String(repeating: "a", count: 40_000))
      #expect(long.status == "")
      guard case .reset = long.end else {
        Issue.record("ended as \(String(describing: long.end))")
        return
      }
      #expect(await ask(client, "/ok").status == "200")
      await client.close()
    }
  }

  @Test("a port that is taken is named")
  func portTaken() async throws {
    try await serving { server, endpoint, _ in
      await #expect(throws: HTTP2Error.self) { try await server.listen(endpoint) }
      do { _ = try await server.listen(endpoint) } catch let error as HTTP2Error {
        #expect(error.message == "cannot listen on \(endpoint): Address already in use")
      }
    }
  }

  @Test("where nobody listens, the address and the reason are named")
  func refused() async throws {
    var gone: Endpoint?
    try await serving { _, endpoint, _ in gone = endpoint }
    let endpoint = try #require(gone)
    let loop = try EventLoop()
    do {
      _ = try await connect(endpoint, loop)
      Issue.record("connected to nobody")
    } catch let error as HTTP2Error {
      #expect(error.message == "cannot reach \(endpoint): Connection refused")
    }
    loop.stop()
  }

  @Test("a stale Unix socket is replaced, one in use is not, another file never")
  func unixSockets() async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let path = directory.appending(path: "s").path
    let loop = try EventLoop()
    let first = HTTP2Server(loops: [loop]) { EchoHandler($0) }
    let second = HTTP2Server(loops: [loop]) { EchoHandler($0) }
    _ = try await first.listen(.unix(path: path))
    await #expect(throws: HTTP2Error.self) { try await second.listen(.unix(path: path)) }
    let client = try await connect(.unix(path: path), loop)
    #expect(await ask(client, "/", [9]).body == [9])
    await client.close()
    let file = directory.appending(path: "file").path
    _ = FileManager.default.createFile(atPath: file, contents: Data("kept".utf8))
    await #expect(throws: HTTP2Error.self) { try await second.listen(.unix(path: file)) }
    #expect(FileManager.default.contents(atPath: file) == Data("kept".utf8))
    await first.shutdown(grace: .zero)
    #expect(!FileManager.default.fileExists(atPath: path))
    loop.stop()
  }

  @Test("a shutdown lets a running stream end, and cuts off what outlives the grace")
  func shutdown() async throws {
    let loop = try EventLoop()
    let server = HTTP2Server(loops: [loop]) { EchoHandler($0) }
    let endpoint = try await server.listen(.tcp(host: "127.0.0.1", port: 0))
    let client = try await connect(endpoint, loop)
    let held = Task { await ask(client, "/held") }
    #expect(await ask(client, "/").status == "200")
    await server.shutdown(grace: .milliseconds(100))
    let end = await held.value
    guard case .lost = end.end else {
      Issue.record("ended as \(String(describing: end.end))")
      return
    }
    await #expect(throws: HTTP2Error.self) { try await connect(endpoint, loop) }
    await client.close()
    loop.stop()
  }

  @Test(
    "bytes that are no HTTP/2 end their connection and leave no stream behind",
    arguments: ["GET / HTTP/1.1\r\n\r\n", "PRI * HTTP/2.0\r\n", "\0\0\0\0\0\0\0", ""])
  func garbage(bytes: String) async throws {
    try await serving { _, endpoint, loop in
      guard case .tcp(_, let port) = endpoint else { return }
      try run("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/\(port); printf '\(bytes)' >&3; exec 3>&-")
      let client = try await connect(endpoint, loop)
      #expect(await ask(client, "/").status == "200")
      await client.close()
    }
  }

  @Test("curl and nghttp get their answers")
  func foreignClients() async throws {
    try await serving { _, endpoint, _ in
      let url = "http://\(endpoint)/hello"
      let curl = try run("curl", "-s", "--http2-prior-knowledge", "-d", "a body", url)
      #expect(curl == "a body")
      let nghttp = try run("nghttp", "-v", "-d", "/etc/hostname", url)
      #expect(nghttp.contains(":status: 200"))
      #expect(nghttp.contains("x-end: yes"))
    }
  }

  @Test("thousands of requests over ten connections all succeed")
  func load() async throws {
    try await serving { _, endpoint, _ in
      let printed = try run("h2load", "-n", "5000", "-c", "10", "-m", "100", "http://\(endpoint)/x")
      #expect(printed.contains("5000 succeeded, 0 failed, 0 errored"))
    }
  }

  @discardableResult
  private func run(_ words: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }
}
