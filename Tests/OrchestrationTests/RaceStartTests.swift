import ConformanceKit
import Drivers
import MigrationCore
import Orchestration
import Testing

/// Somebody changes something while a start is between its checks and its transaction, or the other way round. Whoever writes
/// first is accepted; the other is refused, and has changed nothing.
@Suite("What races with a start", .timeLimit(.minutes(15)))
struct RaceStartTests {
  /// A network that is not the source's, which the destination shall live in.
  struct Place {
    let site: Site
    let network: ShareNetwork
    let subnet: Subnet

    init() async throws {
      site = try await Site()
      let life = try await site.life()
      network = try await life.inventory.createNetwork(name: "other", projectID: "p", as: nil)
      subnet = try await life.inventory.createSubnet(
        SubnetDraft(shareNetworkID: network.id, availabilityZone: "zb", cidr: "10.9.0.0/24"),
        as: nil)
      await life.shutdown()
    }

    var request: MigrationRequest {
      var request = site.request
      request.newShareNetworkID = network.id.rawValue
      return request
    }
  }

  struct Operation: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// What it is refused for once a start was accepted; nil passes.
    let refusedFor: Reason?
    /// What a start is refused for while it is at work.
    let refusesStartFor: Reason
    /// Whether a start passes once it is done.
    let ends: Bool
    let make: @Sendable (Place, Life) async throws -> Void

    init(
      _ name: String, refusedFor: Reason?, refusesStartFor: Reason, ends: Bool,
      _ make: @escaping @Sendable (Place, Life) async throws -> Void
    ) {
      testDescription = name
      self.refusedFor = refusedFor
      self.refusesStartFor = refusesStartFor
      self.ends = ends
      self.make = make
    }

