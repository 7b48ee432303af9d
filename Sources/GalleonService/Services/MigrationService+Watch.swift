import GRPC
import GalleonAPI
import MigrationCore
import Orchestration

extension MigrationService {
  package func watchMigration(
    _ request: WatchMigrationRequest, writer: ResponseWriter<WatchMigrationResponse>,
    context: ServerContext
  ) async throws(RPCError) {
    let reference = try await answering { () throws(Refusal) in
      try MigrationReference(request.migrationId, request.shareServerId)
    }
    let manner = try await manner(request.resumeToken, request.minUpdateInterval)
    try await relay(request.resumeToken, writer) { () throws(Refusal) in
      try await requireOwn(reference, context)
      let id = try await status(reference).migration.id
      return try await orchestrator.hub.watch(
        WatchFilter(migrationID: id), from: manner.token, atMostEvery: manner.pace)
    }
  }

  package func watchMigrations(
    _ request: WatchMigrationsRequest, writer: ResponseWriter<WatchMigrationsResponse>,
    context: ServerContext
  ) async throws(RPCError) {
    // Read here, because a request is large, and thousands may wait to begin.
    let filter = try await answering { () throws(Refusal) in
      try MigrationFilter(
        projectID: try context.project(request.projectId), host: request.host,
        states: request.taskStates, serverID: request.shareServerId
      ).watch
    }
    let manner = try await manner(request.resumeToken, request.minUpdateInterval)
    let hub = orchestrator.hub
    try await relay(request.resumeToken, writer) { () throws(Refusal) in
      try await hub.watch(filter, from: manner.token, atMostEvery: manner.pace)
    }
  }

  /// Tells everything until the watch is over.
  private func relay<Response>(
    _ token: String, _ writer: ResponseWriter<Response>,
    _ begin: @escaping @Sendable () async throws(Refusal) -> WatchSubscription
  ) async throws(RPCError) {
    try await writer.feed { bell in
      WatchFeed(of: office, resumedFrom: token, bell: bell, begin)
    }
  }

  /// From where a watch is told, and how often.
  private struct Manner: Sendable {
    let token: ResumeToken?
    let pace: Duration
  }

  private func manner(_ token: String, _ interval: GoogleProtobufDuration?)
    async throws(RPCError) -> Manner
  {
    try await answering { () throws(Refusal) in
      Manner(token: try self.token(token), pace: try .tick(interval))
    }
  }

  /// A token that cannot be read is refused; one of another ledger or too old is answered with a reset.
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
      case .reset(let reason): .reset(.init(reason: .init(reason)))
      case .snapshot(let status): .snapshot(.init(status))
      case .snapshotComplete(let count):
        .snapshotComplete(.init(migrationCount: Int64(count)))
      case .transition(let status, let event):
        .transition(.init(transition: .init(event), migration: .init(status)))
      case .updated(let status): .updated(.init(status))
      case .progress(let status): .progress(.init(status))
      case .heartbeat(let time): .heartbeat(.init(serverTime: .init(time)))
      }
  }
}

extension MigrationWatchResetReason {
  fileprivate init(_ reset: WatchReset) {
    self =
      switch reset {
      case .tooOld: .tokenTooOld
      case .otherLedger: .otherLedger
      case .fromTheFuture: .tokenFromFuture
      }
  }
}

extension Duration {
  /// The least time between two ticks: a second unless the watcher says otherwise, never under a tenth.
  fileprivate static func tick(_ asked: GoogleProtobufDuration?) throws(Refusal) -> Duration {
    let duration = try asked?.duration("min_update_interval") ?? .zero
    return duration == .zero ? .seconds(1) : max(duration, .milliseconds(100))
  }
}
