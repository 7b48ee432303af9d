/// Judges a client's PINGs as gRPC's servers do (gRFC A8): the third that comes sooner after the one before than it may, with
/// nothing answered in between, is one too many. What is answered excuses PINGs, because clients measure the bandwidth with
/// them while they receive.
struct PingStrikes {
  private static let allowed = 2

  private let interval: Duration
  private var last: ContinuousClock.Instant?
  private var strikes = 0

  init(interval: Duration) {
    self.interval = interval
  }

  /// HEADERS or DATA were sent.
  mutating func answered() {
    strikes = 0
    last = nil
  }

  /// False when that was one too many.
  mutating func received(at now: ContinuousClock.Instant = .now) -> Bool {
    if let last, now < last + interval { strikes += 1 }
    last = now
    return strikes <= Self.allowed
  }
}
