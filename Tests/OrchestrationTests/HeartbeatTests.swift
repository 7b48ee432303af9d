import ConformanceKit
import Drivers
import Logging
import MigrationCore
import Testing

@testable import Orchestration

@Suite("Signs of life of backends", .timeLimit(.minutes(15)))
struct HeartbeatTests {
  @Test("a backend whose driver hung once is asked again, and is up when it answers")
  func hung() async throws {
    let clock = ManualClock()
    let options = DummyOptions(faults: [DummyFault(.inspect, times: 1, error: nil)])
    let backends = BackendCatalog(
      [
        BackendEntry(
          address: Site.beta, availabilityZone: "nova", driver: DummyDriver(options, clock: clock))
      ], clock: clock, downTime: .seconds(60),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let heartbeats = Task { await backends.keepInspecting(every: .seconds(10)) }
    await clock.untilSleeping(for: .seconds(10))
    clock.advance(by: .seconds(10))
    // The driver hangs, and somebody looks at the clock.
    await clock.untilSleeping(2)
    clock.advance(by: .seconds(60))
    await clock.untilSleeping(for: .seconds(10))
    let silent = try #require(backends.state(of: Site.beta))
    #expect(!silent.isUp && silent.report?.problem.contains("did not answer within 60") == true)
    clock.advance(by: .seconds(10))
    await clock.untilSleeping(for: .seconds(10))
    #expect(backends.state(of: Site.beta)?.isUp == true)
    heartbeats.cancel()
    await heartbeats.value
  }
}
