import GRDB
import MigrationCore
import Synchronization

/// A write that waits for its commit.
struct PendingWrite: Sendable {
  /// Runs the body in the open transaction. Throws what the body throws, after keeping it as the outcome.
  let perform: @Sendable (Database) throws(Refusal) -> Void
  /// Tells the caller: the fault, or else the outcome that was kept.
  let finish: @Sendable (Refusal?) -> Void

  init<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws(Refusal) -> Value,
    tell: @escaping @Sendable (Result<Value, Refusal>) -> Void
  ) {
    let outcome = Outcome<Value>()
    perform = { database throws(Refusal) in
      do throws(Refusal) {
        let value = try body(database)
        outcome.kept.withLock { $0 = .success(value) }
      } catch {
        outcome.kept.withLock { $0 = .failure(error) }
        throw error
      }
    }
    finish = { fault in
      if let fault { return tell(.failure(fault)) }
      guard let kept = outcome.kept.withLock({ $0 }) else {
        preconditionFailure("a write was committed that never ran")
      }
      tell(kept)
    }
  }

  private final class Outcome<Value: Sendable>: Sendable {
    let kept = Mutex<Result<Value, Refusal>?>(nil)
  }
}
