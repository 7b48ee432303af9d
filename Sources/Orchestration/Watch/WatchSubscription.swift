import MigrationCore
import Synchronization

/// What a watcher is told, one at a time.
package enum WatchItem: Sendable {
  /// A migration as it was when the watch began.
  case snapshot(MigrationStatus)
  /// All snapshots were told; changes follow.
  case snapshotComplete(count: Int)
  /// A transition; each migration's are numbered without gaps.
  case transition(MigrationStatus, HistoryEvent)
  /// How far a migration has come; only the newest is told.
  case progress(MigrationStatus)
  case heartbeat(Timestamp)
}

/// One watch. Holds a position, the snapshot it has not told yet, and the ids of migrations with news of progress: what it
/// holds does not grow with what happens.
package final class WatchSubscription: Sendable {
  private struct State {
    var snapshot: [MigrationStatus]?
    var snapshotCount = 0
    var position: Int64
    var batch: [Transitioned] = []
    var progress: [Identifier: MigrationStatus] = [:]
    var lastTick: [Identifier: Timestamp] = [:]
    var isBeating = false
    /// A tick that came too soon may be due now.
    var mustLook = false
    var isEnded = false
    var isOver = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private unowned let hub: WatchHub
  let number: Int
  private let filter: WatchFilter
  private let interval: Duration
  private let state: Mutex<State>

  init(
    _ hub: WatchHub, _ number: Int, _ filter: WatchFilter, _ start: WatchStart, interval: Duration
  ) {
    self.hub = hub
    self.number = number
    self.filter = filter
    self.interval = interval
    var state = State(position: start.position)
    state.snapshot = start.snapshot.map { $0.reversed() }
    state.snapshotCount = start.snapshot?.count ?? 0
    state.isOver = start.isOver
    self.state = Mutex(state)
  }

  /// Comes back with everything told so far behind it.
  package var token: ResumeToken {
    let position = state.withLock { state in
      state.snapshot == nil ? state.position : ResumeToken.nowhere
    }
    return ResumeToken(ledger: hub.ledger.identity, position: position)
  }

  /// The next item; nil when the watch is over: its one migration has ended, or the service shuts down (`wasCutOff`).
  package func next() async throws(Refusal) -> WatchItem? {
    while true {
      if let item = ready() { return item }
      if state.withLock({ $0.isOver || $0.isEnded }) || Task.isCancelled { return nil }
      let position = state.withLock { $0.position }
      if hub.position > position {
        let batch = try await hub.next(after: position)
        take(batch)
        continue
      }
      await wait()
    }
  }

  /// Whether the watch was ended by the service rather than by its migration's end.
  package var wasCutOff: Bool { state.withLock { $0.isEnded && !$0.isOver } }

  /// The watcher is gone.
  package func cancel() {
    hub.forget(self)
    end()
  }

  // MARK: What the hub tells

  func wake() {
    let waiter = state.withLock { state in
      let waiter = state.waiter
      state.waiter = nil
      return waiter
    }
    waiter?.resume()
  }

  func progressed(_ status: MigrationStatus) {
    guard filter.passes(status.migration) else { return }
    state.withLock { $0.progress[status.migration.id] = status }
    wake()
  }

  func beat() {
    state.withLock { $0.isBeating = true }
    wake()
  }

  func end() {
    state.withLock { $0.isEnded = true }
    wake()
  }

  // MARK: Parts

  private func ready() -> WatchItem? {
    let now = hub.clock.now
    return state.withLock { state in
      if state.snapshot != nil { return Self.nextSnapshot(&state, filter) }
      if !state.batch.isEmpty { return Self.nextTransition(&state, filter) }
      // Nothing is told before the transitions the ledger has already.
      if hub.position > state.position { return nil }
      if let tick = nextTick(&state, now) { return tick }
      guard state.isBeating else { return nil }
      state.isBeating = false
      return .heartbeat(now)
    }
  }

  private static func nextSnapshot(_ state: inout State, _ filter: WatchFilter) -> WatchItem {
    if let status = state.snapshot?.popLast() {
      if filter.migrationID != nil && status.migration.taskState.isFinal { state.isOver = true }
      state.isBeating = false
      return .snapshot(status)
    }
    state.snapshot = nil
    return .snapshotComplete(count: state.snapshotCount)
  }

  private static func nextTransition(_ state: inout State, _ filter: WatchFilter) -> WatchItem {
    let next = state.batch.removeLast()
    let migration = next.status.migration
    state.position = next.event.position
    state.isBeating = false
    // Progress from before this transition would tell of a state that is gone.
    if let tick = state.progress[migration.id], tick.migration.revision < migration.revision {
      state.progress[migration.id] = nil
    }
    if migration.taskState.isFinal {
      state.progress[migration.id] = nil
      state.lastTick[migration.id] = nil
      if filter.migrationID != nil { state.isOver = true }
    }
    return .transition(next.status, next.event)
  }

  /// The newest progress of a migration whose transitions were all told, and not sooner than the watcher wants it.
  private func nextTick(_ state: inout State, _ now: Timestamp) -> WatchItem? {
    for (id, status) in state.progress {
      switch hub.turn(of: status, at: state.position) {
      case .now: break
      case .later: continue
      case .never:
        state.progress[id] = nil
        continue
      }
      if let last = state.lastTick[id], now.since(last) < interval { continue }
      state.progress[id] = nil
      state.lastTick[id] = now
      return .progress(status)
    }
    return nil
  }

  private func take(_ batch: TransitionBatch) {
    state.withLock { state in
      let news = batch.transitions.filter { transition in
        let from = transition.event.from.flatMap(TaskState.init(rawValue:))
        return filter.passes(transition.status.migration, from: from)
      }
      state.batch = news.reversed()
      // With nothing to tell on the way the position can go on at once; else the last transition takes it there.
      if news.isEmpty { state.position = max(state.position, batch.position) }
    }
  }

  private func wait() async {
    let wakeUp = untilNextTick()
    defer { wakeUp?.cancel() }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          let isReady =
            state.isEnded || state.isBeating || hub.position > state.position
            || (wakeUp == nil && !state.progress.isEmpty) || state.mustLook || Task.isCancelled
          state.mustLook = false
          if !isReady { state.waiter = continuation }
          return isReady
        }
        if isReady { continuation.resume() }
      }
    } onCancel: {
      wake()
    }
  }

  /// A task that wakes this watch when a tick that came too soon may be told.
  private func untilNextTick() -> Task<Void, Never>? {
    let isPending = state.withLock { !$0.progress.isEmpty }
    guard isPending else { return nil }
    return Task(executorPreference: hub.settings.executor) {
      [weak self, clock = hub.clock, interval] in
      do { try await clock.sleep(for: max(interval / 4, .milliseconds(10))) } catch { return }
      // The watch may not be waiting yet: it must find out without being woken.
      self?.state.withLock { $0.mustLook = true }
      self?.wake()
    }
  }
}
