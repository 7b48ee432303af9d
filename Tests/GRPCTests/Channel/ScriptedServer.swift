import Synchronization

@testable import GRPC

/// A server whose answers a test decides, attempt by attempt, and that tells what it was asked.
final class ScriptedServer: Sendable {
  typealias Script = @Sendable (_ attempt: Int) -> RPCError?

  private struct State {
    var attempts: [String] = []
    var health: UInt8 = 1
    var healthWatches: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())
  private let script: Script
  private let server: Mutex<GRPCServer?> = Mutex(nil)

  /// - Parameter script: the failure of the n-th attempt, from 1; nil answers.
  init(_ script: @escaping Script = { _ in nil }) { self.script = script }

  /// What `grpc-previous-rpc-attempts` said of each attempt, "" for nothing.
  var attempts: [String] { state.withLock(\.attempts) }

  /// Health as the server tells it: 1 is SERVING, 2 NOT_SERVING.
  var health: UInt8 {
    get { state.withLock(\.health) }
    set {
      let waiting = state.withLock { state in
        state.health = newValue
        defer { state.healthWatches = [] }
        return state.healthWatches
      }
      for watch in waiting { watch.resume() }
    }
  }

  /// - Parameter callsMax: calls at once on one connection.
  func start(
    on target: Target = .tcp(host: "127.0.0.1", port: 0), withHealth: Bool = true,
    callsMax: Int = 1000
  ) async throws -> Target {
    let routes = ServiceRoutes(
      service: "test.Scripted",
      methods: [
        "Unary": .unary(TestMessage.self, TestMessage.self, unary),
        "Down": .serverStreaming(TestMessage.self, TestMessage.self, down),
        "DownLate": .serverStreaming(TestMessage.self, TestMessage.self, downLate),
        "Up": .clientStreaming(TestMessage.self, TestMessage.self, up),
        "Both": .bidirectional(TestMessage.self, TestMessage.self, both),
      ])
    let healthRoutes = ServiceRoutes(
      service: "grpc.health.v1.Health",
      methods: ["Watch": .serverStreaming(TestMessage.self, TestMessage.self, watch)])
    var configuration = GRPCServer.Configuration()
    configuration.transport.concurrentStreams = UInt32(callsMax)
    let server = GRPCServer(
      router: Router(withHealth ? [routes, healthRoutes] : [routes]), configuration: configuration)
    server.onDrain { self.health = self.health }
    self.server.withLock { $0 = server }
    return try await server.start(on: target)
  }

  func stop(grace: Duration = .zero) async {
    let server = server.withLock { server in
      defer { server = nil }
      return server
    }
    await server?.shutdown(grace: grace)
  }

  private func begin(_ context: ServerContext) throws(RPCError) {
    let number = state.withLock { state in
      state.attempts.append(context.metadata.text("grpc-previous-rpc-attempts") ?? "")
      return state.attempts.count
    }
    if let error = script(number) { throw error }
  }

  @Sendable private func unary(
    _ request: TestMessage, _ context: ServerContext
  ) async throws(RPCError) -> TestMessage {
    try begin(context)
    return request
  }

  @Sendable private func down(
    _ request: TestMessage, _ writer: ResponseWriter<TestMessage>, _ context: ServerContext
  ) async throws(RPCError) {
    try begin(context)
    for number in 0..<3 { try await writer.write(TestMessage("\(number)")) }
  }

  /// Fails after the first message.
  @Sendable private func downLate(
    _ request: TestMessage, _ writer: ResponseWriter<TestMessage>, _ context: ServerContext
  ) async throws(RPCError) {
    try await writer.write(TestMessage("first"))
    try begin(context)
  }

  /// Fails after the second request; else answers with all of them.
  @Sendable private func up(
    _ requests: RequestStream<TestMessage>, _ context: ServerContext
  ) async throws(RPCError) -> TestMessage {
    var all = ""
    var count = 0
    while let request = try await requests.next() {
      all += request.text
      count += 1
      if count == 2 { try begin(context) }
    }
    return TestMessage(all)
  }

  @Sendable private func both(
    _ requests: RequestStream<TestMessage>, _ writer: ResponseWriter<TestMessage>,
    _ context: ServerContext
  ) async throws(RPCError) {
    guard let first = try await requests.next() else { return }
    try begin(context)
    try await writer.write(first)
    while let request = try await requests.next() { try await writer.write(request) }
  }

  @Sendable private func watch(
    _ request: TestMessage, _ writer: ResponseWriter<TestMessage>, _ context: ServerContext
  ) async throws(RPCError) {
    while !context.isCancelled, server.withLock({ $0 != nil }) {
      let told = health
      try await writer.write(TestMessage([0x08, told]))
      await withCheckedContinuation { continuation in
        let isOld = state.withLock { state in
          if state.health == told { state.healthWatches.append(continuation) }
          return state.health != told
        }
        if isOld { continuation.resume() }
      }
    }
  }
}

extension ClientChannel.Configuration {
  /// Short times, and these retries for everything.
  static func impatient(
    _ balancing: ServiceConfig.LoadBalancing = .pickFirst, retries: RetryPolicy? = nil,
    health: String? = nil
  ) -> Self {
    var configuration = Self()
    configuration.backoff = Backoff(initial: .milliseconds(10), longest: .milliseconds(50))
    configuration.serviceConfig.loadBalancing = balancing
    configuration.serviceConfig.healthCheckService = health
    var method = ServiceConfig.Method()
    method.retryPolicy = retries
    _ = configuration.serviceConfig.add(method, for: "/")
    return configuration
  }
}

extension RetryPolicy {
  static let quick = RetryPolicy(
    maxAttempts: 4, initialBackoff: .milliseconds(1), maxBackoff: .milliseconds(2),
    backoffMultiplier: 1, retryableStatusCodes: [.unavailable])
  /// Its backoff is longer than any test.
  static let slow = RetryPolicy(
    maxAttempts: 4, initialBackoff: .seconds(3600), maxBackoff: .seconds(3600),
    backoffMultiplier: 1, retryableStatusCodes: [.unavailable])
}

extension RPCError {
  static func unavailable(pushback: String? = nil) -> RPCError {
    var error = RPCError(code: .unavailable, message: "not now")
    if let pushback { try? error.metadata.append("grpc-retry-pushback-ms", pushback) }
    return error
  }
}
