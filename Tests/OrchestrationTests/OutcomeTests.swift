import ConformanceKit
import Drivers
import MigrationCore
import Orchestration
import Testing

@Suite("How a migration ends", .timeLimit(.minutes(15)))
struct OutcomeTests {
  static let broken = DriverError(.rollBack, .driverFailed, "the disk is on fire")

  @Test("a success puts everything on the destination, and the source is kept")
  func success() async throws {
    let site = try await Site()
    let life = try await site.life()
    let migration = try await life.migrate(site.request)
    try Outcome.success.check(site)
    #expect(life.invariants.violations.isEmpty)
    #expect(try await life.orchestrator.status(.migration(migration.id)).percent == 100)
    #expect(site.beta.shares == Set(site.shares.map(\.id)))
    #expect(site.beta.snapshots == [site.snapshot.id])
    let old = site.ledger.tables.all(NetworkAllocation.self)
      .filter { $0.shareServerID == site.server.id }
    #expect(old == site.addresses, "the source keeps its addresses until it is deleted")
  }

  @Test(
    "a first phase that fails leaves the source as it was, whatever failed",
    arguments: [
      (DummyCall.createServer, TaskState.inProgress), (.startMigration, .driverStarting),
      (.advanceMigration, .driverInProgress),
    ], [true, false])
  func phase1(failing: (call: DummyCall, step: TaskState), writable: Bool) async throws {
    let site = try await Site()
    var options = Life.Options()
    options.beta.capabilities.writable = writable
    options.betaFaults = [DummyFault(failing.call, error: Self.broken)]
    let life = try await site.life(options)
    let migration = try await life.migrate(site.request)
    try Outcome.phase1Failed.check(site)
    #expect(life.invariants.violations.isEmpty)
    #expect(migration.failure?.step == failing.step)
    #expect(migration.failure?.reason == Self.broken.reason.rawValue)
    #expect(migration.failure?.message == Self.broken.message)
  }

  @Test("rules that cannot be cast to read-only fail the first phase before anything is copied")
  func phase1Rules() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.beta.capabilities.writable = false
    // The second share's rules cannot be cast; the first share's are put back.
    options.alphaFaults = [DummyFault(.applyAccessRules, after: 1, times: 1, error: Self.broken)]
    let life = try await site.life(options)
    let migration = try await life.migrate(site.request)
    try Outcome.phase1Failed.check(site)
    #expect(life.invariants.violations.isEmpty)
    #expect(migration.failure?.step == .inProgress)
    #expect(!site.beta.calls.contains(.startMigration))
  }

  @Test(
    "a second phase that fails puts everything in error, for a person to look at",
    arguments: [DummyCall.completeMigration, .applyAccessRules])
  func phase2(call: DummyCall) async throws {
    let site = try await Site()
    var options = Life.Options()
    options.betaFaults = [DummyFault(call, error: Self.broken)]
    let life = try await site.life(options)
    let migration = try await life.migrate(site.request)
    try Outcome.phase2Failed.check(site)
    #expect(life.invariants.violations.isEmpty)
    #expect(migration.failure?.step == .completing)
  }

  @Test("rules are read-only before copying starts, and as stored again on every way out")
  func readOnly() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.beta.capabilities.writable = false
    options.beta.delays[.startMigration] = .seconds(30)
    let life = try await site.life(options)
    let migration = try await life.orchestrator.start(site.request, as: nil)
    await life.clock.untilSleeping(for: .seconds(30))
    for share in site.shares {
      #expect(site.alpha.rules(of: share.id)?.readOnly == true)
    }
    #expect(site.ledger.tables.all(AccessRule.self) == site.rules)
    life.clock.advance(by: .seconds(31))
    try await life.until(migration.id, .phase1Done)
    _ = try await life.orchestrator.complete(.migration(migration.id), as: nil)
    _ = try await life.untilEnded(migration.id)
    try Outcome.success.check(site)
    #expect(life.invariants.violations.isEmpty)
  }

  @Test("a writable driver leaves the source's rules alone while it copies")
  func writable() async throws {
    let site = try await Site()
    let life = try await site.life()
    let applied = site.alpha.calls.count { $0 == .applyAccessRules }
    _ = try await life.migrate(site.request)
    #expect(site.alpha.calls.count { $0 == .applyAccessRules } == applied)
  }

  @Test("a nondisruptive move into equal networks keeps every address and path")
  func nondisruptive() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.beta.capabilities.nondisruptive = true
    let life = try await site.life(options)
    let migration = try await life.migrate(site.request)
    try Outcome.success.check(site)
    let tables = site.ledger.tables
    let new = tables.all(NetworkAllocation.self)
    #expect(new.map(\.ipAddress) == site.addresses.map(\.ipAddress))
    #expect(new.map(\.macAddress) == site.addresses.map(\.macAddress))
    #expect(new.map(\.shareServerID) == [try #require(migration.destinationShareServerID)])
    for share in site.shares {
      #expect(tables.row(Share.self, share.id)?.exportLocations == share.exportLocations)
    }
  }

  @Test("addresses kept in a zone with a subnet of its own belong to that subnet from then on")
  func nondisruptiveOtherSubnet() async throws {
    let site = try await Site(subnets: [("za", "10.0.0.0/24"), ("zb", "10.0.0.0/24")])
    var options = Life.Options()
    options.beta.capabilities.nondisruptive = true
    let life = try await site.life(options)
    _ = try await life.migrate(site.request)
    try Outcome.success.check(site)
    let new = site.ledger.tables.all(NetworkAllocation.self)
    #expect(new.map(\.ipAddress) == site.addresses.map(\.ipAddress))
  }

  @Test("a nondisruptive driver gives new addresses where the network changes")
  func newNetwork() async throws {
    let site = try await Site(subnets: [("za", "10.0.0.0/24"), ("zb", "10.1.0.0/24")])
    var options = Life.Options()
    options.beta.capabilities.nondisruptive = true
    let life = try await site.life(options)
    _ = try await life.migrate(site.request)
    try Outcome.success.check(site)
  }

  @Test("what failed once blocks nothing: the next start goes all the way")
  func again() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.betaFaults = [DummyFault(.advanceMigration, times: 1, error: Self.broken)]
    let life = try await site.life(options)
    let first = try await life.migrate(site.request)
    try Outcome.phase1Failed.check(site)
    let second = try await life.migrate(site.request)
    try Outcome.success.check(site)
    #expect(first.destinationShareServerID != second.destinationShareServerID)
    let events = try await life.orchestrator.history(of: second.id)
    #expect(events.first?.rule == 104)
    #expect(life.invariants.violations.isEmpty)
  }

  @Test("a clock that was set back hides no live migration from whoever names its server")
  func clockSetBack() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.betaFaults = [DummyFault(.advanceMigration, times: 1, error: Self.broken)]
    let life = try await site.life(options)
    _ = try await life.migrate(site.request)
    life.clock.advance(by: .seconds(-3600))
    let reference = MigrationReference.shareServer(site.server.id)
    let second = try await life.orchestrator.start(site.request, as: nil)
    try await life.until(second.id, .phase1Done)
    #expect(try await life.orchestrator.status(reference).migration.id == second.id)
    #expect(try await life.orchestrator.complete(reference, as: nil).id == second.id)
    _ = try await life.untilEnded(second.id)
    try Outcome.success.check(site)
    #expect(try await life.orchestrator.status(reference).migration.id == second.id)
  }
}
