import Drivers
import GalleonAPI
import MigrationCore

/// Section 5: the other calls of a migration.
extension RefusalCase {
  static let migrations: [RefusalCase] = references + states

  /// Every call that names a migration by its id or by a server's.
  private static func named(_ migration: String, _ server: String) -> [Request] {
    let name = "MigrationService"
    let mask = GoogleProtobufFieldMask(paths: ["priority"])
    return [
      Request(
        name, "CompleteMigration",
        CompleteMigrationRequest(migrationId: migration, shareServerId: server)),
      Request(
        name, "CancelMigration",
        CancelMigrationRequest(migrationId: migration, shareServerId: server)),
      Request(
        name, "UpdateMigration",
        UpdateMigrationRequest(migrationId: migration, shareServerId: server, updateMask: mask)),
      Request(
        name, "RecoverMigration",
        RecoverMigrationRequest(
          migrationId: migration, shareServerId: server, direction: .forward)),
      Request(
        name, "GetMigrationProgress",
        GetMigrationProgressRequest(migrationId: migration, shareServerId: server)),
      Request(
        name, "GetMigration", GetMigrationRequest(migrationId: migration, shareServerId: server)),
      Request(
        name, "WatchMigration",
        WatchMigrationRequest(migrationId: migration, shareServerId: server)),
    ]
  }

  private static let references: [RefusalCase] = [
    RefusalCase(
      "no id", .invalidArgument, .invalidArgument, about: nil, fields: ["migration_id"]
    ) { _ in named("", "") },
    RefusalCase(
      "both ids", .invalidArgument, .invalidArgument, about: nil, fields: ["migration_id"]
    ) { _ in named(nobody, nobody) },
    RefusalCase(
      "an id that is no UUID", .invalidArgument, .invalidArgument, about: nil,
      fields: ["migration_id"]
    ) { _ in named("42", "") },
    RefusalCase(
      "a server id that is no UUID", .invalidArgument, .invalidArgument, about: nil,
      fields: ["share_server_id"]
    ) { _ in named("", "42") },
    RefusalCase(
      "migration unknown", .notFound, .notFound(.migration), about: { _ in (.migration, nobody) }
    ) { _ in named(nobody, "") },
    RefusalCase(
      "server of no migration unknown", .notFound, .notFound(.shareServer),
      about: { _ in (.shareServer, nobody) }
    ) { _ in named("", nobody) },
    RefusalCase(
      "server was never migrated", .notFound, .noMigration,
      about: { (.shareServer, $0.rows.server.id.rawValue) }
    ) { named("", $0.rows.server.id.rawValue) },
  ]

  private static func migration(_ scene: Scene) -> (Noun?, String) {
    (.migration, scene.store.tables.all(MigrationCore.Migration.self).first?.id.rawValue ?? "")
  }

  private static func complete(_ scene: Scene) -> Request {
    Request(
      "MigrationService", "CompleteMigration",
      CompleteMigrationRequest(shareServerId: scene.rows.server.id.rawValue))
  }

  private static func cancel(_ scene: Scene) -> Request {
    Request(
      "MigrationService", "CancelMigration",
      CancelMigrationRequest(shareServerId: scene.rows.server.id.rawValue))
  }

  private static func recover(_ scene: Scene) -> Request {
    Request(
      "MigrationService", "RecoverMigration",
      RecoverMigrationRequest(
        shareServerId: scene.rows.server.id.rawValue, direction: .backward))
  }

  private static let states: [RefusalCase] = [
    RefusalCase(
      "a complete while it copies", .failedPrecondition, .wrongTaskState, about: migration,
      beta: slow(.advanceMigration),
      prepare: { try await $0.migrate(to: .driverInProgress) }, calls: { [complete($0)] }),
    RefusalCase(
      "a complete and a cancel after a cancel", .failedPrecondition, .wrongTaskState,
      about: migration, beta: slow(.cancelMigration),
      prepare: { scene in
        try await scene.migrate(to: .phase1Done)
        _ = try await scene.orchestrator.cancel(.shareServer(scene.rows.server.id), as: nil)
      }, calls: { [complete($0), cancel($0)] }),
    RefusalCase(
      "a complete whose destination is down", .unavailable, .backendDown, about: beta,
      prepare: { scene in
        try await scene.migrate(to: .phase1Done)
        scene.clock.advance(by: .seconds(61))
      }, calls: { [complete($0)] }),
    RefusalCase(
      "a cancel that the driver cannot", .failedPrecondition, .cancelNotSupported,
      about: migration,
      beta: DummyOptions(
        capabilities: Capabilities(writable: true, preserveSnapshots: true),
        delays: [.advanceMigration: .seconds(3600)]),
      prepare: { try await $0.migrate(to: .driverInProgress) }, calls: { [cancel($0)] }),
    RefusalCase(
      "a recovery of what did not fail", .failedPrecondition, .notInError, about: migration,
      beta: slow(.advanceMigration),
      prepare: { try await $0.migrate(to: .driverInProgress) }, calls: { [recover($0)] }),
    RefusalCase(
      "a change of nothing named", .invalidArgument, .invalidArgument, about: nil,
      fields: ["update_mask"]
    ) { scene in
      [
        Request(
          "MigrationService", "UpdateMigration",
          UpdateMigrationRequest(shareServerId: scene.rows.server.id.rawValue))
      ]
    },
    RefusalCase(
      "a recovery without a direction", .invalidArgument, .invalidArgument, about: nil,
      fields: ["direction"]
    ) { _ in
      [
        Request(
          "MigrationService", "RecoverMigration", RecoverMigrationRequest(migrationId: nobody))
      ]
    },
    RefusalCase(
      "a token that is none", .invalidArgument, .invalidArgument, about: nil,
      fields: ["resume_token"]
    ) { _ in
      [
        Request(
          "MigrationService", "WatchMigrations", WatchMigrationsRequest(resumeToken: "nonsense"))
      ]
    },
    RefusalCase(
      "a start with wrong controls and request id tells them with the rest", .invalidArgument,
      .invalidArgument, about: nil,
      fields: ["destination_host", "controls.complete_after", "request_id", "controls.priority"]
    ) { scene in
      [
        Request(
          "MigrationService", "StartMigration",
          StartMigrationRequest(
            shareServerId: scene.rows.server.id.rawValue, destinationHost: "beta",
            requestId: "x",
            controls: MigrationControls(
              priority: 1_000_000, completeAfter: GoogleProtobufTimestamp(seconds: -1))))
      ]
    },
    RefusalCase(
      "an unknown server is told before wrong controls", .notFound, .notFound(.shareServer),
      about: { _ in (.shareServer, nobody) }
    ) { _ in
      [
        Request(
          "MigrationService", "StartMigration",
          StartMigrationRequest(
            shareServerId: nobody, destinationHost: Scene.beta.rawValue,
            controls: MigrationControls(priority: 1_000_000)))
      ]
    },
  ]
}
