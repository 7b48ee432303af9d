import Logging
import MigrationCore
import Synchronization

/// Tells watchers what happened, in the ledger's order and after it is durable. One task reads new events from the ledger,
/// whoever wrote them, and keeps the last ones; a watcher that is further behind reads for itself.
package final class WatchHub: Sendable {
  /// Watchers that get their sign of life at once; the next ones get it a moment later, so that no event waits for all.
  private static let beatsAtOnce = 256
  /// Watches that are woken with one hand-over to each loop.
  private static let rousedAtOnce = 256

  private struct State {
    var isOpen = false
    var isReading = false
    var mustRead = false
    /// Not all that is to be read was handed over.
    var mustAsk = false
    var handed = HandedNews()
    /// The newest revision of each migration whose event has not been read yet.
    var unread: [Identifier: Int64] = [:]
    /// The newest revision that was read of each migration that has not ended.
    var newest: [Identifier: Int64] = [:]
    /// The last transitions, in order: all after `keptAfter`.
    var kept: [Transitioned] = []
    var keptAfter: Int64 = 0
    /// As the hub's `position`.
    var position: Int64 = 0
    var watches = WatchIndex()
    /// Watches that have heard of more than the hub has read, and wait for it to follow.
    var ahead: [Int: WatchSubscription] = [:]
    var lastWatch = 0
    var heartbeats: Task<Void, Never>?
    var alarms = WatchAlarms()
    var pace: ProgressPace

    init(_ settings: Settings) {
      pace = ProgressPace(settings.progressPace)
    }

    /// There is something to read, handed over or in the ledger. Answers whether a reader has to be started.
    mutating func mustStartReader(toAsk: Bool = true) -> Bool {
      mustRead = true
      if toAsk { mustAsk = true }
      guard !isReading, isOpen else { return false }
      isReading = true
      return true
    }
  }

  let ledger: any Ledger
  let board: StatusBoard
  let clock: any WallClock
  let settings: Settings
  private let reading: WatchReading
  private let logger: Logger
  private let state: Mutex<State>
  private let announced = Atomic<Int64>(0)

  init(
    ledger: any Ledger, board: StatusBoard, clock: any WallClock, settings: Settings,
    logger: Logger
  ) {
    self.ledger = ledger
    self.board = board
    self.clock = clock
    self.settings = settings
    self.logger = logger
    reading = WatchReading(ledger: ledger, board: board)
    state = Mutex(State(settings))
  }

  /// A watch from now on, or from where `token` left off. A token that is of no use is answered with a reset.
  ///
  /// - Parameters:
  ///   - interval: the least time between two progress ticks of one migration.
  ///   - deadline: when the watch ends, if it does not end before.
  package func watch(
    _ filter: WatchFilter, from token: ResumeToken?, atMostEvery interval: Duration,
    until deadline: Timestamp? = nil
  ) async throws(Refusal) -> WatchSubscription {
    let start = try await reading.start(filter, from: token)
    follow(start.page.statuses)
    let (watch, isOpen) = state.withLock { state in
      state.lastWatch += 1
      let watch = WatchSubscription(
        self, state.lastWatch, state.watches.circle(filter), start, interval: interval,
        deadline: deadline)
      state.watches.add(watch)
      watch.joins(at: state.position)
      return (watch, state.isOpen)
    }
    if !isOpen { watch.end() }
    return watch
  }

  /// How many watches there are.
  package var watchers: Int { state.withLock { $0.watches.count } }

  func forget(_ watch: WatchSubscription) {
    state.withLock { state in
      state.watches.remove(watch)
      state.ahead[watch.number] = nil
    }
  }

  // MARK: News

  /// Starts at the end of the ledger.
  func open() async throws(Refusal) {
    let last = try await ledger.read { tx throws(Refusal) in
      max(try tx.lastPosition(), try tx.floorPosition())
    }
    let heartbeats = spawn { [weak self, clock, chance = settings.chance, settings] in
      while !Task.isCancelled {
        // A tenth of jitter, so that thousands of watchers do not beat as one with other services.
        let jitter = chance.number(in: 0.9...1.1)
        do { try await clock.sleep(for: settings.watchHeartbeat * jitter) } catch { return }
        await self?.beat()
      }
    }
    state.withLock { state in
      state.isOpen = true
      state.position = last
      announced.store(last, ordering: .releasing)
      state.keptAfter = last
      state.heartbeats = heartbeats
    }
  }

  /// Ends every watch; each watcher has the token to come back with.
  func close() {
    let watches = state.withLock { state in
      state.isOpen = false
      state.heartbeats?.cancel()
      state.alarms.task?.cancel()
      return state.watches.all
    }
    for watch in watches { watch.end() }
    rouse(watches)
  }

  /// The ledger has a new event of `migration`.
  ///
  /// - Parameter transition: that event, if it is at hand as the ledger has it.
  func ledgerChanged(_ migration: Migration, by transition: HistoryEvent? = nil) {
    var handed: Transitioned?
    if let transition, let shown = board.status(.migration(migration.id)) {
      handed = Transitioned(
        event: transition,
        status: MigrationStatus(migration: migration, shareNames: shown.shareNames),
        ledger: ledger.identity)
    }
    let mustStart = state.withLock { state in
      if state.isOpen, migration.revision > state.newest[migration.id] ?? 0 {
        state.unread[migration.id] = max(state.unread[migration.id] ?? 0, migration.revision)
      }
      if let handed { state.handed.add(handed) }
      return state.mustStartReader(toAsk: handed == nil)
    }
    if mustStart { spawn { await self.readOn() } }
  }

  /// A driver reported. Many reports in a short time are told as one.
  func progressChanged(_ id: Identifier) {
    switch state.withLock({ $0.pace.reported(id, at: clock.now) }) {
    case .now:
      tellProgress(of: id)
    case .after(let delay):
      spawn { [clock] in
        do { try await clock.sleep(for: delay) } catch { return }
        self.state.withLock { $0.pace.took(id, at: clock.now) }
        self.tellProgress(of: id)
      }
    case .joined:
      break
    }
  }

  private func tellProgress(of id: Identifier) {
    guard let status = board.status(.migration(id)), !status.migration.taskState.isFinal else {
      return
    }
    let tick = Tick(progress: status)
    var watches: [WatchSubscription] = []
    state.withLock { state in
      state.watches.forEachCircle(interestedIn: status.migration) { circle in
        circle.forEach { watches.append($0) }
      }
    }
    rouse(watches.filter { $0.progressed(id, status, tick) })
  }

  private func beat() async {
    var rest = state.withLock { $0.watches.all }[...]
    while !rest.isEmpty {
      let tick = Tick(heartbeat: clock.now)
      let some = rest.prefix(Self.beatsAtOnce)
      for watch in some { watch.beat(tick) }
      rouse(Array(some))
      rest = rest.dropFirst(Self.beatsAtOnce)
      if rest.isEmpty { return }
      do { try await clock.sleep(for: .milliseconds(20)) } catch { return }
    }
  }

  private func readOn() async {
    while true {
      guard let begun = beginReading() else { return }
      do throws(Refusal) {
        let batch =
          if let handed = begun.handed {
            TransitionBatch(handed: handed, after: begun.position)
          } else {
            try await reading.transitions(after: begun.position)
          }
        take(batch, begun.unread)
      } catch {
        logger.warning("watchers wait for the ledger: \(error.message)")
        state.withLock { state in (state.mustRead, state.mustAsk) = (true, true) }
        do { try await clock.sleep(for: .seconds(1)) } catch { return }
      }
    }
  }

  /// What a look at the news begins with.
  private struct Reading {
    let position: Int64
    let unread: [Identifier: Int64]
    /// All that is new; nil when the ledger has to be asked.
    let handed: [Transitioned]?
  }

  /// Nil when there is nothing to read any more: the reader ends.
  private func beginReading() -> Reading? {
    state.withLock { state in
      guard state.mustRead else {
        state.isReading = false
        return nil
      }
      let handed = state.handed.take(after: state.position)
      defer { (state.mustRead, state.mustAsk) = (false, false) }
      return Reading(
        position: state.position, unread: state.unread, handed: state.mustAsk ? nil : handed)
    }
  }

  /// - Parameter unread: what was known to be unread when the read began: all of it is in a batch that is not full.
  private func take(_ batch: TransitionBatch, _ unread: [Identifier: Int64]) {
    var woken: [WatchSubscription] = []
    var circles: [WatchCircle] = []
    state.withLock { state in
      if batch.floor > state.position {
        // Retention has removed what was never read, for want of a ledger that answers: all who were to hear it begin anew.
        state.kept = []
        state.keptAfter = batch.floor
        for circle in state.watches.circles { circle.lose(upTo: batch.floor) }
        woken = state.watches.all
      }
      state.kept.append(contentsOf: batch.transitions)
      if state.kept.count > settings.transitionsKept {
        let surplus = state.kept.count - settings.transitionsKept
        state.keptAfter = state.kept[surplus - 1].event.position
        state.kept.removeFirst(surplus)
      }
      if batch.isFull { (state.mustRead, state.mustAsk) = (true, true) }
      for transition in batch.transitions {
        if transition.event.revision > 0 {
          state.newest[transition.event.subjectID] = transition.event.revision
        }
        state.watches.forEachCircle(interestedIn: transition.status.migration) { circle in
          let verdict = circle.verdict(on: transition)
          if verdict.isInteresting {
            circle.add(.init(position: transition.event.position, verdict: verdict))
            if !circles.contains(where: { $0 === circle }) { circles.append(circle) }
          } else {
            circle.forEach { if $0.passesOver(transition) { woken.append($0) } }
          }
        }
      }
      for circle in circles { circle.forEachAlone { woken.append($0) } }
      for (id, revision) in unread where !batch.isFull && state.unread[id] == revision {
        state.unread[id] = nil
      }
      state.position = max(state.position, batch.position)
      woken += state.ahead.values
      state.ahead = [:]
      announced.store(state.position, ordering: .releasing)
    }
    for circle in circles { for round in circle.rounds { round.ring() } }
    // A transition that was done and reported as lost is first heard of here.
    for transition in batch.transitions where isShown(transition) {
      board.show(transition.status.migration)
    }
    // The board takes no progress of what it shows as ended: only now nothing has to be compared any more.
    state.withLock { state in
      for transition in batch.transitions where transition.isEnd {
        state.newest[transition.event.subjectID] = nil
        state.pace.forget(transition.event.subjectID)
      }
    }
    rouse(woken)
  }

  /// Wakes many, some at once, so that the first tell their news while the next are looked for.
  private func rouse(_ watches: [WatchSubscription]) {
    var rest = watches[...]
    while !rest.isEmpty {
      let some = rest.prefix(Self.rousedAtOnce)
      // What thousands of watches hold has left the processor's caches: it is fetched while others are looked at.
      for watch in some { watch.isAboutToBeAsked() }
      for watch in some { watch.isAboutToBeRoused() }
      let listeners = some.compactMap { $0.rouse() }
      if let first = listeners.first { type(of: first).rung(listeners) }
      rest = rest.dropFirst(Self.rousedAtOnce)
    }
  }

  private func isShown(_ transition: Transitioned) -> Bool {
    board.status(.migration(transition.event.subjectID)) != nil
  }

  // MARK: What a subscription asks

  /// Everything up to here has been read, and announced to whom it concerns. Asked for with each message of each watch, so it
  /// takes no lock.
  var position: Int64 { announced.load(ordering: .acquiring) }

  /// Whether a watcher who was told everything that is known may be told this progress: later while a transition is to be
  /// told first, never when it is from before one that is known. One who has heard of more than the hub has read waits for
  /// the hub: what it has heard may be what the progress is from before of.
  ///
  /// - Parameter position: where the watcher has come to.
  func turn(of id: Identifier, _ tick: Tick, for watch: WatchSubscription, at position: Int64)
    -> Turn
  {
    let (turn, mustStart) = state.withLock { state -> (Turn, Bool) in
      if state.position < position {
        // One that was forgotten while it looked is not to be held.
        if state.watches[watch.number] != nil { state.ahead[watch.number] = watch }
        return (.later, state.mustStartReader())
      }
      if tick.revision < state.newest[id] ?? 0 { return (.never, false) }
      return (state.unread[id] == nil ? .now : .later, false)
    }
    if mustStart { spawn { await self.readOn() } }
    return turn
  }

  enum Turn { case now, later, never }

  /// Whether there may still be progress of a migration.
  func isLive(_ id: Identifier) -> Bool {
    board.status(.migration(id)).map { !$0.migration.taskState.isFinal } ?? false
  }

  /// What a circle was told after a position, with the events themselves. Some are missing up to the second answer.
  func heard(after position: Int64, in circle: WatchCircle) -> WatchHeard {
    state.withLock { state in
      let tidings = circle.tidings(after: position)
      var heard = WatchHeard(
        news: [], after: position, lostUpTo: tidings.lostUpTo, newest: tidings.newest)
      for mark in tidings.marks {
        if mark.position <= state.keptAfter {
          heard.lostUpTo = mark.position
        } else {
          heard.news.append((state.kept[at: mark.position], mark.verdict))
        }
      }
      return heard
    }
  }

  /// What somebody is told next who has been told everything up to a position: of a circle the same for all at that position.
  package func next(after position: Int64, in circle: WatchCircle) -> WatchFollowing {
    guard circle.latest > position else { return .nothing }
    let heard = heard(after: position, in: circle)
    guard heard.lostUpTo <= position, let (news, verdict) = heard.news.first, !verdict.ends else {
      return .unknown
    }
    return .message(news.message, at: news.event.position, more: heard.news.count > 1)
  }

  /// What `watch` has not read yet was removed from the ledger.
  func beginAnew(_ watch: WatchSubscription) async throws(Refusal) {
    let start = try await reading.start(watch.filter, from: nil)
    follow(start.page.statuses)
    state.withLock { state in watch.joins(anew: start, at: state.position) }
  }

  func page(_ filter: WatchFilter, at position: Int64, after last: Page.Cursor?)
    async throws(Refusal) -> SnapshotPage
  {
    let page = try await reading.page(filter, at: position, after: last)
    follow(page.statuses)
    return page
  }

  /// Events from a position on, from memory if they are all still there.
  func news(from first: Int64) async throws(Refusal) -> WatchNews {
    let kept: TransitionBatch? = state.withLock { state in
      guard state.keptAfter < first else { return nil }
      let start = state.kept.partitioningIndex { $0.event.position >= first }
      let slice = state.kept[start...].prefix(WatchReading.batch)
      let isFull = slice.endIndex < state.kept.endIndex
      return TransitionBatch(
        transitions: Array(slice),
        position: isFull ? slice.last?.event.position ?? first : state.position,
        isFull: isFull, floor: state.keptAfter)
    }
    if let kept { return .batch(kept) }
    let news = try await reading.news(from: first)
    if case .batch(let batch) = news, batch.position > position {
      follow(batch.transitions.map(\.status))
    }
    return news
  }

  /// A watcher is about to be told of what the hub may not have read yet: the hub, the board and all progress follow, so that
  /// nobody who asks after it is told of an earlier state.
  private func follow(_ statuses: [MigrationStatus]) {
    for migration in statuses.map(\.migration) {
      guard let shown = board.status(.migration(migration.id)),
        shown.migration.revision < migration.revision
      else { continue }
      ledgerChanged(migration)
      board.show(migration)
    }
  }

  // MARK: Tasks and alarms

  /// Every task of watches begins here.
  @discardableResult
  private func spawn(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    Task(executorPreference: settings.executor) { await body() }
  }

  /// Wakes the watch at a moment, or a little later.
  func alarm(_ watch: WatchSubscription, at moment: Timestamp) {
    state.withLock { state in
      guard state.alarms.add(watch.number, at: moment), state.isOpen else { return }
      state.alarms.task?.cancel()
      state.alarms.task = spawn { [weak self] in await self?.ring() }
    }
  }

  private func ring() async {
    while true {
      let moment = state.withLock { state in
        if state.alarms.next == nil { state.alarms.task = nil }
        return state.alarms.next
      }
      guard let moment else { return }
      let now = clock.now
      if moment > now {
        do { try await clock.sleep(for: moment.since(now)) } catch { return }
      }
      let due = state.withLock { state in
        state.alarms.take(upTo: clock.now).compactMap { state.watches[$0] }
      }
      for watch in due { watch.alarmed() }
      rouse(due)
    }
  }
}

/// What happened to the watches of a circle.
struct WatchHeard {
  var news: [WatchBatch.Entry]
  let after: Int64
  /// Up to here there may have been more.
  var lostUpTo: Int64
  /// Up to here this is all.
  let newest: Int64
}

/// What follows on a position.
package enum WatchFollowing {
  /// With `more` there is something after it.
  case message(WatchMessage, at: Int64, more: Bool)
  case nothing
  /// Each watch has to look for itself.
  case unknown
}

extension [Transitioned] {
  /// The one at a position, which is there.
  fileprivate subscript(at position: Int64) -> Transitioned {
    self[partitioningIndex { $0.event.position >= position }]
  }
}

extension Array {
  /// The first index whose element `belongs` to the second part; the array is partitioned by it.
  func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
