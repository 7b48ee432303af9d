import GRPC
import GalleonAPI
import MigrationCore
import Orchestration

/// Migrations; watches are in a file of their own.
package struct MigrationService: MigrationServiceProvider {
  let orchestrator: Orchestrator
  let inventory: Inventory
  let office: WatchOffice

  package init(orchestrator: Orchestrator, inventory: Inventory) {
    self.orchestrator = orchestrator
    self.inventory = inventory
    office = WatchOffice(patience: orchestrator.slowWatcherTimeout)
  }

  package func checkMigration(
    _ request: CheckMigrationRequest, context: ServerContext
  ) async throws(RPCError) -> CheckMigrationResponse {
    try await answering { () throws(Refusal) in
      var asked = MigrationRequest(
        shareServerID: request.shareServerId, destinationHost: request.destinationHost,
        writable: request.writable, nondisruptive: request.nondisruptive,
        preserveSnapshots: request.preserveSnapshots,
        newShareNetworkID: request.newShareNetworkId)
      asked.project = context.project
      let result = try await orchestrator.check(asked)
      return .init(
        compatible: result.compatible, requestedCapabilities: .init(result.requested),
        supportedCapabilities: .init(result.supported),
        shareNetworkId: result.shareNetworkID.rawValue,
        conflicts: result.conflicts.map(GalleonAPI.MigrationConflict.init),
        estimate: .init(result.estimate))
    }
  }

  package func startMigration(
    _ request: StartMigrationRequest, context: ServerContext
  ) async throws(RPCError) -> StartMigrationResponse {
    try await answering(request, context) { () throws(Refusal) in
      var asked = MigrationRequest(
        shareServerID: request.shareServerId, destinationHost: request.destinationHost,
        writable: request.writable, nondisruptive: request.nondisruptive,
        preserveSnapshots: request.preserveSnapshots,
        newShareNetworkID: request.newShareNetworkId)
      // An unknown server is told before a wrong field is, and all wrong fields together.
      var fields = RequestFields()
      let controls = MigrationControls(request.controls, &fields)
      let key = try request.key(context, &fields)
      asked.otherViolations = fields.violations
      asked.project = context.project
      let migration = try await orchestrator.start(asked, controls, by: context.actor, as: key)
      let answer = try await whole(migration)
      return .init(migration: answer)
    }
  }

  package func completeMigration(
    _ request: CompleteMigrationRequest, context: ServerContext
  ) async throws(RPCError) -> CompleteMigrationResponse {
    try await answering(request, context) { () throws(Refusal) in
      let reference = try MigrationReference(request.migrationId, request.shareServerId)
      let key = try request.key(context)
      try await requireOwn(reference, context)
      let migration = try await orchestrator.complete(
        reference, by: context.actor, as: key)
      let answer = try await whole(migration)
      return .init(migration: answer, destinationShareServerId: answer.destinationShareServerId)
    }
  }

  package func cancelMigration(
    _ request: CancelMigrationRequest, context: ServerContext
  ) async throws(RPCError) -> CancelMigrationResponse {
    try await answering(request, context) { () throws(Refusal) in
      let reference = try MigrationReference(request.migrationId, request.shareServerId)
      let key = try request.key(context)
      try await requireOwn(reference, context)
      let migration = try await orchestrator.cancel(
        reference, by: context.actor, as: key)
      let answer = try await whole(migration)
      return .init(migration: answer)
    }
  }

  package func getMigrationProgress(
    _ request: GetMigrationProgressRequest, context: ServerContext
  ) async throws(RPCError) -> GetMigrationProgressResponse {
    try await answering { () throws(Refusal) in
      let reference = try MigrationReference(request.migrationId, request.shareServerId)
      try await requireOwn(reference, context)
      let status = try await status(reference)
      return .init(progress: .init(status))
    }
  }

  /// The methods, with the way of `getMigrationProgress` that dashboards take all the time: what is in memory is answered
  /// without a task, in bytes made once for each change.
  package var allRoutes: ServiceRoutes {
    routes.replacing(
      "GetMigrationProgress",
      by: .unary(
        GetMigrationProgressRequest.self, GetMigrationProgressResponse.self, ready: progress
      ) { (request, context) async throws(RPCError) in
        try await getMigrationProgress(request, context: context)
      })
  }

  private func progress(
    _ request: GetMigrationProgressRequest, _ context: ServerContext
  ) throws(RPCError) -> EncodedMessage? {
    let reference: MigrationReference
    do throws(Refusal) {
      reference = try MigrationReference(request.migrationId, request.shareServerId)
    } catch {
      throw RPCError(error)
    }
    guard let shown = orchestrator.cached(reference) else { return nil }
    if let project = context.project, shown.status.migration.projectID != project {
      throw RPCError(reference.unknown)
    }
    let framed = try shown.encoded { (status) throws(RPCError) in
      try EncodedMessage(GetMigrationProgressResponse(progress: .init(status))).framed
    }
    return EncodedMessage(framed: framed)
  }

  package func getMigration(
    _ request: GetMigrationRequest, context: ServerContext
  ) async throws(RPCError) -> GetMigrationResponse {
    try await answering { () throws(Refusal) in
      let reference = try MigrationReference(request.migrationId, request.shareServerId)
      let limit = try request.limit
      try await requireOwn(reference, context)
      let status = try await orchestrator.status(
        reference, after: request.waitForRevisionAfter, within: limit)
      let history = try await orchestrator.history(of: status.migration.id)
      return .init(migration: shown(status, history: history))
    }
  }

  package func listMigrations(
    _ request: ListMigrationsRequest, context: ServerContext
  ) async throws(RPCError) -> ListMigrationsResponse {
    try await answering { () throws(Refusal) in
      let paging = try Paging(size: request.pageSize, token: request.pageToken)
      let filters = try MigrationFilter(
        projectID: try context.project(request.projectId), host: request.host,
        states: request.taskStates,
        serverID: request.shareServerId)
      let found = try await orchestrator.migrations(
        where: filters.conditions, page: paging.page)
      let (rows, next) = paging.cut(found)
      var answer: [GalleonAPI.Migration] = []
      for migration in rows {
        answer.append(shown(try await status(.migration(migration.id))))
      }
      return .init(migrations: answer, nextPageToken: next)
    }
  }

  /// A migration with its place in the queue, which stands in no ledger.
  private func shown(_ status: MigrationStatus, history: [HistoryEvent] = [])
    -> GalleonAPI.Migration
  {
    var shown = GalleonAPI.Migration(status, history: history)
    shown.queuePosition = Int32(clamping: orchestrator.queuePosition(of: status.migration.id))
    return shown
  }

  /// From memory where the migration is live, without a hop; else from the ledger.
  func status(_ reference: MigrationReference) async throws(Refusal) -> MigrationStatus {
    if let known = orchestrator.cached(reference) { return known.status }
    return try await orchestrator.status(reference)
  }
}

extension MigrationService {
  /// A migration with everything the API shows of one.
  func whole(_ migration: MigrationCore.Migration) async throws(Refusal) -> GalleonAPI.Migration {
    var status = try await status(.migration(migration.id))
    // The answer is what the call's own transaction wrote, also when it is given again after the migration moved on.
    status = MigrationStatus(
      migration: migration, report: migration.progress, shareNames: status.shareNames)
    let history = try await orchestrator.history(of: migration.id)
    let last =
      history.last { event in
        event.revision == migration.revision
          || event.noun == .migration && event.at == migration.updatedAt
      }?.position ?? 0
    return .init(status, history: history.filter { $0.position <= last })
  }
}
