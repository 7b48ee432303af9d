import MigrationCore

/// What a step asks of drivers.
extension MigrationStep {
  func destinationDriver() throws(DriverError) -> any Driver {
    try driver(migration.destinationHost)
  }

  func driver(_ host: BackendAddress) throws(DriverError) -> any Driver {
    guard let driver = world.backends.driver(of: host) else {
      throw DriverError(.rollBack, .backendNotFound, "no backend has the address \(host)")
    }
    return driver
  }

  /// Makes a driver call that must answer within the configured time, again while its errors are worth it.
  func call<Value: Sendable>(
    _ name: String, _ body: @escaping @Sendable () async throws(DriverError) -> Value
  ) async throws(DriverError) -> Value {
    try await repeated { () throws(DriverError) in
      try await world.watched(
        CallWatch(name: name, limit: .whole(world.settings.driverDeadline)), body)
    }
  }

  /// The same for a call that reports progress: it may take as long as it likes while it makes some.
  func callWithProgress<Value: Sendable>(
    _ name: String,
    _ body:
      @escaping @Sendable (@escaping @Sendable (ProgressReport) -> Void)
      async throws(DriverError) -> Value
  ) async throws(DriverError) -> Value {
    try await repeated { () throws(DriverError) in
      let progress = ProgressTime(world.clock.now)
      let report = report(progress)
      return try await world.watched(
        CallWatch(
          name: name, limit: .betweenProgress(world.settings.stallTimeout, progress))
      ) { () async throws(DriverError) in try await body(report) }
    }
  }

  private func repeated<Value: Sendable>(
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

  private func report(_ progress: ProgressTime) -> @Sendable (ProgressReport) -> Void {
    { [id = migration.id, board = world.board, hub = world.hub, clock = world.clock] report in
      progress.note(report, at: clock.now)
      if board.report(id, report) != nil { hub.progressChanged(id) }
    }
  }

  /// Casts the source's rules to read-only, or puts them in force as they are stored.
  func applySourceRules(_ job: MigrationJob, readOnly: Bool) async throws(DriverError) {
    let source = try driver(migration.sourceHost)
    for share in job.source.shares {
      let rules = job.source.rules.filter { $0.shareID == share.id }
      try await call("apply access rules at the source") { () throws(DriverError) in
        try await source.applyAccessRules(rules, to: share, on: job.source, readOnly: readOnly)
      }
    }
  }

  /// Puts the rules as stored in force at the destination, before anybody is told that it serves.
  func applyDestinationRules(_ job: MigrationJob, _ cutover: Cutover) async throws(DriverError) {
    let destination = try destinationDriver()
    var server = job.destination
    // They are its own once the cutover is written; whoever may use a share may read them.
    server.snapshots = job.source.snapshots.map { snapshot in
      var snapshot = snapshot
      snapshot.shareServerID = job.destination.server.id
      snapshot.providerLocation = cutover.snapshots[snapshot.id]?.providerLocation ?? ""
      return snapshot
    }
    for var share in job.source.shares {
      let rules = job.source.rules.filter { $0.shareID == share.id }
      share.exportLocations = cutover.shares[share.id]?.exportLocations ?? []
      try await call("apply access rules at the destination") {
        [share, server] () throws(DriverError) in
        try await destination.applyAccessRules(rules, to: share, on: server, readOnly: false)
      }
    }
  }
}
