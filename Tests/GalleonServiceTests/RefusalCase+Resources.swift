import Drivers
import GalleonAPI
import MigrationCore

/// Calls around migrations: what must wait, what is in the way, what is not there.
extension RefusalCase {
  static let resources: [RefusalCase] = blocked + missing + inUse + unreachable

  private static func createShare(_ server: String, type: String = "") -> Request {
    Request(
      "ShareService", "CreateShare",
      CreateShareRequest(
        name: "n", shareServerId: server, sizeGib: 1, protocol: .nfs, shareTypeId: type))
  }

  private static func deleteServer(_ id: String) -> Request {
    Request(
      "ShareServerService", "DeleteShareServer", DeleteShareServerRequest(shareServerId: id))
  }

  /// Every call that changes what is on a share server, for these ids.
  private static func changes(share: String, snapshot: String, rule: String) -> [Request] {
    let name = "ShareService"
    return [
      Request(name, "ExtendShare", ExtendShareRequest(shareId: share, newSizeGib: 2)),
      Request(name, "CreateSnapshot", CreateSnapshotRequest(shareId: share, name: "n")),
      Request(
        name, "AllowAccess",
        AllowAccessRequest(
          shareId: share, accessType: .user, accessTo: "amy", accessLevel: .rw)),
      Request(name, "DeleteSnapshot", DeleteSnapshotRequest(snapshotId: snapshot)),
      Request(name, "DenyAccess", DenyAccessRequest(accessRuleId: rule)),
    ]
  }

  private static func changes(_ scene: Scene) -> [Request] {
    let rows = scene.rows
    return changes(
      share: rows.share.id.rawValue, snapshot: rows.snapshot.id.rawValue,
      rule: rows.rule.id.rawValue)
  }

  private static func deleteShare(_ id: String) -> Request {
    Request("ShareService", "DeleteShare", DeleteShareRequest(shareId: id))
  }

  private static func server(_ scene: Scene) -> (Noun?, String) {
    (.shareServer, scene.rows.server.id.rawValue)
  }

  private static let blocked: [RefusalCase] = [
    RefusalCase(
      "changes of what migrates", .failedPrecondition, .shareServerMigrating, about: server,
      beta: slow(.advanceMigration), prepare: { try await $0.migrate(to: .driverInProgress) },
      calls: { scene in
        let id = scene.rows.server.id.rawValue
        return changes(scene) + [
          createShare(id), deleteServer(id), deleteShare(scene.rows.share.id.rawValue),
        ]
      }),
    RefusalCase(
      "the network of what migrates", .failedPrecondition, .shareNetworkInUse,
      about: { (.shareNetwork, $0.rows.network.id.rawValue) }, beta: slow(.advanceMigration),
      prepare: { try await $0.migrate(to: .driverInProgress) },
      calls: { scene in
        [
          Request(
            "NetworkService", "DeleteShareNetwork",
            DeleteShareNetworkRequest(shareNetworkId: scene.rows.network.id.rawValue))
        ]
      }),
    RefusalCase(
      "the subnet of what migrates", .failedPrecondition, .subnetInUse,
      about: { (.subnet, $0.rows.subnet.id.rawValue) }, beta: slow(.advanceMigration),
      prepare: { try await $0.migrate(to: .driverInProgress) },
      calls: { scene in
        [
          Request(
            "NetworkService", "DeleteShareNetworkSubnet",
            DeleteShareNetworkSubnetRequest(
              shareNetworkSubnetId: scene.rows.subnet.id.rawValue))
        ]
      }),
    RefusalCase(
      "changes on a server that is not active", .failedPrecondition, .shareServerNotActive,
      about: server,
      prepare: { scene in try await scene.change(scene.rows.server) { $0.status = .error } },
      calls: { scene in
        Array(changes(scene).prefix(3)) + [createShare(scene.rows.server.id.rawValue)]
      }),
    RefusalCase(
      "changes of a share that is not available", .failedPrecondition, .shareNotAvailable,
      about: share,
      prepare: { scene in try await scene.change(scene.rows.share) { $0.status = .error } },
      calls: { Array(changes($0).prefix(3)) }),
  ]

  private static func unknown(_ noun: Noun, _ calls: [Request]) -> RefusalCase {
    RefusalCase(
      "unknown \(noun.rawValue)", .notFound, .notFound(noun), about: { _ in (noun, nobody) }
    ) { _ in calls }
  }

