import MigrationCore

extension DirectoryDriver {
  package func startMigration(_ job: MigrationJob) async throws(DriverError) {
    _ = try prepare(job)
  }

  /// Passes until little changes between two of them.
  package func advanceMigration(
    _ job: MigrationJob, report: @escaping @Sendable (ProgressReport) -> Void
  ) async throws(DriverError) {
    let units = try prepare(job)
    try await running.run(job.migrationID) { stop throws(DriverError) in
      let meter = try await self.meter(units, stop, report)
      let copies = try self.copies(units)
      let began = ContinuousClock.now
      var moved = try await self.pass(1, over: copies.indices, copies, units, meter, stop)
      self.note(rate: moved.bytesCopied, since: began)
      // Snapshots do not change: they take part in the first pass, and in the last for safety.
      let shares = units.indices.filter { !units[$0].isSnapshot }
      var number = 1
      while number < self.options.maxPasses, number == 1 || !self.isSmall(moved) {
        number += 1
        moved = try await self.pass(number, over: shares, copies, units, meter, stop)
      }
      try await self.seal(copies, units)
      meter.completed()
    }
  }

  /// Takes the source out of writers' hands, then passes until one finds nothing to do.
  package func completeMigration(
    _ job: MigrationJob, report: @escaping @Sendable (ProgressReport) -> Void
  ) async throws(DriverError) -> Cutover {
    let units = try prepare(job)
    try await applySourceRules(job, readOnly: true)
    do throws(DriverError) {
      try await running.run(job.migrationID) { stop throws(DriverError) in
        let meter = try await self.meter(units, stop, report)
        let copies = try self.copies(units)
        try await self.settle(copies, units, meter, stop)
        try await self.seal(copies, units)
        meter.completed()
      }
    } catch {
      // What failed leaves the source as it was; the next try casts again.
      if error.recovery == .rollBack { try? await applySourceRules(job, readOnly: false) }
      throw error
    }
    return try await cutOver(job)
  }

  package func cancelMigration(_ job: MigrationJob) async throws(DriverError) {
    await running.stop(job.migrationID)
    try await remove(layout(of: job.destination.server).directory)
  }

  // MARK: Steps

  /// The trees to move. Makes what must be there before they are; refuses a caller whose place was taken.
  private func prepare(_ job: MigrationJob) throws(DriverError) -> [CopyUnit] {
    guard let source = job.sourceDriver as? DirectoryDriver else {
      throw DriverError(
        .rollBack, .driversCannotExchange,
        "a directory backend cannot take data from the driver \(job.sourceDriver.kind)")
    }
    let layout = layout(of: job.destination.server)
    try SmallFiles.makeDirectory(layout.exports)
    try SmallFiles.makeDirectory(layout.snapshots)
    try SmallFiles.makeDirectory(layout.migration(job.migrationID))
    let fence = layout.migration(job.migrationID) + "/fence"
    let seen = SmallFiles.text(of: fence).flatMap { Int64($0) } ?? Int64.min
    guard job.fence >= seen else {
      throw DriverError(
        .cancelled, DriverError.cancelled.reason,
        "the migration \(job.migrationID) is in the hands of a later life of the service")
    }
    if job.fence > seen { try SmallFiles.write("\(job.fence)", to: fence) }
    let units = CopyUnit.all(
      of: job, from: source.layout(of: job.source.server), to: layout)
    for unit in units { try SmallFiles.makeDirectory(unit.destination, mode: 0o700) }
    return units
  }

  /// Counts what there is to do, and refuses what cannot be preserved, before anything is copied.
  private func meter(
    _ units: [CopyUnit], _ stop: StopFlag, _ report: @escaping @Sendable (ProgressReport) -> Void
  ) async throws(DriverError) -> ProgressMeter {
    var totals: [TreeScan] = []
    for unit in units {
      do throws(MoverError) {
        let scan = try await unit.scan(options, stop).get()
        guard scan.losses.isEmpty else { throw MoverError(.losses(scan.losses)) }
        totals.append(scan)
      } catch {
        throw DriverError(error, in: unit.title)
      }
    }
    return ProgressMeter(units, totals: totals, report: report)
  }

  private func copies(_ units: [CopyUnit]) throws(DriverError) -> [TreeCopy] {
    var copies: [TreeCopy] = []
    for unit in units {
      do throws(MoverError) {
        copies.append(
          try TreeCopy(
            from: unit.source, to: unit.destination, journal: unit.journal,
            options: options.mover))
      } catch {
        throw DriverError(error, in: unit.title)
      }
    }
    return copies
  }

  private func pass(
    _ number: Int, over indices: some Sequence<Int>, _ copies: [TreeCopy], _ units: [CopyUnit],
    _ meter: ProgressMeter, _ stop: StopFlag
  ) async throws(DriverError) -> PassStatistics {
    meter.began(pass: number)
    var sum = PassStatistics()
    for index in indices {
      do throws(MoverError) {
        var one = try await copies[index].pass(stop: stop) { meter.advanced(index, $0) }
        meter.finished(index)
        if let path = one.firstChange {
          one.firstChange = Array(units[index].title.utf8) + Array(": ".utf8) + path
        }
        sum += one
      } catch {
        throw DriverError(error, in: units[index].title)
      }
    }
    return sum
  }

  private func settle(
    _ copies: [TreeCopy], _ units: [CopyUnit], _ meter: ProgressMeter, _ stop: StopFlag
  ) async throws(DriverError) {
    var delay = options.settleDelay
    var last = PassStatistics()
    for attempt in 1...max(2, options.settleAttempts) {
      last = try await pass(attempt + 1, over: copies.indices, copies, units, meter, stop)
      if last.changes == 0 { return }
      // The first pass brings what changed since phase 1; only those after it tell that writers are still there.
      if attempt == 1 { continue }
      do { try await Task.sleep(for: delay) } catch { throw .cancelled }
      delay *= 2
    }
    throw DriverError(
      MoverError(.sourceChanges(path: last.firstChange ?? [])), in: "the last pass")
  }

  private func seal(_ copies: [TreeCopy], _ units: [CopyUnit]) async throws(DriverError) {
    for (copy, unit) in zip(copies, units) {
      do throws(MoverError) { try await copy.seal() } catch {
        throw DriverError(error, in: unit.title)
      }
    }
  }

  private func isSmall(_ moved: PassStatistics) -> Bool {
    moved.changes <= options.smallDeltaFiles && moved.bytesCopied <= options.smallDeltaBytes
  }

  private func note(rate bytes: Int64, since began: ContinuousClock.Instant) {
    let seconds = (ContinuousClock.now - began) / .seconds(1)
    if seconds > 0.5, bytes > 1 << 20 { measuredRate.withLock { $0 = Double(bytes) / seconds } }
  }

  private func applySourceRules(
    _ job: MigrationJob, readOnly: Bool
  ) async throws(DriverError) {
    for share in job.source.shares {
      try await job.sourceDriver.applyAccessRules(
        job.source.rules.filter { $0.shareID == share.id }, to: share, on: job.source,
        readOnly: readOnly)
    }
  }

  private func cutOver(_ job: MigrationJob) async throws(DriverError) -> Cutover {
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
