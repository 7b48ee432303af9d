import Testing

@testable import GRPC

@Suite("Backoff")
struct BackoffTests {
  @Test("A dead server is asked less and less often, and quickly again once it was back")
  func growth() {
    var backoff = Backoff(
      initial: .seconds(1), factor: 2, longest: .seconds(5), jitter: 0.2)
    var middle = Middle()
    let seconds = (0..<4).map { _ in
      let delay = backoff.failed(using: &middle)
      return (Double(delay.components.seconds) + Double(delay.components.attoseconds) * 1e-18)
        .rounded()
    }
    #expect(seconds == [1, 2, 4, 5])
    backoff.succeeded()
    #expect(backoff.failed(using: &middle) < .seconds(1.1))
  }

  @Test("Clients that lost the same server do not come back at the same moment")
  func jitter() {
    var random = SystemRandomNumberGenerator()
    let delays = (0..<50).map { _ in
      var backoff = Backoff()
      return backoff.failed(using: &random)
    }
    #expect(delays.allSatisfy { $0 >= .milliseconds(799) && $0 <= .milliseconds(1201) })
    #expect(Set(delays).count > 40)
  }
}
