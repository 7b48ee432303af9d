import Drivers
import MigrationCore
import Orchestration

/// Section 4 of the contract, in its order.
extension RefusalCase {
  static let admissions: [RefusalCase] = requests + places + resourcesInTheWay + drivers

  private static let requests: [RefusalCase] = [
    .admission(
      "1 server unknown", .notFound, .notFound(.shareServer),
      about: {
        _ in (.shareServer, nobody)
      }, ask: { $1.server = nobody }),
    .admission(
      "2 everything malformed", .invalidArgument, .invalidArgument,
      fields: ["share_server_id", "destination_host", "new_share_network_id"],
      ask: { _, ask in (ask.server, ask.host, ask.network) = ("x", "beta", "y") }),
    .admission(
      "2 host with a pool", .invalidArgument, .invalidArgument, fields: ["destination_host"],
      ask: { $1.host = "two@beta#pool" }),
    .admission(
      "2 nothing set", .invalidArgument, .invalidArgument,
      fields: ["share_server_id", "destination_host"],
      ask: { _, ask in (ask.server, ask.host) = ("", "") }),
    .admission(
      "3 network unknown", .notFound, .notFound(.shareNetwork),
      about: { _ in (.shareNetwork, nobody) }, ask: { $1.network = nobody }),
    .admission(
      "3 network of another project", .failedPrecondition, .shareNetworkOtherProject, about: other,
      prepare: { scene in
        try await scene.change(scene.rows.other) { $0.projectID = "q" }
      }, ask: { $1.network = $0.rows.other.id.rawValue }),
    .admission(
      "3 network not active", .failedPrecondition, .shareNetworkNotActive, about: other,
      prepare: {
        scene in
        try await scene.change(scene.rows.other) { $0.status = .networkChange }
      }, ask: { $1.network = $0.rows.other.id.rawValue }),
    .admission(
      "4 no shares", .failedPrecondition, .shareServerHasNoShares,
      prepare: { scene in
        let rows = scene.rows
        try await scene.store.write { tx throws(Refusal) in
          try tx.delete(Snapshot.self, rows.snapshot.id)
          try tx.delete(AccessRule.self, rows.rule.id)
          try tx.delete(Share.self, rows.share.id)
        }
      }),
    .admission(
      "5 server not active", .failedPrecondition, .shareServerNotActive,
      prepare: { scene in
        try await scene.change(scene.rows.server) { $0.status = .error }
      }),
    .admission(
      "5 server migrates", .failedPrecondition, .shareServerMigrating,
      beta: slow(.advanceMigration), prepare: { try await $0.migrate(to: .driverInProgress) }),
    .admission(
      "6 share group", .failedPrecondition, .shareServerInShareGroup,
      prepare: { scene in
        try await scene.change(scene.rows.share) { $0.shareGroupID = .random() }
      }),
  ]

  private static let places: [RefusalCase] = [
    .admission(
      "7 same place", .failedPrecondition, .sameHost,
      ask: {
        $1.host = Scene.alpha.rawValue
      }),
    .admission(
      "8 backend unknown", .notFound, .backendNotFound, about: { _ in (nil, "no@where") },
      ask: { $1.host = "no@where" }),
    .admission(
      "8 backend disabled", .unavailable, .backendDisabled, about: beta,
      prepare: {
        $0.backends.setEnabled(Scene.beta, false)
      }),
    .admission(
      "8 backend being emptied", .unavailable, .backendEvacuating, about: beta,
      prepare: {
        $0.backends.setEvacuating(Scene.beta, true)
      }),
    .admission(
      "8 backend down", .unavailable, .backendDown, about: beta,
      prepare: {
        $0.clock.advance(by: .seconds(61))
      }),
    .admission(
      "9 zone of a type", .failedPrecondition, .shareTypeZoneMismatch,
      about: { (.share, $0.rows.share.id.rawValue) },
      prepare: { scene in
        try await scene.change(scene.rows.type) { $0.extraSpecs = ["availability_zones": "za,zbb"] }
      }),
    .admission(
      "10 no subnet", .failedPrecondition, .noSubnetInZone,
      about: { (.shareNetwork, $0.rows.network.id.rawValue) },
      prepare: { scene in
        try await scene.change(scene.rows.subnet) { $0.availabilityZone = "za" }
      }),
  ]

