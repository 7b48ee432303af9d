/// Keeps retries from burying a server that is overloaded already: when more than about half of a channel's calls fail,
/// none is sent again (gRFC A6, "Throttling Retry Attempts and Hedged RPCs").
package struct RetryThrottle: Sendable, Hashable {
  package let maxTokens: Double
  /// What a success gives back; a failure takes 1.
  package let tokenRatio: Double
  private var tokens: Double

  package init(maxTokens: Double, tokenRatio: Double) {
    self.maxTokens = maxTokens
    self.tokenRatio = tokenRatio
    tokens = maxTokens
  }

  var allowsRetry: Bool { tokens > maxTokens / 2 }

  mutating func succeeded() { tokens = min(maxTokens, tokens + tokenRatio) }

  mutating func failed() { tokens = max(0, tokens - 1) }
}
