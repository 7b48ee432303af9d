import Foundation
import HTTP2
import Testing

/// Without these anybody on the way reads along, or anybody at all moves share servers.
@Suite("TLS", .timeLimit(.minutes(15)))
struct TLSTests {
  private static let local = "IP:127.0.0.1,DNS:localhost"

  private static func certificates() throws -> Certificates {
    let made = try Certificates()
    try made.sign("server", names: local)
    return made
  }

  /// Why a connection could not be made.
  private static func refusal(_ server: EchoServer, _ tls: TLSClient?) async -> String? {
    do {
      let client = try await server.connect(tls: tls)
      // TLS 1.3 lets a client believe that it is connected before the server has seen its certificate.
      let answer = await client.ask("/x")
      await client.close()
      switch answer.end {
      case .lost(let error), .notSent(let error): return error.message
      case .reset, nil: return nil
      }
    } catch {
      return "\(error)"
    }
  }

  @Test("bodies of any size come back whole", arguments: [0, 1, 70_000, 5_000_000])
  func echo(size: Int) async throws {
    let made = try Self.certificates()
    try await EchoServer.run(tls: TLSServerSource(made.server())) { server in
      var limits = Limits()
      limits.streamWindow = 16 << 20
      let client = try await server.connect(limits, tls: made.client())
      let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let answer = await client.ask("/echo", body)
      #expect(answer.body == body)
      #expect(answer.trailer == "yes")
      await client.close()
    }
  }

  @Test("many streams at once share a connection")
  func streams() async throws {
    let made = try Self.certificates()
    try await EchoServer.run(loops: 2, tls: TLSServerSource(made.server())) { server in
      let client = try await server.connect(tls: made.client())
      await withTaskGroup(of: Bool.self) { group in
        for number in 0..<500 {
          let body = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 1 + number * 13)
          group.addTask { await client.ask("/echo", body).body == body }
        }
        for await isSame in group { #expect(isSame) }
      }
      await client.close()
    }
  }

  @Test("a server of another authority, or with another name, is not spoken to")
  func wrongServer() async throws {
    let made = try Self.certificates()
    try made.authority("other")
    try await EchoServer.run(tls: TLSServerSource(made.server())) { server in
      let stranger = await Self.refusal(server, try made.client(trusting: "other"))
      #expect(stranger?.contains("unable to get local issuer certificate") == true)
      let misnamed = await Self.refusal(server, try made.client(expecting: "galleon.example"))
      #expect(misnamed?.contains("hostname mismatch") == true)
      #expect(await Self.refusal(server, try made.client(expecting: "localhost")) == nil)
    }
  }

  @Test("an expired server is not spoken to")
  func expiredServer() async throws {
    let made = try Certificates()
    try made.sign("server", names: Self.local, days: 0)
    try await EchoServer.run(tls: TLSServerSource(made.server())) { server in
      let words = await Self.refusal(server, try made.client())
      #expect(words?.contains("certificate has expired") == true)
    }
  }

