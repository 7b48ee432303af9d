import ConformanceKit
import Drivers
import MigrationCore
import Orchestration
import Testing

@Suite("What may succeed later", .timeLimit(.minutes(15)))
struct RetryTests {
  private static let busy = DriverError(.retry, .driverFailed, "the array is busy")

  @Test(
    "a driver call that fails for now is made again",
    arguments: [
      DummyCall.createServer, .startMigration, .advanceMigration, .completeMigration,
      .applyAccessRules,
    ])
  func again(call: DummyCall) async throws {
    let site = try await Site()
    var options = Life.Options()
    let times = options.settings.attemptsMax - 1
    options.betaFaults = [DummyFault(call, times: times, error: Self.busy)]
    let life = try await site.life(options)
    _ = try await life.migrate(site.request)
    try Outcome.success.check(site)
  }

  @Test("but not for ever: then the step fails and is rolled back")
  func enough() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.settings.attemptsMax = 3
    options.beta.capabilities.writable = false
    options.betaFaults = [DummyFault(.startMigration, error: Self.busy)]
    let life = try await site.life(options)
    _ = try await life.migrate(site.request)
    try Outcome.phase1Failed.check(site)
    #expect(site.beta.calls.count { $0 == .startMigration } == 3)
  }

  @Test("a driver that says it was told to stop, and was not, has failed")
  func toldToStop() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.betaFaults = [DummyFault(.advanceMigration, error: .cancelled)]
    let life = try await site.life(options)
    let ended = try await life.migrate(site.request)
    try Outcome.phase1Failed.check(site)
    #expect(ended.failure?.step == .driverInProgress)
  }

  @Test("while the ledger is away the migration waits, and then it goes on")
  func ledgerAway() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.beta.delays[.startMigration] = .seconds(60)
    let life = try await site.life(options)
    let migration = try await life.orchestrator.start(site.request, as: nil)
    await life.clock.untilSleeping(for: .seconds(60))
    life.ledger.setDown(true)
    life.clock.advance(by: .seconds(61))
    await eventually { life.ledger.refused > 10 }
    #expect(try site.migration().taskState == .driverStarting)
    life.ledger.setDown(false)
    try await life.until(migration.id, .phase1Done)
    #expect(site.beta.calls.count { $0 == .startMigration } == 1, "no call is made twice for it")
    _ = try await life.orchestrator.complete(.migration(migration.id), as: nil)
    _ = try await life.untilEnded(migration.id)
    try Outcome.success.check(site)
  }

  @Test(
    "any single write that is lost, or done and reported lost, changes nothing",
    arguments: [FaultyLedger.Fault.lost, .doneButLost])
  func lostWrites(fault: FaultyLedger.Fault) async throws {
    // The first write is the start and the seventh the complete: their callers are told.
    for number in [2, 3, 4, 5, 6, 8] {
      let site = try await Site()
      var options = Life.Options()
      options.ledgerPlan = [number: fault]
      let life = try await site.life(options)
      _ = try await life.migrate(site.request)
      try Outcome.success.check(site)
      #expect(life.invariants.violations.isEmpty, "write \(number)")
    }
  }
}
