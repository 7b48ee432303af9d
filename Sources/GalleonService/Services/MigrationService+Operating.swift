import GRPC
import GalleonAPI
import MigrationCore
import Orchestration

/// What an operator may do to a migration besides cutting over and calling off.
extension MigrationService {
  package func updateMigration(
    _ request: UpdateMigrationRequest, context: ServerContext
  ) async throws(RPCError) -> UpdateMigrationResponse {
    try await answering(request, context) { () throws(Refusal) in
      let reference = try MigrationReference(request.migrationId, request.shareServerId)
      var fields = RequestFields()
      let which = fields.controls("update_mask", request.updateMask)
      let controls = MigrationControls(request.controls, &fields)
      try fields.check()
      let key = try request.key(context)
      try await requireOwn(reference, context)
      let migration = try await orchestrator.update(
        reference, controls, only: which, by: context.actor, as: key)
      let answer = try await whole(migration)
      return .init(migration: answer)
    }
  }

  package func recoverMigration(
    _ request: RecoverMigrationRequest, context: ServerContext
  ) async throws(RPCError) -> RecoverMigrationResponse {
    try await answering(request, context) { () throws(Refusal) in
      let reference = try MigrationReference(request.migrationId, request.shareServerId)
      var fields = RequestFields()
      let direction = fields.word("direction", RecoveryDirection(request.direction))
      let why = fields.optionalName("reason", request.reason)
      let (side) = try fields.checked(direction)
      let key = try request.key(context)
      try await requireOwn(reference, context)
      let result = try await orchestrator.recover(
        reference, side, dryRun: request.dryRun, why: why, by: context.actor, as: key)
      let answer = try await whole(result.migration)
      return .init(
        migration: answer,
        conflicts: result.conflicts.map(GalleonAPI.MigrationConflict.init),
        changes: result.changes.map(GalleonAPI.RecoveryChange.init))
    }
  }
}
