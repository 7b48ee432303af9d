import GRPC
import GalleonAPI
import MigrationCore
import Orchestration

extension MigrationService {
  package func watchMigration(
    _ request: WatchMigrationRequest, writer: ResponseWriter<WatchMigrationResponse>,
    context: ServerContext
  ) async throws(RPCError) {
    let watch = try await answering { () throws(Refusal) in
      let reference = try MigrationReference(request.migrationId, request.shareServerId)
      let id = try await status(reference).migration.id
      return try await orchestrator.hub.watch(
        WatchFilter(migrationID: id), from: token(request.resumeToken),
        atMostEvery: .tick(request.minUpdateInterval))
    }
    try await relay(watch, context) { event throws(RPCError) in
      try await writer.write(WatchMigrationResponse(event: event))
    }
  }

  package func watchMigrations(
    _ request: WatchMigrationsRequest, writer: ResponseWriter<WatchMigrationsResponse>,
    context: ServerContext
  ) async throws(RPCError) {
    let watch = try await answering { () throws(Refusal) in
      let filter = try MigrationFilter(
        projectID: request.projectId, host: request.host, states: request.taskStates,
        serverID: request.shareServerId)
      return try await orchestrator.hub.watch(
        filter.watch, from: token(request.resumeToken),
        atMostEvery: .tick(request.minUpdateInterval))
    }
    try await relay(watch, context) { event throws(RPCError) in
      try await writer.write(WatchMigrationsResponse(event: event))
    }
  }

  /// Tells everything until the watch is over. Headers go out at once, so that proxies know that the stream lives.
  private func relay(
    _ watch: WatchSubscription, _ context: ServerContext,
    _ write: (MigrationEvent) async throws(RPCError) -> Void
  ) async throws(RPCError) {
    defer { watch.cancel() }
    try await context.acceptStream()
    while let item = try await answering({ () throws(Refusal) in try await watch.next() }) {
      try await write(MigrationEvent(event: .init(item), resumeToken: watch.token.text))
    }
    if watch.wasCutOff && !context.isCancelled {
      throw RPCError(
        Refusal(
          .unavailable, .shuttingDown,
          "the service is shutting down; come back with the last resume token"))
    }
  }

  /// A token that cannot be read is refused; one of another ledger or too old is answered with fresh snapshots.
  private func token(_ text: String) throws(Refusal) -> ResumeToken? {
    if text.isEmpty { return nil }
    guard let token = ResumeToken(text) else {
      throw Refusal.invalid([.init("resume_token", "is not a resume_token of this service")])
    }
    return token
  }
}

extension MigrationEvent.Event {
  init(_ item: WatchItem) {
    self =
      switch item {
      case .snapshot(let status): .snapshot(.init(status))
      case .snapshotComplete(let count):
        .snapshotComplete(.init(migrationCount: Int64(count)))
      case .transition(let status, let event):
        .transition(.init(transition: .init(event), migration: .init(status)))
      case .progress(let status): .progress(.init(status))
      case .heartbeat(let time): .heartbeat(.init(serverTime: .init(time)))
      }
  }
}

extension Duration {
  /// The least time between two ticks: a second unless the watcher says otherwise, never under a tenth.
  fileprivate static func tick(_ asked: GoogleProtobufDuration?) -> Duration {
    guard let asked else { return .seconds(1) }
    let duration = Duration.seconds(asked.seconds) + .nanoseconds(Int64(asked.nanos))
    return max(duration, .milliseconds(100))
  }
}
