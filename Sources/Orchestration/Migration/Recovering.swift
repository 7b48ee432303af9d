import MigrationCore

/// What a recovery found, and what it does or would do.
package struct RecoveryResult: Sendable {
  package let migration: Migration
  /// What speaks against the chosen side; empty unless it was a dry run.
  package let conflicts: [Conflict]
  package let changes: [RecoveryChange]
}

/// One status that a recovery changes.
package struct RecoveryChange: Sendable, Hashable {
  package let noun: Noun
  package let id: Identifier
  package let from: String
  package let to: String
  /// The server it belongs to afterwards; nil for a server.
  package let server: Identifier?
}

extension Orchestrator {
  /// Resolves everything of a failed migration one way, after the driver has verified that way.
  ///
  /// - Parameters:
  ///   - dryRun: verify and say what would be done, and change nothing.
  ///   - actor: who asks, for the history.
  package func recover(
    _ reference: MigrationReference, _ direction: RecoveryDirection, dryRun: Bool, why: String,
    by actor: String?, as call: RequestKey?
  ) async throws(Refusal) -> RecoveryResult {
    if let call, !dryRun, let earlier = try await replay(call) {
      return RecoveryResult(migration: earlier, conflicts: [], changes: [])
    }
    let world = world
    let (migration, changes) = try await world.ledger.read { tx throws(Refusal) in
      let migration = try tx.migration(reference)
      try tx.refuseRecovery(of: migration)
      return (migration, try tx.changes(of: migration, direction))
    }
    let conflicts = try await verify(migration, direction)
    if dryRun {
      return RecoveryResult(migration: migration, conflicts: conflicts, changes: changes)
    }
    guard conflicts.isEmpty else {
      throw Refusal(
        .failedPrecondition, .recoveryRefuted,
        "the \(direction.side) of migration \(migration.id) is not good"
          + Conflict.summary(conflicts),
        subject: .init(.migration, migration.id), conflicts: conflicts)
    }
    let accepted = try await accept(migration, direction, why, actor, call)
    return RecoveryResult(migration: accepted, conflicts: [], changes: changes)
  }

  /// Writes the intent; a runner does the rest.
  private func accept(
    _ migration: Migration, _ direction: RecoveryDirection, _ why: String, _ actor: String?,
    _ call: RequestKey?
  ) async throws(Refusal) -> Migration {
    let (world, now, id) = (world, world.clock.now, migration.id)
    let reason = why.isEmpty ? "" : ": \(why)"
    let (accepted, isNew) = try await surely { () throws(Refusal) in
      try await world.ledger.write { tx throws(Refusal) in
        if let earlier = try call?.replay(Migration.self, in: tx) { return (earlier, false) }
        try tx.refuseRecovery(of: try tx.get(Migration.self, id))
        let written = try advance(
          id, .recoverAccepted, from: migration.revision,
          message: "recover \(direction.rawValue)\(reason)", by: actor, in: tx, at: now,
          fence: world.ledger.fence
        ) { row throws(Refusal) in
          row.recovery = MigrationRecovery(
            direction: direction, actor: actor, reason: why, requestedAt: now)
        }
        guard let written else {
          throw Refusal(
            .aborted, .ledgerConflict, "migration \(id) changed while it was verified; try again",
            subject: .init(.migration, id))
        }
        try call?.remember(written.migration, id, in: tx, at: now)
        return (written.migration, true)
      }
    }
    if isNew {
      world.published(accepted)
      run(accepted)
    }
    return accepted
  }

  /// Everything that speaks against the side that `direction` names.
  private func verify(_ migration: Migration, _ direction: RecoveryDirection)
    async throws(Refusal) -> [Conflict]
  {
    guard migration.destinationShareServerID != nil else {
      return direction == .backward
        ? []
        : [migration.conflict(.noDestination, "the migration failed before it had a destination")]
    }
    let isFirstPhase = migration.failure?.step != .completing
    if direction == .forward && isFirstPhase {
      return [
        migration.conflict(
          .cutoverNotBegun,
          "the migration failed before its cutover: the source serves and may have changed since")
      ]
    }
    let needed = direction == .forward ? migration.destinationHost : migration.sourceHost
    guard let state = world.backends.state(of: needed), state.isUp else {
      throw Refusal(
        .unavailable, .backendDown, "backend \(needed) is down",
        subject: .init(noun: "backend", id: needed.rawValue))
    }
    do throws(DriverError) {
      return try await MigrationStep(migration, world).verify(direction)
    } catch {
      throw Refusal(
        .failedPrecondition, error.reason,
        "the \(direction.side) could not be verified: \(error.message)",
        subject: .init(.migration, migration.id))
    }
  }
}

