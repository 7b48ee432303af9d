/// Always the middle of the range, so that the jitter is nought.
struct Middle: RandomNumberGenerator {
  /// Kept, because ThreadSanitizer reads what a generator without any state would have at its address.
  private var number: UInt64 = 1 << 63

  mutating func next() -> UInt64 { number }
}

extension Duration {
  /// Whole milliseconds, for comparing.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    return Int((Double(seconds) * 1e3 + Double(attoseconds) / 1e15).rounded())
  }
}