  private static let missing: [RefusalCase] = [
    unknown(
      .shareServer,
      [
        createShare(nobody), deleteServer(nobody),
        Request(
          "ShareServerService", "GetShareServer", GetShareServerRequest(shareServerId: nobody)),
        Request(
          "ShareServerService", "ResetShareServerStatus",
          ResetShareServerStatusRequest(shareServerId: nobody, status: .error)),
        Request(
          "ShareServerService", "ResetShareServerTaskState",
          ResetShareServerTaskStateRequest(shareServerId: nobody)),
      ]),
    unknown(
      .share,
      Array(changes(share: nobody, snapshot: nobody, rule: nobody).prefix(3)) + [
        deleteShare(nobody),
        Request("ShareService", "GetShare", GetShareRequest(shareId: nobody)),
        Request(
          "ShareService", "ResetShareStatus",
          ResetShareStatusRequest(shareId: nobody, status: .available)),
      ]),
    unknown(
      .snapshot,
      [
        changes(share: nobody, snapshot: nobody, rule: nobody)[3],
        Request(
          "ShareService", "ResetSnapshotStatus",
          ResetSnapshotStatusRequest(snapshotId: nobody, status: .available)),
      ]),
    unknown(.accessRule, [changes(share: nobody, snapshot: nobody, rule: nobody)[4]]),
    RefusalCase(
      "a reset to no status", .invalidArgument, .invalidArgument, about: nil, fields: ["status"]
    ) { scene in
      [
        Request(
          "ShareServerService", "ResetShareServerStatus",
          ResetShareServerStatusRequest(shareServerId: scene.rows.server.id.rawValue)),
        Request(
          "ShareService", "ResetShareStatus",
          ResetShareStatusRequest(shareId: scene.rows.share.id.rawValue)),
        Request(
          "ShareService", "ResetSnapshotStatus",
          ResetSnapshotStatusRequest(snapshotId: scene.rows.snapshot.id.rawValue)),
      ]
    },
    RefusalCase(
      "a subnet of no zone", .notFound, .zoneNotFound, about: nil
    ) { scene in
      [subnet("10.1.0.0/24", zone: "zz", scene)]
    }.naming("availability_zone", "zz"),
  ]

  private static func subnet(_ cidr: String, zone: String = "", _ scene: Scene) -> Request {
    Request(
      "NetworkService", "CreateShareNetworkSubnet",
      CreateShareNetworkSubnetRequest(
        shareNetworkId: scene.rows.network.id.rawValue, availabilityZone: zone, cidr: cidr))
  }

  private static let inUse: [RefusalCase] = [
    RefusalCase(
      "a subnet that overlaps", .failedPrecondition, .subnetOverlaps,
      about: { (.subnet, $0.rows.subnet.id.rawValue) }
    ) { [subnet("10.0.0.128/25", $0)] },
    RefusalCase(
      "a share with snapshots", .failedPrecondition, .shareHasSnapshots, about: share
    ) { [deleteShare($0.rows.share.id.rawValue)] },
    RefusalCase("a server with shares", .failedPrecondition, .shareServerHasShares, about: server) {
      [deleteServer($0.rows.server.id.rawValue)]
    },
    RefusalCase(
      "a type in use", .failedPrecondition, .shareTypeInUse,
      about: { (.shareType, $0.rows.type.id.rawValue) }
    ) { scene in
      [
        Request(
          "BackendService", "DeleteShareType",
          DeleteShareTypeRequest(shareTypeId: scene.rows.type.id.rawValue))
      ]
    },
    RefusalCase(
      "a name that is taken", .alreadyExists, .nameTaken,
      about: { (.shareType, $0.rows.type.id.rawValue) }
    ) { _ in
      [Request("BackendService", "CreateShareType", CreateShareTypeRequest(name: "gold"))]
    },
    RefusalCase(
      "a rule that is there", .alreadyExists, .accessRuleExists,
      about: { (.accessRule, $0.rows.rule.id.rawValue) }
    ) { scene in
      [
        Request(
          "ShareService", "AllowAccess",
          AllowAccessRequest(
            shareId: scene.rows.share.id.rawValue, accessType: .ip, accessTo: "10.0.0.0/8",
            accessLevel: .ro))
      ]
    },
    RefusalCase(
      "a size that is not larger", .invalidArgument, .sizeNotLarger, about: share,
      fields: ["new_size_gib"]
    ) { scene in
      [
        Request(
          "ShareService", "ExtendShare",
          ExtendShareRequest(shareId: scene.rows.share.id.rawValue, newSizeGib: 1))
      ]
    },
    RefusalCase(
      "a type of other zones", .failedPrecondition, .shareTypeZoneMismatch,
      about: { (.shareType, $0.rows.type.id.rawValue) },
      prepare: { scene in
        try await scene.change(scene.rows.type) { $0.extraSpecs = ["availability_zones": "zb"] }
      },
      calls: { [createShare($0.rows.server.id.rawValue, type: $0.rows.type.id.rawValue)] }),
  ]

  private static func createServer(_ scene: Scene, on host: BackendAddress) -> Request {
    Request(
      "ShareServerService", "CreateShareServer",
      CreateShareServerRequest(
        projectId: "p", host: host.rawValue, shareNetworkId: scene.rows.network.id.rawValue))
  }

  private static let unreachable: [RefusalCase] = [
    RefusalCase(
      "a backend that is down", .unavailable, .backendDown,
      about: { _ in (nil, Scene.alpha.rawValue) },
      prepare: { scene in
        scene.clock.advance(by: .seconds(61))
      },
      calls: { scene in
        changes(scene) + [
          createShare(scene.rows.server.id.rawValue), createServer(scene, on: Scene.alpha),
        ]
      }),
    RefusalCase(
      "a backend that takes nothing new", .unavailable, .backendDisabled,
      about: { _ in (nil, Scene.alpha.rawValue) },
      prepare: { $0.backends.setEnabled(Scene.alpha, false) },
      calls: { scene in
        [createShare(scene.rows.server.id.rawValue), createServer(scene, on: Scene.alpha)]
      }),
    RefusalCase(
      "a backend that is being emptied", .unavailable, .backendEvacuating,
      about: { _ in (nil, Scene.alpha.rawValue) },
      prepare: { $0.backends.setEvacuating(Scene.alpha, true) },
      calls: { [createServer($0, on: Scene.alpha)] }),
  ]
}
