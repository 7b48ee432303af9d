import Synchronization

/// Wakes the one task that waits on it. Rings before the wait are not lost, and several are one.
final class Bell: Sendable {
  private struct State {
    var isRung = false
    var isClosed = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  func ring() {
    wake { $0.isRung = true }
  }

  /// Nobody waits from here on.
  func close() {
    wake { $0.isClosed = true }
  }

  /// Returns after a ring; false when the bell is closed or the task was cancelled.
  func wait() async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDue = state.withLock { state in
          if state.isRung || state.isClosed || Task.isCancelled { return true }
          state.waiter = continuation
          return false
        }
        if isDue { continuation.resume() }
      }
    } onCancel: {
      wake { _ in }
    }
    return state.withLock { state in
      state.isRung = false
      return !state.isClosed && !Task.isCancelled
    }
  }

  private func wake(_ change: (inout State) -> Void) {
    let waiter = state.withLock { state in
      change(&state)
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }
}
