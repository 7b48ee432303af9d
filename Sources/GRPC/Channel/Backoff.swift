/// How long a channel waits before it connects again: 1 s, then 1.6 times longer each time up to
/// 120 s, give or take a fifth (grpc/grpc doc/connection-backoff.md).
package struct Backoff: Sendable {
  package var initial: Duration
  package var factor: Double
  package var longest: Duration
  package var jitter: Double

  private var failures = 0

  package init(
    initial: Duration = .seconds(1), factor: Double = 1.6, longest: Duration = .seconds(120),
    jitter: Double = 0.2
  ) {
    self.initial = initial
    self.factor = factor
    self.longest = longest
    self.jitter = jitter
  }

  package mutating func succeeded() { failures = 0 }

  /// What the next failure is followed by, without chance.
  var current: Duration {
    var delay = initial
    for _ in 0..<failures where delay < longest { delay = delay * factor }
    return min(delay, longest)
  }

  /// An attempt has failed: how long to wait before the next one.
  package mutating func failed(using random: inout some RandomNumberGenerator) -> Duration {
    defer { failures += 1 }
    return current * Double.random(in: (1 - jitter)...(1 + jitter), using: &random)
  }
}
