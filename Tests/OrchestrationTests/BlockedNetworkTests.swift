import ConformanceKit
import Drivers
import MigrationCore
import Orchestration
import Testing

@Suite("Networks a migration needs", .timeLimit(.minutes(15)))
struct BlockedNetworkTests {
  /// Keeps migrations where they wait for their turn: there is no destination server yet.
  static var noTurns: Settings {
    var settings = Settings()
    settings.concurrentMax = 0
    return settings
  }

  /// Whether a migration waits for its turn, was taken up, or is being recovered.
  enum Moment: String, CaseIterable, CustomTestStringConvertible {
    case waiting, copying, done, recovering

    var testDescription: String { rawValue }

    func reach(_ place: RaceStartTests.Place) async throws -> Life {
      var options = Life.Options()
      let hour = Duration.seconds(3600)
      switch self {
      case .waiting: options.settings = BlockedNetworkTests.noTurns
      case .copying: options.beta.delays = [.advanceMigration: hour]
      case .done: break
      case .recovering:
        options.beta.delays = [.recoverMigration: hour]
        options.betaFaults = [DummyFault(.completeMigration, error: OutcomeTests.broken)]
      }
      let life = try await place.site.life(options)
      let migration = try await life.orchestrator.start(place.request, as: nil)
      switch self {
      case .waiting: await eventually { life.orchestrator.queuePosition(of: migration.id) == 1 }
      case .copying: try await life.until(migration.id, .driverInProgress)
      case .done: try await life.until(migration.id, .phase1Done)
      case .recovering:
        try await life.until(migration.id, .phase1Done)
        _ = try await life.orchestrator.complete(.migration(migration.id), as: nil)
        _ = try await life.untilEnded(migration.id)
        _ = try await life.orchestrator.recover(
          .migration(migration.id), .backward, dryRun: false, why: "", by: nil, as: nil)
      }
      return life
    }
  }

