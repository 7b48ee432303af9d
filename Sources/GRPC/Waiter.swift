import Synchronization

/// One wait of one task for a value: the only use of continuations in this module.
///
/// A wait has three exits:
/// 1. resumed: `succeed` hands over the value;
/// 2. failed: `fail` hands over an error (deadline, reset, connection lost);
/// 3. cancelled: the waiting task was cancelled; it gets `CANCELLED` at once.
///
/// The first exit counts, later ones do nothing. A waiter is made for one wait and left behind.
final class Waiter<Value: Sendable>: Sendable {
  private typealias Outcome = Result<Value, RPCError>

  private enum State {
    case idle
    case waiting(CheckedContinuation<Outcome, Never>)
    case done(Outcome)
  }

  private let state = Mutex(State.idle)

  func wait() async throws(RPCError) -> Value {
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Outcome, Never>) in
        let early = state.withLock { state -> Outcome? in
          switch state {
          case .idle:
            state = .waiting(continuation)
            return nil
          case .waiting:
            preconditionFailure("a waiter serves one wait")
          case .done(let outcome):
            return outcome
          }
        }
        if let early { continuation.resume(returning: early) }
      }
    } onCancel: {
      finish(.failure(.cancelled))
    }
    return try outcome.get()
  }

  func succeed(_ value: Value) { finish(.success(value)) }

  func fail(_ error: RPCError) { finish(.failure(error)) }

  private func finish(_ outcome: Outcome) {
    let continuation = state.withLock { state -> CheckedContinuation<Outcome, Never>? in
      switch state {
      case .idle:
        state = .done(outcome)
        return nil
      case .waiting(let continuation):
        state = .done(outcome)
        return continuation
      case .done:
        return nil
      }
    }
    continuation?.resume(returning: outcome)
  }
}
