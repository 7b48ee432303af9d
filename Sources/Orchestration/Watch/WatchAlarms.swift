import MigrationCore

/// Moments at which watches want to be woken, in steps of 20 ms, so that many share one.
struct WatchAlarms {
  private static let step: Int64 = 20_000

  /// Numbers of watches by the step.
  private var waiting: [Int64: [Int]] = [:]
  private(set) var next: Timestamp?
  /// Sleeps until `next`.
  var task: Task<Void, Never>?

  /// Answers whether this is now the next one.
  mutating func add(_ number: Int, at moment: Timestamp) -> Bool {
    let step = (moment.microseconds + Self.step - 1) / Self.step
    waiting[step, default: []].append(number)
    let rounded = Timestamp(microseconds: step * Self.step)
    guard rounded < next ?? Timestamp(microseconds: .max) else { return false }
    next = rounded
    return true
  }

  mutating func take(upTo now: Timestamp) -> [Int] {
    let due = waiting.keys.filter { $0 * Self.step <= now.microseconds }
    let numbers = due.flatMap { waiting.removeValue(forKey: $0) ?? [] }
    next = waiting.keys.min().map { Timestamp(microseconds: $0 * Self.step) }
    return numbers
  }
}
