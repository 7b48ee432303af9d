import MigrationCore

extension DummyDriver {
  /// How many times progress is told while a copy takes its time.
  private static let ticks = 20

  package func checkCompatibility(_ plan: MigrationPlan)
    async throws(DriverError) -> CompatibilityReport
  {
    try await take(.checkCompatibility)
    var conflicts: [Conflict] = []
    if plan.sourceDriver.kind != kind {
      conflicts.append(
        Conflict(
          .driversCannotExchange, resourceType: "backend",
          resourceID: plan.destinationHost.rawValue,
          message: "a dummy backend cannot take data from a \(plan.sourceDriver.kind) one"))
    }
    let bytes = Int64(plan.source.shares.count) * options.shareBytes
    let used = storage.state.withLock { $0.shares.values.reduce(0, +) }
    let free = options.pools.reduce(0) { $0 + $1.totalBytes } - used
    if bytes > free {
      conflicts.append(
        Conflict(
          .notEnoughSpace, resourceType: "backend", resourceID: plan.destinationHost.rawValue,
          message: "\(bytes) bytes are to be copied and \(free) are free"))
    }
    return CompatibilityReport(
      capabilities: capabilities, conflicts: conflicts,
      estimate: Estimate(
        bytes: bytes, files: Int64(plan.source.shares.count) * options.shareFiles,
        duration: options.delays[.advanceMigration] ?? .zero,
        cutover: options.delays[.completeMigration] ?? .zero))
  }

  package func startMigration(_ job: MigrationJob) async throws(DriverError) {
    try await take(.startMigration)
    storage.state.withLock { $0.copied[job.migrationID, default: 0] += 0 }
  }

  package func advanceMigration(
    _ job: MigrationJob, report: @escaping @Sendable (ProgressReport) -> Void
  ) async throws(DriverError) {
    let delay = options.delays[.advanceMigration] ?? .zero
    let total = Int64(job.source.shares.count) * options.shareBytes
    if delay > .zero {
      for tick in 0..<Self.ticks {
        report(progress(job, Double(tick) / Double(Self.ticks), over: delay))
        do { try await clock.sleep(for: delay / Self.ticks) } catch {
          throw DriverError.cancelled
        }
        storage.state.withLock {
          $0.copied[job.migrationID] = total * Int64(tick + 1) / Int64(Self.ticks)
        }
      }
    }
    try await note(.advanceMigration)
    storage.state.withLock { $0.copied[job.migrationID] = total }
    report(progress(job, 1, over: delay))
  }

  package func completeMigration(
    _ job: MigrationJob, report: @escaping @Sendable (ProgressReport) -> Void
  ) async throws(DriverError) -> Cutover {
    try await take(.completeMigration)
    let keepsAddresses = job.destination.allocations == job.source.allocations
    storage.state.withLock { state in
      for share in job.source.shares { state.shares[share.id] = options.shareBytes }
      state.snapshots.formUnion(job.source.snapshots.map(\.id))
    }
    let shares = job.source.shares.map { share in
      var made = created(share, on: job.destination)
      if keepsAddresses && !share.exportLocations.isEmpty {
        made.exportLocations = share.exportLocations
      }
      return (share.id, made)
    }
    let snapshots = job.source.snapshots.map { snapshot in
      (snapshot.id, CreatedSnapshot(providerLocation: "dummy/\(snapshot.id)"))
    }
    return Cutover(
      shares: Dictionary(uniqueKeysWithValues: shares),
      snapshots: Dictionary(uniqueKeysWithValues: snapshots))
  }

  package func cancelMigration(_ job: MigrationJob) async throws(DriverError) {
    try await take(.cancelMigration)
    storage.state.withLock { state in
      state.copied[job.migrationID] = nil
      state.servers.remove(job.destination.server.id)
    }
  }

  /// Counts the call and its faults; its delay was spent copying.
  private func note(_ call: DummyCall) async throws(DriverError) {
    var options = options
    options.delays[call] = nil
    try await DummyDriver(options, storage: storage, clock: clock).take(call)
  }

  private func progress(_ job: MigrationJob, _ part: Double, over delay: Duration)
    -> ProgressReport
  {
    let seconds = Double(delay.components.seconds) + Double(delay.components.attoseconds) / 1e18
    let total = Double(job.source.shares.count) * Double(options.shareBytes)
    return ProgressReport(
      shares: job.source.shares.map { share in
        ShareProgress(
          shareID: share.id, bytesDone: Int64(Double(options.shareBytes) * part),
          bytesTotal: options.shareBytes, filesDone: Int64(Double(options.shareFiles) * part),
          filesTotal: options.shareFiles)
      },
      bytesPerSecond: seconds > 0 && part < 1 ? total / seconds : 0, pass: 1)
  }
}
