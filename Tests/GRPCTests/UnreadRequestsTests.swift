import Testing

@testable import GRPC

@Suite("Requests that a handler does not take")
struct UnreadRequestsTests {
  @Test("count with what they cost in the queue: empty ones are five bytes on the wire")
  func emptyMessages() async throws {
    let routes = ServiceRoutes(
      service: "test.Deaf",
      methods: [
        "Deaf": .bidirectional(TestMessage.self, TestMessage.self) {
          (_, writer, context) async throws(RPCError) in
          try await writer.write(TestMessage("begun"))
          while !context.isCancelled { try? await Task.sleep(for: .milliseconds(1)) }
        },
        "Echo": .unary(TestMessage.self, TestMessage.self) { (request, _) throws(RPCError) in
          request
        },
      ])
    var configuration = GRPCServer.Configuration()
    configuration.transport.connectionBufferedBytes = 1 << 20
    let server = GRPCServer(router: Router([routes]), configuration: configuration)
    let channel = try await ClientChannel.connect(
      to: try await server.start(on: .tcp(host: "127.0.0.1", port: 0)))
    let call = try await channel.bidirectional(
      path: "/test.Deaf/Deaf", sending: TestMessage.self, returning: TestMessage.self)
    #expect(try await call.responses.next()?.text == "begun")
    // A third of the limit on the wire.
    for _ in 0..<60_000 { try await call.requests.write(TestMessage([])) }
    // In time the server has read them, and takes no new call of this connection.
    var refusal: RPCError?
    let deadline = ContinuousClock.now.advanced(by: .seconds(300))
    while refusal == nil, ContinuousClock.now < deadline {
      do throws(RPCError) {
        let _: TestMessage = try await channel.unary(path: "/test.Deaf/Echo", TestMessage("x"))
      } catch {
        refusal = error
      }
    }
    #expect(refusal?.code == .unavailable)
    await channel.close()
    await server.shutdown(grace: .zero)
  }
}
