import MigrationCore

/// A driver whose work on the disks can be judged, and which fails as the menu says.
struct SimulatedDriver: Driver {
  let setting: Setting
  let power: Power
  let address: BackendAddress
  let disk: Disk

  let kind = "simulated"
  let protocols: [ShareProtocol] = [.nfs]
  var capabilities: Capabilities { setting.capabilities[address] ?? Capabilities() }

  func inspect() async throws(DriverError) -> BackendReport {
    let isDown = disk.state.withLock { setting.clock.now < $0.downUntil }
    if isDown || power.isOff { throw Self.stumble }
    return BackendReport(pools: [.init(name: "pool", totalBytes: 1 << 40, freeBytes: 1 << 40)])
  }

  func createServer(_ server: ServerView) async throws(DriverError) -> CreatedServer {
    try await play("create server") { () throws(DriverError) in
      disk.state.withLock { _ = $0.servers.insert(server.server.id) }
      return CreatedServer(identifier: "sim-\(server.server.id)")
    }
  }

  func deleteServer(_ server: ServerView) async throws(DriverError) {
    setting.judge.breaks("a server is deleted that nobody asked to delete")
  }

  func createShare(_ share: Share, on server: ServerView) async throws(DriverError) -> CreatedShare
  {
    let place = Place(server: server.server.id, share: share.id)
    return try await play("create share") { () throws(DriverError) in
      try requireServing(server)
      setting.truth.begin(share.id, on: place.server)
      disk.state.withLock { state in
        if state.held[place] == nil { state.held[place] = 1 }
        if state.rules[place] == nil { state.rules[place] = .init(levels: [:], readOnly: false) }
      }
      return CreatedShare(pool: "pool", exportLocations: [])
    }
  }

  func deleteShare(_ share: Share, on server: ServerView) async throws(DriverError) {
    let place = Place(server: server.server.id, share: share.id)
    try await play("delete share") { () throws(DriverError) in
      try requireServing(server)
      setting.truth.end(share.id)
      disk.state.withLock { state in
        state.held[place] = nil
        state.rules[place] = nil
      }
    }
  }

  func extendShare(_ share: Share, toGiB size: Int64, on server: ServerView)
    async throws(DriverError)
  {
    try await play("extend share") { () throws(DriverError) in try requireServing(server) }
  }

  func createSnapshot(_ snapshot: Snapshot, of share: Share, on server: ServerView)
    async throws(DriverError) -> CreatedSnapshot
  {
    try await play("take snapshot") { () throws(DriverError) in
      try requireServing(server)
      return CreatedSnapshot(providerLocation: "sim/\(snapshot.id)")
    }
  }

  func deleteSnapshot(_ snapshot: Snapshot, of share: Share, on server: ServerView)
    async throws(DriverError)
  {
    try await play("delete snapshot") { () throws(DriverError) in try requireServing(server) }
  }

  /// Nothing of a server is changed for the inventory while a migration has it.
  private func requireServing(_ server: ServerView) throws(DriverError) {
    let id = server.server.id
    let busy = setting.store.tables.all(Migration.self).first { migration in
      migration.isBusy
        && (migration.sourceShareServerID == id || migration.destinationShareServerID == id)
    }
    guard let busy else { return }
    setting.judge.breaks("a backend changes a server in \(busy.taskState.rawValue)")
  }

  func applyAccessRules(
    _ rules: [AccessRule], to share: Share, on server: ServerView, readOnly: Bool
  ) async throws(DriverError) {
    let place = Place(server: server.server.id, share: share.id)
    let levels = Dictionary(uniqueKeysWithValues: rules.map { ($0.id, $0.level) })
    try await play("apply rules of \(share.id.short)\(readOnly ? " read-only" : "")") {
      disk.state.withLock { $0.rules[place] = .init(levels: levels, readOnly: readOnly) }
    }
  }

  func checkCompatibility(_ plan: MigrationPlan) async throws(DriverError) -> CompatibilityReport {
    try await play("check") { CompatibilityReport(capabilities: capabilities) }
  }

  // MARK: Faults

