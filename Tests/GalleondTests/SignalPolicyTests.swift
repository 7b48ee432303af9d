import Foundation
import Testing

@testable import galleond

@Suite struct SignalPolicyTests {
  @Test func theSecondEndsAtOnce() {
    var policy = SignalPolicy()
    #expect(policy.arrived(SIGHUP) == .reload)
    #expect(policy.arrived(SIGTERM) == .drain)
    #expect(policy.arrived(SIGHUP) == nil)
    #expect(policy.arrived(SIGINT) == .quit)
    #expect(policy.arrived(SIGTERM) == .quit)
  }
}
