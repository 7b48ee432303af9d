import Testing

@testable import HTTP2

@Suite("How a server ends connections")
struct ConnectionEndTests {
  @Test("a connection at its greatest age says GOAWAY twice, serves what runs, and ends with it")
  func age() async throws {
    var limits = Limits()
    limits.maxAge = .milliseconds(50)
    try await EchoServer.run(limits: limits) { server in
      let peer = try RawPeer(port: server.port)
      peer.send(RawPeer.preface + RawPeer.upload(1, "hello"))
      // The first GOAWAY is answered by nobody: the second comes after a second all the same.
      try await eventually { server.server.connectionsOfLoops == [1] }
      let bytes = peer.readToEnd(until: { RawPeer.goAways(in: $0).count == 2 })
      #expect(RawPeer.goAways(in: bytes) == [.noError, .noError])
      #expect(server.server.connectionsOfLoops == [1])
      peer.send(RawPeer.frame(type: 0, flags: 1, stream: 1, Array("bye".utf8)))
      let rest = peer.readToEnd()
      #expect((bytes + rest).firstRange(of: Array("hello".utf8)) != nil)
      #expect(rest.firstRange(of: Array("bye".utf8)) != nil)
    }
  }

  @Test("a stream that outlives the grace of its connection is told so before the end")
  func grace() async throws {
    var limits = Limits()
    limits.maxAge = .milliseconds(100)
    limits.ageGrace = .milliseconds(20)
    try await EchoServer.run(limits: limits) { server in
      let deadline = ContinuousClock.now.advanced(by: .seconds(300))
      while ContinuousClock.now < deadline {
        let client = try await server.connect()
        let answer = await client.start("/parting").answer()
        // On a busy machine the connection may have reached its age before the request came, or while it came.
        guard answer.status == "200", answer.trailer != "closed" else { continue }
        #expect(answer.trailer == "drained, closed")
        return
      }
      throw NeverHappened()
    }
  }

  @Test("a connection that nobody uses is given back")
  func idle() async throws {
    var limits = Limits()
    limits.maxIdle = .milliseconds(20)
    try await EchoServer.run(limits: limits) { server in
      let peer = try RawPeer(port: server.port)
      peer.send(RawPeer.preface)
      #expect(peer.goAwayCodes() == [.noError, .noError])
    }
  }

  @Test("a client that does not answer a PING is given up")
  func silence() async throws {
    var limits = Limits()
    limits.keepaliveInterval = .milliseconds(20)
    limits.keepaliveTimeout = .milliseconds(20)
    try await EchoServer.run(limits: limits) { server in
      let silent = try RawPeer(port: server.port)
      silent.send(RawPeer.preface)
      let bytes = silent.readToEnd()
      #expect(RawPeer.frameTypes(in: bytes).filter { $0 == 6 }.count == 1)
      #expect(RawPeer.goAways(in: bytes).isEmpty)
      try await eventually { server.server.connectionsOfLoops == [0] }
    }
  }

  @Test("a client that answers a PING is kept, and asked again")
  func signsOfLife() async throws {
    var limits = Limits()
    limits.keepaliveInterval = .milliseconds(20)
    limits.keepaliveTimeout = .seconds(300)
    try await EchoServer.run(limits: limits) { server in
      let peer = try RawPeer(port: server.port)
      peer.send(RawPeer.preface)
      for _ in 0..<3 {
        let bytes = peer.readToEnd { RawPeer.frameTypes(in: $0).contains(6) }
        #expect(RawPeer.frameTypes(in: bytes).contains(6))
        peer.send(RawPeer.frame(type: 6, flags: 1, stream: 0, [UInt8](repeating: 0, count: 8)))
      }
      #expect(server.server.connectionsOfLoops == [1])
    }
  }

  @Test("who sends PINGs too often is told so in gRPC's words")
  func tooManyPings() async throws {
    try await EchoServer.run { server in
      let peer = try RawPeer(port: server.port)
      let ping = RawPeer.frame(type: 6, flags: 0, stream: 0, [UInt8](repeating: 0, count: 8))
      peer.send(RawPeer.preface + ping + ping + ping + ping)
      let bytes = peer.readToEnd()
      #expect(RawPeer.goAways(in: bytes) == [.enhanceYourCalm, .enhanceYourCalm])
      #expect(bytes.firstRange(of: Array("too_many_pings".utf8)) != nil)
    }
  }

  @Test("streams that a shutdown cuts off are told so before the end")
  func shutdown() async throws {
    try await EchoServer.run { server in
      let client = try await server.connect()
      let request = await client.start("/parting")
      try await eventually { server.alive.value == 1 }
      await server.server.shutdown(grace: .zero)
      #expect(await request.answer().trailer == "closed")
    }
  }
}