    static func onServer(
      _ name: String, _ reason: Reason,
      _ make: @escaping @Sendable (Site, Inventory) async throws -> Void
    ) -> Operation {
      Operation(name, refusedFor: .shareServerMigrating, refusesStartFor: reason, ends: true) {
        try await make($0.site, $1.inventory)
      }
    }
  }

  static let operations: [Operation] = [
    .onServer("create a share", .shareNotAvailable) { site, inventory in
      let draft = ShareDraft(name: "new", shareServerID: site.server.id, sizeGiB: 1)
      _ = try await inventory.createShare(draft, as: nil)
    },
    .onServer("delete a share", .shareNotAvailable) { site, inventory in
      try await inventory.deleteShare(site.shares[1].id, as: nil)
    },
    .onServer("extend a share", .shareNotAvailable) { site, inventory in
      _ = try await inventory.extendShare(site.shares[0].id, toGiB: 9, as: nil)
    },
    .onServer("create a snapshot", .snapshotNotAvailable) { site, inventory in
      _ = try await inventory.createSnapshot(of: site.shares[1].id, name: "x", as: nil)
    },
    .onServer("delete a snapshot", .snapshotNotAvailable) { site, inventory in
      try await inventory.deleteSnapshot(site.snapshot.id, as: nil)
    },
    .onServer("allow access", .accessRulesBusy) { site, inventory in
      _ = try await inventory.allowAccess(
        to: site.shares[0].id, .ip, "192.168.0.0/16", .readWrite, as: nil)
    },
    .onServer("deny access", .accessRulesBusy) { site, inventory in
      try await inventory.denyAccess(site.rules[0].id, as: nil)
    },
    Operation(
      "delete the destination's network", refusedFor: .shareNetworkInUse,
      refusesStartFor: .notFound(.shareNetwork), ends: false
    ) { place, life in
      try await life.inventory.deleteNetwork(place.network.id, as: nil)
    },
    Operation(
      "delete the destination's subnet", refusedFor: .subnetInUse,
      refusesStartFor: .noSubnetInZone, ends: false
    ) { place, life in
      try await life.inventory.deleteSubnet(place.subnet.id, as: nil)
    },
    Operation(
      "disable the destination", refusedFor: nil, refusesStartFor: .backendDisabled, ends: false
    ) { _, life in life.backends.setEnabled(Site.beta, false) },
    Operation(
      "reset the server", refusedFor: nil, refusesStartFor: .shareServerNotActive, ends: false
    ) { place, life in
      _ = try await life.inventory.resetServerStatus(
        place.site.server.id, to: .error, why: "test", as: nil)
    },
    Operation(
      "start a migration", refusedFor: .shareServerMigrating,
      refusesStartFor: .shareServerMigrating, ends: false
    ) { place, life in _ = try await life.orchestrator.start(place.request, as: nil) },
  ]

  /// A life whose source backend takes its time with everything asked of it.
  private func slowLife(_ place: Place) async throws -> Life {
    var options = Life.Options()
    let slow: [DummyCall] = [
      .createShare, .deleteShare, .extendShare, .createSnapshot, .deleteSnapshot,
      .applyAccessRules,
    ]
    options.alpha.delays = Dictionary(uniqueKeysWithValues: slow.map { ($0, .seconds(3600)) })
    return try await place.site.life(options)
  }

  /// Starts, and has `meanwhile` done between the start's checks and its transaction.
  private func start(
    _ place: Place, _ life: Life, meanwhile: () async throws -> Void
  ) async throws -> Result<Migration, Refusal> {
    let gate = life.ledger.holdNextWrite()
    let start = Task {
      do throws(Refusal) {
        return Result<Migration, Refusal>.success(
          try await life.orchestrator.start(place.request, as: nil))
      } catch {
        return .failure(error)
      }
    }
    await gate.reached()
    try await meanwhile()
    gate.open()
    return await start.value
  }

  @Test("what was accepted first refuses the start, which changes nothing", arguments: operations)
  func operationFirst(operation: Operation) async throws {
    let place = try await Place()
    let life = try await slowLife(place)
    let before = place.site.ledger.tables.all(Migration.self).count
    let result = try await start(place, life) { try await operation.make(place, life) }
    let refusal = #expect(throws: Refusal.self) { try result.get() }
    #expect(refusal?.reason == operation.refusesStartFor)
    let tables = place.site.ledger.tables
    if operation.refusesStartFor != .shareServerMigrating {
      #expect(tables.all(Migration.self).count == before)
      #expect(tables.all(ShareServer.self).allSatisfy { $0.status != .serverMigrating })
      #expect(tables.all(Share.self).allSatisfy { $0.status != .serverMigrating })
      #expect(tables.all(Snapshot.self).allSatisfy { $0.status != .serverMigrating })
    }
    #expect(life.invariants.violations.isEmpty)
    await life.shutdown()
  }

  @Test(
    "what was done meanwhile is part of the migration: nothing of an older view is left",
    arguments: operations.filter(\.ends))
  func operationDone(operation: Operation) async throws {
    let place = try await Place()
    let life = try await place.site.life()
    let result = try await start(place, life) {
      try await operation.make(place, life)
      await life.inventory.settle()
    }
    let migration = try result.get()
    let tables = place.site.ledger.tables
    #expect(Set(migration.shareIDs) == Set(tables.all(Share.self).map(\.id)))
    #expect(Set(migration.snapshotIDs) == Set(tables.all(Snapshot.self).map(\.id)))
    try await life.until(migration.id, .phase1Done)
    _ = try await life.orchestrator.complete(.migration(migration.id), as: nil)
    let ended = try await life.untilEnded(migration.id)
    #expect(ended.taskState == .success)
    #expect(life.invariants.violations.isEmpty)
    for share in place.site.ledger.tables.all(Share.self) {
      #expect(share.shareServerID == ended.destinationShareServerID)
      #expect(share.status == .available)
    }
    await life.shutdown()
  }

  @Test(
    "an accepted start refuses what comes after it, which changes nothing", arguments: operations)
  func startFirst(operation: Operation) async throws {
    let place = try await Place()
    let life = try await place.site.life()
    guard let reason = operation.refusedFor else { return }
    let gate = life.ledger.holdNextWrite()
    let late = Task { try await operation.make(place, life) }
    await gate.reached()
    let migration = try await life.orchestrator.start(place.request, as: nil)
    gate.open()
    let refusal = await #expect(throws: Refusal.self) { try await late.value }
    #expect(refusal?.kind == .failedPrecondition)
    #expect(refusal?.reason == reason)
    try await life.until(migration.id, .phase1Done)
    _ = try await life.orchestrator.complete(.migration(migration.id), as: nil)
    _ = try await life.untilEnded(migration.id)
    try Outcome.success.check(place.site)
    #expect(life.invariants.violations.isEmpty)
    await life.shutdown()
  }

  @Test("a work on access rules that has nothing left to do undoes no cast to read-only")
  func redundantRules() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.beta.capabilities.writable = false
    options.alpha.delays = [.extendShare: .seconds(60)]
    let life = try await site.life(options)
    let applied = site.alpha.calls.count { $0 == .applyAccessRules }
    // Two works wait behind the extension; the first does what both are for.
    _ = try await life.inventory.extendShare(site.shares[0].id, toGiB: 9, as: nil)
    for name in ["amy", "bob"] {
      _ = try await life.inventory.allowAccess(
        to: site.shares[1].id, .user, name, .readWrite, as: nil)
    }
    await life.clock.untilSleeping(for: .seconds(60))
    life.clock.advance(by: .seconds(61))
    await life.inventory.settle()
    #expect(site.alpha.calls.count { $0 == .applyAccessRules } == applied + 1)
    await life.shutdown()
  }
}
