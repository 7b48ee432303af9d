import Logging
import MigrationCore
import Synchronization

/// The front door of migrations: decides what is admitted, writes it down, and has a runner do it. Everything it answers is
/// durable.
package final class Orchestrator: Sendable {
  let world: World
  package let hub: WatchHub
  private let doubtful: DoubtfulWrites
  private struct Running {
    var runners: [Identifier: Runner] = [:]
    /// Checks that drivers are at work on.
    var checks = 0
    var isStopping = false
  }

  private let running = Mutex(Running())

  package init(
    ledger: any Ledger, backends: BackendCatalog, clock: any WallClock,
    settings: Settings = Settings(), logger: Logger,
    deleteServer: (@Sendable (Identifier) async -> Void)? = nil
  ) {
    let board = StatusBoard()
    hub = WatchHub(ledger: ledger, board: board, clock: clock, settings: settings, logger: logger)
    world = World(
      ledger: ledger, backends: backends, clock: clock, settings: settings, logger: logger,
      board: board, hub: hub, turns: TurnQueue(settings.turns),
      bandwidths: Bandwidths(clock: clock), deleteServer: deleteServer)
    doubtful = DoubtfulWrites(clock: clock, executor: settings.executor)
    for (backend, rate) in settings.bandwidthOf { world.bandwidths.limit(backend, to: rate) }
  }

  /// Whether a migration would be accepted, and what stands in its way. Changes nothing.
  package func check(_ request: MigrationRequest) async throws(Refusal) -> CheckResult {
    let admitted = try await admit(request)
    return try await judge(admitted).result
  }

  /// Accepts a migration: everything that check checks, then one transaction.
  ///
  /// - Parameter actor: who asks, for the history.
  package func start(
    _ request: MigrationRequest, _ controls: MigrationControls = MigrationControls(),
    by actor: String? = nil, as call: RequestKey?
  ) async throws(Refusal) -> Migration {
    if let call, let earlier = try await replay(call) { return earlier }
    var request = request
    request.otherViolations += controls.violations(at: world.clock.now)
    // What was true when the driver was asked must still be true when the start is written; else it is asked again.
    for _ in 0..<Self.startAttempts {
      if let migration = try await attempt(request, controls, actor, call) { return migration }
    }
    throw Refusal(
      .aborted, .ledgerConflict,
      "share server \(request.shareServerID) keeps changing while it is being checked; try again")
  }

  private static let startAttempts = 5

  /// Nil when something changed while the driver was asked.
  private func attempt(
    _ request: MigrationRequest, _ controls: MigrationControls, _ actor: String?,
    _ call: RequestKey?
  ) async throws(Refusal) -> Migration? {
    let admitted = try await admit(request)
    let judged = try await judge(admitted)
    guard judged.result.compatible else {
      throw Refusal(
        .failedPrecondition, .destinationIncompatible,
        "\(admitted.destinationHost) cannot take share server \(admitted.source.server.id)"
          + Conflict.summary(judged.result.conflicts),
        subject: .init(.shareServer, admitted.source.server.id),
        conflicts: judged.result.conflicts)
    }
    let (world, now) = (world, world.clock.now)
    let capabilities = judged.result.supported
    let (migration, isNew) = try await surely { () throws(Refusal) in
      try await world.ledger.write { tx throws(Refusal) -> (Migration?, Bool) in
        if let earlier = try call?.replay(Migration.self, in: tx) { return (earlier, false) }
        let facts = world.backends.facts(of: admitted.destinationHost)
        let still = try Admission.judge(
          request, AdmissionFacts.gather(request, in: tx, destination: facts))
        guard still == admitted else { return (nil, false) }
        let migration = try world.begin(
          still, capabilities, controls, by: actor, tx, at: now)
        try call?.remember(migration, migration.id, in: tx, at: now)
        return (migration, true)
      }
    }
    if let migration, isNew { launch(migration, names: admitted.source.shares) }
    return migration
  }

  /// Cuts over. Accepted in `migration_driver_phase1_done` alone.
  package func complete(
    _ reference: MigrationReference, by actor: String? = nil, as call: RequestKey?
  ) async throws(Refusal) -> Migration {
    let world = world
    return try await command(reference, .completeAccepted, actor, call) {
      migration, _ throws(Refusal) in
      guard let state = world.backends.state(of: migration.destinationHost), state.isUp else {
        throw Refusal(
          .unavailable, .backendDown, "backend \(migration.destinationHost) is down",
          subject: .init(noun: "backend", id: migration.destinationHost.rawValue))
      }
    }
  }

  /// Calls the migration off. Accepted in the whole first phase.
  package func cancel(
    _ reference: MigrationReference, by actor: String? = nil, as call: RequestKey?
  ) async throws(Refusal) -> Migration {
    try await callOff(reference, by: actor, as: call) { _ in }
  }

  /// The same for who may have changed their mind.
  ///
  /// - Parameter isWanted: refuses what is not wanted any more, in the transaction that calls the migration off.
  func callOff(
    _ reference: MigrationReference, by actor: String?, as call: RequestKey?,
    if isWanted: @escaping @Sendable (any LedgerReading) throws(Refusal) -> Void
  ) async throws(Refusal) -> Migration {
    try await command(reference, .cancelAccepted, actor, call) { migration, tx throws(Refusal) in
      try isWanted(tx)
      guard migration.capabilities.migrationCancel else {
        throw Refusal(
          .failedPrecondition, .cancelNotSupported,
          "the driver of \(migration.destinationHost) cannot cancel a migration",
          subject: .init(.migration, migration.id))
      }
    }
  }

  /// Its place among those that wait for their turn: 1 for the next, 0 for one that does not wait.
  package func queuePosition(of id: Identifier) -> Int { world.turns.position(of: id) }

  /// A migration that is live or ended lately, without asking the ledger; nil sends the caller to `status`.
  package func cached(_ reference: MigrationReference) -> ShownStatus? {
    world.board.shown(reference)
  }

  package func status(_ reference: MigrationReference) async throws(Refusal) -> MigrationStatus {
    if let known = world.board.status(reference) { return known }
    let read = try await world.ledger.read { tx throws(Refusal) in
      try MigrationStatus.read(try tx.migration(reference), tx)
    }
    return follow(read)
  }

  /// The board may have begun to show the migration meanwhile, in a state before the one that was read: nobody who asks after
  /// this caller is told of an earlier one.
  private func follow(_ read: MigrationStatus) -> MigrationStatus {
    let migration = read.migration
    guard let shown = world.board.status(.migration(migration.id)) else { return read }
    if shown.migration.revision < migration.revision {
      hub.ledgerChanged(migration)
      world.board.show(migration)
    }
    return world.board.status(.migration(migration.id)) ?? read
  }

  package func migrations(where conditions: [Condition], page: Page?) async throws(Refusal)
    -> [Migration]
  {
    try await world.ledger.read { tx throws(Refusal) in
      try tx.list(Migration.self, where: conditions, page: page)
    }
  }

  /// Every transition of a migration and every reset of what belongs to it, oldest first.
  package func history(of id: Identifier) async throws(Refusal) -> [HistoryEvent] {
    try await world.ledger.read { tx throws(Refusal) in
      let migration = try tx.get(Migration.self, id)
      var events = try tx.events(after: 0, of: id, limit: Int.max)
      let others =
        [migration.sourceShareServerID, migration.destinationShareServerID].compactMap { $0 }
        + migration.shareIDs + migration.snapshotIDs
      for other in others {
        events += try tx.events(after: 0, of: other, limit: Int.max)
          .filter { $0.at >= migration.createdAt }
      }
      return events.sorted { $0.position < $1.position }
    }
  }

  /// Takes up every migration an earlier life of the service left on its way.
  package func recover() async throws(Refusal) {
    try await hub.open()
    try await reconcile()
    try await world.scheduleSourceDeletions()
  }

  /// Gives every migration that is on its way in the ledger its runner, and wakes those that have one.
  private func reconcile() async throws(Refusal) {
    // One in error may be on its way out of it.
    let live = TaskState.allCases.filter { !$0.isFinal || $0 == .error }.map(\.rawValue)
    let open = try await world.ledger.read { tx throws(Refusal) in
      var found: [MigrationStatus] = []
      for migration in try tx.list(Migration.self, where: [Condition(.taskState, in: live)])
      where migration.isBusy {
        found.append(try MigrationStatus.read(migration, tx))
      }
      return found
    }
    // Those that copy already have their turns before anybody else asks for one.
    for status in open where status.migration.taskState.copies {
      world.turns.hold(status.migration)
    }
    for status in open {
      hub.ledgerChanged(status.migration)
      world.board.show(status.migration, shareNames: status.shareNames)
      world.turns.reprioritise(status.migration.id, status.migration.controls.priority)
      world.bandwidths.limit(status.migration)
      run(status.migration)
    }
  }

  /// Makes a write whose loss may be false news: when the ledger fails, what it then really holds is taken up.
  func surely<Value: Sendable>(
    _ write: () async throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    try await doubtful.make(write) { () throws(Refusal) in try await self.reconcile() }
  }

  /// Ends every watch, with the token to come back with; the migrations go on.
  package func endWatches() { hub.close() }

  /// Stops the runners and the watches; no state changes, and the next life goes on from where they were.
  package func shutdown() async {
    doubtful.close()
    let runners = running.withLock { running in
      running.isStopping = true
      return Array(running.runners.values)
    }
    for runner in runners { runner.stop() }
    for runner in runners { await runner.ended() }
    hub.close()
  }

  // MARK: Parts

  func replay(_ call: RequestKey) async throws(Refusal) -> Migration? {
    try await world.ledger.read { tx throws(Refusal) in try call.replay(Migration.self, in: tx) }
  }

  private func admit(_ request: MigrationRequest) async throws(Refusal) -> Admitted {
    let facts = world.backends.facts(of: BackendAddress(request.destinationHost))
    return try await world.ledger.read { tx throws(Refusal) in
      try Admission.judge(request, AdmissionFacts.gather(request, in: tx, destination: facts))
    }
  }

  private func judge(_ admitted: Admitted) async throws(Refusal) -> Judged {
    let plan = try world.plan(admitted)
    guard let driver = world.backends.driver(of: admitted.destinationHost) else {
      throw Refusal(
        .notFound, .backendNotFound, "no backend has the address \(admitted.destinationHost)")
    }
    try beginCheck()
    defer { running.withLock { $0.checks -= 1 } }
    let watch = CallWatch(
      name: "check the migration", limit: .whole(world.settings.driverDeadline))
    do throws(DriverError) {
      let report = try await world.watched(watch) { () async throws(DriverError) in
        try await driver.checkCompatibility(plan)
      }
      return Judged(admitted: admitted, plan: plan, report: report)
    } catch {
      throw Refusal(
        .failedPrecondition, error.reason,
        "\(admitted.destinationHost) could not check the migration: \(error.message)"
          + (error.recovery == .retry ? "; try again shortly" : ""),
        subject: .init(noun: "backend", id: admitted.destinationHost.rawValue))
    }
  }

  /// A check can take a driver long, and anybody may ask for one: only so many at a time.
  private func beginCheck() throws(Refusal) {
    let max = world.settings.checksMax
    let begins = running.withLock { running in
      guard running.checks < max else { return false }
      running.checks += 1
      return true
    }
    guard begins else {
      throw Refusal(
        .resourceExhausted, .overloaded,
        "\(max) migrations are being checked already; try again shortly")
    }
  }

  private func command(
    _ reference: MigrationReference, _ trigger: Trigger, _ actor: String?, _ call: RequestKey?,
    _ allowed: @escaping @Sendable (Migration, any LedgerReading) throws(Refusal) -> Void
  ) async throws(Refusal) -> Migration {
    let (ledger, now) = (world.ledger, world.clock.now)
    let (migration, event) = try await surely { () throws(Refusal) in
      try await ledger.write { tx throws(Refusal) -> (Migration, HistoryEvent?) in
        if let earlier = try call?.replay(Migration.self, in: tx) {
          return (earlier, nil)
        }
        let migration = try tx.migration(reference)
        guard case .go = TransitionTable.verdict(migration.taskState, trigger) else {
          throw migration.wrongState(for: trigger)
        }
        try allowed(migration, tx)
        guard
          let written = try advance(
            migration.id, trigger, by: actor, in: tx, at: now, fence: ledger.fence)
        else { throw migration.wrongState(for: trigger) }
        try call?.remember(written.migration, migration.id, in: tx, at: now)
        return (written.migration, written.event)
      }
    }
    if let event {
      world.published(migration, by: event)
      running.withLock { $0.runners[migration.id] }?.interrupt(before: migration.revision)
    }
    return migration
  }

  private func launch(_ migration: Migration, names: [Share]) {
    let names = Dictionary(uniqueKeysWithValues: names.map { ($0.id, $0.name) })
    world.board.show(migration, shareNames: names)
    world.published(migration)
    run(migration)
  }

  /// Whether a migration has a runner.
  func isAtWork(_ id: Identifier) -> Bool { running.withLock { $0.runners[id] != nil } }

  /// Has a migration's runner look again.
  func wake(_ id: Identifier) {
    running.withLock { $0.runners[id] }?.interrupt(before: 0)
  }

  func run(_ migration: Migration) {
    let id = migration.id
    let runner = Runner(id, world)
    let known: Runner? = running.withLock { running in
      if running.isStopping { return runner }
      if let known = running.runners[id] { return known }
      running.runners[id] = runner
      return nil
    }
    if let known { return known.interrupt(before: migration.revision) }
    runner.start { [weak self] in
      self?.running.withLock { $0.runners[id] = nil }
    }
  }
}

