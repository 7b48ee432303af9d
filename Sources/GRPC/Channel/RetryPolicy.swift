/// When a failed call is sent again (gRFC A6, "Retry Policy").
package struct RetryPolicy: Sendable, Hashable {
  /// The first attempt included; at least 2, more than 5 count as 5.
  package var maxAttempts: Int
  package var initialBackoff: Duration
  package var maxBackoff: Duration
  package var backoffMultiplier: Double
  package var retryableStatusCodes: Set<StatusCode>

  package init(
    maxAttempts: Int, initialBackoff: Duration, maxBackoff: Duration, backoffMultiplier: Double,
    retryableStatusCodes: Set<StatusCode>
  ) {
    self.maxAttempts = min(maxAttempts, 5)
    self.initialBackoff = initialBackoff
    self.maxBackoff = maxBackoff
    self.backoffMultiplier = backoffMultiplier
    self.retryableStatusCodes = retryableStatusCodes
  }

  /// Before the n-th retry, counted from 0; give or take a fifth.
  func backoff(_ number: Int, using random: inout some RandomNumberGenerator) -> Duration {
    var delay = initialBackoff
    for _ in 0..<number where delay < maxBackoff { delay = delay * backoffMultiplier }
    return min(delay, maxBackoff) * Double.random(in: 0.8...1.2, using: &random)
  }
}
