/// When a client asks a quiet connection for a sign of life (gRFC A8).
package struct Keepalive: Sendable, Hashable {
  /// After so long without a byte from the server a PING is sent; at least 10 s in effect, or servers take it for abuse.
  package var time: Duration
  /// After so long without an answer the connection is given up; also its TCP_USER_TIMEOUT (gRFC A18).
  package var timeout: Duration
  /// Also while no call runs.
  package var withoutCalls: Bool

  package init(
    time: Duration, timeout: Duration = .seconds(20), withoutCalls: Bool = false
  ) {
    self.time = time
    self.timeout = timeout
    self.withoutCalls = withoutCalls
  }
}

/// The keepalive of one connection: decides only, asked whenever the time it named last is over.
struct KeepaliveMachine: Sendable {
  enum Order: Sendable, Equatable {
    /// Ask again after this.
    case wait(Duration)
    /// Send a PING, and ask again after this.
    case ping(Duration)
    /// The server is gone.
    case close
  }

  private let keepalive: Keepalive
  /// How many reads there had been when it was asked last.
  private var seen = 0
  /// Of the time for an answer to a PING, what is left beyond the wait under way; nil without a PING.
  private var patience: Duration?

  init(_ keepalive: Keepalive) { self.keepalive = keepalive }

  mutating func asked(reads: Int, hasCalls: Bool) -> Order {
    defer { seen = reads }
    if reads != seen {
      patience = nil
      return .wait(keepalive.time)
    }
    if let patience {
      guard patience > .zero else { return .close }
      return .wait(step(of: patience))
    }
    guard hasCalls || keepalive.withoutCalls else { return .wait(keepalive.time) }
    return .ping(step(of: keepalive.timeout))
  }

  /// An answer is looked for as often as PINGs are sent, so that a quick one does not put the next PING off.
  private mutating func step(of time: Duration) -> Duration {
    let step = min(time, keepalive.time)
    patience = time - step
    return step
  }
}