extension RecoveryDirection {
  fileprivate var side: String {
    switch self {
    case .forward: "destination"
    case .backward: "source"
    }
  }

  fileprivate var trigger: Trigger {
    switch self {
    case .forward: .recoveredForward
    case .backward: .recoveredBackward
    }
  }
}

extension Migration {
  fileprivate func conflict(_ reason: Reason, _ message: String) -> Conflict {
    Conflict(
      reason, resourceType: Noun.migration.rawValue, resourceID: id.rawValue, message: message)
  }
}

extension LedgerReading {
  /// Whether a migration may be recovered at all.
  fileprivate func refuseRecovery(of migration: Migration) throws(Refusal) {
    let subject = Refusal.Subject(.migration, migration.id)
    guard migration.taskState == .error else {
      throw Refusal(
        .failedPrecondition, .notInError,
        "migration \(migration.id) is in \(migration.taskState.rawValue); only one in "
          + "migration_error can be recovered",
        subject: subject)
    }
    switch migration.recovery?.state {
    case nil, .failed: break
    case .inProgress:
      throw Refusal(
        .failedPrecondition, .recoveryRunning,
        "migration \(migration.id) is being recovered already", subject: subject)
    case .done:
      throw Refusal(
        .failedPrecondition, .alreadyRecovered,
        "migration \(migration.id) was recovered already", subject: subject)
    }
    let servers = [migration.sourceShareServerID, migration.destinationShareServerID]
    for id in servers.compactMap({ $0 }) {
      if let busy = try busyMigration(of: id) { throw busy.blocks(id) }
      let newest = try self.migration(.shareServer(id))
      guard newest.id == migration.id else {
        throw Refusal(
          .failedPrecondition, .superseded,
          "share server \(id) was part of migration \(newest.id) since; what this one left "
            + "behind is settled",
          subject: subject)
      }
      try refuseChanging(id)
    }
  }

  /// What a backend is doing to a server for the inventory comes to its end before a recovery has the server.
  private func refuseChanging(_ server: Identifier) throws(Refusal) {
    for share in try list(Share.self, where: [.equal(.shareServerID, server)]) {
      let subject = Refusal.Subject(.share, share.id)
      if share.status.isChanging {
        throw Refusal(
          .failedPrecondition, .shareNotAvailable,
          "share \(share.id) is \(share.status.rawValue); try again shortly", subject: subject)
      }
      if share.accessRulesStatus == .syncing {
        throw Refusal(
          .failedPrecondition, .accessRulesBusy,
          "the access rules of share \(share.id) are being applied; try again shortly",
          subject: subject)
      }
    }
    for snapshot in try list(Snapshot.self, where: [.equal(.shareServerID, server)])
    where snapshot.status.isChanging {
      throw Refusal(
        .failedPrecondition, .snapshotNotAvailable,
        "snapshot \(snapshot.id) is \(snapshot.status.rawValue); try again shortly",
        subject: .init(.snapshot, snapshot.id))
    }
  }

  /// Every status that the end of a recovery writes.
  fileprivate func changes(of migration: Migration, _ direction: RecoveryDirection)
    throws(Refusal) -> [RecoveryChange]
  {
    guard case .go(let rule) = TransitionTable.verdict(.error, direction.trigger) else {
      preconditionFailure("a recovery without a rule")
    }
    let (source, destination) = (
      migration.sourceShareServerID, migration.destinationShareServerID
    )
    var changes: [RecoveryChange] = []
    for (id, status) in [(source, rule.statuses.source), (destination, rule.statuses.destination)] {
      guard let id, let status, let server = try find(ShareServer.self, id) else { continue }
      changes.append(
        RecoveryChange(
          noun: .shareServer, id: id, from: server.status.rawValue, to: status.rawValue,
          server: nil))
    }
    let good = direction == .forward ? destination : source
    guard let status = rule.statuses.resources?.rawValue else { return changes }
    for id in migration.shareIDs {
      guard let share = try find(Share.self, id) else { continue }
      changes.append(
        RecoveryChange(
          noun: .share, id: id, from: share.status.rawValue, to: status, server: good))
    }
    for id in migration.snapshotIDs {
      guard let snapshot = try find(Snapshot.self, id) else { continue }
      changes.append(
        RecoveryChange(
          noun: .snapshot, id: id, from: snapshot.status.rawValue, to: status, server: good))
    }
    return changes
  }
}
