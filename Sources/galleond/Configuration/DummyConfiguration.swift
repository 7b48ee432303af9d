import MigrationCore

/// Options of the `dummy` driver, which keeps everything in memory.
struct DummyConfiguration: Sendable, Equatable {
  var pools: [Pool]
  var capabilities: Capabilities
  /// Pretended data in each share.
  var shareBytes: Int64
  var shareFiles: Int64
  /// How long each call takes; calls that are not named take no time.
  var delays: [Call: Duration]
  /// What goes wrong, in the order of the file.
  var faults: [Fault]

  struct Pool: Sendable, Equatable {
    var name: String
    var totalBytes: Int64
  }

  /// A call that fails on purpose.
  struct Fault: Sendable, Equatable {
    var call: Call
    var recovery: Recovery
    /// Calls that go well first.
    var after: Int64
    /// Failures from then on; 0 is all.
    var times: Int64
    var message: String
  }

  /// What the service should make of a fault.
  enum Recovery: String, Sendable, CaseIterable {
    /// The same call may succeed if made again.
    case retry
    /// It will not: the step has failed.
    case rollBack = "roll_back"
  }

  /// The calls of a driver.
  enum Call: String, Sendable, CaseIterable {
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
}
