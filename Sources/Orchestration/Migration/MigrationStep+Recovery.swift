import MigrationCore

/// The way out of `migration_error`.
extension MigrationStep {
  /// Everything that the driver says against the side `direction` names.
  func verify(_ direction: RecoveryDirection) async throws(DriverError) -> [Conflict] {
    let job = try await job()
    let driver = try judge(direction)
    return try await call("verify the recovery") { () throws(DriverError) in
      try await driver.verifyRecovery(job, direction)
    }
  }

  /// Makes the good side serve, with the rules as stored in force before anybody is told.
  func recover() async throws(DriverError) {
    guard let direction = migration.recovery?.direction else {
      preconditionFailure("a recovery without a direction")
    }
    let (world, now) = (world, world.clock.now)
    guard migration.destinationShareServerID != nil else {
      return try await commit(.recoveredBackward) { _, row throws(Refusal) in row.isRecovered(now) }
    }
    let job = try await job()
    let driver = try judge(direction)
    let cutover = try await call("recover the migration") { () throws(DriverError) in
      try await driver.recoverMigration(job, direction)
    }
    switch direction {
    case .backward:
      try await applySourceRules(job, readOnly: false)
      try await commit(.recoveredBackward) { tx, row throws(Refusal) in
        row.isRecovered(now)
        try world.rulesAreInForce(row, tx)
      }
    case .forward:
      guard let cutover else {
        throw DriverError(
          .rollBack, .driverFailed, "the driver did not say where everything is at the destination")
      }
      try cutover.check(for: job)
      try await applyDestinationRules(job, cutover)
      try await commit(.recoveredForward) { tx, row throws(Refusal) in
        row.isRecovered(now)
        try world.moveEverything(row, cutover, tx, at: now)
        try world.rulesAreInForce(row, tx)
      }
    }
  }

  func failToRecover(_ error: DriverError) async {
    let now = world.clock.now
    world.logger.error(
      "migration \(migration.id) could not be recovered: \(error.message)",
      metadata: ["migration": "\(migration.id)", "reason": "\(error.reason)"])
    do throws(DriverError) {
      try await commit(.recoveryFailed, message: error.message) { _, row throws(Refusal) in
        row.recovery?.state = .failed
        row.recovery?.message = error.message
        row.recovery?.endedAt = now
      }
    } catch {
      world.logger.error("migration \(migration.id) could not be ended: \(error.message)")
    }
  }

  /// The destination's driver; the way back does not need a destination that is no longer configured.
  private func judge(_ direction: RecoveryDirection) throws(DriverError) -> any Driver {
    if direction == .backward, world.backends.driver(of: migration.destinationHost) == nil {
      return try driver(migration.sourceHost)
    }
    return try destinationDriver()
  }
}

extension Migration {
  fileprivate mutating func isRecovered(_ now: Timestamp) {
    recovery?.state = .done
    recovery?.message = ""
    recovery?.endedAt = now
  }
}

extension World {
  /// The rules of every share are in force as stored: a failure had left that in doubt.
  fileprivate func rulesAreInForce(_ migration: Migration, _ tx: any LedgerWriting)
    throws(Refusal)
  {
    for id in migration.shareIDs {
      guard var share = try tx.find(Share.self, id), share.accessRulesStatus == .error else {
        continue
      }
      share.accessRulesStatus = .active
      try tx.update(share)
    }
  }
}
