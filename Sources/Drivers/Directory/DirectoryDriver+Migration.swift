import MigrationCore

extension DirectoryDriver {
  package func startMigration(_ job: MigrationJob) async throws(DriverError) {
    _ = try await prepare(job)
  }

  /// Passes until little changes between two of them.
  package func advanceMigration(
    _ job: MigrationJob, report: @escaping @Sendable (ProgressReport) -> Void
  ) async throws(DriverError) {
    let units = try await prepare(job)
    try await running.run(job.migrationID) { stop throws(DriverError) in
      let began = ContinuousClock.now
      let replication = try await self.replication(of: units, job, stop, report)
      let counted = ContinuousClock.now
      let all = try await replication.pass(1, over: units.indices)
      var moved = all
      // Snapshots do not change: they take part in the first pass, and in the last for safety.
      let shares = units.indices.filter { !units[$0].isSnapshot }
      var number = 1
      while number < self.options.maxPasses, number == 1 || !self.isSmall(moved) {
        number += 1
        let again = ContinuousClock.now
        moved = try await replication.pass(number, over: shares)
        let time = ContinuousClock.now - again + (counted - began)
        if !replication.wasHeldUp {
          let files = Int64(moved.filesExamined)
          await self.rates.learn { $0.examined(files: files, in: time) }
        }
      }
      try await replication.seal()
      replication.meter.completed()
      let time = ContinuousClock.now - began
      if replication.isTypical(all) {
        await self.rates.learn {
          $0.copied(files: Int64(all.filesExamined), bytes: all.bytesCopied, in: time)
        }
      }
    }
  }

  /// Takes the source out of writers' hands, then passes until one finds nothing to do.
  package func completeMigration(
    _ job: MigrationJob, report: @escaping @Sendable (ProgressReport) -> Void
  ) async throws(DriverError) -> Cutover {
    let units = try await prepare(job)
    try await applySourceRules(job, readOnly: true)
    // Clients may have written to the destination since: what they wrote must not be made equal to the source again.
    if await SmallFiles.exists(layout(of: job.destination.server).cutover(job.migrationID)) {
      try await withdraw(job.source.shares, from: job.sourceDriver, job.source)
      return try await cutOver(job)
    }
    let began = ContinuousClock.now
    var files: Int64?
    do throws(DriverError) {
      files = try await running.run(job.migrationID) { stop throws(DriverError) in
        let replication = try await self.replication(of: units, job, stop, report)
        try await replication.settle(
          attempts: self.options.settleAttempts, delay: self.options.settleDelay)
        try await replication.seal()
        replication.meter.completed()
        return replication.wasHeldUp ? nil : replication.fileCount
      }
    } catch {
      // What failed leaves the source as it was; the next try casts again.
      if error.recovery == .rollBack { try? await applySourceRules(job, readOnly: false) }
      throw error
    }
    // Nobody may go on reading what is old from here on.
    try await withdraw(job.source.shares, from: job.sourceDriver, job.source)
    let cutover = try await cutOver(job)
    let time = ContinuousClock.now - began
    if let files { await rates.learn { $0.cutOver(files: files, in: time) } }
    return cutover
  }

  package func cancelMigration(_ job: MigrationJob) async throws(DriverError) {
    await running.stop(job.migrationID)
    try await remove(layout(of: job.destination.server).directory)
  }

  // MARK: Steps

  /// The trees to move. Makes what must be there before they are; refuses a caller whose place was taken.
  private func prepare(_ job: MigrationJob) async throws(DriverError) -> [CopyUnit] {
    try await SmallFiles.work { () throws(DriverError) in try self.makePlaces(job) }
  }

  private func makePlaces(_ job: MigrationJob) throws(DriverError) -> [CopyUnit] {
    guard let source = job.sourceDriver as? DirectoryDriver else {
      throw DriverError(
        .rollBack, .driversCannotExchange,
        "a directory backend cannot take data from the driver \(job.sourceDriver.kind)")
    }
    let layout = layout(of: job.destination.server)
    try SmallFiles.makeDirectory(layout.exports)
    try SmallFiles.makeDirectory(layout.snapshots)
    try SmallFiles.makeDirectory(layout.migration(job.migrationID))
    try admit(job)
    let units = CopyUnit.all(
      of: job, from: source.layout(of: job.source.server), to: layout)
    for unit in units { try SmallFiles.makeDirectory(unit.destination, mode: 0o700) }
    return units
  }

  /// Refuses a caller whose place a later life of the service has taken.
  func admit(_ job: MigrationJob) throws(DriverError) {
    let fence = layout(of: job.destination.server).migration(job.migrationID) + "/fence"
    let seen = SmallFiles.text(of: fence).flatMap { Int64($0) } ?? Int64.min
    guard job.fence >= seen else {
      throw DriverError(
        .cancelled, DriverError.cancelled.reason,
        "the migration \(job.migrationID) is in the hands of a later life of the service")
    }
    if job.fence > seen { try SmallFiles.write("\(job.fence)", to: fence) }
  }

  private func replication(
    of units: [CopyUnit], _ job: MigrationJob, _ stop: StopFlag,
    _ report: @escaping @Sendable (ProgressReport) -> Void
  ) async throws(DriverError) -> Replication {
    try await Replication(
      of: units, options: options, bandwidth: job.bandwidth, stop: stop, report: report)
  }

  private func isSmall(_ moved: PassStatistics) -> Bool {
    moved.changes <= options.smallDeltaFiles && moved.bytesCopied <= options.smallDeltaBytes
  }

  func applySourceRules(_ job: MigrationJob, readOnly: Bool) async throws(DriverError) {
    for share in job.source.shares {
      try await job.sourceDriver.applyAccessRules(
        job.source.rules.filter { $0.shareID == share.id }, to: share, on: job.source,
        readOnly: readOnly)
    }
  }

  /// Lets clients use the destination.
  func cutOver(_ job: MigrationJob) async throws(DriverError) -> Cutover {
    let mark = layout(of: job.destination.server).cutover(job.migrationID)
    if await !SmallFiles.exists(mark) {
      try await SmallFiles.work { () throws(DriverError) in try SmallFiles.write("", to: mark) }
    }
    var destination = job.destination
    destination.snapshots = job.source.snapshots
    var cutover = Cutover(shares: [:])
    for share in job.source.shares {
      try await applyAccessRules(
        job.source.rules.filter { $0.shareID == share.id }, to: share, on: destination,
        readOnly: false)
      cutover.shares[share.id] = created(share.id, on: destination)
    }
    for snapshot in job.source.snapshots {
      let made: CreatedSnapshot = created(snapshot.id, on: destination)
      cutover.snapshots[snapshot.id] = made
    }
    cutover.backendDetails = ["directory": layout(of: job.destination.server).directory]
    return cutover
  }
}
