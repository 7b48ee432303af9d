// Made by scripts/generate-swift.sh from proto/galleon/v1/service_config.json.

package enum PublishedServiceConfig {
  /// How to call the services, as gRPC clients read it (gRFC A6, A17).
  package static let json = #"""
    {
      "loadBalancingConfig": [{"round_robin": {}}, {"pick_first": {}}],
      "healthCheckConfig": {"serviceName": "galleon.v1.MigrationService"},
      "retryThrottling": {"maxTokens": 100, "tokenRatio": 0.5},
      "methodConfig": [
        {
          "name": [
            {"service": "galleon.v1.BackendService", "method": "ListBackends"},
            {"service": "galleon.v1.BackendService", "method": "GetBackend"},
            {"service": "galleon.v1.BackendService", "method": "ListShareTypes"},
            {"service": "galleon.v1.EvacuationService", "method": "PlanEvacuation"},
            {"service": "galleon.v1.EvacuationService", "method": "GetEvacuation"},
            {"service": "galleon.v1.EvacuationService", "method": "ListEvacuations"},
            {"service": "galleon.v1.MigrationService", "method": "CheckMigration"},
            {"service": "galleon.v1.MigrationService", "method": "SuggestDestinations"},
            {"service": "galleon.v1.MigrationService", "method": "GetMigrationProgress"},
            {"service": "galleon.v1.MigrationService", "method": "GetMigration"},
            {"service": "galleon.v1.MigrationService", "method": "ListMigrations"},
            {"service": "galleon.v1.NetworkService", "method": "GetShareNetwork"},
            {"service": "galleon.v1.NetworkService", "method": "ListShareNetworks"},
            {"service": "galleon.v1.NetworkService", "method": "GetShareNetworkSubnet"},
            {"service": "galleon.v1.NetworkService", "method": "ListShareNetworkSubnets"},
            {"service": "galleon.v1.NetworkService", "method": "ListAvailabilityZones"},
            {"service": "galleon.v1.ShareServerService", "method": "GetShareServer"},
            {"service": "galleon.v1.ShareServerService", "method": "ListShareServers"},
            {"service": "galleon.v1.ShareService", "method": "GetShare"},
            {"service": "galleon.v1.ShareService", "method": "ListShares"},
            {"service": "galleon.v1.ShareService", "method": "GetSnapshot"},
            {"service": "galleon.v1.ShareService", "method": "ListSnapshots"},
            {"service": "galleon.v1.ShareService", "method": "ListAccessRules"}
          ],
          "retryPolicy": {
            "maxAttempts": 5,
            "initialBackoff": "0.1s",
            "maxBackoff": "2s",
            "backoffMultiplier": 2,
            "retryableStatusCodes": ["UNAVAILABLE"]
          }
        },
        {
          "name": [
            {"service": "galleon.v1.BackendService", "method": "CreateShareType"},
            {"service": "galleon.v1.BackendService", "method": "DeleteShareType"},
            {"service": "galleon.v1.EvacuationService", "method": "EvacuateBackend"},
            {"service": "galleon.v1.EvacuationService", "method": "StopEvacuation"},
            {"service": "galleon.v1.EvacuationService", "method": "ResumeEvacuation"},
            {"service": "galleon.v1.MigrationService", "method": "StartMigration"},
            {"service": "galleon.v1.MigrationService", "method": "CompleteMigration"},
            {"service": "galleon.v1.MigrationService", "method": "CancelMigration"},
            {"service": "galleon.v1.MigrationService", "method": "UpdateMigration"},
            {"service": "galleon.v1.MigrationService", "method": "RecoverMigration"},
            {"service": "galleon.v1.NetworkService", "method": "CreateShareNetwork"},
            {"service": "galleon.v1.NetworkService", "method": "DeleteShareNetwork"},
            {"service": "galleon.v1.NetworkService", "method": "CreateShareNetworkSubnet"},
            {"service": "galleon.v1.NetworkService", "method": "DeleteShareNetworkSubnet"},
            {"service": "galleon.v1.ShareServerService", "method": "CreateShareServer"},
            {"service": "galleon.v1.ShareServerService", "method": "DeleteShareServer"},
            {"service": "galleon.v1.ShareServerService", "method": "ResetShareServerStatus"},
            {"service": "galleon.v1.ShareServerService", "method": "ResetShareServerTaskState"},
            {"service": "galleon.v1.ShareService", "method": "CreateShare"},
            {"service": "galleon.v1.ShareService", "method": "DeleteShare"},
            {"service": "galleon.v1.ShareService", "method": "ExtendShare"},
            {"service": "galleon.v1.ShareService", "method": "ResetShareStatus"},
            {"service": "galleon.v1.ShareService", "method": "CreateSnapshot"},
            {"service": "galleon.v1.ShareService", "method": "DeleteSnapshot"},
            {"service": "galleon.v1.ShareService", "method": "ResetSnapshotStatus"},
            {"service": "galleon.v1.ShareService", "method": "AllowAccess"},
            {"service": "galleon.v1.ShareService", "method": "DenyAccess"}
          ],
          "retryPolicy": {
            "maxAttempts": 5,
            "initialBackoff": "0.1s",
            "maxBackoff": "2s",
            "backoffMultiplier": 2,
            "retryableStatusCodes": ["UNAVAILABLE"]
          }
        },
        {
          "name": [
            {"service": "galleon.v1.EvacuationService", "method": "WatchEvacuation"},
            {"service": "galleon.v1.MigrationService", "method": "WatchMigration"},
            {"service": "galleon.v1.MigrationService", "method": "WatchMigrations"}
          ]
        }
      ]
    }
    """#
}
