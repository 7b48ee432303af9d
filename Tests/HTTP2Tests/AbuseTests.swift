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
}
