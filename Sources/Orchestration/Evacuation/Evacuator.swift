import Logging
import MigrationCore
import Synchronization

/// The front door of evacuations: writes down what is wanted, and has a runner do it. Everything it answers is durable.
package final class Evacuator: Sendable {
  private struct State {
    /// As the ledger had them last, those of this life.
    var shown: [Identifier: Evacuation] = [:]
    var runners: [Identifier: EvacuationRunner] = [:]
    var watchers: [Int: (evacuation: Identifier, bell: Bell)] = [:]
    var lastWatcher = 0
    var isStopping = false
  }

  let orchestrator: Orchestrator
  private let state = Mutex(State())
  private let doubtful: DoubtfulWrites

  package init(orchestrator: Orchestrator) {
    self.orchestrator = orchestrator
    let world = orchestrator.world
    doubtful = DoubtfulWrites(clock: world.clock, executor: world.settings.executor)
  }

  var world: World { orchestrator.world }

  /// Takes up every evacuation an earlier life of the service left on its way. After the orchestrator's own recovery.
  package func recover() async throws(Refusal) {
    let open = Evacuation.State.allCases.filter { !$0.isAtRest }.map(\.rawValue)
    let found = try await world.ledger.read { tx throws(Refusal) in
      try tx.list(Evacuation.self, where: [Condition(.status, in: open)])
    }
    for evacuation in found { takeUp(evacuation) }
  }

  /// Ends every watch; the evacuations go on, and none begins to run.
  package func endWatches() {
    let watchers = state.withLock { state in
      state.isStopping = true
      return Array(state.watchers.values)
    }
    for watcher in watchers { watcher.bell.close() }
  }

  /// Stops the runners and the watches; no state changes, and the next life goes on from where they were. Before the
  /// orchestrator's own shutdown.
  package func shutdown() async {
    doubtful.close()
    let (runners, watchers) = state.withLock { state in
      state.isStopping = true
      return (Array(state.runners.values), Array(state.watchers.values))
    }
    for runner in runners { runner.stop() }
    for watcher in watchers { watcher.bell.close() }
    for runner in runners { await runner.ended() }
    // They hold the evacuator, and it holds them.
    state.withLock { $0.runners = [:] }
  }

  /// Makes a write whose loss may be false news: when the ledger fails, what it then really holds is taken up.
  func surely<Value: Sendable>(
    _ write: () async throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    try await doubtful.make(write) { () throws(Refusal) in try await self.recover() }
  }

  // MARK: What is known of them

  package func evacuation(_ id: Identifier) async throws(Refusal) -> Evacuation {
    if let known = state.withLock({ $0.shown[id] }), !known.state.isAtRest { return known }
    return try await world.ledger.read { tx throws(Refusal) in try tx.get(Evacuation.self, id) }
  }

  package func evacuations(where conditions: [Condition], page: Page?) async throws(Refusal)
    -> [Evacuation]
  {
    try await world.ledger.read { tx throws(Refusal) in
      try tx.list(Evacuation.self, where: conditions, page: page)
    }
  }

  package func status(_ id: Identifier) async throws(Refusal) -> EvacuationStatus {
    let evacuation = try await evacuation(id)
    var migrations: [Identifier: MigrationStatus] = [:]
    for item in evacuation.items where item.state == .migrating {
      guard let migration = item.migrationID else { continue }
      do throws(Refusal) {
        migrations[migration] = try await orchestrator.status(.migration(migration))
      } catch {
        if error.kind != .notFound { throw error }
      }
    }
    return EvacuationStatus(evacuation: evacuation, migrations: migrations)
  }

  /// Shows an evacuation as the ledger has it, closes or opens its backend, and tells watchers. What is older than what is
  /// shown changes nothing.
  func show(_ evacuation: Evacuation) {
    let watchers = state.withLock { state in
      if let known = state.shown[evacuation.id], known.revision >= evacuation.revision {
        return [] as [Bell]
      }
      state.shown[evacuation.id] = evacuation
      let isClosed = state.shown.values.contains {
        $0.host == evacuation.host && !$0.state.isAtRest
      }
      world.backends.setEvacuating(evacuation.host, isClosed)
      return state.watchers.values.filter { $0.evacuation == evacuation.id }.map(\.bell)
    }
    for watcher in watchers { watcher.ring() }
  }

  /// Shows it and has its runner look.
  func takeUp(_ evacuation: Evacuation) {
    show(evacuation)
    let new: EvacuationRunner? = state.withLock { state in
      if state.isStopping { return nil }
      if let known = state.runners[evacuation.id] {
        known.look()
        return nil
      }
      let runner = EvacuationRunner(evacuation, self)
      state.runners[evacuation.id] = runner
      return runner
    }
    new?.start()
  }

  /// A runner has nothing more to do; false when there is news for it.
  func mayEnd(_ runner: EvacuationRunner) -> Bool {
    state.withLock { state in
      if runner.hasNews { return false }
      state.runners[runner.id] = nil
      return true
    }
  }

  /// Tells a runner to give up what it thinks about.
  func interrupt(_ id: Identifier) {
    state.withLock { $0.runners[id] }?.interrupt()
  }

  // MARK: Watchers

  /// A watch of one evacuation, from as it is now.
  package func watch(_ id: Identifier) async throws(Refusal) -> EvacuationWatch {
    _ = try await evacuation(id)
    let bell = Bell()
    let number = state.withLock { state in
      state.lastWatcher += 1
      if state.isStopping { bell.close() }
      state.watchers[state.lastWatcher] = (id, bell)
      return state.lastWatcher
    }
    return EvacuationWatch(self, id, number, bell)
  }

  func forgetWatcher(_ number: Int) {
    state.withLock { $0.watchers[number] = nil }
  }

  var isStopping: Bool { state.withLock { $0.isStopping } }
}
