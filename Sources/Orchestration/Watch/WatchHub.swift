import Logging
import MigrationCore
import Synchronization

/// Tells watchers what happened, in the ledger's order and after it is durable. One task reads new events from the ledger,
/// whoever wrote them, and keeps the last ones; a watcher that is further behind reads for itself.
package final class WatchHub: Sendable {
  /// Transitions kept in memory for all watchers together.
  static let keptMax = 4096

  private struct State {
    var isOpen = false
    var isReading = false
    var mustRead = false
    /// The newest revision of each migration whose event has not been read yet.
    var unread: [Identifier: Int64] = [:]
    /// The newest revision that was read of each migration that has not ended.
    var newest: [Identifier: Int64] = [:]
    /// The last transitions, in order.
    var kept: [Transitioned] = []
    /// Everything up to here has been read.
    var position: Int64 = 0
    /// By their numbers.
    var watchers: [Int: WatchSubscription] = [:]
    var lastWatcher = 0
    var heartbeats: Task<Void, Never>?
  }

  let ledger: any Ledger
  let board: StatusBoard
  let clock: any WallClock
  let settings: Settings
  private let logger: Logger
  private let state = Mutex(State())

  init(
    ledger: any Ledger, board: StatusBoard, clock: any WallClock, settings: Settings,
    logger: Logger
  ) {
    self.ledger = ledger
    self.board = board
    self.clock = clock
    self.settings = settings
    self.logger = logger
  }

  /// A watch from now on, or from where `token` left off. A token of another ledger counts for nothing.
  ///
  /// - Parameter interval: the least time between two progress ticks of one migration.
  package func watch(
    _ filter: WatchFilter, from token: ResumeToken?, atMostEvery interval: Duration
  ) async throws(Refusal) -> WatchSubscription {
    let isKnown = token.map { $0.ledger == ledger.identity } ?? false
    let board = board
    let start = try await ledger.read { tx throws(Refusal) -> WatchStart in
      let last = try tx.lastPosition()
      if isKnown, let token, (0...last).contains(token.position) {
        var isOver = false
        if let id = filter.migrationID, try tx.get(Migration.self, id).taskState.isFinal {
          isOver = try tx.events(after: token.position, of: id, limit: 1).isEmpty
        }
        return WatchStart(snapshot: nil, position: token.position, isOver: isOver)
      }
      let all: [Migration]
      if let id = filter.migrationID {
        all = [try tx.get(Migration.self, id)]
      } else {
        all = try tx.list(Migration.self)
      }
      var statuses: [MigrationStatus] = []
      for migration in all where filter.passes(migration) {
        // Of a live one the newest progress is in memory.
        let shown = board.status(.migration(migration.id))
        if let shown, shown.migration.revision == migration.revision {
          statuses.append(shown)
        } else {
          statuses.append(try MigrationStatus.read(migration, tx))
        }
      }
      return WatchStart(snapshot: statuses, position: last, isOver: false)
    }
    let number = state.withLock { state in
      state.lastWatcher += 1
      return state.lastWatcher
    }
    let subscription = WatchSubscription(self, number, filter, start, interval: interval)
    let isOpen = state.withLock { state in
      state.watchers[number] = subscription
      return state.isOpen
    }
    if !isOpen { subscription.end() }
    return subscription
  }

  /// How many watches there are.
  package var watchers: Int { state.withLock { $0.watchers.count } }

  func forget(_ subscription: WatchSubscription) {
    state.withLock { $0.watchers[subscription.number] = nil }
  }

  // MARK: News

  /// Starts at the end of the ledger.
  func open() async throws(Refusal) {
    let last = try await ledger.read { tx throws(Refusal) in try tx.lastPosition() }
    let heartbeats = Task(executorPreference: settings.executor) {
      [weak self, clock, chance = settings.chance, interval = settings.watchHeartbeat] in
      while !Task.isCancelled {
        // A tenth of jitter, so that thousands of watchers do not beat as one with other services.
        let jitter = chance.number(in: 0.9...1.1)
        do { try await clock.sleep(for: interval * jitter) } catch { return }
        self?.forEachWatcher { $0.beat() }
      }
    }
    state.withLock { state in
      state.isOpen = true
      state.position = last
      state.heartbeats = heartbeats
    }
  }

  /// Ends every watch; each watcher has the token to come back with.
  func close() {
    let watchers = state.withLock { state in
      state.isOpen = false
      state.heartbeats?.cancel()
      return Array(state.watchers.values)
    }
    for watcher in watchers { watcher.end() }
  }

  /// The ledger has a new transition of `migration`.
  func ledgerChanged(_ migration: Migration) {
    let mustStart = state.withLock { state in
      state.mustRead = true
      if state.isOpen {
        state.unread[migration.id] = max(state.unread[migration.id] ?? 0, migration.revision)
      }
      guard !state.isReading, state.isOpen else { return false }
      state.isReading = true
      return true
    }
    if mustStart { Task(executorPreference: settings.executor) { await self.readOn() } }
  }

  func progressChanged(_ id: Identifier) {
    guard let status = board.status(.migration(id)), !status.migration.taskState.isFinal else {
      return
    }
    forEachWatcher { $0.progressed(status) }
  }

  private func forEachWatcher(_ body: (WatchSubscription) -> Void) {
    for watcher in state.withLock({ Array($0.watchers.values) }) { body(watcher) }
  }

  private func readOn() async {
    while true {
      let begun: (position: Int64, unread: [Identifier: Int64])? = state.withLock { state in
        guard state.mustRead else {
          state.isReading = false
          return nil
        }
        state.mustRead = false
        return (state.position, state.unread)
      }
      guard let begun else { return }
      do throws(Refusal) {
        take(try await transitions(after: begun.position), begun.unread)
      } catch {
        logger.warning("watchers wait for the ledger: \(error.message)")
        state.withLock { $0.mustRead = true }
        do { try await clock.sleep(for: .seconds(1)) } catch { return }
      }
    }
  }

  /// - Parameter unread: what was known to be unread when the read began: all of it is in a batch that is not full.
  private func take(_ batch: TransitionBatch, _ unread: [Identifier: Int64]) {
    let watchers = state.withLock { state in
      state.kept.append(contentsOf: batch.transitions)
      if state.kept.count > Self.keptMax {
        state.kept.removeFirst(state.kept.count - Self.keptMax)
      }
      state.position = max(state.position, batch.position)
      if batch.isFull { state.mustRead = true }
      for transition in batch.transitions {
        let hasEnded = transition.status.migration.taskState.isFinal
        state.newest[transition.event.subjectID] = hasEnded ? nil : transition.event.revision
      }
      for (id, revision) in unread where !batch.isFull && state.unread[id] == revision {
        state.unread[id] = nil
      }
      return Array(state.watchers.values)
    }
    // A transition that was done and reported as lost is first heard of here.
    for transition in batch.transitions where isShown(transition) {
      board.show(transition.status.migration)
    }
    for watcher in watchers { watcher.wake() }
  }

  // MARK: What a subscription asks

  /// Everything up to here can be had without waiting.
  var position: Int64 { state.withLock { $0.position } }

  /// Whether a watcher who was told everything up to `position` may be told this progress: later while a transition is
  /// to be told first, never when it is from before one that is known.
  func turn(of status: MigrationStatus, at position: Int64) -> Turn {
    let migration = status.migration
    return state.withLock { state in
      if migration.revision < state.newest[migration.id] ?? 0 { return .never }
      return state.position <= position && state.unread[migration.id] == nil ? .now : .later
    }
  }

  enum Turn { case now, later, never }

  /// Transitions after `position`, from memory if they are all still there.
  func next(after position: Int64) async throws(Refusal) -> TransitionBatch {
    let kept: TransitionBatch? = state.withLock { state in
      guard let first = state.kept.first, first.event.position <= position + 1 else { return nil }
      let start = state.kept.partitioningIndex { $0.event.position > position }
      let slice = state.kept[start...].prefix(256)
      let isFull = slice.count == 256
      return TransitionBatch(
        transitions: Array(slice),
        position: isFull ? slice.last?.event.position ?? position : state.position,
        isFull: isFull)
    }
    if let kept { return kept }
    let batch = try await transitions(after: position)
    // The watcher may hear of more than the hub has read: then the hub, the board and all progress follow.
    if batch.position > self.position {
      for transition in batch.transitions where isShown(transition) {
        ledgerChanged(transition.status.migration)
        board.show(transition.status.migration)
      }
    }
    return batch
  }

  private func isShown(_ transition: Transitioned) -> Bool {
    board.status(.migration(transition.event.subjectID)) != nil
  }

  private func transitions(after position: Int64) async throws(Refusal) -> TransitionBatch {
    try await ledger.read { tx throws(Refusal) in
      let limit = 256
      let events = try tx.events(after: position, of: nil, limit: limit)
      var statuses: [Identifier: MigrationStatus] = [:]
      var transitions: [Transitioned] = []
      // A change of controls is no transition: it is told as progress, with the migration as it is now.
      for event in events where event.noun == .migration && event.rule != nil {
        if statuses[event.subjectID] == nil {
          guard let row = try tx.find(Migration.self, event.subjectID) else { continue }
          statuses[event.subjectID] = try MigrationStatus.read(row, tx)
        }
        guard let status = statuses[event.subjectID] else { continue }
        transitions.append(Transitioned(event: event, status: status.at(event)))
      }
      return TransitionBatch(
        transitions: transitions, position: events.last?.position ?? position,
        isFull: events.count == limit)
    }
  }
}

/// A transition and the migration as it was right after.
final class Transitioned: Sendable {
  let event: HistoryEvent
  let status: MigrationStatus

  init(event: HistoryEvent, status: MigrationStatus) {
    self.event = event
    self.status = status
  }
}

/// Transitions in order, and up to where they are all there are.
struct TransitionBatch: Sendable {
  let transitions: [Transitioned]
  let position: Int64
  let isFull: Bool
}

struct WatchStart: Sendable {
  /// Nil when the watcher knows it already.
  let snapshot: [MigrationStatus]?
  let position: Int64
  /// There is nothing to tell: the one migration has ended and the watcher knows.
  let isOver: Bool
}

extension Array {
  /// The first index whose element `belongs` to the second part; the array is partitioned by it.
  fileprivate func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
