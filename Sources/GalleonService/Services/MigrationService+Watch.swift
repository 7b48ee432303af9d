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
        atMostEvery: try .tick(request.minUpdateInterval))
    }
    try await relay(watch, request.resumeToken, context) { (message, patience) throws(RPCError) in
      try await writer.write(encoded: message, patience: patience)
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
        atMostEvery: try .tick(request.minUpdateInterval))
    }
    try await relay(watch, request.resumeToken, context) { (message, patience) throws(RPCError) in
      try await writer.write(encoded: message, patience: patience)
    }
  }

  /// Tells everything until the watch is over. Headers go out at once, so that proxies know that the stream lives.
  ///
  /// - Parameter token: what the watcher came with; the trailers of a watch that is cut off have it, or that of the last
  ///   message that left for the watcher.
  private func relay(
    _ watch: WatchSubscription, _ token: String, _ context: ServerContext,
    _ write: (EncodedMessage, Duration) async throws(RPCError) -> Bool
  ) async throws(RPCError) {
    defer { watch.cancel() }
    try await context.acceptStream()
    let patience = orchestrator.slowWatcherTimeout
    var (left, written): (ResumeToken?, ResumeToken?) = (nil, nil)
    while let message = try await answering({ () throws(Refusal) in try await watch.nextMessage() })
    {
      guard try await write(Self.encode(message), patience) else {
        throw RPCError(
          Refusal(
            .resourceExhausted, .slowConsumer,
            "nothing was read for \(patience.components.seconds) s; come back with the resume "
              + "token in the trailers"
          ), resumeToken: left?.text ?? token)
      }
      (left, written) = (written, message.token)
    }
    if watch.wasCutOff && !context.isCancelled {
      throw RPCError(
        Refusal(
          .unavailable, .shuttingDown,
          "the service is shutting down; come back with the last resume token"),
        resumeToken: written?.text ?? token)
    }
  }

  /// The same bytes for all who are told the message: in the answers of both methods the event is field 1.
  private static func encode(_ message: WatchMessage) throws(RPCError) -> EncodedMessage {
    EncodedMessage(
      framed: try message.encoded { (message) throws(RPCError) in
        let event = MigrationEvent(
          event: .init(message.item), resumeToken: message.token.text)
        return try EncodedMessage(WatchMigrationsResponse(event: event)).framed
      })
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

extension RPCError {
  fileprivate init(_ refusal: Refusal, resumeToken: String) {
    self.init(refusal)
    guard !resumeToken.isEmpty else { return }
    var metadata = Metadata()
    do throws(RPCError) {
      try metadata.append("galleon-resume-token", resumeToken)
    } catch {
      preconditionFailure("a resume token is printable ASCII: \(error.message)")
    }
    self.metadata = metadata
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
