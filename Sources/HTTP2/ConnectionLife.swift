/// When a server's connection is asked for a sign of life, and when it has to end. Knows no clock and no socket: it is told
/// what happened when, and says what is to be done and when to ask again.
struct ConnectionLife {
  enum Action: Hashable {
    /// Ask the peer for a sign of life.
    case ping
    /// Let the running streams end and take no new ones.
    case drain(Reason)
    /// The grace of a drain is over: end what is left.
    case cut
    /// The peer gave no sign of life: it is gone.
    case giveUp
  }

  enum Reason: Hashable { case age, idle }

  private enum Drain: Hashable {
    case none
    /// Decided here; what is left then is cut.
    case until(ContinuousClock.Instant)
    /// Decided elsewhere, and so is its end.
    case foreign
    case over
  }

  private let limits: Limits
  private let ageEnd: ContinuousClock.Instant?
  private var drain = Drain.none
  /// When the PING was sent that nothing has followed.
  private var asked: ContinuousClock.Instant?
  /// When something was last read.
  var lastHeard: ContinuousClock.Instant
  /// When a stream last ended.
  var lastBusy: ContinuousClock.Instant

  /// - Parameter jitter: what the greatest age is multiplied with, so that connections made together do not end together.
  init(_ limits: Limits, openedAt now: ContinuousClock.Instant, jitter: Double) {
    self.limits = limits
    ageEnd = limits.maxAge.map { now + $0 * jitter }
    lastHeard = now
    lastBusy = now
  }

  /// The connection is draining already, for a reason of its server.
  mutating func drained() {
    if drain == .none { drain = .foreign }
  }

  /// What is to be done at `now`; nil when nothing is before `next`.
  mutating func due(at now: ContinuousClock.Instant, hasStreams: Bool) -> Action? {
    if hasStreams { lastBusy = now }
    switch drain {
    case .none:
      if let ageEnd, ageEnd <= now { return begin(.age, now) }
      if let maxIdle = limits.maxIdle, lastBusy + maxIdle <= now { return begin(.idle, now) }
    case .until(let end):
      if end <= now {
        drain = .over
        return .cut
      }
    case .foreign, .over:
      break
    }
    return keepalive(now)
  }

  private mutating func begin(_ reason: Reason, _ now: ContinuousClock.Instant) -> Action {
    drain = .until(now + limits.ageGrace)
    return .drain(reason)
  }

  private mutating func keepalive(_ now: ContinuousClock.Instant) -> Action? {
    guard let interval = limits.keepaliveInterval, drain != .over else { return nil }
    if let sent = asked {
      if lastHeard <= sent {
        return sent + limits.keepaliveTimeout <= now ? .giveUp : nil
      }
      asked = nil
    }
    guard lastHeard + interval <= now else { return nil }
    asked = now
    return .ping
  }

  /// When to ask `due` again; nil is never. The answer to a PING makes it sooner perhaps, anything else only later.
  var next: ContinuousClock.Instant? {
    var moments: [ContinuousClock.Instant] = []
    switch drain {
    case .none:
      if let ageEnd { moments.append(ageEnd) }
      if let maxIdle = limits.maxIdle { moments.append(lastBusy + maxIdle) }
    case .until(let end):
      moments.append(end)
    case .foreign:
      break
    case .over:
      return nil
    }
    if let interval = limits.keepaliveInterval {
      if let asked, lastHeard <= asked {
        moments.append(asked + limits.keepaliveTimeout)
      } else {
        moments.append(lastHeard + interval)
      }
    }
    return moments.min()
  }
}
