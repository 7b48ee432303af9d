/// So many at once, given back evenly over a period (the generic cell rate algorithm, ITU-T I.371).
struct RateLimit {
  private let period: Duration
  private let interval: Duration
  /// When everything taken so far has been given back.
  private var whole: ContinuousClock.Instant?

  /// - Parameter count: at least 1.
  init(_ count: Int, per period: Duration) {
    precondition(count > 0, "a rate limit lets something through")
    self.period = period
    interval = period / count
  }

  /// Takes one; false when too many were taken lately.
  mutating func take(at now: ContinuousClock.Instant = .now) -> Bool {
    let next = max(whole ?? now, now) + interval
    guard next - now <= period else { return false }
    whole = next
    return true
  }
}
