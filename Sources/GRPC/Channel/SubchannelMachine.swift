/// One address's way through connecting, backoff and loss: decides only. Attempts are numbered, so that what comes late
/// from an old one is not taken for the new one's.
struct SubchannelMachine: Sendable {
  enum State: Sendable, Equatable {
    case idle
    case connecting(attempt: Int, since: ContinuousClock.Instant)
    case ready(attempt: Int, since: ContinuousClock.Instant)
    /// The last attempt failed; idle again when the backoff is over.
    case backingOff(attempt: Int)
    case shutDown
  }

  private(set) var state = State.idle
  private var backoff: Backoff
  private var attempts = 0
  /// The connection before said GOAWAY soon after it stood.
  private var leftSoon = false
  private let connectTimeout: Duration

  /// - Parameter connectTimeout: what an attempt is given at least; more when its backoff is longer
  ///   (MIN_CONNECT_TIMEOUT of connection-backoff.md).
  init(backoff: Backoff, connectTimeout: Duration) {
    self.backoff = backoff
    self.connectTimeout = connectTimeout
  }

  /// Somebody needs a connection: the number of the attempt to make now, and how long it may take; nil when there is
  /// nothing to do.
  mutating func connectAsked(now: ContinuousClock.Instant) -> (attempt: Int, timeout: Duration)? {
    switch state {
    case .idle:
      attempts += 1
      state = .connecting(attempt: attempts, since: now)
      return (attempts, max(connectTimeout, backoff.current))
    case .connecting, .ready, .backingOff, .shutDown:
      return nil
    }
  }

  /// The server's SETTINGS have come. False: nobody wants this connection any more.
  mutating func connected(_ attempt: Int, now: ContinuousClock.Instant) -> Bool {
    switch state {
    case .connecting(let current, _) where current == attempt:
      state = .ready(attempt: attempt, since: now)
      backoff.succeeded()
      return true
    case .idle, .connecting, .ready, .backingOff, .shutDown:
      return false
    }
  }

  /// The attempt failed: how long to wait from now before there is another one; nil for an old attempt. The backoff runs
  /// from the attempt's beginning.
  mutating func failed(
    _ attempt: Int, now: ContinuousClock.Instant, using random: inout some RandomNumberGenerator
  ) -> Duration? {
    switch state {
    case .connecting(let current, let since) where current == attempt:
      state = .backingOff(attempt: attempt)
      return max(.zero, backoff.failed(using: &random) - since.duration(to: now))
    case .idle, .connecting, .ready, .backingOff, .shutDown:
      return nil
    }
  }

  /// The backoff after an attempt is over. True: it is idle now.
  mutating func waited(_ attempt: Int) -> Bool {
    guard case .backingOff(attempt) = state else { return false }
    state = .idle
    return true
  }

  enum Loss: Sendable, Equatable {
    /// It was not the connection in use.
    case nothing
    case idle
    /// Failed, and idle again after this time.
    case backOff(Duration)
  }

  /// The connection is gone, or with `said` the server's GOAWAY tells to go. A server that drops its connections as soon
  /// as they stand is not asked again at once; one that says so first is, but only once.
  mutating func lost(
    _ attempt: Int, said: Bool, now: ContinuousClock.Instant,
    using random: inout some RandomNumberGenerator
  ) -> Loss {
    guard case .ready(attempt, let since) = state else { return .nothing }
    let lived = since.duration(to: now)
    let isSoon = lived < backoff.current
    defer { leftSoon = said && isSoon }
    guard isSoon, !said || leftSoon else {
      state = .idle
      return .idle
    }
    state = .backingOff(attempt: attempt)
    return .backOff(max(.zero, backoff.failed(using: &random) - lived))
  }

  /// An attempt or a connection is not wanted any more. True: there was one.
  mutating func letGo() -> Bool {
    switch state {
    case .connecting, .ready:
      state = .idle
      return true
    case .idle, .backingOff, .shutDown:
      return false
    }
  }

  mutating func shutDown() { state = .shutDown }
}