  @Test(
    "neither network nor subnet goes, the source's and the one named for the destination",
    arguments: Moment.allCases)
  func kept(moment: Moment) async throws {
    let place = try await RaceStartTests.Place()
    let life = try await moment.reach(place)
    for network in [place.site.network, place.network] {
      let refusal = await #expect(throws: Refusal.self) {
        try await life.inventory.deleteNetwork(network.id, as: nil)
      }
      #expect(refusal?.kind == .failedPrecondition)
      #expect(refusal?.reason == .shareNetworkInUse)
    }
    for subnet in [place.site.subnet, place.subnet] {
      let refusal = await #expect(throws: Refusal.self) {
        try await life.inventory.deleteSubnet(subnet.id, as: nil)
      }
      #expect(refusal?.kind == .failedPrecondition)
      #expect(refusal?.reason == .subnetInUse)
    }
    if moment == .recovering {
      for id in [place.site.server.id, try place.site.migration().destinationShareServerID] {
        let refusal = await #expect(throws: Refusal.self) {
          try await life.inventory.deleteServer(try #require(id), as: nil)
        }
        #expect(refusal?.reason == .shareServerMigrating)
      }
    }
    await life.shutdown()
  }

  @Test("subnets are chosen when the start is accepted, and no later one changes that")
  func chosenOnce() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.settings = Self.noTurns
    let life = try await site.life(options)
    let migration = try await life.orchestrator.start(site.request, as: nil)
    await eventually { life.orchestrator.queuePosition(of: migration.id) == 1 }
    // One of the destination's own zone would have gone before the default one.
    let late = try await life.inventory.createSubnet(
      SubnetDraft(
        shareNetworkID: site.network.id, availabilityZone: "zb", cidr: "10.7.0.0/24"), as: nil)
    life.orchestrator.limit(Settings(), backends: [])
    let copied = try await life.until(migration.id, .phase1Done)
    let destination = try site.ledger.tables.mustHave(
      ShareServer.self, copied.destinationShareServerID)
    #expect(destination.subnetIDs == [site.subnet.id])
    try await life.inventory.deleteSubnet(late.id, as: nil)
    await life.shutdown()
  }

  @Test("addresses that are to be kept in another subnet are given to nobody meanwhile")
  func reserved() async throws {
    let site = try await Site(subnets: [("za", "10.0.0.0/24"), ("zb", "10.0.0.0/24")])
    var options = Life.Options()
    options.beta.capabilities.nondisruptive = true
    let life = try await site.life(options)
    var request = site.request
    request.nondisruptive = true
    let migration = try await life.orchestrator.start(request, as: nil)
    try await life.until(migration.id, .phase1Done)
    let other = try await life.inventory.createServer(
      ServerDraft(projectID: "p", host: Site.beta, shareNetworkID: site.network.id), as: nil)
    await life.inventory.settle()
    let given = site.ledger.tables.all(NetworkAllocation.self)
      .filter { $0.shareServerID == other.id }
    #expect(given.count == 1)
    #expect(given.map(\.ipAddress) != site.addresses.map(\.ipAddress))
    _ = try await life.orchestrator.complete(.migration(migration.id), as: nil)
    let ended = try await life.untilEnded(migration.id)
    try OutcomeAddresses.keptElsewhere.check(site, ended, .success)
    await life.shutdown()
  }

  @Test("an attempt that failed leaves no reservation in the next one's way")
  func reservedAgain() async throws {
    let site = try await Site(subnets: [("za", "10.0.0.0/24"), ("zb", "10.0.0.0/24")])
    var options = Life.Options()
    options.beta.capabilities.nondisruptive = true
    options.betaFaults = [
      DummyFault(.advanceMigration, times: 1, error: OutcomeTests.broken)
    ]
    let life = try await site.life(options)
    var request = site.request
    request.nondisruptive = true
    _ = try await life.migrate(request)
    try Outcome.phase1Failed.check(site)
    let ended = try await life.migrate(request)
    try Outcome.success.check(site)
    try OutcomeAddresses.keptElsewhere.check(site, ended, .success)
    await life.shutdown()
  }

  @Test("who must keep addresses that are taken hears it at the check, all of them")
  func taken() async throws {
    let site = try await Site(subnets: [("za", "10.0.0.0/24"), ("zb", "10.0.0.0/24")])
    var options = Life.Options()
    options.beta.capabilities.nondisruptive = true
    let life = try await site.life(options)
    _ = try await life.inventory.createServer(
      ServerDraft(projectID: "p", host: Site.beta, shareNetworkID: site.network.id), as: nil)
    await life.inventory.settle()
    var request = site.request
    #expect(try await life.orchestrator.check(request).compatible, "new ones would do")
    request.nondisruptive = true
    let result = try await life.orchestrator.check(request)
    #expect(result.conflicts.map(\.reason) == [.addressInUse])
    #expect(result.conflicts.map(\.resourceID) == site.addresses.map(\.id.rawValue))
    let refusal = await #expect(throws: Refusal.self) {
      _ = try await life.orchestrator.start(request, as: nil)
    }
    #expect(refusal?.reason == .destinationIncompatible)
    #expect(refusal?.conflicts == result.conflicts)
    await life.shutdown()
  }

  @Test("a destination without a free address is a conflict, and fails whom it meets later")
  func full() async throws {
    let site = try await Site(subnets: [("za", "10.0.0.0/24"), ("zb", "10.1.0.0/31")])
    var options = Life.Options()
    options.settings = Self.noTurns
    let life = try await site.life(options)
    let migration = try await life.orchestrator.start(site.request, as: nil)
    for _ in 0..<2 {
      _ = try await life.inventory.createServer(
        ServerDraft(projectID: "p", host: Site.beta, shareNetworkID: site.network.id), as: nil)
    }
    let third = await #expect(throws: Refusal.self) {
      _ = try await life.inventory.createServer(
        ServerDraft(projectID: "p", host: Site.beta, shareNetworkID: site.network.id), as: nil)
    }
    #expect(third?.kind == .failedPrecondition)
    #expect(third?.reason == .noFreeAddress)
    await life.inventory.settle()
    life.orchestrator.limit(Settings(), backends: [])
    let ended = try await life.untilEnded(migration.id)
    #expect(ended.failure?.step == .starting)
    #expect(ended.failure?.reason == Reason.noFreeAddress.rawValue)
    try Outcome.phase1Failed.check(site)
    let result = try await life.orchestrator.check(site.request)
    #expect(result.conflicts.map(\.reason) == [.noFreeAddress])
    await life.shutdown()
  }
}
