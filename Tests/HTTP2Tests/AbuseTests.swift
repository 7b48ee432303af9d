import Foundation
import HTTP2
import Testing

@Suite("Peers that break or exhaust")
struct AbuseTests {
  @Test(
    "bytes that are no HTTP/2 end their connection and leave no stream behind",
    arguments: [
      Array("GET / HTTP/1.1\r\n\r\n".utf8), Array("PRI * HTTP/2.0\r\n".utf8),
      [UInt8](repeating: 0, count: 7), [], RawPeer.preface + RawPeer.request(1),
      RawPeer.preface + RawPeer.request(1) + [0, 0, 1, 0, 0, 0, 0, 0, 1],
      RawPeer.preface + RawPeer.request(2),
      RawPeer.preface + RawPeer.frame(type: 1, flags: 5, stream: 1, [0xff, 0xff, 0xff, 0xff]),
    ])
  func garbage(bytes: [UInt8]) async throws {
    try await EchoServer.run { server in
      let peer = try RawPeer(port: server.port)
      peer.send(bytes)
      peer.endSending()
      _ = peer.readToEnd()
      try await eventually { server.alive.value == 0 }
      let client = try await server.connect()
      #expect(await client.ask("/").status == "200")
      await client.close()
    }
  }

  @Test("who opens and resets streams without end loses the connection, and others are served")
  func rapidReset() async throws {
    try await EchoServer.run { server in
      let client = try await server.connect()
      #expect(await client.ask("/").status == "200")
      let peer = try RawPeer(port: server.port)
      peer.send(RawPeer.preface)
      var id: UInt32 = 1
      // 20 times what is allowed at once; the peer is cut off on the way.
      for _ in 0..<200 {
        var burst: [UInt8] = []
        for _ in 0..<100 {
          burst += RawPeer.request(id) + RawPeer.reset(id)
          id += 2
        }
        guard peer.send(burst) else { break }
        #expect(await client.ask("/", [5]).body == [5])
      }
      let goAway = peer.goAwayCodes()
      #expect(goAway == [.enhanceYourCalm])
      #expect(await client.ask("/").status == "200")
      try await eventually { server.alive.value == 0 }
      await client.close()
    }
  }

  @Test("who makes the server reset streams without end loses the connection")
  func provokedResets() async throws {
    var limits = Limits()
    limits.provokedResetsPerMinute = 10
    try await EchoServer.run(limits: limits) { server in
      let peer = try RawPeer(port: server.port)
      peer.send(RawPeer.preface)
      for index in UInt32(0)..<100 {
        let id = 2 * index + 1
        // A window beyond 2^31-1 is an error of its stream (RFC 9113, section 6.9.1).
        guard
          peer.send(
            RawPeer.request(id)
              + RawPeer.frame(type: 8, flags: 0, stream: id, [0x7f, 0xff, 0xff, 0xff]))
        else { break }
      }
      #expect(peer.goAwayCodes() == [.enhanceYourCalm])
      try await eventually { server.alive.value == 0 }
    }
  }

  @Test("who sends PINGs without end loses the connection")
  func pings() async throws {
    var limits = Limits()
    limits.pingsPerTenSeconds = 10
    // Only how many, not how often.
    limits.pingInterval = .zero
    try await EchoServer.run(limits: limits) { server in
      let peer = try RawPeer(port: server.port)
      let ping = RawPeer.frame(type: 6, flags: 0, stream: 0, [UInt8](repeating: 0, count: 8))
      peer.send(RawPeer.preface)
      for _ in 0..<20 { peer.send(ping) }
      #expect(peer.goAwayCodes() == [.enhanceYourCalm])
    }
  }

  /// SETTINGS, WINDOW_UPDATE of the connection, PRIORITY, and empty DATA, each as a flood.
  private static let floods: [[UInt8]] = [
    RawPeer.frame(type: 4, flags: 0, stream: 0, []),
    RawPeer.frame(type: 8, flags: 0, stream: 0, [0, 0, 0, 1]),
    RawPeer.frame(type: 2, flags: 0, stream: 1, [0, 0, 0, 0, 1]),
    RawPeer.frame(type: 0, flags: 0, stream: 1, []),
    RawPeer.frame(type: 0, flags: 8, stream: 1, [1, 0]),
  ]

