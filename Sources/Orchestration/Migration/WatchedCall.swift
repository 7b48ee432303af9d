import MigrationCore
import Synchronization

/// The answer of one driver call, from whoever has it first: the driver, or the one who will not wait any longer. What comes
/// later is nobody's.
final class WatchedCall<Value: Sendable>: Sendable {
  typealias Answer = Result<Value, DriverError>

  private struct State {
    var answer: Answer?
    /// Why the call was told to stop; a driver that obeys says only that it was told to.
    var late: DriverError?
    var waiter: CheckedContinuation<Answer, Never>?
  }

  private let state = Mutex(State())

  func finish(_ answer: Answer) {
    let waiter = state.withLock { state in
      guard state.answer == nil else { return nil as CheckedContinuation<Answer, Never>? }
      if case .failure = answer, let late = state.late {
        state.answer = .failure(late)
      } else {
        state.answer = answer
      }
      defer { state.waiter = nil }
      return state.waiter
    }
    if let waiter, let answer = state.withLock({ $0.answer }) { waiter.resume(returning: answer) }
  }

  /// From here on a failure means `error`.
  func isLate(_ error: DriverError) {
    state.withLock { $0.late = error }
  }

  var answer: Answer {
    get async {
      await withCheckedContinuation { continuation in
        let known = state.withLock { state in
          if state.answer == nil { state.waiter = continuation }
          return state.answer
        }
        if let known { continuation.resume(returning: known) }
      }
    }
  }
}

/// Has driver calls end in time.
struct Watchdog: Sendable {
  let clock: any WallClock
  let executor: (any TaskExecutor)?

  /// Waits for a call as long as `watch` lets it. A driver that is told to stop gets a while to do so; then the call is
  /// abandoned, and what it still answers changes nothing.
  func watched<Value: Sendable>(
    _ watch: CallWatch, _ body: @escaping @Sendable () async throws(DriverError) -> Value
  ) async throws(DriverError) -> Value {
    let call = WatchedCall<Value>()
    let work = Task(executorPreference: executor) {
      do throws(DriverError) { call.finish(.success(try await body())) } catch {
        call.finish(.failure(error))
      }
    }
    let watchdog = Task(executorPreference: executor) {
      guard let late = await watch.passed(clock) else { return }
      call.isLate(late)
      work.cancel()
      guard await clock.pause(Self.driverGrace) else { return }
      call.finish(.failure(late))
    }
    defer { watchdog.cancel() }
    return try await withTaskCancellationHandler {
      await call.answer
    } onCancel: {
      work.cancel()
      Task(executorPreference: executor) {
        guard await clock.pause(Self.driverGrace) else { return }
        call.finish(.failure(.cancelled))
      }
    }.get()
  }

  /// How long a driver may take to stop when it is told to.
  private static var driverGrace: Duration { .seconds(30) }
}

extension World {
  /// As the watchdog's.
  func watched<Value: Sendable>(
    _ watch: CallWatch, _ body: @escaping @Sendable () async throws(DriverError) -> Value
  ) async throws(DriverError) -> Value {
    try await Watchdog(clock: clock, executor: settings.executor).watched(watch, body)
  }
}

/// How long a driver call may take.
struct CallWatch: Sendable {
  /// What the call is, for people.
  let name: String
  let limit: Limit

  enum Limit: Sendable {
    /// From beginning to end.
    case whole(Duration)
    /// From one progress to the next.
    case betweenProgress(Duration, ProgressTime)
  }

  /// Returns when the call is over its limit: with what to say. Nil when the task was cancelled.
  func passed(_ clock: any WallClock) async -> DriverError? {
    switch limit {
    case .whole(let duration):
      guard await clock.pause(duration) else { return nil }
      return DriverError(
        .rollBack, .driverDeadlineExceeded,
        "the driver did not answer to “\(name)” within \(duration)")
    case .betweenProgress(let duration, let progress):
      while true {
        let quiet = clock.now.since(progress.last)
        if quiet >= duration {
          return DriverError(
            .rollBack, .driverStalled,
            "the driver made no progress with “\(name)” for \(duration)")
        }
        guard await clock.pause(duration - quiet) else { return nil }
      }
    }
  }
}

/// When a driver's progress last changed.
final class ProgressTime: Sendable {
  private struct State {
    var last: Timestamp
    var report: ProgressReport?
  }

  private let state: Mutex<State>

  init(_ now: Timestamp) {
    state = Mutex(State(last: now))
  }

  var last: Timestamp { state.withLock { $0.last } }

  /// A report that says the same as the last one is no progress.
  func note(_ report: ProgressReport, at now: Timestamp) {
    state.withLock { state in
      let isSame = state.report?.shares == report.shares && state.report?.pass == report.pass
      state.report = report
      if !isSame { state.last = now }
    }
  }
}
