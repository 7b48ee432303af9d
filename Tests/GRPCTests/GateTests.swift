import HTTP2
import Synchronization
import Testing

@testable import GRPC

@Suite("A gate")
struct GateTests {
  /// Lets those in who name themselves, and `ann` for a second only.
  private struct NameGate: CallGate {
    func admit(_ call: ArrivingCall) -> Admission {
      guard let name = call.head.text("x-name") else {
        return Admission(
          refusal: RPCError(code: .unauthenticated, message: "needs a name, \(call.route.method)"))
      }
      let isFleeting = name == "fleeting"
      return Admission(
        caller: Caller(
          identity: name, evidence: "word", role: "", expiry: isFleeting ? 0 : nil))
    }
  }

  /// Refuses everybody but `ann`, and remembers where calls came from.
  private final class SternGate: CallGate {
    private let seen = Mutex<[String: Set<String>]>([:])
    private let isForged: Bool

    init(isForged: Bool) { self.isForged = isForged }

    func admit(_ call: ArrivingCall) -> Admission {
      let name = call.head.text("x-name") ?? ""
      seen.withLock { _ = $0[name, default: []].insert(call.peer.address) }
      if name == "ann" { return Admission() }
      return Admission(
        refusal: RPCError(code: .unauthenticated, message: "is no name"), isForged: isForged)
    }

    func connections(of name: String) -> Int { seen.withLock { $0[name]?.count ?? 0 } }
  }

  private var configuration: GRPCServer.Configuration {
    var configuration = GRPCServer.Configuration()
    configuration.gate = NameGate()
    return configuration
  }

  private func named(_ name: String) throws -> CallOptions {
    var metadata = Metadata()
    try metadata.append("x-name", name)
    return CallOptions(metadata: metadata)
  }

  @Test("refuses before the request is read: a call that never sends one is answered too")
  func refusesEarly() async throws {
    try await TestServer.run(configuration: configuration) { server, channel in
      let error = await #expect(throws: RPCError.self) {
        let _: TestMessage = try await channel.unary(path: "/interop.Test/Echo", TestMessage("x"))
      }
      #expect(error?.code == .unauthenticated)
      #expect(error?.message == "needs a name, Echo")
      let chat = try await channel.bidirectional(
        path: "/interop.Test/Chat", sending: TestMessage.self, returning: TestMessage.self)
      await #expect(throws: RPCError.self) { _ = try await chat.responses.next() }
    }
  }

  @Test("lets in whom it knows")
  func letsIn() async throws {
    try await TestServer.run(configuration: configuration) { _, channel in
      let echoed: TestMessage = try await channel.unary(
        path: "/interop.Test/Echo", TestMessage("hello"), options: try named("ann"))
      #expect(echoed.text == "hello")
    }
  }

  @Test(
    "who shows one wrong thing after the other loses the connection; others keep theirs, and so does who shows nothing",
    arguments: [true, false])
  func triesOn(isForged: Bool) async throws {
    let gate = SternGate(isForged: isForged)
    var configuration = GRPCServer.Configuration()
    configuration.gate = gate
    configuration.transport.refusedCredentialsPerMinute = 3
    try await TestServer.run(configuration: configuration) { server, channel in
      let liar = try await ClientChannel.connect(to: server.target, configuration: .impatient())
      for _ in 0..<20 {
        let error = await #expect(throws: RPCError.self) {
          let _: TestMessage = try await liar.unary(
            path: "/interop.Test/Echo", TestMessage("x"), options: try named("liar"))
        }
        // Each refusal arrives, also the last one on a connection; a call that came after it may be lost with it.
        #expect([.unauthenticated, .unavailable].contains(error?.code))
        let echoed: TestMessage = try await channel.unary(
          path: "/interop.Test/Echo", TestMessage("hello"), options: try named("ann"))
        #expect(echoed.text == "hello")
      }
      await liar.close()
      #expect(gate.connections(of: "ann") == 1)
      #expect(isForged ? gate.connections(of: "liar") > 1 : gate.connections(of: "liar") == 1)
    }
  }

  @Test("a stream ends when what its caller showed expires")
  func expires() async throws {
    try await TestServer.run(configuration: configuration) { _, channel in
      let chat = try await channel.bidirectional(
        path: "/interop.Test/Chat", options: try named("fleeting"), sending: TestMessage.self,
        returning: TestMessage.self)
      let error = await #expect(throws: RPCError.self) {
        while try await chat.responses.next() != nil {}
      }
      #expect(error?.code == .unauthenticated)
    }
  }
}
