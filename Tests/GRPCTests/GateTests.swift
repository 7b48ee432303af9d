import HTTP2
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