/// What a check found.
package struct CheckResult: Sendable {
  package let requested: MigrationOptions
  package let supported: Capabilities
  package let shareNetworkID: Identifier
  package let conflicts: [Conflict]
  package let estimate: Estimate

  package var compatible: Bool { conflicts.isEmpty }
}

extension Conflict {
  /// One conflict is said in the sentence; more are counted, and listed in the details.
  static func summary(_ conflicts: [Conflict]) -> String {
    conflicts.count == 1 ? ": \(conflicts[0].message)" : " for \(conflicts.count) reasons"
  }
}

private struct Judged: Sendable {
  let result: CheckResult

  init(admitted: Admitted, plan: MigrationPlan, report: CompatibilityReport) {
    result = CheckResult(
      requested: admitted.options, supported: report.capabilities,
      shareNetworkID: admitted.destinationNetworkID,
      conflicts: Compatibility.conflicts(of: report, for: plan)
        + admitted.conflicts(report.capabilities),
      estimate: report.estimate)
  }
}

extension LedgerReading {
  /// The one that began last, by the order of events: clocks prove nothing.
  private func newest(_ migrations: [Migration]) throws(Refusal) -> Migration? {
    var newest: (migration: Migration, position: Int64)?
    for migration in migrations {
      let position = try events(after: 0, of: migration.id, limit: 1).first?.position ?? 0
      if position > newest?.position ?? -1 { newest = (migration, position) }
    }
    return newest?.migration
  }

  /// The migration a caller names.
  func migration(_ reference: MigrationReference) throws(Refusal) -> Migration {
    switch reference {
    case .migration(let id):
      return try get(Migration.self, id)
    case .shareServer(let id):
      let either = Condition(
        any: [.sourceShareServerID, .destinationShareServerID], in: [id.rawValue])
      if let newest = try newest(try list(Migration.self, where: [either])) { return newest }
      _ = try get(ShareServer.self, id)
      throw Refusal(
        .notFound, .noMigration, "share server \(id) never was part of a migration",
        subject: .init(.shareServer, id))
    }
  }
}

extension MigrationStatus {
  static func read(_ migration: Migration, _ tx: any LedgerReading) throws(Refusal)
    -> MigrationStatus
  {
    var names: [Identifier: String] = [:]
    for id in migration.shareIDs { names[id] = try tx.find(Share.self, id)?.name }
    return MigrationStatus(migration: migration, shareNames: names)
  }
}
