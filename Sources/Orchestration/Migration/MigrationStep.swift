import MigrationCore

/// One step of a migration: what is to be done in one task state. Everything in it can be done again after a crash.
struct MigrationStep: Sendable {
  let migration: Migration
  let world: World

  init(_ migration: Migration, _ world: World) {
    self.migration = migration
    self.world = world
  }

  /// Does the step and writes its outcome. Writes nothing when it was told to stop.
  func perform() async {
    if let failure = migration.failure, failure.step == migration.taskState {
      return await fail(
        DriverError(.rollBack, Reason(failure.reason), failure.message))
    }
    do throws(DriverError) {
      switch migration.taskState {
      case .starting: try await takeUp()
      case .inProgress: try await prepare()
      case .driverStarting: try await startDriver()
      case .driverInProgress: try await copy()
      case .completing: try await cutOver()
      case .cancelInProgress: try await cleanUp()
      case .phase1Done: try await commit(.completeAccepted, message: "the cutover window is open")
      case .error where migration.isBusy: try await recover()
      case .success, .error, .cancelled:
        preconditionFailure("there is nothing to do in \(migration.taskState.rawValue)")
      }
    } catch {
      guard !Task.isCancelled else { return }
      migration.taskState == .error ? await failToRecover(error) : await fail(error)
    }
  }

  // MARK: The steps

  /// Waits for its turn, then makes the destination server in the ledger, linked, with addresses of its own.
  private func takeUp() async throws(DriverError) {
    guard await world.turns.take(migration) else { throw .cancelled }
    let destination = world.settings.chance.identifier()
    let (world, migration, now) = (world, migration, world.clock.now)
    try await commit(.takenUp) { tx, row throws(Refusal) in
      guard row.destinationShareServerID == nil else { return }
      row.destinationShareServerID = destination
      try world.insertDestination(destination, of: migration, tx, at: now)
    }
  }

  /// Makes the destination server on its backend, and casts rules to read-only where clients must not write.
  private func prepare() async throws(DriverError) {
    let job = try await job()
    let driver = try destinationDriver()
    let made = try await call("create the server") { () throws(DriverError) in
      try await driver.createServer(job.destination)
    }
    let now = world.clock.now
    let id = job.destination.server.id
    try await commitChange { tx throws(Refusal) in
      guard var server = try tx.find(ShareServer.self, id), server.status == .creating else {
        return
      }
      server.status = .serverMigratingTo
      server.identifier = made.identifier
      server.backendDetails = made.backendDetails
      server.updatedAt = now
      try tx.update(server)
    }
    if !migration.capabilities.writable { try await applySourceRules(job, readOnly: true) }
    try await commit(.serverReady)
  }

  private func startDriver() async throws(DriverError) {
    let job = try await job()
    let driver = try destinationDriver()
    try await call("start the migration") { () throws(DriverError) in
      try await driver.startMigration(job)
    }
    try await commit(.driverAccepted)
  }

  private func copy() async throws(DriverError) {
    let job = try await job()
    let driver = try destinationDriver()
    try await callWithProgress("copy") { report async throws(DriverError) in
      try await driver.advanceMigration(job, report: report)
    }
    try await commit(.copyDone)
  }

  private func cutOver() async throws(DriverError) {
    let job = try await job()
    let driver = try destinationDriver()
    let cutover = try await callWithProgress("cut over") { report async throws(DriverError) in
      try await driver.completeMigration(job, report: report)
    }
    try cutover.check(for: job)
    try await applyDestinationRules(job, cutover)
    let (world, now) = (world, world.clock.now)
    try await commit(.cutoverDone) { tx, row throws(Refusal) in
      try world.moveEverything(row, cutover, tx, at: now)
    }
    world.scheduleSourceDeletion(migration)
  }

  private func cleanUp() async throws(DriverError) {
    if migration.destinationShareServerID != nil {
      let job = try await job()
      let driver = try destinationDriver()
      try await call("cancel the migration") { () throws(DriverError) in
        try await driver.cancelMigration(job)
      }
      if !migration.capabilities.writable { try await applySourceRules(job, readOnly: false) }
    }
    try await commit(.cancelDone)
  }

  /// Rolls back what the first phase did to the source, then writes the error.
  private func fail(_ error: DriverError) async {
    var failure = MigrationFailure(
      step: migration.taskState, reason: error.reason.rawValue, message: error.message)
    let id = migration.id
    var rulesInDoubt = false
    if castsRules {
      do throws(DriverError) {
        // Once clients may write again the step must not be repeated, in no later life either.
        try await commitChange { [failure] tx throws(Refusal) in
          var row = try tx.get(Migration.self, id)
          row.failure = failure
          try tx.update(row)
        }
        try await applySourceRules(try await job(), readOnly: false)
      } catch {
        guard !Task.isCancelled else { return }
        rulesInDoubt = true
        failure.message += "; the source's access rules may still be read-only: \(error.message)"
      }
    }
    world.logger.error(
      "migration \(migration.id) failed in \(migration.taskState.rawValue): \(failure.message)",
      metadata: ["migration": "\(migration.id)", "reason": "\(failure.reason)"])
    do throws(DriverError) {
      try await commit(.failed, message: failure.message) {
        [failure, rulesInDoubt] tx, row throws(Refusal) in
        row.failure = failure
        guard rulesInDoubt else { return }
        for id in row.shareIDs {
          guard var share = try tx.find(Share.self, id) else { continue }
          share.accessRulesStatus = .error
          try tx.update(share)
        }
      }
    } catch {
      world.logger.error("migration \(migration.id) could not be ended: \(error.message)")
    }
  }

  /// Whether this step may have found, or left, the source's rules cast to read-only.
  private var castsRules: Bool {
    if migration.capabilities.writable { return false }
    switch migration.taskState {
    case .inProgress, .driverStarting, .driverInProgress, .phase1Done: return true
    case .cancelInProgress: return migration.destinationShareServerID != nil
    case .starting, .completing, .success, .error, .cancelled: return false
    }
  }
}