  @Test("a client shows who it is, and one that cannot is turned away")
  func mutual() async throws {
    let made = try Self.certificates()
    try made.authority("other")
    try made.sign("ann", names: "URI:spiffe://galleon/ann,DNS:ann.example", as: 2)
    try made.sign("eve", names: "URI:spiffe://galleon/ann", by: "other", as: 3)
    try made.sign("old", names: "DNS:old.example", as: 4)
    try made.revoke(["old"], into: "crl.pem")
    var files = made.server()
    files.clientAuthorities = made.path("ca.pem")
    files.revocations = made.path("crl.pem")
    try await EchoServer.run(tls: TLSServerSource(files)) { server in
      let client = try await server.connect(tls: made.client("ann"))
      let answer = await client.ask("/who")
      #expect(
        String(decoding: answer.body, as: UTF8.self) == "spiffe://galleon/ann ann.example ann")
      await client.close()
      #expect(await Self.refusal(server, try made.client()) != nil)
      #expect(await Self.refusal(server, try made.client("eve")) != nil)
      #expect(await Self.refusal(server, try made.client("old")) != nil)
      // The others are served as before.
      #expect(await Self.refusal(server, try made.client("ann")) == nil)
    }
  }

  @Test("where a certificate is not required, a client without one is nobody")
  func optional() async throws {
    let made = try Self.certificates()
    var files = made.server()
    files.clientAuthorities = made.path("ca.pem")
    files.requiresClientCertificate = false
    try await EchoServer.run(tls: TLSServerSource(files)) { server in
      let client = try await server.connect(tls: made.client())
      #expect(await client.ask("/who").body == Array("nobody".utf8))
      await client.close()
    }
  }

  @Test("who does not speak HTTP/2, or an old TLS, is refused in the handshake")
  func foreign() async throws {
    let made = try Self.certificates()
    var files = made.server()
    try await EchoServer.run(tls: TLSServerSource(files)) { server in
      let address = "127.0.0.1:\(server.port)"
      func handshake(_ words: String...) throws -> String {
        try run(
          "sh", "-c",
          "openssl s_client -connect \(address) \(words.joined(separator: " ")) </dev/null 2>&1")
      }
      #expect(try handshake("-alpn", "h2").contains("ALPN protocol: h2"))
      #expect(try handshake("-tls1_2", "-alpn", "h2").contains("ALPN protocol: h2"))
      #expect(try handshake("-alpn", "http/1.1").contains("no application protocol"))
      let old = try handshake("-tls1_1", "-alpn", "h2")
      #expect(!old.contains("ALPN protocol: h2"))
      let weak = try handshake("-tls1_2", "-cipher", "AES128-SHA", "-alpn", "h2")
      #expect(!weak.contains("ALPN protocol: h2"))
    }
    files.minimumVersion = .tls13
    try await EchoServer.run(tls: TLSServerSource(files)) { server in
      let told = try run(
        "sh", "-c",
        "openssl s_client -connect 127.0.0.1:\(server.port) -tls1_2 -alpn h2 </dev/null 2>&1")
      #expect(told.contains("alert protocol version"))
    }
  }

  @Test("curl gets its answer", arguments: ["--tls-max 1.2", "--tlsv1.3"])
  func curl(version: String) async throws {
    let made = try Self.certificates()
    try await EchoServer.run(tls: TLSServerSource(made.server())) { server in
      let words = "curl -sS --http2 \(version) --cacert \(made.path("ca.pem")) -d hello"
      let told = try run("sh", "-c", "\(words) https://127.0.0.1:\(server.port)/x 2>&1")
      #expect(told == "hello")
    }
  }

  @Test("a peer that does not finish its handshake is let go, and others are served meanwhile")
  func halfOpen() async throws {
    let made = try Self.certificates()
    var limits = Limits()
    limits.handshakeTime = .seconds(2)
    try await EchoServer.run(limits: limits, tls: TLSServerSource(made.server())) { server in
      let silent = try RawPeer(port: server.port)
      let talking = try RawPeer(port: server.port)
      // The beginning of a record that never ends.
      talking.send([0x16, 0x03, 0x01, 0x02, 0x00, 0x01])
      // On a busy machine an honest handshake may take its time as well: then its peer tries again.
      var refusal: String?
      for _ in 0..<20 {
        refusal = await Self.refusal(server, try made.client())
        if refusal == nil { break }
      }
      #expect(refusal == nil)
      #expect(silent.readToEnd() == [])
      _ = talking.readToEnd()
    }
  }

  @Test("plain bytes on a TLS port end that connection alone")
  func plain() async throws {
    let made = try Self.certificates()
    try await EchoServer.run(tls: TLSServerSource(made.server())) { server in
      let peer = try RawPeer(port: server.port)
      peer.send(RawPeer.preface)
      _ = peer.readToEnd()
      #expect(await Self.refusal(server, nil) != nil)
      #expect(await Self.refusal(server, try made.client()) == nil)
    }
  }

  @Test("certificates that change are taken for new connections, and the running ones go on")
  func reload() async throws {
    let made = try Self.certificates()
    try made.authority("other")
    let source = try TLSServerSource(made.server())
    try await EchoServer.run(tls: source) { server in
      let before = try await server.connect(tls: made.client())
      #expect(try source.reload() == false)
      try made.sign("server", names: Self.local, by: "other", as: 9)
      #expect(try source.reload())
      #expect(await before.ask("/x", [1]).body == [1])
      #expect(await Self.refusal(server, try made.client()) != nil)
      #expect(await Self.refusal(server, try made.client(trusting: "other")) == nil)
      // A file that is broken under way changes nothing, and is named.
      try Data("nonsense".utf8).write(to: URL(filePath: made.path("server.pem")))
      let error = #expect(throws: HTTP2Error.self) { _ = try source.reload() }
      #expect(error?.message.contains("server.pem") == true)
      #expect(await Self.refusal(server, try made.client(trusting: "other")) == nil)
      await before.close()
    }
  }

  @Test("files that cannot be used are named")
  func badFiles() throws {
    let made = try Self.certificates()
    try made.sign("another", names: "DNS:x", as: 7)
    try Data("nonsense".utf8).write(to: URL(filePath: made.path("bad.pem")))
    func problem(_ change: (inout TLSServerFiles) -> Void) -> String {
      var files = made.server()
      change(&files)
      do {
        _ = try TLSServerSource(files)
        return ""
      } catch { return error.message }
    }
    #expect(problem { $0.certificateChain = "/nowhere.pem" }.contains("/nowhere.pem"))
    #expect(problem { $0.privateKey = made.path("bad.pem") }.contains("bad.pem"))
    #expect(problem { $0.privateKey = made.path("another.key") }.contains("another.key"))
    #expect(problem { $0.clientAuthorities = made.path("bad.pem") }.contains("bad.pem"))
    #expect(problem { $0.revocations = made.path("bad.pem") }.contains("bad.pem"))
    #expect(problem { _ in } == "")
  }
}
