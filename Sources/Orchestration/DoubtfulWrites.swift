import MigrationCore
import Synchronization

/// Writes whose loss may be false news: the ledger failed, and nobody knows whether before or after it had written. What it
/// then really holds is taken up a moment later, as soon as it can be read, once for all who failed until then. While a ledger
/// is full every call that changes something fails here, and clients try again: a look for each of them would be a load of
/// its own.
final class DoubtfulWrites: Sendable {
  private struct State {
    /// A look is to come that will see what a write that fails now has left.
    var isExpected = false
    var isClosed = false
  }

  private let clock: any WallClock
  private let executor: (any TaskExecutor)?
  private let state = Mutex(State())
  private static var pause: Duration { .seconds(1) }

  init(clock: any WallClock, executor: (any TaskExecutor)?) {
    self.clock = clock
    self.executor = executor
  }

  /// Makes a write.
  ///
  /// - Parameter takeUp: takes up whatever the ledger holds, once or more often.
  func make<Value: Sendable>(
    _ write: () async throws(Refusal) -> Value,
    takingUp takeUp: @escaping @Sendable () async throws(Refusal) -> Void
  ) async throws(Refusal) -> Value {
    do throws(Refusal) {
      return try await write()
    } catch {
      if error.kind == .unavailable, expect() {
        Task(executorPreference: executor) { await self.look(takeUp) }
      }
      throw error
    }
  }

  /// Nothing is taken up any more; the next life of the service does.
  func close() {
    state.withLock { $0.isClosed = true }
  }

  private func look(_ takeUp: @Sendable () async throws(Refusal) -> Void) async {
    while await clock.pause(Self.pause) {
      let isClosed = state.withLock { state in
        state.isExpected = false
        return state.isClosed
      }
      if isClosed { return }
      do throws(Refusal) { return try await takeUp() } catch {
        // Who failed meanwhile looks for this one as well.
        guard expect() else { return }
      }
    }
  }

  /// False when somebody else looks, or nobody is to.
  private func expect() -> Bool {
    state.withLock { state in
      guard !state.isExpected, !state.isClosed else { return false }
      state.isExpected = true
      return true
    }
  }
}
