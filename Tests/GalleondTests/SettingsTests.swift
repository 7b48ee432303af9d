import Orchestration
import Testing

@testable import galleond

/// The two places that know defaults must agree, or the example file lies.
@Suite struct SettingsTests {
  @Test func theDefaultsAreThoseOfTheOrchestrator() throws {
    let configuration = try ConfigurationLoader.parse(
      "backends: [{name: a, driver: dummy}]", file: "g", directory: "/")
    let settings = Settings(configuration)
    let defaults = Settings()
    #expect(settings.serviceDownTime == defaults.serviceDownTime)
    #expect(settings.heartbeatInterval == defaults.heartbeatInterval)
    #expect(settings.watchHeartbeat == defaults.watchHeartbeat)
    #expect(settings.attemptsMax == defaults.attemptsMax)
    #expect(settings.retryDelay == defaults.retryDelay)
    #expect(settings.deleteSourceAfter == defaults.deleteSourceAfter)
  }
}