  @Test(
    "a flood of frames that bring nothing ends its connection, and others are served",
    arguments: floods)
  func flood(frame: [UInt8]) async throws {
    var limits = Limits()
    limits.overheadFramesPerTenSeconds = 100
    limits.settingsPerMinute = 100
    try await EchoServer.run(limits: limits) { server in
      let client = try await server.connect()
      let peer = try RawPeer(port: server.port)
      peer.send(RawPeer.preface + RawPeer.request(1))
      for _ in 0..<20 { peer.send(Array(repeatElement(frame, count: 50).joined())) }
      #expect(peer.goAwayCodes() == [.enhanceYourCalm])
      #expect(await client.ask("/", [5]).body == [5])
      await client.close()
      try await eventually { server.alive.value == 0 }
    }
  }

  @Test("window updates of a connection that reads what it asked for never end it")
  func busy() async throws {
    var limits = Limits()
    limits.overheadFramesPerTenSeconds = 20
    var small = Limits()
    small.streamWindow = 65_535
    small.connectionWindow = 65_535
    try await EchoServer.run(limits: limits) { server in
      let client = try await server.connect(small)
      let request = await client.start("/large")
      await request.send([], endStream: true)
      var taken = 0
      while taken < 3_000_000 {
        try await eventually { request.collector.received > taken }
        let received = request.collector.received
        await request.consume(received - taken)
        taken = received
      }
      #expect(await request.answer().trailer == "yes")
      await client.close()
    }
  }

  @Test("one address has no more connections than it may, and gets them back")
  func connectionsForPeer() async throws {
    var limits = Limits()
    limits.connectionsForPeer = 3
    try await EchoServer.run(limits: limits) { server in
      let client = try await server.connect()
      #expect(await client.ask("/").status == "200")
      do {
        let others = [try RawPeer(port: server.port), try RawPeer(port: server.port)]
        let tooMany = try RawPeer(port: server.port)
        #expect(tooMany.readToEnd() == [])
        #expect(others.count == 2)
      }
      let again = try RawPeer(port: server.port)
      again.send(
        RawPeer.preface + RawPeer.frame(type: 7, flags: 0, stream: 0, [0, 0, 0, 0, 0, 0, 0, 0]))
      #expect(await client.ask("/", [5]).body == [5])
      await client.close()
    }
  }

  @Test(
    "when memory is used up, new streams are refused, who holds most is closed, and the rest is served"
  )
  func memory() async throws {
    var limits = Limits()
    limits.bufferedBytes = 8 << 20
    try await EchoServer.run(limits: limits) { server in
      let client = try await server.connect()
      #expect(await client.ask("/").status == "200")
      let peer = try RawPeer(port: server.port)
      peer.send(RawPeer.preface)
      // Each stream is answered with 3 MB, which the peer's window of 64 KiB never lets out.
      for index in UInt32(0)..<4 { peer.send(RawPeer.request(2 * index + 1, path: "/large")) }
      _ = peer.readToEnd()
      #expect(await client.ask("/", [5]).body == [5])
      await client.close()
      try await eventually { server.alive.value == 0 }
    }
  }

  @Test("a connection that holds much has its new streams refused, and keeps the old ones")
  func connectionMemory() async throws {
    var limits = Limits()
    limits.connectionBufferedBytes = 2 << 20
    try await EchoServer.run(limits: limits) { server in
      let peer = try RawPeer(port: server.port)
      peer.send(RawPeer.preface + RawPeer.request(1, path: "/large"))
      let client = try await server.connect()
      #expect(await client.ask("/", [5]).body == [5])
      peer.send(RawPeer.request(3) + RawPeer.reset(1))
      peer.endSending()
      #expect(RawPeer.resets(in: peer.readToEnd())[3] == .refusedStream)
      await client.close()
    }
  }
}
