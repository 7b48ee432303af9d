import HTTP2
import Synchronization
import Testing

@testable import GRPC

/// Objects serve one call after the other: no call may see who sent another, what that said or how long it had.
@Suite("Calls that share their objects")
struct CallReuseTests {
  private struct NameGate: CallGate {
    func admit(_ call: ArrivingCall) -> Admission {
      guard let name = call.head.text("x-name") else { return Admission() }
      if name == "nobody" {
        return Admission(refusal: RPCError(code: .permissionDenied, message: ""))
      }
      return Admission(caller: Caller(identity: name, evidence: "word", role: ""))
    }
  }

  /// The objects of the calls so far.
  private final class Objects: Sendable {
    private let seen = Mutex(Set<ObjectIdentifier>())
    var count: Int { seen.withLock { $0.count } }
    func add(_ call: ServerCall) { seen.withLock { _ = $0.insert(ObjectIdentifier(call)) } }
  }

  @Test("say each its own caller, metadata, deadline and request")
  func keepApart() async throws {
    try await run { server, objects in
      let channels = try await connect(3, to: server)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (number, channel) in channels.enumerated() {
          group.addTask { for each in 0..<200 { try await ask(channel, number * 1000 + each) } }
        }
        try await group.waitForAll()
      }
      // One after the other on each connection, and nearly all of them left nothing behind.
      #expect(objects.count < 200, "of 600 calls")
      for channel in channels { await channel.close() }
    }
  }

  @Test("are not the objects of calls that somebody still holds")
  func held() async throws {
    let kept = Mutex<[ServerContext]>([])
    try await run(onCall: { context in kept.withLock { $0.append(context) } }) { server, objects in
      let channel = try await ClientChannel.connect(to: server)
      for number in 0..<50 { try await ask(channel, 4 * number) }
      await channel.close()
      #expect(objects.count == 50)
      let names = kept.withLock { $0.map { $0.caller?.identity } }
      #expect(names == (0..<50).map { "name-\(4 * $0)" })
    }
  }

  /// Sends a call whose kind depends on its number, and looks at the answer.
  private func ask(_ channel: ClientChannel, _ number: Int) async throws {
    var options = CallOptions()
    if number % 4 != 3 {
      try options.metadata.append("x-name", number % 4 == 2 ? "nobody" : "name-\(number)")
    }
    if number % 3 == 0 { options.timeout = .seconds(600) }
    let path = number % 7 == 6 ? "/reuse.Test/Fails" : "/reuse.Test/Says"
    let caller = number % 4 == 3 ? "-" : "name-\(number)"
    let words = "\(caller) \(caller) \(number % 3 == 0) request \(number)"
    do {
      let answer: TestMessage = try await channel.unary(
        path: path, TestMessage("request \(number)"), options: options)
      #expect(answer.text == words)
    } catch {
      #expect(error.code == (number % 4 == 2 ? .permissionDenied : .aborted))
      #expect(number % 4 == 2 || number % 7 == 6)
      if error.code == .aborted { #expect(error.message == words) }
    }
  }

  private func run(
    onCall: @escaping @Sendable (ServerContext) -> Void = { _ in },
    _ body: (Target, Objects) async throws -> Void
  ) async throws {
    let objects = Objects()
    let says = { @Sendable (request: TestMessage, context: ServerContext) -> TestMessage in
      objects.add(context.call)
      onCall(context)
      let name = context.metadata.text("x-name") ?? "-"
      return TestMessage(
        "\(context.caller?.identity ?? "-") \(name) \(context.deadline != nil) \(request.text)")
    }
    let routes = ServiceRoutes(
      service: "reuse.Test",
      methods: [
        "Says": .unary(TestMessage.self, TestMessage.self) {
          (request, context) async throws(RPCError) in
          says(request, context)
        },
        "Fails": .unary(TestMessage.self, TestMessage.self) {
          (request, context) async throws(RPCError) in
          throw RPCError(code: .aborted, message: says(request, context).text)
        },
      ])
    var configuration = GRPCServer.Configuration()
    configuration.gate = NameGate()
    configuration.loopCount = 1
    let server = GRPCServer(router: Router([routes]), configuration: configuration)
    let target = try await server.start(on: .tcp(host: "127.0.0.1", port: 0))
    do {
      try await body(target, objects)
    } catch {
      await server.shutdown(grace: .zero)
      throw error
    }
    await server.shutdown(grace: .zero)
  }

  private func connect(_ count: Int, to target: Target) async throws -> [ClientChannel] {
    var channels: [ClientChannel] = []
    for _ in 0..<count { channels.append(try await ClientChannel.connect(to: target)) }
    return channels
  }
}
