import Testing

@testable import GRPC

@Suite("This client against a foreign server: grpcio")
struct ForeignServerTests {
  private let path = "/interop.Test/"

  private func withServer(
    _ body: (ClientChannel, PythonPeer.Server) async throws -> Void
  ) async throws {
    let server = try PythonPeer.server()
    let channel = try await ClientChannel.connect(
      to: .tcp(host: "127.0.0.1", port: server.port))
    do {
      try await body(channel, server)
    } catch {
      await channel.close()
      server.stop()
      throw error
    }
    await channel.close()
    server.stop()
  }

  @Test("All four kinds, small and large")
  func kinds() async throws {
    try await withServer { channel, _ in
      for size in [0, 1, 16379, 65536, 1_000_000] {
        let sent = TestMessage([UInt8](repeating: 7, count: size))
        let echoed: TestMessage = try await channel.unary(path: path + "Echo", sent)
        #expect(echoed == sent)
      }

      let down = try await channel.serverStreaming(
        path: path + "Download", TestMessage("300,20000"), returning: TestMessage.self)
      var count = 0
      while let message = try await down.next() {
        #expect(message.payload.count == 20000)
        count += 1
      }
      #expect(count == 300)

      let sum: TestMessage = try await channel.clientStreaming(path: path + "Upload") {
        (writer: RequestWriter<TestMessage>) async throws(RPCError) in
        for _ in 0..<200 {
          try await writer.write(TestMessage([UInt8](repeating: 1, count: 10000)))
        }
      }
      #expect(sum.text == "200 2000000")

      let chat = try await channel.bidirectional(
        path: path + "Chat", sending: TestMessage.self, returning: TestMessage.self)
      for number in 0..<20 {
        try await chat.requests.write(TestMessage("\(number)"))
        #expect(try await chat.responses.next()?.text == "\(number)")
      }
      await chat.requests.finish()
      #expect(try await chat.responses.next() == nil)
    }
  }

