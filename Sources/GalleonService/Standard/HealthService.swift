import GRPC
import GalleonAPI
import Synchronization

/// grpc.health.v1: for proxies and orchestrators Check, for gRPC clients Watch. The service as a whole, under the empty name,
/// and each of its services have the same health, except `liveness`, which is served as long as the process answers.
package final class HealthService: GrpcHealthV1HealthProvider {
  package typealias Status = GrpcHealthV1HealthCheckResponse.ServingStatus

  private struct State {
    var isServing = false
    var isClosed = false
    var watchers: [Int: AsyncStream<Status>.Continuation] = [:]
    var number = 0
  }

  private let services: Set<String>
  private let state = Mutex(State())

  /// - Parameter services: the full names of the services whose health is asked for.
  package init(services: [String]) {
    self.services = Set(services)
  }

  /// Tells every watcher.
  package func setServing(_ isServing: Bool) {
    let watchers = state.withLock { state in
      state.isServing = isServing
      return Array(state.watchers.values)
    }
    for watcher in watchers { watcher.yield(isServing ? .serving : .notServing) }
  }

  /// Ends every watch.
  package func close() {
    let watchers = state.withLock { state in
      state.isClosed = true
      return Array(state.watchers.values)
    }
    for watcher in watchers { watcher.finish() }
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

  package func watch(
    _ request: GrpcHealthV1HealthCheckRequest,
    writer: ResponseWriter<GrpcHealthV1HealthCheckResponse>, context: ServerContext
  ) async throws(RPCError) {
    let (changes, continuation) = AsyncStream<Status>.makeStream(
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
  }

  private func status(of service: String) -> Status {
    if service == "liveness" { return .serving }
    guard service.isEmpty || services.contains(service) else { return .serviceUnknown }
    return state.withLock { $0.isServing } ? .serving : .notServing
  }
}
