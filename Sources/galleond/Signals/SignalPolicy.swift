import Glibc

/// What each signal means, given those before it.
struct SignalPolicy {
  private var draining = false

  /// The signals the service waits for.
  static let watched: [Int32] = [SIGTERM, SIGINT, SIGHUP]

  /// What to do about a signal that arrived. A reload while draining is pointless and left out.
  mutating func arrived(_ signal: Int32) -> SignalRequest? {
    switch signal {
    case SIGTERM, SIGINT:
      defer { draining = true }
      return draining ? .quit : .drain
    case SIGHUP:
      return draining ? nil : .reload
    default:
      return nil
    }
  }
}
