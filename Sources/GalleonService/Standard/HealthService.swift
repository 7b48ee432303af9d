import GRPC
import GalleonAPI
import Synchronization

/// grpc.health.v1: for proxies and orchestrators Check, for gRPC clients Watch. The service as a whole, under the empty name,
/// and each of its services have the same health: each of them writes to the ledger, so none serves while that cannot be
/// done. Two more names: `reads` is served also then, for whoever routes reads apart, and `liveness` as long as the process
/// answers, for whoever would restart it.
package final class HealthService: GrpcHealthV1HealthProvider {
  package typealias Status = GrpcHealthV1HealthCheckResponse.ServingStatus

  private struct State {
    var isServing = false
    var hasServed = false
    var canWrite = true
    var isClosed = false
    var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
    var number = 0
  }

  private let services: Set<String>
  private let state = Mutex(State())

  /// - Parameter services: the full names of the services whose health is asked for.
  package init(services: [String]) {
    self.services = Set(services)
  }

  /// Whether calls are welcome at all: not before what was running is taken up again, and not when the service drains.
  package func setServing(_ isServing: Bool) {
    change { state in
      state.isServing = isServing
      state.hasServed = state.hasServed || isServing
    }
  }

  /// Whether the ledger takes writes.
  package func setWritable(_ canWrite: Bool) {
    change { $0.canWrite = canWrite }
  }

  /// Tells every watcher that there may be something new.
  private func change(_ body: (inout State) -> Void) {
    let watchers = state.withLock { state in
      body(&state)
      return Array(state.watchers.values)
    }
    for watcher in watchers { watcher.yield() }
  }

  /// Ends every watch.
  package func close() {
    let watchers = state.withLock { state in
      state.isClosed = true
      return Array(state.watchers.values)
    }
    for watcher in watchers { watcher.finish() }
  }

  /// `/healthz`: the process answers. `/readyz`: calls are welcome, the health under the empty name.
  package var pages: [String: @Sendable () -> PlainPage] {
    [
      "/healthz": { PlainPage(status: 200, text: "ok\n") },
      "/readyz": { self.readiness },
    ]
  }

  private var readiness: PlainPage {
    let (isServing, hasServed, canWrite) = state.withLock {
      ($0.isServing, $0.hasServed, $0.canWrite)
    }
    if isServing && canWrite { return PlainPage(status: 200, text: "ok\n") }
    let reason =
      isServing
      ? "the ledger takes no writes" : hasServed ? "the service is draining" : "the service starts"
    return PlainPage(status: 503, text: "not ready: \(reason)\n")
  }

  package func check(
    _ request: GrpcHealthV1HealthCheckRequest, context: ServerContext
  ) async throws(RPCError) -> GrpcHealthV1HealthCheckResponse {
    let status = status(of: request.service)
    guard status != .serviceUnknown else {
      throw RPCError(code: .notFound, message: "no service is called “\(request.service)”")
    }
    return GrpcHealthV1HealthCheckResponse(status: status)
  }

  package func list(
    _ request: GrpcHealthV1HealthListRequest, context: ServerContext
  ) async throws(RPCError) -> GrpcHealthV1HealthListResponse {
    var answer = GrpcHealthV1HealthListResponse()
    for name in services.union(["", "reads", "liveness"]) {
      answer.statuses[name] = GrpcHealthV1HealthCheckResponse(status: status(of: name))
    }
    return answer
  }

  package func watch(
    _ request: GrpcHealthV1HealthCheckRequest,
    writer: ResponseWriter<GrpcHealthV1HealthCheckResponse>, context: ServerContext
  ) async throws(RPCError) {
    let (changes, continuation) = AsyncStream<Void>.makeStream(
      bufferingPolicy: .bufferingNewest(1))
    let number = state.withLock { state in
      state.number += 1
      if state.isClosed { continuation.finish() }
      state.watchers[state.number] = continuation
      return state.number
    }
    defer { state.withLock { $0.watchers[number] = nil } }
    var last = status(of: request.service)
    try await writer.write(GrpcHealthV1HealthCheckResponse(status: last))
    for await _ in changes {
      let now = status(of: request.service)
      guard now != last else { continue }
      last = now
      try await writer.write(GrpcHealthV1HealthCheckResponse(status: now))
    }
    guard !context.isCancelled else { return }
    throw RPCError(code: .unavailable, message: "the service is shutting down")
      .retriable(after: .milliseconds(Int.random(in: 0...2000)))
  }

  private func status(of service: String) -> Status {
    if service == "liveness" { return .serving }
    guard service.isEmpty || service == "reads" || services.contains(service) else {
      return .serviceUnknown
    }
    return state.withLock { $0.isServing && ($0.canWrite || service == "reads") }
      ? .serving : .notServing
  }
}
