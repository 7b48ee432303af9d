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
    do throws(DriverError) {
      switch migration.taskState {
      case .starting: try await takeUp()
      case .inProgress: try await prepare()
      case .driverStarting: try await startDriver()
      case .driverInProgress: try await copy()
      case .completing: try await cutOver()
      case .cancelInProgress: try await cleanUp()
      case .phase1Done, .success, .error, .cancelled:
        preconditionFailure("there is nothing to do in \(migration.taskState.rawValue)")
      }
    } catch {
      guard !Task.isCancelled else { return }
      await fail(error)
    }
  }

  // MARK: The steps

  /// Makes the destination server in the ledger, linked, with addresses of its own.
  private func takeUp() async throws(DriverError) {
    let destination = Identifier.random()
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
    let made = try await call { () throws(DriverError) in
      try await destinationDriver().createServer(job.destination)
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
    try await call { () throws(DriverError) in try await destinationDriver().startMigration(job) }
    try await commit(.driverAccepted)
  }

  private func copy() async throws(DriverError) {
    let job = try await job()
    try await call { () throws(DriverError) in
      try await destinationDriver().advanceMigration(job, report: report)
    }
    try await commit(.copyDone)
  }

  private func cutOver() async throws(DriverError) {
    let job = try await job()
    let cutover = try await call { () throws(DriverError) in
      try await destinationDriver().completeMigration(job, report: report)
    }
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
      try await call { () throws(DriverError) in
        try await destinationDriver().cancelMigration(job)
      }
      if !migration.capabilities.writable { try await applySourceRules(job, readOnly: false) }
    }
    try await commit(.cancelDone)
  }

  /// Rolls back what the first phase did to the source, then writes the error.
  private func fail(_ error: DriverError) async {
    var failure = MigrationFailure(
      step: migration.taskState, reason: error.reason.rawValue, message: error.message)
    var rulesInDoubt = false
    if castsRules {
      do throws(DriverError) {
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

  // MARK: Drivers

  private func destinationDriver() throws(DriverError) -> any Driver {
    try driver(migration.destinationHost)
  }

  private func driver(_ host: BackendAddress) throws(DriverError) -> any Driver {
    guard let driver = world.backends.driver(of: host) else {
      throw DriverError(.rollBack, .backendNotFound, "no backend has the address \(host)")
    }
    return driver
  }

  /// Makes a driver call, again while its errors are worth it.
  private func call<Value: Sendable>(
    _ body: () async throws(DriverError) -> Value
  ) async throws(DriverError) -> Value {
    var delay = world.settings.retryDelay
    for attempt in 1... {
      do throws(DriverError) {
        let value = try await body()
        if Task.isCancelled { throw DriverError.cancelled }
        return value
      } catch {
        guard error.recovery == .retry, attempt < world.settings.attemptsMax else { throw error }
        world.logger.warning(
          "migration \(migration.id) tries again in \(delay): \(error.message)")
        guard await world.pause(delay) else { throw DriverError.cancelled }
        delay *= 2
      }
    }
    throw DriverError.cancelled
  }

  private var report: @Sendable (ProgressReport) -> Void {
    { [id = migration.id, board = world.board, hub = world.hub] report in
      if board.report(id, report) != nil { hub.progressChanged(id) }
    }
  }

  private func applySourceRules(_ job: MigrationJob, readOnly: Bool) async throws(DriverError) {
    let source = try driver(migration.sourceHost)
    for share in job.source.shares {
      let rules = job.source.rules.filter { $0.shareID == share.id }
      try await call { () throws(DriverError) in
        try await source.applyAccessRules(rules, to: share, on: job.source, readOnly: readOnly)
      }
    }
  }

  /// Puts the rules as stored in force at the destination, before anybody is told that it serves.
  private func applyDestinationRules(_ job: MigrationJob, _ cutover: Cutover)
    async throws(DriverError)
  {
    let destination = try destinationDriver()
    for var share in job.source.shares {
      let rules = job.source.rules.filter { $0.shareID == share.id }
      share.exportLocations = cutover.shares[share.id]?.exportLocations ?? []
      try await call { [share] () throws(DriverError) in
        try await destination.applyAccessRules(
          rules, to: share, on: job.destination, readOnly: false)
      }
    }
  }

  // MARK: The ledger

  /// Both servers and everything of the source, as the ledger has them now.
  private func job() async throws(DriverError) -> MigrationJob {
    let (migration, sourceDriver) = (migration, try driver(migration.sourceHost))
    let fence = world.ledger.fence
    return try await patiently { () throws(Refusal) in
      try await world.ledger.read { tx throws(Refusal) in
        try MigrationJob.read(migration, sourceDriver, fence: fence, tx)
      }
    }
  }

  private func commit(
    _ trigger: Trigger, message: String = "",
    change:
      @escaping @Sendable (any LedgerWriting, inout Migration) throws(Refusal) -> Void = {
        _, _ throws(Refusal) in
      }
  ) async throws(DriverError) {
    let (id, revision) = (migration.id, migration.revision)
    let (now, fence) = (world.clock.now, world.ledger.fence)
    let progress = world.board.status(.migration(id))?.report
    let written = try await patiently { () throws(Refusal) in
      try await world.ledger.write { tx throws(Refusal) in
        let written = try advance(
          id, trigger, from: revision, message: message, in: tx, at: now, fence: fence
        ) { row throws(Refusal) in
          if let progress { row.progress = progress }
          try change(tx, &row)
        }
        // Nothing was written: the migration has moved on, perhaps by this very write, done and reported lost.
        if let written { return written.migration }
        return try tx.get(Migration.self, id)
      }
    }
    if written.revision > revision { world.published(written) }
  }

  /// Writes something that is no transition, unless the migration has moved on.
  private func commitChange(
    _ body: @escaping @Sendable (any LedgerWriting) throws(Refusal) -> Void
  ) async throws(DriverError) {
    let (id, revision, fence) = (migration.id, migration.revision, world.ledger.fence)
    try await patiently { () throws(Refusal) in
      try await world.ledger.write { tx throws(Refusal) in
        let row = try tx.get(Migration.self, id)
        guard row.revision == revision, row.fence <= fence else { return }
        try body(tx)
      }
    }
  }

  /// A ledger that cannot now is asked again until it can: the work that is done must be written down. Another refusal
  /// ends the step.
  private func patiently<Value: Sendable>(
    _ body: () async throws(Refusal) -> Value
  ) async throws(DriverError) -> Value {
    var delay = Duration.milliseconds(50)
    while true {
      do throws(Refusal) {
        return try await body()
      } catch {
        if Task.isCancelled { throw DriverError.cancelled }
        guard error.kind == .unavailable else {
          throw DriverError(.rollBack, error.reason, error.message)
        }
        world.logger.warning("migration \(migration.id) waits for the ledger: \(error.message)")
        guard await world.pause(delay) else { throw DriverError.cancelled }
        delay = min(delay * 2, .seconds(5))
      }
    }
  }
}
