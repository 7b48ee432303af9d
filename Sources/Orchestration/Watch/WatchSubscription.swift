import CLinux
import MigrationCore
import Synchronization

/// One watch. Holds a position, a page of the snapshot it has not told yet, some transitions read back from the ledger, and
/// the newest progress of live migrations: what it holds does not grow with what happens.
package final class WatchSubscription: Sendable {
  private struct State {
    /// Everything up to here was told or is of no interest.
    var position: Int64
    /// Everything up to here was told, is in `batch` or is of no interest.
    var reach: Int64 = 0
    /// What the circle was told up to here has been heard of.
    var heard: Int64 = 0
    /// The places of the last message that was told, and of the one before.
    var told: (last: WatchPlace, before: WatchPlace) = (.nowhere, .nowhere)
    var reset: WatchReset?
    var isEnded = false
    var isOver: Bool
    /// Nil when all of it was told.
    var snapshot: Snapshot?
    var batch = WatchBatch()
    /// The first event of interest that was announced since this watch read last; after every other if there is none.
    var firstNews = Int64.max
    /// The last event of interest that was announced.
    var lastNews: Int64 = 0
    var progress: [Identifier: Tick] = [:]
    var lastTick: [Identifier: Timestamp] = [:]
    var beat: Tick?
    /// When the watch is woken; the end of time if it is not.
    var alarm = Timestamp.never
    var waiter: CheckedContinuation<Void, Never>?
    /// Hears when there may be something, without being waited for.
    var listener: (any WatchListener)?

    /// Whether another look may find something, although nobody has woken the watch.
    var mayHaveMore: Bool {
      !batch.isEmpty || lastNews > max(position, reach) || !progress.isEmpty || snapshot != nil
        || reset != nil || beat != nil || isOver || isEnded
    }

    /// Whether all that is to be told next are the events of the circle after some position.
    var isInStep: Bool {
      batch.isEmpty && lastNews <= max(position, reach) && snapshot == nil && reset == nil
        && !isOver && !isEnded
    }
  }

  /// An object, because a watch has it for the first moments only. Touched in the watch's lock only.
  private final class Snapshot {
    var place: ResumeToken.SnapshotPlace
    /// The next one is the last element.
    var page: [MigrationStatus]
    var lastRead: Page.Cursor?
    var isWhole: Bool

    init(_ page: SnapshotPage, at place: ResumeToken.SnapshotPlace) {
      self.place = place
      self.page = page.statuses.reversed()
      lastRead = page.last
      isWhole = page.isWhole
    }
  }

  private enum Step {
    case tell(WatchMessage, more: Bool)
    case read(WatchRead)
    /// The circle was told of something after this position.
    case hear(after: Int64)
    /// Ticks that may be told if the hub gives them their turn.
    case weigh([Identifier: Tick], at: Int64)
    case wait(until: Timestamp?)
    case end
  }

  package let hub: WatchHub
  let number: Int
  package let circle: WatchCircle
  var filter: WatchFilter { circle.filter }
  private let interval: Duration
  /// When a wait for one change is given up.
  private let deadline: Timestamp?
  private let state: Mutex<State>
  /// Something came since the watch began to look.
  private let isWoken = Atomic(false)

  init(
    _ hub: WatchHub, _ number: Int, _ circle: WatchCircle, _ start: WatchStart,
    interval: Duration, deadline: Timestamp?
  ) {
    self.hub = hub
    self.number = number
    self.circle = circle
    self.interval = interval
    self.deadline = deadline
    state = Mutex(Self.begin(start))
  }

  private static func begin(_ start: WatchStart) -> State {
    var state = State(position: start.position, reset: start.reset, isOver: start.isOver)
    if let place = start.place { state.snapshot = Snapshot(start.page, at: place) }
    return state
  }

  /// Comes back with everything told so far behind it.
  package var token: ResumeToken {
    let ledger = hub.ledger.identity
    return state.withLock { state in
      state.told.last.token(ledger)
        ?? ResumeToken(ledger: ledger, position: state.position, snapshot: state.snapshot?.place)
    }
  }

  /// The next item, as `nextMessage`.
  package func next() async throws(Refusal) -> WatchItem? { try await nextMessage()?.item }

  /// The tokens of the last message that was told, and of the last before it, which has left; nil when there is none.
  package var told: (last: ResumeToken?, before: ResumeToken?) {
    let told = state.withLock { $0.told }
    return (told.last.token(hub.ledger.identity), told.before.token(hub.ledger.identity))
  }

  /// The next message; nil when the watch is over: its one migration has ended, or the service shuts down (`wasCutOff`).
  package func nextMessage() async throws(Refusal) -> WatchMessage? {
    while true {
      switch poll() {
      case .message(let message, _): return message
      case .end: return nil
      case .unread(let part): try await read(part)
      case .nothing: await wait()
      }
    }
  }

  /// From now on `listener` hears when `poll` may have something again; on any thread, and once until the next poll.
  package func listen(_ listener: any WatchListener) {
    state.withLock { $0.listener = listener }
  }

  /// A round of the circle reaches the watch from now on, and not the hub. A poll has to follow.
  package func isReachedByRound() { circle.isReachedByRound(number) }

  /// Up to where everything was told, if what is to be told next are the events of the circle after it.
  package var step: Int64? {
    state.withLock { $0.isInStep ? max($0.position, $0.reach) : nil }
  }

  /// Somebody else has told the events of the circle up to a position; `before` is where the watch was before the last of them.
  package func wasTold(upTo position: Int64, before: Int64) {
    state.withLock { state in
      state.position = max(state.position, position)
      state.told = (.at(position), .at(before))
    }
  }

  /// `poll` follows in a moment: has the processor fetch what it touches.
  package func isAboutToBeAsked() {
    galleon_prefetch(Unmanaged.passUnretained(self).toOpaque(), Self.fetchedBytes)
  }

  /// What a watch takes of memory.
  private static let fetchedBytes = 256

  /// What there is to tell at this moment. One caller at a time; does not block.
  package func poll() -> WatchSupply {
    /// Ticks that have to wait for a transition.
    var held: Set<Identifier> = []
    while true {
      // In this order: who wakes the watch from here on has news that this look may miss, and what the hub has up to its
      // position it has announced before. A tick that has to wait was weighed by an earlier look.
      if held.isEmpty { isWoken.store(false, ordering: .sequentiallyConsistent) }
      let known = hub.position
      let now = hub.clock.now
      switch state.withLock({ step(&$0, known, now, held) }) {
      case .tell(let message, let more):
        return .message(message, more: more)
      case .end:
        return .end
      case .read(let part):
        return .unread(part)
      case .hear(let position):
        let heard = hub.heard(after: position, in: circle)
        state.withLock { hear(heard, &$0) }
      case .weigh(let ticks, let position):
        if let message = weigh(ticks, at: position, now, &held) { return message }
      case .wait(let moment):
        if let moment { setAlarm(moment) }
        return .nothing
      }
    }
  }

  /// Reads what `poll` found missing.
  package func read(_ part: WatchRead) async throws(Refusal) {
    switch part {
    case .page(let last, let position):
      take(try await hub.page(filter, at: position, after: last))
    case .news(let first, let known):
      try await readNews(from: first, known: known)
    }
  }

  /// Whether the watch was ended by the service rather than by its migration's end.
  package var wasCutOff: Bool { state.withLock { $0.isEnded && !$0.isOver } }

  /// The watcher is gone.
  package func cancel() {
    hub.forget(self)
    state.withLock { state in
      state.listener = nil
      state.isEnded = true
    }
    wake()
  }

  // MARK: What the hub tells

  /// The watch begins among others that were told everything up to `position`.
  func joins(at position: Int64) {
    state.withLock { Self.join(&$0, at: position) }
  }

  /// The watch begins again among the others, because what it has not read yet was removed from the ledger.
  func joins(anew start: WatchStart, at position: Int64) {
    state.withLock { state in
      var fresh = Self.begin(start)
      fresh.reset = .tooOld
      fresh.progress = state.progress.filter { hub.isLive($0.key) }
      fresh.isEnded = state.isEnded
      fresh.told = state.told
      fresh.listener = state.listener
      fresh.alarm = state.alarm
      state = fresh
      Self.join(&state, at: position)
    }
    isWoken.store(true, ordering: .sequentiallyConsistent)
  }

  private static func join(_ state: inout State, at position: Int64) {
    state.heard = position
    guard position > state.position else { return }
    state.firstNews = state.position + 1
    state.lastNews = position
  }

  /// There is an event that the filter does not want.
  ///
  /// - Returns: whether the watch has to be woken.
  func passesOver(_ news: Transitioned) -> Bool {
    state.withLock { Self.dropTick(before: news, &$0) }
  }

  /// Takes up what the circle was told.
  private func hear(_ heard: WatchHeard, _ state: inout State) {
    // Not if the watch has begun anew meanwhile.
    guard heard.after == state.heard else { return }
    if heard.lostUpTo > state.heard { miss(upTo: heard.lostUpTo, &state) }
    for (news, verdict) in heard.news {
      Self.dropTick(before: news, &state)
      // A watch may have read it from the ledger before the hub did.
      if news.event.position > max(state.position, state.reach) {
        Self.note(news, verdict, &state)
      }
    }
    state.heard = heard.newest
  }

  /// There was more than the circle keeps: what is not known to have been told is read.
  private func miss(upTo position: Int64, _ state: inout State) {
    if !state.progress.isEmpty {
      // The end of a migration may be among it.
      state.progress = state.progress.filter { hub.isLive($0.key) }
    }
    let told = max(state.position, state.reach)
    guard position > told else { return }
    state.firstNews = min(state.firstNews, max(told, state.heard) + 1)
    state.lastNews = max(state.lastNews, position)
  }

  /// Drops what would tell of a state that is gone. Answers whether there was progress of the migration.
  @discardableResult
  private static func dropTick(before news: Transitioned, _ state: inout State) -> Bool {
    let id = news.event.subjectID
    if news.isEnd, !state.lastTick.isEmpty { state.lastTick[id] = nil }
    guard !state.progress.isEmpty, let tick = state.progress[id] else { return false }
    if news.isEnd || tick.revision < news.event.revision { state.progress[id] = nil }
    return true
  }

  /// What a watch has heard of in order it keeps a little of; what comes while it has something to read it reads later.
  private static func note(
    _ news: Transitioned, _ verdict: WatchVerdict, _ state: inout State
  ) {
    let position = news.event.position
    if state.lastNews <= max(state.reach, state.position), !state.batch.isFull {
      state.batch.append((news, verdict))
      state.reach = position
    } else {
      state.firstNews = min(state.firstNews, position)
    }
    state.lastNews = max(state.lastNews, position)
  }

  /// A driver has reported. Answers whether the watch has to be roused.
  @discardableResult
  func progressed(_ id: Identifier, _ status: MigrationStatus, _ tick: Tick) -> Bool {
    guard filter.passes(status.migration) else { return false }
    let now = hub.clock.now
    return state.withLock { state in
      state.progress[id] = tick
      guard let last = state.lastTick[id], now.since(last) < interval else { return true }
      return state.alarm == .never
    }
  }

  /// It is time for a sign of life; then the watch has to be roused, as after the next two.
  func beat(_ tick: Tick) {
    state.withLock { $0.beat = tick }
  }

  func end() {
    state.withLock { $0.isEnded = true }
  }

  /// The moment it asked for has come.
  func alarmed() {
    state.withLock { $0.alarm = .never }
  }

  private func wake() { rouse()?.rung() }

  /// `rouse` follows in a moment: has the processor fetch who listens.
  func isAboutToBeRoused() {
    state.withLock { state in
      guard let listener = state.listener else { return }
      galleon_prefetch(Unmanaged.passUnretained(listener as AnyObject).toOpaque(), 128)
    }
  }

  /// Wakes who waits for the watch; answers with who listens instead, and has to be told.
  func rouse() -> (any WatchListener)? {
    // Who came first since the watch began to look has woken it for all.
    guard !isWoken.exchange(true, ordering: .sequentiallyConsistent) else { return nil }
    let (waiter, listener) = state.withLock { ($0.waiter.take(), $0.listener) }
    waiter?.resume()
    return listener
  }

  // MARK: Deciding

  private func step(
    _ state: inout State, _ known: Int64, _ now: Timestamp, _ held: Set<Identifier>
  ) -> Step {
    if state.isEnded || Task.isCancelled { return .end }
    if circle.latest > state.heard { return .hear(after: state.heard) }
    if let reset = state.reset.take() { return tell(.reset(reset), &state) }
    if state.snapshot != nil { return nextSnapshot(&state) }
    if state.isOver { return .end }
    if !state.batch.isEmpty { return nextTransition(&state) }
    state.position = max(state.position, state.reach)
    if state.lastNews > state.position {
      let first = max(state.firstNews == .max ? 0 : state.firstNews, state.position + 1)
      // Announced this moment: the hub is about to wake this watch.
      guard first <= known else { return .wait(until: nil) }
      state.firstNews = .max
      return .read(.news(from: first, known: known))
    }
    state.position = max(state.position, known)
    // Who asks for more than there is has sent all that was told.
    state.told.before = state.told.last
    return nextTick(&state, now, held)
  }

  private func nextSnapshot(_ state: inout State) -> Step {
    guard let snapshot = state.snapshot else { return .wait(until: nil) }
    if let status = snapshot.page.popLast() {
      snapshot.place.told += 1
      snapshot.place.last = Page.Cursor(status.migration)
      return tell(.snapshot(status), &state)
    }
    guard snapshot.isWhole else {
      return .read(.page(after: snapshot.lastRead, at: state.position))
    }
    state.snapshot = nil
    guard
      case .tell(let message, _) = tell(.snapshotComplete(count: snapshot.place.told), &state)
    else { return .end }
    // Asked once more when it has left, a watch lets go of its place in the snapshot.
    return .tell(message, more: true)
  }

  private func tell(_ message: WatchMessage, _ state: inout State) -> Step {
    state.told = (WatchPlace(message.token), state.told.last)
    return .tell(message, more: state.mayHaveMore)
  }

  private func tell(_ item: WatchItem, _ state: inout State) -> Step {
    let token = ResumeToken(
      ledger: hub.ledger.identity, position: state.position, snapshot: state.snapshot?.place)
    state.beat = nil
    return tell(WatchMessage(item, token), &state)
  }

  private func nextTransition(_ state: inout State) -> Step {
    guard let (next, verdict) = state.batch.next() else { return .wait(until: nil) }
    state.position = max(state.position, next.event.position)
    state.beat = nil
    if verdict.ends { state.isOver = true }
    guard verdict.passes else { return .end }
    return tell(next.message, &state)
  }

  /// Progress of migrations whose transitions were all told, not sooner than the watcher wants it; else a sign of life.
  private func nextTick(
    _ state: inout State, _ now: Timestamp, _ held: Set<Identifier>
  ) -> Step {
    if state.progress.isEmpty, state.lastTick.isEmpty, deadline == nil {
      guard let beat = state.beat.take() else { return .wait(until: nil) }
      return tell(beat, &state)
    }
    var due: [Identifier: Tick] = [:]
    var later = deadline
    // What was told long enough ago holds nothing back any more.
    if state.progress.isEmpty, !state.lastTick.isEmpty {
      state.lastTick = state.lastTick.filter { now.since($0.value) < interval }
    }
    for (id, tick) in state.progress where !held.contains(id) {
      if let last = state.lastTick[id], now.since(last) < interval {
        later = min(later ?? last.adding(interval), last.adding(interval))
      } else {
        due[id] = tick
      }
    }
    if !due.isEmpty { return .weigh(due, at: state.position) }
    if let beat = state.beat.take() { return tell(beat, &state) }
    if let deadline, deadline <= now { return .end }
    return .wait(until: later)
  }

  private func tell(_ tick: Tick, _ state: inout State) -> Step {
    tell(tick.message(hub.ledger.identity, at: state.position), &state)
  }

  private func weigh(
    _ ticks: [Identifier: Tick], at position: Int64, _ now: Timestamp,
    _ held: inout Set<Identifier>
  ) -> WatchSupply? {
    for (id, tick) in ticks {
      let turn = hub.turn(of: id, tick, for: self, at: position)
      if turn == .later {
        held.insert(id)
        continue
      }
      let step: Step? = state.withLock { state in
        // A transition that was announced in between comes first, and what it means for the tick is known then.
        guard state.progress[id] === tick, state.lastNews <= state.position,
          circle.latest <= state.heard
        else { return nil }
        state.progress[id] = nil
        if turn == .never { return nil }
        state.lastTick[id] = now
        return tell(tick, &state)
      }
      if case .tell(let message, let more) = step { return .message(message, more: more) }
    }
    return nil
  }

  // MARK: Reading

  private func take(_ page: SnapshotPage) {
    state.withLock { state in
      state.snapshot?.page = page.statuses.reversed()
      if let last = page.last { state.snapshot?.lastRead = last }
      state.snapshot?.isWhole = page.isWhole
    }
  }

  /// - Parameter known: everything up to here is in the ledger.
  private func readNews(from first: Int64, known: Int64) async throws(Refusal) {
    let news: WatchNews
    do throws(Refusal) {
      news = try await hub.news(from: first)
    } catch {
      state.withLock { $0.firstNews = min($0.firstNews, first) }
      throw error
    }
    guard case .batch(let batch) = news else { return try await hub.beginAnew(self) }
    let told = batch.transitions.map { ($0, circle.verdict(on: $0)) }.filter {
      $0.1.isInteresting
    }
    state.withLock { state in
      state.batch = WatchBatch(told)
      if batch.isFull {
        state.reach = batch.position
        state.firstNews = min(state.firstNews, batch.position + 1)
        state.lastNews = max(state.lastNews, known)
      } else {
        state.reach = max(batch.position, known)
      }
    }
  }

  private func setAlarm(_ moment: Timestamp) {
    let isNew = state.withLock { state in
      guard moment < state.alarm else { return false }
      state.alarm = moment
      return true
    }
    if isNew { hub.alarm(self, at: moment) }
  }

  private func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if isWoken.load(ordering: .sequentiallyConsistent) || Task.isCancelled { return true }
          state.waiter = continuation
          return false
        }
        if isReady { continuation.resume() }
      }
    } onCancel: {
      wake()
    }
  }
}

extension Timestamp {
  fileprivate static let never = Timestamp(microseconds: .max)
}
