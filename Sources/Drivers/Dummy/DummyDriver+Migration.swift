import MigrationCore

extension DummyDriver {
  /// A copy is this many equal parts; progress is told before each and at the end.
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
    let used = storage.state.withLock { $0.usedBytes }
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

  /// Goes on where an earlier call stopped, even one of an earlier life; takes that much less of its delay.
  package func advanceMigration(
    _ job: MigrationJob, report: @escaping @Sendable (ProgressReport) -> Void
  ) async throws(DriverError) {
    let earlier = note(.advanceMigration)
    let delay = options.delays[.advanceMigration] ?? .zero
    let total = Int64(job.source.shares.count) * options.shareBytes
    let first = ticksDone(of: total, copied: storage.copied(for: job.migrationID) ?? 0)
    let middle = max(first, Self.ticks / 2)
    var pace = delay
    for tick in first..<Self.ticks {
      report(progress(job, tick, over: pace))
      if tick == middle { try await strike(.advanceMigration, earlier: earlier) }
      let part = Self.part(tick + 1, of: total) - Self.part(tick, of: total)
      let waited = try await awaitTurn(toMove: part, job.bandwidth)
      let rest = delay / Self.ticks - waited
      if rest > .zero { try await sleep(for: rest) }
      pace = max(delay, waited * Self.ticks)
      storage.state.withLock {
        $0.copied[job.migrationID] = Self.part(tick + 1, of: total)
      }
    }
    if first == Self.ticks { try await strike(.advanceMigration, earlier: earlier) }
    report(progress(job, Self.ticks, over: delay))
  }

  package func completeMigration(
    _ job: MigrationJob, report: @escaping @Sendable (ProgressReport) -> Void
  ) async throws(DriverError) -> Cutover {
    try await take(.completeMigration)
    report(progress(job, Self.ticks, over: .zero))
    (job.sourceDriver as? DummyDriver)?.withdraw(job.source.shares)
    return cutOver(job)
  }

  /// Everything of the job is at the destination from here on; the same answer each time.
  private func cutOver(_ job: MigrationJob) -> Cutover {
    let keepsAddresses =
      capabilities.nondisruptive && job.destination.allocations == job.source.allocations
    let server = job.destination.server.id
    storage.state.withLock { state in
      for share in job.source.shares {
        state.shares[share.id] = .init(server: server, bytes: options.shareBytes)
      }
      for snapshot in job.source.snapshots { state.snapshots[snapshot.id] = server }
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
      state.removeServer(job.destination.server.id)
    }
  }

  /// What a driver of an earlier life held is not known, and taken as it is named.
  package func verifyRecovery(_ job: MigrationJob, _ direction: RecoveryDirection)
    async throws(DriverError) -> [Conflict]
  {
    try await take(.verifyRecovery)
    switch direction {
    case .forward:
      let total = Int64(job.source.shares.count) * options.shareBytes
      guard let copied = storage.copied(for: job.migrationID), copied < total else { return [] }
      return [
        Conflict(
          .dataIncomplete, resourceType: Noun.shareServer.rawValue,
          resourceID: job.destination.server.id.rawValue,
          message: "\(copied) of \(total) bytes are at the destination")
      ]
    case .backward:
      guard let source = job.sourceDriver as? DummyDriver else { return [] }
      let held = source.storage.shares
      return job.source.shares.filter { !held.isEmpty && !held.contains($0.id) }.map { share in
        Conflict(
          .dataIncomplete, resourceType: Noun.share.rawValue, resourceID: share.id.rawValue,
          message: "share \(share.id) is no longer at the source")
      }
    }
  }

  package func recoverMigration(_ job: MigrationJob, _ direction: RecoveryDirection)
    async throws(DriverError) -> Cutover?
  {
    try await take(.recoverMigration)
    switch direction {
    case .forward:
      (job.sourceDriver as? DummyDriver)?.withdraw(job.source.shares)
      return cutOver(job)
    case .backward:
      withdraw(job.source.shares)
      return nil
    }
  }

  /// Nobody may use the shares here any more.
  private func withdraw(_ shares: [Share]) {
    storage.state.withLock { state in
      for share in shares where state.rules[share.id] != nil {
        state.rules[share.id] = .init(rules: [], readOnly: true)
      }
    }
  }

  /// Returns when the limit on bandwidth lets `bytes` pass; how long that took.
  private func awaitTurn(
    toMove bytes: Int64, _ gate: any BandwidthGate
  ) async throws(DriverError) -> Duration {
    var passage = GatePassage(of: bytes, through: gate, piece: bytes)
    var waited = Duration.zero
    while let wait = passage.nextWait() {
      try await sleep(for: wait)
      waited += wait
    }
    return waited
  }

  /// What `ticks` of all ticks are of an amount; exact at the end.
  private static func part(_ ticks: Int, of amount: Int64) -> Int64 {
    ticks == Self.ticks ? amount : amount / Int64(Self.ticks) * Int64(ticks)
  }

  private func ticksDone(of total: Int64, copied: Int64) -> Int {
    guard copied > 0 else { return 0 }
    return (0...Self.ticks).last { Self.part($0, of: total) <= copied } ?? 0
  }

  private func progress(_ job: MigrationJob, _ tick: Int, over delay: Duration)
    -> ProgressReport
  {
    let total = Double(job.source.shares.count) * Double(options.shareBytes)
    return ProgressReport(
      shares: job.source.shares.map { share in
        ShareProgress(
          shareID: share.id, bytesDone: Self.part(tick, of: options.shareBytes),
          bytesTotal: options.shareBytes, filesDone: Self.part(tick, of: options.shareFiles),
          filesTotal: options.shareFiles)
      },
      bytesPerSecond: delay > .zero && tick < Self.ticks ? total / (delay / .seconds(1)) : 0,
      pass: 1)
  }
}
