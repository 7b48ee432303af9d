import MigrationCore
import Synchronization

/// All watches that have the same filter. An event is written down here once, whether one watch has it or ten thousand: each
/// finds it when it is asked next, and only who has to be told of it at once is touched.
package final class WatchCircle: Sendable {
  /// More than this a watch reads back from the hub or from the ledger. A loop that was held up for a moment is some
  /// events behind, and so are then all its watches: they should not read one by one.
  private static let marksMax = 64

  let filter: WatchFilter
  /// What most dashboards ask for.
  private let isEverything: Bool
  private let newest = Atomic<Int64>(0)
  private let state = Mutex(State())

  private struct State {
    /// Watches that are woken one by one, if they have to be.
    var alone = WatchList()
    var members = WatchList()
    var rounds: [ObjectIdentifier: any WatchRound] = [:]
    /// The last events, in order.
    var marks: [Mark] = []
    /// Up to here some events may be missing in `marks`.
    var lostUpTo: Int64 = 0
  }

  /// An event of interest: the hub has it under its position.
  struct Mark {
    let position: Int64
    let verdict: WatchVerdict
  }

  /// What happened after a position.
  struct Tidings {
    /// In order; all of them, or all after `lostUpTo`.
    var marks: [Mark]
    let lostUpTo: Int64
    /// Up to where this is all there is.
    let newest: Int64
  }

  init(_ filter: WatchFilter) {
    self.filter = filter
    isEverything = filter == WatchFilter()
  }

  // MARK: Events

  /// What an event is to the watches: asked once for all of them.
  func verdict(on news: Transitioned) -> WatchVerdict {
    if isEverything { return WatchVerdict(passes: true, ends: false) }
    return WatchVerdict(passes: filter.passes(news), ends: filter.ends(with: news))
  }

  /// The position of the last event of interest. Asked for with each message of each watch, so it takes no lock.
  package var latest: Int64 { newest.load(ordering: .acquiring) }

  /// Writes an event down. The hub calls this before its own position moves on.
  func add(_ mark: Mark) {
    state.withLock { state in
      if state.marks.count == Self.marksMax { state.lostUpTo = state.marks.removeFirst().position }
      state.marks.append(mark)
      newest.store(mark.position, ordering: .releasing)
    }
  }

  /// What happened up to a position can be known no more.
  func lose(upTo floor: Int64) {
    state.withLock { state in
      state.marks = []
      state.lostUpTo = floor
      newest.store(floor, ordering: .releasing)
    }
  }

  func tidings(after position: Int64) -> Tidings {
    state.withLock { state in
      Tidings(
        marks: state.marks.filter { $0.position > position }, lostUpTo: state.lostUpTo,
        newest: latest)
    }
  }

  // MARK: Who is in it

  var isEmpty: Bool { state.withLock { $0.members.count == 0 } }

  func add(_ watch: WatchSubscription) {
    state.withLock { state in
      state.members.add(watch)
      state.alone.add(watch)
    }
  }

  func remove(_ number: Int) {
    state.withLock { state in
      state.members.remove(number)
      state.alone.remove(number)
      // What is in a round holds the circle.
      if state.members.count == 0 { state.rounds = [:] }
    }
  }

  func forEach(_ body: (WatchSubscription) -> Void) {
    state.withLock { $0.members }.forEach(body)
  }

  func forEachAlone(_ body: (WatchSubscription) -> Void) {
    state.withLock { $0.alone }.forEach(body)
  }

  var rounds: [any WatchRound] { state.withLock { Array($0.rounds.values) } }

  /// The round that is kept under a key, which may have to be made.
  package func round<Round: WatchRound>(_ key: ObjectIdentifier, _ make: () -> Round) -> Round {
    state.withLock { state in
      if let known = state.rounds[key] as? Round { return known }
      let made = make()
      state.rounds[key] = made
      return made
    }
  }

  /// A round reaches the watch from now on.
  func isReachedByRound(_ number: Int) {
    state.withLock { $0.alone.remove(number) }
  }
}

/// What an event is to the watches of a filter.
struct WatchVerdict {
  /// It is told.
  let passes: Bool
  /// It is the watch's end.
  let ends: Bool

  var isInteresting: Bool { passes || ends }
}
