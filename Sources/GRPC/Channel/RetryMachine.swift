/// Whether a call whose attempt failed is sent again, and when (gRFC A6): decides only.
struct RetryMachine: Sendable {
  /// How an attempt failed.
  enum Failure: Sendable, Equatable {
    /// It never left this side.
    case notSent
    /// The server did not look at it: REFUSED_STREAM, or above the last stream of a GOAWAY.
    case refused
    /// The server may have done it, or has refused it.
    case answered
  }

  /// `grpc-retry-pushback-ms`: what the server says of a retry.
  enum Pushback: Sendable, Equatable {
    case none
    case after(Duration)
    case never

    /// Anything but a number from 0 on means never.
    init(_ text: String?) {
      guard let text else {
        self = .none
        return
      }
      guard let number = Int32(text), number >= 0 else {
        self = .never
        return
      }
      self = .after(.milliseconds(Int64(number)))
    }
  }

  enum Decision: Sendable, Equatable {
    case giveUp
    case retry(after: Duration)
  }

  private let policy: RetryPolicy?
  /// Retries by the policy so far: `grpc-previous-rpc-attempts`.
  private(set) var retries = 0
  /// Retries since the server named a time.
  private var step = 0
  private var wasRefused = false
  /// No retry from now on: the caller has seen something of the answer, or the requests are not kept any more.
  private(set) var isCommitted = false

  init(policy: RetryPolicy?) { self.policy = policy }

  mutating func commit() { isCommitted = true }

  /// - Parameter timeLeft: to the call's deadline. A retry that would begin after it is no use: the caller learns the
  ///   reason at once.
  mutating func failed(
    _ failure: Failure, code: StatusCode, pushback: Pushback, timeLeft: Duration?,
    throttle: inout RetryThrottle?, using random: inout some RandomNumberGenerator
  ) -> Decision {
    if !isCommitted {
      switch failure {
      case .notSent: return .retry(after: .zero)
      case .refused where !wasRefused:
        wasRefused = true
        return .retry(after: .zero)
      case .refused, .answered: break
      }
    }
    guard let policy, policy.retryableStatusCodes.contains(code) else {
      if pushback == .never { throttle?.failed() }
      return .giveUp
    }
    throttle?.failed()
    guard !isCommitted, pushback != .never, retries + 1 < policy.maxAttempts,
      throttle?.allowsRetry ?? true
    else { return .giveUp }
    let delay: Duration
    var nextStep = step + 1
    switch pushback {
    case .after(let time):
      delay = time
      nextStep = 0
    case .none, .never:
      delay = policy.backoff(step, using: &random)
    }
    if let timeLeft, delay >= timeLeft { return .giveUp }
    step = nextStep
    retries += 1
    return .retry(after: delay)
  }
}
