import Testing

@testable import HTTP2

/// A stream that serves a second request must know nothing of the first: not who sent it, nor what was left of it.
@Suite("A stream that is used again")
struct StreamReuseTests {
  @Test("is as a new one, whatever happened to it")
  func isAsNew() async throws {
    let (differences, same) = try await onAStream { stream in
      let fresh = Stream(connection: stream.connection!)
      let used = Stream(connection: stream.connection!)
      Self.use(used)
      // A field that this test does not use yet is to be added to `use`.
      let same = Self.fields(used).filter { Self.fields(fresh)[$0.key] == $0.value }.map(\.key)
      used.renew(for: stream.connection!)
      let differences = Self.fields(used).filter { Self.fields(fresh)[$0.key] != $0.value }
      return (differences.map(\.key), same.sorted())
    }
    #expect(differences == [])
    #expect(same == ["handler", "loop", "owner"])
  }

  private static func use(_ stream: HTTP2.Stream) {
    stream.id = 7
    stream.place = 3
    stream.unsentBytesMax = 1
    stream.unconsumed = 9
    stream.keeps(10)
    stream.headerBytes = 11
    stream.countedBytes = 12
    var rooms = SpareRooms()
    stream.trailers = .fields([HeaderField("x", "y")])
    stream.messagesSent = 1
    stream.messagesReceived = 2
    stream.owesRest = true
    stream.checkRest(at: .now, .seconds(60))
    stream.native = UnsafeRawPointer(bitPattern: 4096)
    stream.isMostlyQuiet = true
    stream.isLetGo = true
    stream.sendHeaders([HeaderField(":status", "200")])
    stream.output.append([1, 2, 3], &rooms)
    stream.isEnding = true
    stream.isDeferred = true
    stream.isFull = true
    stream.isClosed = true
    stream.isAccepted = true
    stream.isKnownToPeer = true
    stream.isResetHere = true
    stream.isHeadTooLarge = true
    stream.isCutShort = true
    stream.hasFailed = true
  }

  private static func fields(_ stream: HTTP2.Stream) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: Mirror(reflecting: stream).children.map {
        ($0.label ?? "", String(reflecting: $0.value))
      })
  }

  /// What `body` makes of a stream of a server, on its loop.
  private func onAStream<Value: Sendable>(
    _ body: @escaping @Sendable (HTTP2.Stream) -> Value
  ) async throws -> Value {
    let (values, told) = AsyncStream.makeStream(of: Value.self)
    let loop = try EventLoop()
    let alive = AliveCount()
    let server = HTTP2Server(loops: [loop], limits: Limits()) { stream in
      told.yield(body(stream))
      return EchoHandler(stream, alive)
    }
    let bound = try await server.listen(.tcp(host: "127.0.0.1", port: 0), tls: nil)
    let client = try await EchoServer(server: server, endpoint: bound, loop: loop, alive: alive)
      .connect()
    _ = await client.ask("/")
    await client.close()
    await server.shutdown(grace: .zero)
    loop.stop()
    for await value in values { return value }
    throw HTTP2Error(.closed, "no stream came")
  }
}
