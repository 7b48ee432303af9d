import ConformanceKit
import Drivers
import MigrationCore
import Orchestration
import Testing

@Suite("What waits while a server migrates", .timeLimit(.minutes(15)))
struct BlockedTests {
  /// An operation somebody may try on the source, on the destination or on what is theirs.
  struct Attempt: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let make: @Sendable (Site, Inventory, Migration) async throws -> Void

    init(
      _ name: String, _ make: @escaping @Sendable (Site, Inventory, Migration) async throws -> Void
    ) {
      testDescription = name
      self.make = make
    }
  }

  static let attempts: [Attempt] = [
    Attempt("create a share") { site, inventory, _ in
      let draft = ShareDraft(name: "new", shareServerID: site.server.id, sizeGiB: 1)
      _ = try await inventory.createShare(draft, as: nil)
    },
    Attempt("create a share on the destination") { site, inventory, migration in
      let id = migration.destinationShareServerID ?? site.server.id
      let draft = ShareDraft(name: "new", shareServerID: id, sizeGiB: 1)
      _ = try await inventory.createShare(draft, as: nil)
    },
    Attempt("delete a share") { site, inventory, _ in
      try await inventory.deleteShare(site.shares[1].id, as: nil)
    },
    Attempt("extend a share") { site, inventory, _ in
      _ = try await inventory.extendShare(site.shares[0].id, toGiB: 9, as: nil)
    },
    Attempt("create a snapshot") { site, inventory, _ in
      _ = try await inventory.createSnapshot(of: site.shares[0].id, name: "x", as: nil)
    },
    Attempt("delete a snapshot") { site, inventory, _ in
      try await inventory.deleteSnapshot(site.snapshot.id, as: nil)
    },
    Attempt("allow access") { site, inventory, _ in
      _ = try await inventory.allowAccess(
        to: site.shares[0].id, .ip, "192.168.0.0/16", .readWrite, as: nil)
    },
    Attempt("deny access") { site, inventory, _ in
      try await inventory.denyAccess(site.rules[0].id, as: nil)
    },
    Attempt("delete the source") { site, inventory, _ in
      try await inventory.deleteServer(site.server.id, as: nil)
    },
    Attempt("delete the destination") { site, inventory, migration in
      try await inventory.deleteServer(
        migration.destinationShareServerID ?? site.server.id, as: nil)
    },
    Attempt("delete the network") { site, inventory, _ in
      try await inventory.deleteNetwork(site.network.id, as: nil)
    },
    Attempt("delete the source's subnet") { site, inventory, _ in
      try await inventory.deleteSubnet(site.subnet.id, as: nil)
    },
    Attempt("delete the destination's subnet") { site, inventory, _ in
      let zb = try await inventory.list(Subnet.self).first { $0.availabilityZone == "zb" }
      try await inventory.deleteSubnet(zb?.id ?? site.subnet.id, as: nil)
    },
  ]

  /// Holds a migration in each state that is not final.
  private func held(_ site: Site, in state: TaskState) async throws -> (Life, Migration) {
    var options = Life.Options()
    let hour = Duration.seconds(3600)
    options.beta.delays = [
      .createServer: state == .inProgress ? hour : .zero,
      .startMigration: state == .driverStarting ? hour : .zero,
      .advanceMigration: state == .driverInProgress ? hour : .zero,
      .completeMigration: state == .completing ? hour : .zero,
      .cancelMigration: state == .cancelInProgress ? hour : .zero,
    ]
    if state == .starting { (options.ledgerPlan, options.jumpMax) = ([2: .lost], .zero) }
    let life = try await site.life(options)
    let migration = try await life.orchestrator.start(site.request, as: nil)
    let reference = MigrationReference.migration(migration.id)
    if state == .starting { await eventually { life.ledger.writes == 2 } }
    if state == .completing || state == .cancelInProgress {
      try await life.until(migration.id, .phase1Done)
      let command = state == .completing ? life.orchestrator.complete : life.orchestrator.cancel
      _ = try await command(reference, nil, nil)
    }
    return (life, try await life.until(migration.id, state))
  }

  @Test(
    "no operation passes on either server or what is theirs, and nothing changes",
    arguments: TaskState.allCases.filter { !$0.isFinal }, attempts)
  func blocked(state: TaskState, attempt: Attempt) async throws {
    let site = try await Site(subnets: [("za", "10.0.0.0/24"), ("zb", "10.1.0.0/24")])
    let (life, migration) = try await held(site, in: state)
    #expect(migration.taskState == state)
    let before = site.ledger.tables
    let refusal = await #expect(throws: Refusal.self) {
      try await attempt.make(site, life.inventory, migration)
    }
    #expect(refusal?.kind == .failedPrecondition)
    #expect(refusal?.message.isEmpty == false)
    let after = site.ledger.tables
    #expect(after.all(Share.self) == before.all(Share.self))
    #expect(after.all(ShareServer.self) == before.all(ShareServer.self))
    #expect(after.all(AccessRule.self) == before.all(AccessRule.self))
    await life.shutdown()
  }

  @Test("an operator's reset opens no way around a live migration")
  func resetDoesNotUnlock() async throws {
    let site = try await Site()
    let (life, _) = try await held(site, in: .driverInProgress)
    _ = try await life.inventory.resetServerStatus(
      site.server.id, to: .active, why: "test", as: nil)
    let refusal = await #expect(throws: Refusal.self) {
      try await life.inventory.deleteShare(site.shares[1].id, as: nil)
    }
    #expect(refusal?.reason == .shareServerMigrating)
    await life.shutdown()
  }

  @Test("after the end, what is left can be deleted: the source, its subnet, then the rest")
  func afterwards() async throws {
    let site = try await Site(subnets: [("za", "10.0.0.0/24"), ("zb", "10.1.0.0/24")])
    let life = try await site.life()
    let migration = try await life.migrate(site.request)
    try await life.inventory.deleteServer(site.server.id, as: nil)
    await life.inventory.settle()
    try await life.inventory.deleteSubnet(site.subnet.id, as: nil)
    #expect(site.ledger.tables.row(ShareServer.self, site.server.id) == nil)
    let shown = try await life.orchestrator.status(.migration(migration.id))
    #expect(shown.migration.taskState == .success, "the migration's record outlives its source")
    let events = try await life.orchestrator.history(of: migration.id)
    #expect(events.count(where: { $0.noun == .migration }) == Int(migration.revision))
  }
}