  /// Plays one call: its faults, its time, and its effect, which happens at one instant.
  func play<Value: Sendable>(
    _ name: String, _ job: MigrationJob? = nil,
    _ effect: () throws(DriverError) -> Value
  ) async throws(DriverError) -> Value {
    if power.isOff { throw DriverError.cancelled }
    setting.judge.note("driver \(address): \(name) \(job?.migrationID.short ?? "")")
    enter(job, name)
    defer { leave(job, name) }
    try await pause()
    if setting.meets(.driverHangs, 0.04) {
      setting.judge.note("fault: the driver hangs with \(name)")
      try await sleep(for: .seconds(7200))
    }
    if setting.meets(.driverDeaf, 0.04) {
      setting.judge.note("fault: the driver is deaf with \(name)")
      await setting.clock.sleepDeaf(
        for: setting.dice.time(upTo: .seconds(200)), owner: power.number)
      throw Self.stumble
    }
    if setting.meets(.driverStumbles, 0.15) { throw Self.stumble }
    if setting.meets(.driverFails, 0.06) { throw Self.failure }
    if setting.meets(.crash, 0.02) { setting.crash(power, "before \(name)") }
    if power.isOff || Task.isCancelled { throw DriverError.cancelled }
    try check(job, name)
    let value = try effect()
    if setting.meets(.driverDoubles, 0.2) { _ = try effect() }
    setting.judge.note("driver \(address): \(name) is done")
    if setting.meets(.crash, 0.02) { setting.crash(power, "after \(name)") }
    try await pause()
    if setting.meets(.driverAnswerLost, 0.1) {
      setting.judge.note("fault: the answer to \(name) is lost")
      throw setting.dice.falls(0.7) ? Self.stumble : Self.failure
    }
    return value
  }

  /// Two calls of one migration never overlap, unless one was given up because it does not hear.
  private func enter(_ job: MigrationJob?, _ name: String) {
    guard let job, !name.hasPrefix("verify") else { return }
    let count = disk.state.withLock { state in
      state.calls[Disk.Call(migration: job.migrationID, life: power.number), default: 0] += 1
      return state.calls[Disk.Call(migration: job.migrationID, life: power.number)] ?? 0
    }
    if count > 1 && !setting.menu.has(.driverDeaf) {
      setting.judge.breaks("\(name) is called while another call of its migration runs")
    }
  }

  private func leave(_ job: MigrationJob?, _ name: String) {
    guard let job, !name.hasPrefix("verify") else { return }
    disk.state.withLock {
      $0.calls[Disk.Call(migration: job.migrationID, life: power.number), default: 1] -= 1
    }
  }

  /// What holds whenever a driver is called for a migration.
  func check(_ job: MigrationJob?, _ name: String) throws(DriverError) {
    guard let job else { return }
    let isOld = disk.state.withLock { state in
      if state.fences[job.migrationID] ?? 0 > job.fence { return true }
      state.fences[job.migrationID] = job.fence
      return false
    }
    if isOld { throw Self.failure }
    guard let row = setting.store.tables.row(Migration.self, job.migrationID) else {
      return setting.judge.breaks("\(name) for a migration that is not in the ledger")
    }
    if !row.isBusy && !name.hasPrefix("verify") {
      setting.judge.breaks("\(name) for a migration after its end (\(row.taskState.rawValue))")
    }
  }

  func pause() async throws(DriverError) {
    if setting.menu.has(.driverSlow) {
      try await sleep(for: setting.dice.time(upTo: .seconds(8)))
    } else if setting.dice.falls(0.5) {
      try await sleep(for: setting.dice.time(upTo: .milliseconds(500)))
    } else {
      await Task.yield()
    }
  }

  func sleep(for duration: Duration) async throws(DriverError) {
    do { try await PoweredClock(clock: setting.clock, power: power).sleep(for: duration) } catch {
      throw .cancelled
    }
  }

  static let stumble = DriverError(.retry, .driverFailed, "the backend stumbled")
  static let failure = DriverError(.rollBack, .driverFailed, "the backend failed")
}
