import ConformanceKit
import Drivers
import MigrationCore
import Orchestration
import Testing

@Suite("The resources around migrations", .timeLimit(.minutes(15)))
struct InventoryTests {
  @Test(
    "what something refers to is not deleted, and the refusal names what refers to it",
    arguments: [
      (0, Reason.shareNetworkInUse), (1, .subnetInUse), (2, .shareServerHasShares),
      (3, .shareHasSnapshots), (4, .shareTypeInUse),
    ])
  func references(index: Int, reason: Reason) async throws {
    let site = try await Site()
    let inventory = try await site.life().inventory
    let type = try await inventory.createShareType(name: "gold", extraSpecs: [:], as: nil)
    let draft = ShareDraft(
      name: "typed", shareServerID: site.server.id, sizeGiB: 1, shareTypeID: type.id)
    _ = try await inventory.createShare(draft, as: nil)
    let refusal = await #expect(throws: Refusal.self) {
      switch index {
      case 0: try await inventory.deleteNetwork(site.network.id, as: nil)
      case 1: try await inventory.deleteSubnet(site.subnet.id, as: nil)
      case 2: try await inventory.deleteServer(site.server.id, as: nil)
      case 3: try await inventory.deleteShare(site.shares[0].id, as: nil)
      default: try await inventory.deleteShareType(type.id, as: nil)
      }
    }
    #expect(refusal?.kind == .failedPrecondition)
    #expect(refusal?.reason == reason)
    await inventory.settle()
  }

  /// An intent recorded by one life and not worked on before the power went.
  enum Intent: String, CaseIterable, CustomTestStringConvertible {
    case createServer, deleteServer, createShare, deleteShare, extendShare
    case createSnapshot, deleteSnapshot, allow, deny

    var testDescription: String { rawValue }

    func record(_ site: Site, _ inventory: Inventory, _ spare: ShareServer) async throws {
      let (share, other) = (site.shares[0].id, site.shares[1].id)
      switch self {
      case .createServer:
        let draft = ServerDraft(
          projectID: "p", host: Site.alpha, shareNetworkID: site.network.id)
        _ = try await inventory.createServer(draft, as: nil)
      case .deleteServer: try await inventory.deleteServer(spare.id, as: nil)
      case .createShare:
        let draft = ShareDraft(name: "new", shareServerID: site.server.id, sizeGiB: 1)
        _ = try await inventory.createShare(draft, as: nil)
      case .deleteShare: try await inventory.deleteShare(other, as: nil)
      case .extendShare: _ = try await inventory.extendShare(share, toGiB: 9, as: nil)
      case .createSnapshot:
        _ = try await inventory.createSnapshot(of: other, name: "x", as: nil)
      case .deleteSnapshot: try await inventory.deleteSnapshot(site.snapshot.id, as: nil)
      case .allow:
        _ = try await inventory.allowAccess(to: share, .user, "amy", .readOnly, as: nil)
      case .deny: try await inventory.denyAccess(site.rules[0].id, as: nil)
      }
    }

    /// What stands in the ledger when it is done: servers, shares, snapshots, rules.
    var counts: [Int] {
      switch self {
      case .createServer: [3, 2, 1, 2]
      case .deleteServer: [1, 2, 1, 2]
      case .createShare: [2, 3, 1, 2]
      case .deleteShare: [2, 1, 1, 1]
      case .extendShare: [2, 2, 1, 2]
      case .createSnapshot: [2, 2, 2, 2]
      case .deleteSnapshot: [2, 2, 0, 2]
      case .allow: [2, 2, 1, 3]
      case .deny: [2, 2, 1, 1]
      }
    }
  }

  @Test(
    "a recorded intent is carried out by the next life, wherever the power went",
    arguments: Intent.allCases, [true, false])
  func recovery(intent: Intent, isAfter: Bool) async throws {
    let site = try await Site()
    let spare = try await spareServer(site)
    var options = Life.Options()
    options.crash = .init(call: 1, isAfter: isAfter)
    let life = try await site.life(options)
    try await intent.record(site, life.inventory, spare)
    await life.power.untilOff()
    let next = try await site.life()
    await next.inventory.settle()
    try check(intent, site)
  }

  @Test(
    "an intent whose write was done and reported as lost is carried out all the same",
    arguments: Intent.allCases)
  func falseNews(intent: Intent) async throws {
    let site = try await Site()
    let spare = try await spareServer(site)
    let life = try await site.life()
    life.ledger.breakNextWrite(.doneButLost)
    await #expect(throws: Refusal.self) {
      try await intent.record(site, life.inventory, spare)
    }
    await eventually { (try? Self.isSettled(site)) ?? false }
    await life.inventory.settle()
    try check(intent, site)
    await life.shutdown()
  }

  private static func isSettled(_ site: Site) throws -> Bool {
    let tables = site.ledger.tables
    return !tables.all(Share.self).contains {
      $0.status.isChanging || $0.accessRulesStatus == .syncing
    }
      && !tables.all(Snapshot.self).contains(where: \.status.isChanging)
      && tables.all(ShareServer.self).allSatisfy { $0.status == .active }
  }

  private func check(_ intent: Intent, _ site: Site) throws {
    let tables = site.ledger.tables
    let (servers, shares) = (tables.all(ShareServer.self), tables.all(Share.self))
    let (snapshots, rules) = (tables.all(Snapshot.self), tables.all(AccessRule.self))
    #expect([servers.count, shares.count, snapshots.count, rules.count] == intent.counts)
    #expect(servers.allSatisfy { $0.status == .active && !$0.identifier.isEmpty })
    #expect(shares.allSatisfy { $0.status == .available && !$0.exportLocations.isEmpty })
    #expect(shares.allSatisfy { $0.accessRulesStatus == .active })
    #expect(snapshots.allSatisfy { $0.status == .available && !$0.providerLocation.isEmpty })
    #expect(rules.allSatisfy { $0.state == .active })
    for share in shares {
      let stored = rules.filter { $0.shareID == share.id }.map(\.id)
      let inForce = site.alpha.rules(of: share.id)?.rules.map(\.id) ?? []
      #expect(inForce == stored)
    }
    #expect(site.alpha.shares == Set(shares.map(\.id)))
    #expect(site.alpha.snapshots == Set(snapshots.map(\.id)))
    #expect(site.alpha.servers == Set(servers.map(\.id)))
  }

  private func spareServer(_ site: Site) async throws -> ShareServer {
    let life = try await site.life()
    let draft = ServerDraft(projectID: "p", host: Site.alpha, shareNetworkID: site.network.id)
    let spare = try await life.inventory.createServer(draft, as: nil)
    await life.inventory.settle()
    await life.shutdown()
    return spare
  }

  @Test(
    "a driver that fails for good leaves the resource in error, for its owner to see",
    arguments: [
      (DummyCall.createServer, Intent.createServer), (.createShare, .createShare),
      (.deleteShare, .deleteShare), (.extendShare, .extendShare),
      (.createSnapshot, .createSnapshot), (.applyAccessRules, .allow),
    ])
  func failures(call: DummyCall, intent: Intent) async throws {
    for error in [OutcomeTests.broken, .cancelled] {
      let site = try await Site()
      var options = Life.Options()
      options.alphaFaults = [DummyFault(call, error: error)]
      let life = try await site.life(options)
      try await intent.record(site, life.inventory, site.server)
      await life.inventory.settle()
      let tables = site.ledger.tables
      let statuses =
        tables.all(ShareServer.self).map(\.status.rawValue)
        + tables.all(Share.self).map(\.status.rawValue)
        + tables.all(Share.self).map(\.accessRulesStatus.rawValue)
        + tables.all(Snapshot.self).map(\.status.rawValue)
      #expect(statuses.count { $0.contains("error") } == 1, "\(statuses)")
      let unfinished: Set = ["creating", "deleting", "extending", "syncing"]
      #expect(unfinished.isDisjoint(with: statuses), "\(statuses)")
    }
  }

  @Test("a driver that does not answer fails the work in time, and what waits behind it is done")
  func hangingDriver() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.alpha.delays[.extendShare] = .seconds(1 << 30)
    let life = try await site.life(options)
    let share = site.shares[0].id
    _ = try await life.inventory.extendShare(share, toGiB: 9, as: nil)
    _ = try await life.inventory.createSnapshot(of: site.shares[1].id, name: "x", as: nil)
    // The heartbeat, the call, and who watches it.
    await life.clock.untilSleeping(3)
    life.clock.advance(by: Settings().driverDeadline)
    await life.inventory.settle()
    let tables = site.ledger.tables
    #expect(try tables.mustHave(Share.self, share).status == .extendingError)
    #expect(tables.all(Snapshot.self).allSatisfy { $0.status == .available })
    await life.shutdown()
  }

  @Test("while the ledger is away the work waits, and then it is done")
  func ledgerAway() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.alpha.delays[.createShare] = .seconds(60)
    let life = try await site.life(options)
    let calls = site.alpha.calls.count
    for name in ["one", "two"] {
      let draft = ShareDraft(name: name, shareServerID: site.server.id, sizeGiB: 1)
      _ = try await life.inventory.createShare(draft, as: nil)
    }
    await life.clock.untilSleeping(for: .seconds(60))
    life.ledger.setDown(true)
    life.clock.advance(by: .seconds(61))
    await eventually { life.ledger.refused > 10 }
    life.ledger.setDown(false)
    await life.clock.untilSleeping(for: .seconds(60))
    #expect(site.alpha.calls.count == calls + 2)
    life.clock.advance(by: .seconds(61))
    await life.inventory.settle()
    #expect(site.ledger.tables.all(Share.self).allSatisfy { $0.status == .available })
  }

  @Test("a stop does not wait for a backend that hangs, nor for what is queued behind it")
  func stops() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.alpha.delays[.createShare] = .seconds(3600)
    let life = try await site.life(options)
    for name in ["one", "two"] {
      let draft = ShareDraft(name: name, shareServerID: site.server.id, sizeGiB: 1)
      _ = try await life.inventory.createShare(draft, as: nil)
    }
    await life.shutdown()
    let next = try await site.life()
    await next.inventory.settle()
    #expect(site.ledger.tables.all(Share.self).allSatisfy { $0.status == .available })
    #expect(site.ledger.tables.all(Share.self).count == 4)
  }

  @Test("a server that may go with its last share goes")
  func autoDelete() async throws {
    let site = try await Site()
    let inventory = try await site.life().inventory
    let server = try await inventory.createServer(
      ServerDraft(
        projectID: "p", host: Site.beta, shareNetworkID: site.network.id, isAutoDeletable: true),
      as: nil)
    await inventory.settle()
    let draft = ShareDraft(name: "only", shareServerID: server.id, sizeGiB: 1)
    let share = try await inventory.createShare(draft, as: nil)
    await inventory.settle()
    try await inventory.deleteShare(share.id, as: nil)
    await inventory.settle()
    #expect(site.ledger.tables.row(ShareServer.self, server.id) == nil)
    let left = site.ledger.tables.all(NetworkAllocation.self)
    #expect(left == site.addresses)
  }

  @Test("the source of a success goes when the configuration says so, also after a restart")
  func deleteSourceAfter() async throws {
    for restarts in [false, true] {
      let site = try await Site()
      var options = Life.Options()
      options.settings.deleteSourceAfter = .seconds(3600)
      let life = try await site.life(options)
      let migration = try await life.migrate(site.request)
      try Outcome.success.check(site)
      let next = restarts ? try await site.life(options) : life
      await eventually {
        next.clock.advance(by: .seconds(3601))
        return site.ledger.tables.row(ShareServer.self, site.server.id) == nil
      }
      let kept = site.ledger.tables.all(ShareServer.self).map(\.id)
      #expect(kept == [try #require(migration.destinationShareServerID)])
    }
  }
}