  @Test("A failure arrives with message, details and metadata")
  func failure() async throws {
    try await withServer { channel, _ in
      let error = await #expect(throws: RPCError.self) {
        let _: TestMessage = try await channel.unary(
          path: path + "Echo", TestMessage("?details"))
      }
      #expect(error?.code == .notFound)
      #expect(error?.message == "100 % nicht da – 移行\n")
      #expect(error?.details == [8, 5, 0, 255])
      #expect(error?.metadata.text("x-reason") == "test")

      let unknown = await #expect(throws: RPCError.self) {
        let _: TestMessage = try await channel.unary(path: path + "Nope", TestMessage())
      }
      #expect(unknown?.code == .unimplemented)
    }
  }

  @Test("Metadata goes there and comes back, text and bytes")
  func metadata() async throws {
    try await withServer { channel, _ in
      var options = CallOptions()
      try options.metadata.append("x-text", "hello")
      try options.metadata.append("x-bytes-bin", binary: (0...255).map(UInt8.init))
      let stream = try await channel.serverStreaming(
        path: path + "Metadata", TestMessage(), options: options, returning: TestMessage.self)
      let initial = try await stream.initialMetadata()
      while try await stream.next() != nil {}
      for metadata in [initial, await stream.trailingMetadata()] {
        #expect(metadata.text("x-text") == "hello")
        #expect(metadata.binary("x-bytes-bin") == [(0...255).map(UInt8.init)])
      }
    }
  }

  @Test("The server learns the deadline")
  func deadlineSent() async throws {
    try await withServer { channel, _ in
      let left: TestMessage = try await channel.unary(
        path: path + "Deadline", TestMessage(), options: CallOptions(timeout: .seconds(100)))
      #expect((90...100).contains(Int(left.text) ?? 0))
    }
  }

  @Test("Deadline and cancellation end the call here and reach the server")
  func cancel() async throws {
    try await withServer { channel, _ in
      // A call that ends before there is a connection never reaches the server.
      let _: TestMessage = try await channel.unary(path: path + "Deadline", TestMessage())
      let late = try await channel.serverStreaming(
        path: path + "Hang", TestMessage(), options: CallOptions(timeout: .seconds(2)),
        returning: TestMessage.self)
      let error = await #expect(throws: RPCError.self) { _ = try await late.next() }
      #expect(error?.code == .deadlineExceeded)
      let seen: TestMessage = try await channel.unary(
        path: path + "WasCancelled", TestMessage())
      #expect(seen.text == "yes")
    }
    try await withServer { channel, _ in
      let stream = try await channel.serverStreaming(
        path: path + "Hang", TestMessage(), returning: TestMessage.self)
      #expect(try await stream.initialMetadata().text("x-started") == "yes")
      stream.cancel()
      let error = await #expect(throws: RPCError.self) {
        _ = try await stream.next()
      }
      #expect(error?.code == .cancelled)
      let seen: TestMessage = try await channel.unary(
        path: path + "WasCancelled", TestMessage())
      #expect(seen.text == "yes")
    }
  }

  @Test("What this client compresses it reads, and the other way round")
  func compressed() async throws {
    try await withServer { channel, _ in
      let answer: TestMessage = try await channel.unary(
        path: path + "Compressed", TestMessage())
      #expect(answer.payload == [UInt8](repeating: 0x78, count: 1000))
      var random = SystemRandomNumberGenerator()
      for _ in 0..<100 {
        let size = Int.random(in: 0...50_000, using: &random)
        let alphabet = UInt8.random(in: 1...255, using: &random)
        let sent = TestMessage(
          [0] + (0..<size).map { _ in UInt8.random(in: 0..<alphabet, using: &random) })
        let got: TestMessage = try await channel.unary(
          path: path + "EchoCompressed", sent, options: CallOptions(compression: .always))
        #expect(got == sent)
      }
    }
  }

  @Test("A compression that was not offered is not taken for a message")
  func otherCompression() async throws {
    try await withServer { channel, _ in
      // Told by its handler to compress, grpcio does so whatever grpc-accept-encoding says.
      let error = await #expect(throws: RPCError.self) {
        let _: TestMessage = try await channel.unary(path: path + "Deflated", TestMessage())
      }
      #expect(error?.code == .internal)
      #expect(error?.message.contains("deflate") == true)
      let next: TestMessage = try await channel.unary(path: path + "Echo", TestMessage("next"))
      #expect(next.text == "next")
    }
  }

  @Test("A server that dies is told apart from one that refuses")
  func killed() async throws {
    let server = try PythonPeer.server()
    let channel = try await ClientChannel.connect(
      to: .tcp(host: "127.0.0.1", port: server.port))
    let stream = try await channel.serverStreaming(
      path: path + "Hang", TestMessage(), returning: TestMessage.self)
    _ = try await stream.initialMetadata()
    server.kill()
    let error = await #expect(throws: RPCError.self) {
      _ = try await stream.next()
    }
    #expect(error?.code == .unavailable)
    await channel.close()
  }

  @Test("A thousand calls at once")
  func concurrent() async throws {
    try await withServer { channel, _ in
      let total = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<1000 {
          group.addTask {
            let answer: TestMessage = try await channel.unary(
              path: "/interop.Test/Echo", TestMessage("\(number)"))
            return Int(answer.text) ?? 0
          }
        }
        return try await group.reduce(0, +)
      }
      #expect(total == 1000 * 999 / 2)
    }
  }

  @Test("A server of another make says when to come again, and is counted the attempts")
  func pushback() async throws {
    let server = try PythonPeer.server()
    let channel = try ClientChannel(
      to: ServerList(.tcp(host: "127.0.0.1", port: server.port)),
      configuration: .impatient(retries: .slow))
    let answer: TestMessage = try await channel.unary(path: path + "Pushback", TestMessage("3"))
    #expect(answer.text == "3")
    await channel.close()
    server.stop()
  }

  @Test("A server that hangs is given up after the keepalive's time, not never")
  func keepalive() async throws {
    let server = try PythonPeer.server(takesAnyPings: true)
    var configuration = ClientChannel.Configuration.impatient()
    configuration.keepalive = Keepalive(time: .seconds(4), timeout: .seconds(6))
    let channel = try ClientChannel(
      to: ServerList(.tcp(host: "127.0.0.1", port: server.port)), configuration: configuration)
    let stream = try await channel.serverStreaming(
      path: path + "Hang", TestMessage(), returning: TestMessage.self)
    _ = try await stream.initialMetadata()
    server.pause()
    let error = await #expect(throws: RPCError.self) {
      _ = try await stream.next()
    }
    #expect(error?.code == .unavailable)
    #expect(error?.message.contains("keepalive") == true, "\(String(describing: error))")
    await channel.close()
    server.kill()
  }

  @Test(
    "A client that pings too often for a server is told so, and serves its callers all the same")
  func tooManyPings() async throws {
    let server = try PythonPeer.server()
    var configuration = ClientChannel.Configuration.impatient()
    configuration.keepalive = Keepalive(time: .milliseconds(20), withoutCalls: true)
    let channel = try ClientChannel(
      to: ServerList(.tcp(host: "127.0.0.1", port: server.port)), configuration: configuration)
    try await channel.ready()
    // GOAWAY with ENHANCE_YOUR_CALM leaves the channel without a connection.
    try await eventually { channel.state == .idle }
    let answer: TestMessage = try await channel.unary(
      path: path + "Echo", TestMessage("x"), options: CallOptions(waitForReady: true))
    #expect(answer.text == "x")
    await channel.close()
    server.stop()
  }
}