  private static let resourcesInTheWay: [RefusalCase] = [
    .admission(
      "11 share not available", .failedPrecondition, .shareNotAvailable, about: share,
      prepare: {
        scene in
        try await scene.change(scene.rows.share) { $0.status = .extending }
      }),
    .admission(
      "11 replicas", .failedPrecondition, .shareHasReplicas, about: share,
      prepare: { scene in
        try await scene.change(scene.rows.share) { $0.hasReplicas = true }
      }),
    .admission(
      "11 rules in error", .failedPrecondition, .accessRulesInError, about: share,
      prepare: {
        scene in
        try await scene.change(scene.rows.rule) { $0.state = .error }
      }),
    .admission(
      "11 rules busy", .failedPrecondition, .accessRulesBusy, about: share,
      prepare: { scene in
        try await scene.change(scene.rows.rule) { $0.state = .queuedToDeny }
      }),
    .admission(
      "11 snapshot not available", .failedPrecondition, .snapshotNotAvailable,
      about: { (.snapshot, $0.rows.snapshot.id.rawValue) },
      prepare: { scene in
        try await scene.change(scene.rows.snapshot) { $0.status = .creating }
      }),
    .admission(
      "11 everything at once, all of it named", .failedPrecondition, .shareNotAvailable,
      about: share,
      violations: [
        .shareNotAvailable, .shareHasReplicas, .accessRulesInError, .snapshotNotAvailable,
      ],
      prepare: { scene in
        try await scene.change(scene.rows.share) { share in
          (share.status, share.hasReplicas) = (.error, true)
          share.accessRulesStatus = .error
        }
        try await scene.change(scene.rows.snapshot) { $0.status = .error }
      }),
  ]

  private static let drivers: [RefusalCase] = [
    RefusalCase(
      "conflicts refuse a start, all of them", .failedPrecondition, .destinationIncompatible,
      about: { (.shareServer, $0.rows.server.id.rawValue) },
      violations: [
        .notEnoughSpace, .nondisruptiveNotSupported, .preserveSnapshotsNotSupported,
      ], beta: unable
    ) { scene in
      var ask = Ask(server: scene.rows.server.id.rawValue)
      ask.nondisruptive = true
      return [ask.start]
    },
    .admission(
      "a driver that fails to check", .failedPrecondition, .driverFailed, about: beta,
      beta: failing(.rollBack)),
    .admission(
      "a driver that cannot check now", .failedPrecondition, .driverFailed, about: beta,
      beta: failing(.retry)),
    .admission(
      "a driver that does not come back", .failedPrecondition, .driverDeadlineExceeded,
      about: beta,
      beta: DummyOptions(faults: [DummyFault(.checkCompatibility, error: nil)]),
      prepare: { $0.hurry(deadlines: 2) }),
    .admission(
      "more checks than the service takes", .resourceExhausted, .overloaded, about: nil,
      beta: slow(.checkCompatibility), prepare: occupy),
  ]

  /// As many checks as the service takes at a time, none of which comes back.
  private static func occupy(_ scene: Scene) async throws {
    let request = MigrationRequest(
      shareServerID: scene.rows.server.id.rawValue, destinationHost: Scene.beta.rawValue)
    let (begun, begin) = AsyncStream<Void>.makeStream()
    for _ in 0..<Settings().checksMax {
      Task {
        begin.yield()
        _ = try? await scene.orchestrator.check(request)
      }
    }
    var count = 0
    for await _ in begun {
      count += 1
      if count == Settings().checksMax { break }
    }
    while scene.clock.sleepers < 2 * Settings().checksMax { await Task.yield() }
  }

  /// A backend that can nothing and has no space.
  static var unable: DummyOptions {
    DummyOptions(
      pools: [.init(name: "pool", totalBytes: 1, freeBytes: 1)],
      capabilities: Capabilities(shareNetworkChange: true))
  }

  static func slow(_ call: DummyCall) -> DummyOptions {
    DummyOptions(delays: [call: .seconds(3600)])
  }

  private static func failing(_ recovery: DriverError.Recovery) -> DummyOptions {
    DummyOptions(faults: [
      DummyFault(
        .checkCompatibility, error: DriverError(recovery, .driverFailed, "the array is on fire"))
    ])
  }

  private static func other(_ scene: Scene) -> (Noun?, String) {
    (.shareNetwork, scene.rows.other.id.rawValue)
  }

  static func share(_ scene: Scene) -> (Noun?, String) {
    (.share, scene.rows.share.id.rawValue)
  }

  static func beta(_ scene: Scene) -> (Noun?, String) { (nil, Scene.beta.rawValue) }
}
