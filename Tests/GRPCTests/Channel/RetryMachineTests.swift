import Testing

@testable import GRPC

@Suite("Retries (gRFC A6)")
struct RetryMachineTests {
  private let policy = RetryPolicy(
    maxAttempts: 4, initialBackoff: .milliseconds(100), maxBackoff: .milliseconds(300),
    backoffMultiplier: 2, retryableStatusCodes: [.unavailable])
  private var middle = Middle()
  private var throttle: RetryThrottle?

  private mutating func failed(
    _ machine: inout RetryMachine, _ failure: RetryMachine.Failure = .answered,
    _ code: StatusCode = .unavailable, pushback: String? = nil, timeLeft: Duration? = nil
  ) -> Int? {
    let decision = machine.failed(
      failure, code: code, pushback: .init(pushback), timeLeft: timeLeft, throttle: &throttle,
      using: &middle)
    switch decision {
    case .giveUp: return nil
    case .retry(let delay): return delay.milliseconds
    }
  }

  @Test("So many attempts, each after its backoff, and the count goes to the server")
  mutating func schedule() {
    var machine = RetryMachine(policy: policy)
    #expect(failed(&machine) == 100)
    #expect(failed(&machine) == 200)
    #expect(machine.retries == 2)
    #expect(failed(&machine) == 300)
    #expect(failed(&machine) == nil)
  }

  @Test("Only what the policy names is tried again")
  mutating func codes() {
    for code in StatusCode.allCases where code != .unavailable {
      var machine = RetryMachine(policy: policy)
      #expect(failed(&machine, .answered, code) == nil)
    }
    var none = RetryMachine(policy: nil)
    #expect(failed(&none) == nil)
  }

  @Test("A server says when, or that it must not be")
  mutating func pushback() {
    var machine = RetryMachine(policy: policy)
    #expect(failed(&machine) == 100)
    #expect(failed(&machine, pushback: "1500") == 1500)
    // After a time of the server's the backoff begins anew.
    #expect(failed(&machine) == 100)
    for refusal in ["-1", "", "soon", "99999999999"] {
      var machine = RetryMachine(policy: policy)
      #expect(failed(&machine, pushback: refusal) == nil)
    }
    var zero = RetryMachine(policy: policy)
    #expect(failed(&zero, pushback: "0") == 0)
    var other = RetryMachine(policy: policy)
    #expect(failed(&other, .answered, .internal, pushback: "10") == nil)
  }

  @Test("A call the server never looked at is sent again without a policy, and without counting")
  mutating func transparent() {
    var machine = RetryMachine(policy: nil)
    #expect(failed(&machine, .refused) == 0)
    // The second time it is the policy's matter.
    #expect(failed(&machine, .refused) == nil)
    for _ in 0..<10 { #expect(failed(&machine, .notSent) == 0) }
    #expect(machine.retries == 0)
    var both = RetryMachine(policy: policy)
    #expect(failed(&both, .refused) == 0)
    #expect(failed(&both, .refused) == 100)
  }

  @Test("A caller who has seen something of the answer never gets it twice")
  mutating func committed() {
    var machine = RetryMachine(policy: policy)
    machine.commit()
    #expect(failed(&machine) == nil)
    #expect(failed(&machine, .refused) == nil)
    #expect(failed(&machine, .notSent) == nil)
  }

  @Test("A retry that would begin after the deadline is no use: the reason comes at once")
  mutating func deadline() {
    var machine = RetryMachine(policy: policy)
    #expect(failed(&machine, timeLeft: .milliseconds(101)) == 100)
    #expect(failed(&machine, timeLeft: .milliseconds(200)) == nil)
  }

  @Test("Clients do not bury a server that fails: after half of the tokens there are no retries")
  mutating func throttled() {
    throttle = RetryThrottle(maxTokens: 10, tokenRatio: 0.5)
    var granted = 0
    for _ in 0..<20 {
      var machine = RetryMachine(policy: policy)
      if failed(&machine) != nil { granted += 1 }
    }
    #expect(granted == 4)
    // What the policy does not name is no failure of the server's.
    throttle = RetryThrottle(maxTokens: 10, tokenRatio: 0.5)
    for _ in 0..<20 {
      var machine = RetryMachine(policy: policy)
      _ = failed(&machine, .answered, .notFound)
    }
    #expect(throttle?.allowsRetry == true)
    for _ in 0..<6 {
      var machine = RetryMachine(policy: policy)
      _ = failed(&machine, .answered, .notFound, pushback: "-1")
    }
    #expect(throttle?.allowsRetry == false)
    for _ in 0..<3 { throttle?.succeeded() }
    #expect(throttle?.allowsRetry == true)
  }

  @Test("More than five attempts are five")
  func five() {
    let many = RetryPolicy(
      maxAttempts: 50, initialBackoff: .seconds(1), maxBackoff: .seconds(1),
      backoffMultiplier: 1, retryableStatusCodes: [.unavailable])
    #expect(many.maxAttempts == 5)
  }
}
