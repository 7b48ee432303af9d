import MigrationCore

extension SimulatedDriver {
  func startMigration(_ job: MigrationJob) async throws(DriverError) {
    try await play("start", job) {
      disk.state.withLock {
        $0.copies[job.migrationID, default: [:]] = $0.copies[job.migrationID] ?? [:]
      }
    }
  }

  func advanceMigration(
    _ job: MigrationJob, report: @escaping @Sendable (ProgressReport) -> Void
  ) async throws(DriverError) {
    for (index, share) in job.source.shares.enumerated() {
      try await play("copy \(share.id.short)", job) {
        copy(share.id, job)
        if !capabilities.writable { mustBeReadOnly(share.id, job) }
      }
      say(index + 1, of: job, report)
    }
  }

  func completeMigration(
    _ job: MigrationJob, report: @escaping @Sendable (ProgressReport) -> Void
  ) async throws(DriverError) -> Cutover {
    if setting.dice.falls(0.5) { say(job.source.shares.count, of: job, report) }
    return try await play("complete", job) { () throws(DriverError) in
      try cutOver(job)
      say(job.source.shares.count, of: job, report)
      return made(job)
    }
  }

  func cancelMigration(_ job: MigrationJob) async throws(DriverError) {
    try await play("cancel", job) {
      disk.state.withLock { state in
        state.copies[job.migrationID] = nil
        remove(job.destination.server.id, &state)
      }
    }
  }

  func verifyRecovery(_ job: MigrationJob, _ direction: RecoveryDirection)
    async throws(DriverError) -> [Conflict]
  {
    try await play("verify \(direction.rawValue)", job) {
      job.source.shares.filter { !isGood($0.id, job, direction) }.map { share in
        Conflict(
          .driverFailed, resourceType: "share", resourceID: share.id.rawValue,
          message: "it is not whole there")
      }
    }
  }

  func recoverMigration(_ job: MigrationJob, _ direction: RecoveryDirection)
    async throws(DriverError) -> Cutover?
  {
    try await play("recover \(direction.rawValue)", job) { () throws(DriverError) in
      guard job.source.shares.allSatisfy({ isGood($0.id, job, direction) }) else {
        throw Self.failure
      }
      switch direction {
      case .forward:
        for share in job.source.shares { take(share.id, job) }
        return made(job)
      case .backward:
        for share in job.source.shares {
          setting.truth.serve(share.id, on: job.source.server.id)
        }
        return nil
      }
    }
  }

  // MARK: Data

  private func source(_ job: MigrationJob) -> Disk {
    setting.disks[job.source.server.host] ?? disk
  }

  private func copy(_ share: Identifier, _ job: MigrationJob) {
    let from = Place(server: job.source.server.id, share: share)
    let version = source(job).held[from]
    disk.state.withLock { state in
      let earlier = state.copies[job.migrationID]?[share]
      // Without the writable capability what is copied is not looked at again.
      if earlier == nil || capabilities.writable {
        state.copies[job.migrationID, default: [:]][share] = version
      }
    }
  }

  private func mustBeReadOnly(_ share: Identifier, _ job: MigrationJob) {
    let place = Place(server: job.source.server.id, share: share)
    guard source(job).rules[place]?.readOnly != true else { return }
    setting.judge.breaks("a share is copied while clients may write to it")
  }

  private func cutOver(_ job: MigrationJob) throws(DriverError) {
    for share in job.source.shares {
      let to = Place(server: job.destination.server.id, share: share.id)
      if setting.truth.server(of: share.id) == to.server, disk.held[to] != nil { continue }
      if capabilities.writable { copy(share.id, job) }
      take(share.id, job)
    }
  }

  /// From here on the destination serves; nobody can reach it before its rules are in force.
  private func take(_ share: Identifier, _ job: MigrationJob) {
    let to = Place(server: job.destination.server.id, share: share)
    disk.state.withLock { state in
      if state.held[to] == nil { state.held[to] = state.copies[job.migrationID]?[share] ?? 0 }
    }
    setting.truth.serve(share, on: to.server)
  }

  private func isGood(_ share: Identifier, _ job: MigrationJob, _ direction: RecoveryDirection)
    -> Bool
  {
    let version: Int?
    switch direction {
    case .forward:
      let place = Place(server: job.destination.server.id, share: share)
      version = disk.state.withLock { $0.held[place] ?? $0.copies[job.migrationID]?[share] }
    case .backward:
      version = source(job).held[Place(server: job.source.server.id, share: share)]
    }
    return version == setting.truth.version(of: share)
  }

  private func made(_ job: MigrationJob) -> Cutover {
    let shares = job.source.shares.map { share in
      let path = "\(address):/\(job.destination.server.id)/\(share.id)"
      return (
        share.id, CreatedShare(pool: "pool", exportLocations: [ExportLocation(path: path)])
      )
    }
    let snapshots = job.source.snapshots.map { snapshot in
      (snapshot.id, CreatedSnapshot(providerLocation: "\(address)/\(snapshot.id)"))
    }
    return Cutover(
      shares: Dictionary(uniqueKeysWithValues: shares),
      snapshots: Dictionary(uniqueKeysWithValues: snapshots))
  }

  private func remove(_ server: Identifier, _ state: inout Disk.State) {
    state.servers.remove(server)
    state.held = state.held.filter { $0.key.server != server }
    state.rules = state.rules.filter { $0.key.server != server }
  }

  // MARK: Progress

  private func say(
    _ done: Int, of job: MigrationJob, _ report: @escaping @Sendable (ProgressReport) -> Void
  ) {
    let progress = ProgressReport(
      shares: job.source.shares.enumerated().map { index, share in
        ShareProgress(shareID: share.id, bytesDone: index < done ? 100 : 0, bytesTotal: 100)
      }, pass: 1)
    guard !power.isOff else { return }
    report(progress)
    guard setting.meets(.lateReports, 0.4) else { return }
    let delay = setting.dice.time(upTo: setting.dice.one(of: [.seconds(1), .seconds(20)]))
    setting.run { [setting, power] in
      await setting.clock.sleep(for: delay, owner: power.number)
      if !power.isOff { report(progress) }
    }
  }
}
