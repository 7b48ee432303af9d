/// Measures a rate from counts seen now and then, smoothed over about five seconds.
struct RateMeter: Sendable, Equatable {
  private var last: (count: Int64, time: Duration)?
  private(set) var bytesPerSecond: Double = 0

  private static let smoothing: Double = 5

  /// Takes a count, seen at a moment of a monotonic clock. A smaller one than before begins anew.
  mutating func saw(_ count: Int64, at time: Duration) {
    defer { last = (count, time) }
    guard let last, count >= last.count else {
      bytesPerSecond = 0
      return
    }
    let seconds = (time - last.time) / .seconds(1)
    guard seconds > 0 else { return }
    let current = Double(count - last.count) / seconds
    // The share of the old value decays with the time that passed, however often counts come.
    let weight = bytesPerSecond == 0 ? 1 : seconds / (seconds + Self.smoothing)
    bytesPerSecond += (current - bytesPerSecond) * weight
  }

  static func == (left: RateMeter, right: RateMeter) -> Bool {
    left.bytesPerSecond == right.bytesPerSecond && left.last?.count == right.last?.count
      && left.last?.time == right.last?.time
  }
}
