import Logging
import MigrationCore
import Synchronization

/// Owns one evacuation that is on its way: reads what is known, asks the rules what is next, does it, and begins again. It
/// keeps nothing that the ledger does not have, so a restart goes on where it was.
final class EvacuationRunner: Sendable {
  private struct Control {
    var life: Task<Void, Never>?
    /// The plan that is being made.
    var planning: Task<EvacuationSurvey?, Never>?
    /// The starts that are being made, by their servers.
    var starts: [Identifier: Task<Void, Never>] = [:]
    var hasNews = false
    var isStopped = false
  }

  let id: Identifier
  private let host: BackendAddress
  let evacuator: Evacuator
  private let control = Mutex(Control())
  private let bell = Bell()

  init(_ evacuation: Evacuation, _ evacuator: Evacuator) {
    id = evacuation.id
    host = evacuation.host
    self.evacuator = evacuator
  }

  var world: World { evacuator.world }

  func start() {
    let life = Task(executorPreference: world.settings.executor) {
      let listener = Task(executorPreference: self.world.settings.executor) {
        await self.listen()
      }
      await self.live()
      listener.cancel()
    }
    control.withLock { $0.life = life }
  }

  /// Something may have changed.
  func look() {
    control.withLock { $0.hasNews = true }
    bell.ring()
  }

  var hasNews: Bool { control.withLock { $0.hasNews } }

  /// What is being planned is not wanted any more.
  func interrupt() {
    control.withLock { $0.planning }?.cancel()
  }

  /// Ends the runner without a change of state.
  func stop() {
    let control = control.withLock { control in
      control.isStopped = true
      return control
    }
    control.planning?.cancel()
    for start in control.starts.values { start.cancel() }
    control.life?.cancel()
    bell.close()
  }

  func ended() async {
    let (life, starts) = control.withLock { ($0.life, $0.starts.values) }
    await life?.value
    for start in starts { await start.value }
  }

  var isStopped: Bool { control.withLock { $0.isStopped } }

  // MARK: Its life

  private func live() async {
    while !isStopped {
      control.withLock { $0.hasNews = false }
      do throws(Refusal) {
        guard let (evacuation, migrations) = try await read() else { return }
        evacuator.show(evacuation)
        for item in evacuation.items where item.state == .starting { begin(item) }
        switch evacuation.next(migrations) {
        case .rest: if evacuator.mayEnd(self) { return }
        case .plan: try await plan(evacuation)
        case .start(let servers): try await writeStarts(of: servers)
        case .cancel(let migrations): try await cancel(migrations)
        case .stopped: try await writeStopped()
        case .wait: _ = await bell.wait()
        }
      } catch {
        guard !isStopped else { return }
        world.logger.warning("evacuation \(id) waits: \(error.message)")
        guard await world.pause(.seconds(1)) else { return }
      }
    }
  }

  /// The evacuation with what its migrations have come to, written down; nil when a later life owns it.
  private func read() async throws(Refusal) -> (Evacuation, [Identifier: Migration])? {
    let id = id
    let (known, migrations) = try await world.ledger.read { tx throws(Refusal) in
      let evacuation = try tx.get(Evacuation.self, id)
      return (evacuation, try evacuation.migrations(tx))
    }
    guard known.fence <= world.ledger.fence else { return nil }
    var heard = known
    guard heard.hear(migrations) else { return (known, migrations) }
    let written = try await change { evacuation, tx throws(Refusal) in
      _ = evacuation.hear(try evacuation.migrations(tx))
    }
    return written.map { ($0, migrations) }
  }

  /// Changes the evacuation in one transaction, unless a later life owns it: then nil.
  func change(
    _ body: @escaping @Sendable (inout Evacuation, any LedgerReading) throws(Refusal) -> Void
  ) async throws(Refusal) -> Evacuation? {
    let (id, ledger, now) = (id, world.ledger, world.clock.now)
    let written = try await ledger.write { tx throws(Refusal) -> Evacuation? in
      let before = try tx.get(Evacuation.self, id)
      guard before.fence <= ledger.fence else { return nil }
      var evacuation = before
      try body(&evacuation, tx)
      guard evacuation != before else { return before }
      evacuation.fence = ledger.fence
      evacuation.revision += 1
      evacuation.updatedAt = now
      try tx.update(evacuation)
      return evacuation
    }
    if let written { evacuator.show(written) }
    return written
  }

