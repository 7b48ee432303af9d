import MigrationCore
import Orchestration

/// Somebody who watches, goes, and comes back with a token, and keeps books on what it was told.
struct WatchClient: Sendable {
  let number: Int
  let simulation: Simulation
  private var setting: Setting { simulation.setting }

  init(_ number: Int, _ simulation: Simulation) {
    self.number = number
    self.simulation = simulation
  }

  /// What one watch has told so far: the newest revision of each migration.
  private struct Books {
    var seen: [Identifier: Int64] = [:]
    var states: [Identifier: TaskState] = [:]
    var isTellingSnapshot = false
    var hasSnapshot = false
  }

  /// A watcher's memory: its token and the books as they were at it, and the books of the watch under way.
  private struct Session {
    var token: ResumeToken?
    var kept = Books()
    var books = Books()

    mutating func take(_ token: ResumeToken) {
      self.token = token
      kept = books
    }
  }

  func watch() async {
    var session = Session()
    let filter = WatchFilter()
    let patience: Duration = setting.dice.falls(0.5) ? .zero : .milliseconds(500)
    while !simulation.isOver {
      guard let life = simulation.current else {
        await setting.clock.sleep(for: .seconds(1))
        continue
      }
      do throws(Refusal) {
        let watch = try await life.orchestrator.hub.watch(
          filter, from: session.token, atMostEvery: patience)
        setting.judge.note("watcher \(number) begins at \(session.token?.position ?? 0)")
        session.books = session.kept
        defer { watch.cancel() }
        try await listen(to: watch, life, &session)
      } catch {
        setting.judge.note("watcher \(number): \(error.message)")
      }
      if setting.dice.falls(0.1) {
        session = Session()
      }
      await setting.clock.sleep(for: setting.dice.time(upTo: .seconds(2)))
    }
  }

  private func listen(
    to watch: WatchSubscription, _ life: ServiceLife, _ session: inout Session
  ) async throws(Refusal) {
    let token = session.token
    var isFirst = true
    var seat = Seat(life.orchestrator.hub, watch, setting.dice)
    while let message = try await seat.next() {
      let item = message.item
      // What a dead service would have sent never arrives.
      if life.power.isOff { return }
      if isFirst, case .snapshot = item, let token, !token.isWithinSnapshot {
        setting.judge.breaks("a watcher who came back with a good token begins anew")
      }
      isFirst = false
      take(item, &session)
      session.take(message.token)
      mustHaveHeardOfTheEnd(session.books, message.token)
      simulation.heard(number, session.books.seen)
      if setting.isFaulty, setting.dice.falls(0.04) { return }
      if setting.menu.has(.reader), setting.dice.falls(0.3) {
        await setting.clock.sleep(for: setting.dice.time(upTo: .seconds(5)))
      }
    }
  }

  /// A watcher's place in a row: what is the same for all who watch the same comes from the circle, as long as the watch has
  /// nothing of its own to tell.
  private struct Seat {
    private let hub: WatchHub
    private let watch: WatchSubscription
    private let dice: Dice
    /// Where the watch was left, and what was told since.
    private var step: Int64?
    private var before: Int64?

    init(_ hub: WatchHub, _ watch: WatchSubscription, _ dice: Dice) {
      self.hub = hub
      self.watch = watch
      self.dice = dice
    }

    mutating func next() async throws(Refusal) -> WatchMessage? {
      if let step, dice.falls(0.8),
        case .message(let message, let position, _) = hub.next(after: step, in: watch.circle)
      {
        (self.step, before) = (position, step)
        return message
      }
      if let step, let before { watch.wasTold(upTo: step, before: before) }
      (step, before) = (nil, nil)
      let message = try await watch.nextMessage()
      step = watch.step
      return message
    }
  }

  /// What retention removes a watcher who is not sent back to the beginning has heard to its end.
  private func mustHaveHeardOfTheEnd(_ books: Books, _ token: ResumeToken) {
    guard setting.menu.has(.retention), !token.isWithinSnapshot else { return }
    let tables = setting.store.tables
    guard token.position >= tables.floorPosition else { return }
    for (id, state) in books.states
    where !state.isFinal && tables.row(Migration.self, id) == nil {
      setting.judge.breaks("watcher \(number) never hears the end of what was removed")
    }
  }

  private func take(_ item: WatchItem, _ session: inout Session) {
    if case .reset(let reason) = item {
      let floor = setting.store.tables.floorPosition
      if reason != .tooOld || session.token.map({ $0.position >= floor }) ?? true {
        setting.judge.breaks("watcher \(number) is sent back to the beginning: \(reason)")
      }
      session.books = Books()
    }
    take(item, &session.books)
  }

  private func take(_ item: WatchItem, _ books: inout Books) {
    let name = "watcher \(number)"
    switch item {
    case .snapshot(let status):
      if !books.isTellingSnapshot { books = Books() }
      books.isTellingSnapshot = true
      books.states[status.migration.id] = status.migration.taskState
      books.seen[status.migration.id] = status.migration.revision
      setting.judge.note("\(name) hears a snapshot of \(status.migration.id.short)")
      simulation.laws.shown(status.migration, name)
      simulation.shown(status.migration)
    case .snapshotComplete:
      if !books.isTellingSnapshot { books = Books() }
      books.isTellingSnapshot = false
      setting.judge.note("\(name) has all snapshots")
    case .transition(let status, let event):
      let id = event.subjectID
      let last = books.seen[id] ?? 0
      setting.judge.note("\(name) hears of \(id.short) revision \(event.revision)")
      if event.revision != last + 1 {
        setting.judge.breaks(
          "\(name) is told revision \(event.revision) of a migration after \(last)")
      }
      if status.migration.taskState.rawValue != event.to
        || status.migration.revision != event.revision
      {
        setting.judge.breaks("\(name) is told a transition with another state than its own")
      }
      books.seen[id] = event.revision
      books.states[id] = status.migration.taskState
      simulation.laws.shown(status.migration, name)
      simulation.shown(status.migration)
    case .progress(let status):
      let last = books.seen[status.migration.id] ?? 0
      if status.migration.revision > last {
        setting.judge.breaks("\(name) is told progress before its transition")
      } else if status.migration.revision < last {
        setting.judge.breaks("\(name) is told progress of a state that is gone")
      }
    case .reset(let reason):
      setting.judge.note("\(name) is sent back to the beginning: \(reason)")
    case .updated(let status):
      setting.judge.note("\(name) hears of new controls of \(status.migration.id.short)")
      if status.migration.revision != books.seen[status.migration.id] {
        setting.judge.breaks("\(name) is told of new controls in another state than it knows")
      }
    case .heartbeat: break
    }
  }
}
