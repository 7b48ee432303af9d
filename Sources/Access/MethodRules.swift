/// The one table of who may call what, by path. A method that is not in it needs an admin of all projects: forgetting one
/// opens nothing.
package enum MethodRules {
  package static func rule(_ path: String) -> MethodRule { all[path] ?? .rules }

  package static func has(_ path: String) -> Bool { all[path] != nil }

  private static let all: [String: MethodRule] = {
    var rules: [String: MethodRule] = [:]
    for (service, methods) in services {
      for (method, rule) in methods { rules["/\(service)/\(method)"] = rule }
    }
    return rules
  }()

  private static let services: [String: [String: MethodRule]] = [
    "galleon.v1.MigrationService": [
      "CheckMigration": .reads, "SuggestDestinations": .reads, "GetMigrationProgress": .reads,
      "GetMigration": .reads, "ListMigrations": .reads, "WatchMigration": .reads,
      "WatchMigrations": .reads,
      "StartMigration": .changes, "CompleteMigration": .changes, "CancelMigration": .changes,
      "UpdateMigration": .changes, "RecoverMigration": .changes,
    ],
    // A backend's servers belong to many projects: who empties one sees them all.
    "galleon.v1.EvacuationService": [
      "PlanEvacuation": .readsAll, "GetEvacuation": .readsAll, "ListEvacuations": .readsAll,
      "WatchEvacuation": .readsAll,
      "EvacuateBackend": .changesAll, "StopEvacuation": .changesAll,
      "ResumeEvacuation": .changesAll,
    ],
    "galleon.v1.ShareServerService": [
      "GetShareServer": .reads, "ListShareServers": .reads,
      "CreateShareServer": .changes, "DeleteShareServer": .changes,
      "ResetShareServerStatus": .forces, "ResetShareServerTaskState": .forces,
    ],
    "galleon.v1.ShareService": [
      "GetShare": .reads, "ListShares": .reads, "GetSnapshot": .reads, "ListSnapshots": .reads,
      "ListAccessRules": .reads,
      "CreateShare": .changes, "DeleteShare": .changes, "ExtendShare": .changes,
      "CreateSnapshot": .changes, "DeleteSnapshot": .changes, "AllowAccess": .changes,
      "DenyAccess": .changes,
      "ResetShareStatus": .forces, "ResetSnapshotStatus": .forces,
    ],
    "galleon.v1.NetworkService": [
      "GetShareNetwork": .reads, "ListShareNetworks": .reads, "GetShareNetworkSubnet": .reads,
      "ListShareNetworkSubnets": .reads, "ListAvailabilityZones": .reads,
      "CreateShareNetwork": .changes, "DeleteShareNetwork": .changes,
      "CreateShareNetworkSubnet": .changes, "DeleteShareNetworkSubnet": .changes,
    ],
    // Backends and share types belong to no project; whoever moves a server has to know where it could go.
    "galleon.v1.BackendService": [
      "ListBackends": .reads, "GetBackend": .reads, "ListShareTypes": .reads,
      "CreateShareType": .rules, "DeleteShareType": .rules,
    ],
    // Load balancers have no credentials, and hear nothing but whether to send calls here.
    "grpc.health.v1.Health": ["Check": .open, "Watch": .open, "List": .open],
    // The schema is public, but who asks for it should be somebody.
    "grpc.reflection.v1.ServerReflection": ["ServerReflectionInfo": .reads],
    "grpc.reflection.v1alpha.ServerReflection": ["ServerReflectionInfo": .reads],
    // The addresses of everybody who is connected.
    "grpc.channelz.v1.Channelz": [
      "GetTopChannels": .inspects, "GetServers": .inspects, "GetServer": .inspects,
      "GetServerSockets": .inspects, "GetChannel": .inspects, "GetSubchannel": .inspects,
      "GetSocket": .inspects,
    ],
    // How busy the service is: no more than its proxies read in every trailer.
    "xds.service.orca.v3.OpenRcaService": ["StreamCoreMetrics": .reads],
  ]
}