  /// Every transition of a migration from or to the backend is a reason to look.
  private func listen() async {
    while !Task.isCancelled {
      do throws(Refusal) {
        let watch = try await world.hub.watch(
          WatchFilter(host: host), from: nil, atMostEvery: .seconds(3600))
        defer { watch.cancel() }
        while let item = try await watch.next() {
          switch item {
          case .snapshotComplete, .transition: look()
          case .reset, .snapshot, .updated, .progress, .heartbeat: break
          }
        }
      } catch {
        world.logger.warning("evacuation \(id) hears nothing: \(error.message)")
      }
      guard await world.pause(.seconds(1)) else { return }
    }
  }

  // MARK: Its steps

  private func plan(_ evacuation: Evacuation) async throws(Refusal) {
    let (world, id, orchestrator) = (world, id, evacuator.orchestrator)
    let planning = Task(executorPreference: world.settings.executor) { () -> EvacuationSurvey? in
      do throws(Refusal) {
        return try await orchestrator.survey(evacuation.host, evacuation.options, of: id) {
          evacuation.reconsiders($0)
        }
      } catch {
        if !Task.isCancelled {
          world.logger.warning("evacuation \(id) cannot be planned: \(error.message)")
        }
        return nil
      }
    }
    let isStopped = control.withLock { control in
      control.planning = planning
      return control.isStopped
    }
    if isStopped { planning.cancel() }
    let survey = await planning.value
    control.withLock { $0.planning = nil }
    guard let survey else {
      if !planning.isCancelled { _ = await world.pause(.seconds(1)) }
      return
    }
    let now = world.clock.now
    let planned = try await change { evacuation, _ throws(Refusal) in
      guard evacuation.state == .running else { return }
      evacuation.take(survey.servers, present: survey.present, at: now)
    }
    if let planned {
      world.logger.info(
        "evacuation \(id): \(planned.message)", metadata: ["backend": "\(planned.host)"])
    }
  }

  /// The intent, before anything is started.
  private func writeStarts(of servers: [Identifier]) async throws(Refusal) {
    let chance = world.settings.chance
    let ids = servers.map { ($0, chance.identifier()) }
    _ = try await change { evacuation, _ throws(Refusal) in
      guard evacuation.state == .running else { return }
      for (server, start) in ids {
        evacuation.change(server, in: .planned) { $0.begin(start) }
      }
    }
  }

  private func begin(_ item: EvacuationItem) {
    guard let start = item.startID else { preconditionFailure("a start without its request id") }
    control.withLock { control in
      guard control.starts[item.serverID] == nil, !control.isStopped else { return }
      control.starts[item.serverID] = Task(executorPreference: world.settings.executor) {
        await EvacuationStart(self, item.serverID, start).perform()
        self.control.withLock { $0.starts[item.serverID] = nil }
        self.look()
      }
    }
  }

  private func cancel(_ migrations: [Identifier]) async throws(Refusal) {
    let id = id
    for migration in migrations {
      do throws(Refusal) {
        _ = try await evacuator.orchestrator.callOff(
          .migration(migration), by: "evacuation \(id)", as: nil
        ) { tx throws(Refusal) in try tx.get(Evacuation.self, id).requireCallingOff() }
      } catch {
        // It has just left its first phase, its record is gone, or the evacuation goes on: the next look tells, after a moment.
        if error.kind != .failedPrecondition && error.kind != .notFound { throw error }
        _ = await world.pause(.milliseconds(100))
      }
    }
  }

  private func writeStopped() async throws(Refusal) {
    let now = world.clock.now
    _ = try await change { evacuation, _ throws(Refusal) in
      guard evacuation.state == .stopping else { return }
      evacuation.state = .stopped
      evacuation.endedAt = now
      let left = evacuation.items.count { !$0.state.hasLeft }
      evacuation.message = "stopped; \(left) share servers are left"
    }
  }
}

extension Evacuation {
  /// The migrations of its items that are on their way as far as it knows.
  func migrations(_ tx: any LedgerReading) throws(Refusal) -> [Identifier: Migration] {
    var found: [Identifier: Migration] = [:]
    for item in items where item.state == .migrating {
      guard let id = item.migrationID else { continue }
      found[id] = try tx.find(Migration.self, id)
    }
    return found
  }

  /// Changes the item of a server, if it is still in `state`.
  mutating func change(
    _ server: Identifier, in state: EvacuationItem.State,
    _ body: (inout EvacuationItem) -> Void
  ) {
    guard let index = items.firstIndex(where: { $0.serverID == server && $0.state == state })
    else { return }
    body(&items[index])
  }
}
