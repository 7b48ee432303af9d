import MigrationCore
import Synchronization

/// The time of a life: it stands while anybody has something to do, and then leaps to whoever wakes first.
final class VirtualClock: Sendable {
  private struct Sleeper {
    let id: Int
    let until: Timestamp
    let owner: Int
    let wake: CheckedContinuation<Void, Never>
  }

  private struct State {
    var now = VirtualClock.epoch
    var lastID = 0
    /// By the order of their waking.
    var sleepers: [Sleeper] = []
  }

  static let epoch = Timestamp(microseconds: 1_700_000_000_000_000)
  private let state = Mutex(State())

  var now: Timestamp { state.withLock { $0.now } }
  var sleepers: Int { state.withLock { $0.sleepers.count } }

  /// - Parameter owner: whose sleep it is, for `wakeAll`; 0 is the simulation's own.
  func sleep(for duration: Duration, owner: Int = 0) async {
    if Task.isCancelled { return }
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    await withTaskCancellationHandler {
      await rest(id, duration, owner)
    } onCancel: {
      wake { $0.id == id }
    }
  }

  /// A sleep that no cancel ends.
  func sleepDeaf(for duration: Duration, owner: Int) async {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    await rest(id, duration, owner)
  }

  private func rest(_ id: Int, _ duration: Duration, _ owner: Int) async {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        let new = Sleeper(
          id: id, until: state.now.adding(duration), owner: owner, wake: continuation)
        let place = state.sleepers.firstIndex { $0.until > new.until } ?? state.sleepers.count
        state.sleepers.insert(new, at: place)
      }
    }
  }

  /// Leaps to the next waking, unless it is after `end`. False when there is none.
  func leap(notAfter end: Timestamp? = nil) -> Bool {
    let next = state.withLock { state -> Sleeper? in
      guard let first = state.sleepers.first, end.map({ first.until <= $0 }) ?? true else {
        return nil
      }
      state.now = max(state.now, first.until)
      return state.sleepers.removeFirst()
    }
    next?.wake.resume()
    return next != nil
  }

  func wakeAll(of owner: Int) { wake { $0.owner == owner } }

  private func wake(where isDue: (Sleeper) -> Bool) {
    let due = state.withLock { state in
      let due = state.sleepers.filter(isDue)
      state.sleepers.removeAll(where: isDue)
      return due
    }
    for sleeper in due { sleeper.wake.resume() }
  }
}

/// The clock of one life of the service: when its power goes, whoever sleeps is thrown out.
struct PoweredClock: WallClock {
  let clock: VirtualClock
  let power: Power

  var now: Timestamp { clock.now }

  func sleep(for duration: Duration) async throws(CancellationError) {
    if power.isOff || Task.isCancelled { throw CancellationError() }
    await clock.sleep(for: duration, owner: power.number)
    if power.isOff || Task.isCancelled { throw CancellationError() }
  }
}

/// Whether a life of the service is still one. Once it is off nothing that the life does has an effect, and its code only
/// unwinds.
final class Power: Sendable {
  let number: Int
  private let off = Atomic(false)

  init(_ number: Int) {
    self.number = number
  }

  var isOff: Bool { off.load(ordering: .relaxed) }

  func turnOff() { off.store(true, ordering: .relaxed) }
}
