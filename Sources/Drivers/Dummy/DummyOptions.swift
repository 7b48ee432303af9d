import MigrationCore

/// How the dummy driver behaves.
package struct DummyOptions: Sendable {
  package var pools: [BackendReport.Pool]
  package var capabilities: Capabilities
  /// What each share pretends to hold.
  package var shareBytes: Int64
  package var shareFiles: Int64
  /// How long each call takes; none when it is not named.
  package var delays: [DummyCall: Duration]
  package var faults: [DummyFault]

  package init(
    pools: [BackendReport.Pool] = [.init(name: "pool", totalBytes: 1 << 40, freeBytes: 1 << 40)],
    capabilities: Capabilities = Capabilities(
      writable: true, preserveSnapshots: true, shareNetworkChange: true, migrationCancel: true,
      migrationGetProgress: true),
    shareBytes: Int64 = 1 << 30, shareFiles: Int64 = 1000, delays: [DummyCall: Duration] = [:],
    faults: [DummyFault] = []
  ) {
    self.pools = pools
    self.capabilities = capabilities
    self.shareBytes = shareBytes
    self.shareFiles = shareFiles
    self.delays = delays
    self.faults = faults
  }
}

/// A call of the driver, as the configuration names it.
package enum DummyCall: String, Sendable, CaseIterable {
  case inspect
  case createServer = "create_server"
  case deleteServer = "delete_server"
  case createShare = "create_share"
  case deleteShare = "delete_share"
  case extendShare = "extend_share"
  case createSnapshot = "create_snapshot"
  case deleteSnapshot = "delete_snapshot"
  case applyAccessRules = "apply_access_rules"
  case checkCompatibility = "check_compatibility"
  case startMigration = "start_migration"
  case advanceMigration = "advance_migration"
  case completeMigration = "complete_migration"
  case cancelMigration = "cancel_migration"
  case verifyRecovery = "verify_recovery"
  case recoverMigration = "recover_migration"
}

/// Calls that fail on purpose: after their delay; `advanceMigration` when half of the data is copied, or at once when
/// an earlier call came that far.
package struct DummyFault: Sendable, Hashable {
  package var call: DummyCall
  /// How many calls go well first.
  package var after: Int
  /// How many fail then; nil is all that follow.
  package var times: Int?
  /// What the call throws; nil lets it hang until its task is cancelled.
  package var error: DriverError?

  package init(_ call: DummyCall, after: Int = 0, times: Int? = nil, error: DriverError?) {
    self.call = call
    self.after = after
    self.times = times
    self.error = error
  }
}
