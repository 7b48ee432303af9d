import MigrationCore
import Synchronization

/// A clock that stands until it is moved. Sleeps up to a limit do not wait: the clock jumps to their end, and the time that
/// would have passed can be read off it.
package final class ManualClock: WallClock {
  private struct Sleeper {
    let id: Int
    let until: Timestamp
    let wake: CheckedContinuation<Void, Never>
  }

  private struct State {
    var now: Timestamp
    var jumpMax: Duration
    var nextID = 0
    var sleepers: [Sleeper] = []
    var watchers: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>

  package init(jumpingUpTo jumpMax: Duration = .zero, at now: Timestamp = ManualClock.epoch) {
    state = Mutex(State(now: now, jumpMax: jumpMax))
  }

  package static let epoch = Timestamp(microseconds: 1_700_000_000_000_000)

  package var now: Timestamp { state.withLock { $0.now } }

  /// How many sleep now.
  package var sleepers: Int { state.withLock { $0.sleepers.count } }

  package func sleep(for duration: Duration) async throws(CancellationError) {
    if Task.isCancelled { throw CancellationError() }
    let id = state.withLock { state -> Int? in
      if duration <= state.jumpMax {
        state.now = state.now.adding(duration)
        return nil
      }
      state.nextID += 1
      return state.nextID
    }
    guard let id else {
      await Task.yield()
      if Task.isCancelled { throw CancellationError() }
      return
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let watchers = state.withLock { state in
          // A sleeper whose task is cancelled from here on is woken by its id.
          let until = Task.isCancelled ? state.now : state.now.adding(duration)
          state.sleepers.append(Sleeper(id: id, until: until, wake: continuation))
          defer { state.watchers = [] }
          return state.watchers
        }
        for watcher in watchers { watcher.resume() }
        wakeDue()
      }
    } onCancel: {
      wake(id)
    }
    if Task.isCancelled { throw CancellationError() }
  }

  /// Moves the clock and wakes whoever has slept long enough.
  package func advance(by duration: Duration) {
    state.withLock { $0.now = $0.now.adding(duration) }
    wakeDue()
  }

  /// Returns when at least `count` sleep.
  package func untilSleeping(_ count: Int) async {
    await until { $0.sleepers.count >= count }
  }

  /// Returns when somebody sleeps who has lain down at this moment for `duration`. Others sleep as well: watchdogs and whoever
  /// sends signs of life.
  package func untilSleeping(for duration: Duration) async {
    await until { state in
      state.sleepers.contains { $0.until == state.now.adding(duration) }
    }
  }

  private func until(_ condition: @Sendable (borrowing State) -> Bool) async {
    while true {
      let isDone = state.withLock { condition($0) }
      if isDone { return }
      await withCheckedContinuation { continuation in
        let isDone = state.withLock { state in
          if condition(state) { return true }
          state.watchers.append(continuation)
          return false
        }
        if isDone { continuation.resume() }
      }
    }
  }

  private func wakeDue() {
    wake { $0.until <= $1 }
  }

  private func wake(_ id: Int) {
    wake { sleeper, _ in sleeper.id == id }
  }

  private func wake(where isDue: (Sleeper, Timestamp) -> Bool) {
    let due = state.withLock { state in
      let due = state.sleepers.filter { isDue($0, state.now) }
      state.sleepers.removeAll { isDue($0, state.now) }
      return due
    }
    for sleeper in due { sleeper.wake.resume() }
  }
}
