import MigrationCore
import Synchronization

/// Tells whoever waits for a migration to come to a state.
final class Ended: Sendable {
  private struct Wait: Hashable {
    let id: Identifier
    let state: TaskState
  }

  private struct State {
    var reached: Set<Wait> = []
    var waiting: [Wait: CheckedContinuation<Void, Never>] = [:]
  }

  private let state = Mutex(State())

  func heard(_ migration: Migration) {
    let wait = Wait(id: migration.id, state: migration.taskState)
    let waiter = state.withLock { state in
      state.reached.insert(wait)
      return state.waiting.removeValue(forKey: wait)
    }
    waiter?.resume()
  }

  func until(_ id: Identifier, _ wanted: TaskState) async {
    let wait = Wait(id: id, state: wanted)
    await withCheckedContinuation { continuation in
      let isReached = state.withLock { state in
        if state.reached.contains(wait) { return true }
        state.waiting[wait] = continuation
        return false
      }
      if isReached { continuation.resume() }
    }
  }
}
