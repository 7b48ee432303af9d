import Synchronization

/// A machine's power. Once it is off nothing that asks it ever answers again: to what was running, the rest of time has
/// not happened, and a test goes on with a new life on the same storage.
package final class PowerSwitch: Sendable {
  private struct State {
    var isOff = false
    var watchers: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  package init() {}

  package var isOff: Bool { state.withLock { $0.isOff } }

  package func turnOff() {
    let watchers = state.withLock { state in
      state.isOff = true
      defer { state.watchers = [] }
      return state.watchers
    }
    for watcher in watchers { watcher.resume() }
  }

  /// Returns while there is power, and otherwise never.
  package func pass() async {
    guard isOff else { return }
    // Unsafe because it is meant to be left for ever; a checked one would complain.
    await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
  }

  package func untilOff() async {
    await withCheckedContinuation { continuation in
      let isOff = state.withLock { state in
        if !state.isOff { state.watchers.append(continuation) }
        return state.isOff
      }
      if isOff { continuation.resume() }
    }
  }
}
