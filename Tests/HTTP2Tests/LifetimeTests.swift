import Testing

@testable import HTTP2

@Suite("What outlives a connection")
struct LifetimeTests {
  @Test("a connection that is lost lets go of all its handlers")
  func lostConnection() async throws {
    try await EchoServer.run { server in
      let client = try await server.connect()
      var requests: [Request] = []
      for _ in 0..<100 { requests.append(await client.start("/held")) }
      try await eventually { server.alive.value == 100 }
      await client.close()
      try await eventually { server.alive.value == 0 }
      for request in requests {
        guard case .lost = await request.answer().end else {
          Issue.record("a stream of a closed connection has not heard of it")
          return
        }
      }
    }
  }

  @Test("reading and writing a stream after its connection is gone does nothing")
  func useAfterLoss() async throws {
    let loop = try EventLoop()
    let (request, connection) = try await { () async throws -> (Request, WeakConnection) in
      let weak = WeakConnection()
      let request = Request(loop: loop)
      try await EchoServer.run { server in
        let client = try await HTTP2Client.connect(
          to: server.endpoint, loop: loop, timeout: .seconds(300)
        ) { _ in }
        await loop.ask {
          if let stream = try? client.open(
            [
              HeaderField(":method", "POST"),
              HeaderField(":scheme", "http"), HeaderField(":path", "/echo"),
              HeaderField(":authority", "test"),
            ], request.collector)
          {
            weak.connection = stream.connection
            request.opened(stream)
          }
        }
        // What comes back is not consumed: it is still held when the connection goes.
        await request.send([UInt8](repeating: 1, count: 10_000), endStream: false)
        try await eventually { request.collector.received == 10_000 }
        await client.close()
      }
      _ = await request.answer()
      return (request, weak)
    }()
    try await eventually { connection.connection == nil }
    await request.consume(10_000)
    await request.send([1], endStream: true)
    await request.reset(.cancel)
    #expect(await request.isWritable == true)
    loop.stop()
  }
}

/// `@unchecked` because a weak reference may be read from any thread.
private final class WeakConnection: @unchecked Sendable {
  weak var connection: Connection?
}
