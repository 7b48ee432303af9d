/// Stable words for why something was refused or failed (google.rpc.ErrorInfo.reason, UPPER_SNAKE_CASE, at most 63
/// characters). A word, once released, is never changed.
package struct Reason: Hashable, Sendable, Codable, CustomStringConvertible {
  package let rawValue: String

  package init(_ rawValue: String) {
    self.rawValue = rawValue
  }

  package init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  package var description: String { rawValue }

  /// SHARE_SERVER_NOT_FOUND and its like.
  package static func notFound(_ noun: Noun) -> Reason {
    Reason(noun.rawValue.uppercased() + "_NOT_FOUND")
  }

  // Requests.
  package static let invalidArgument = Reason("INVALID_ARGUMENT")
  package static let requestIDReused = Reason("REQUEST_ID_REUSED")
  package static let requestPending = Reason("REQUEST_PENDING")
  package static let otherProject = Reason("OTHER_PROJECT")
  package static let nameTaken = Reason("NAME_TAKEN")

  // States.
  package static let shareServerNotActive = Reason("SHARE_SERVER_NOT_ACTIVE")
  package static let shareServerMigrating = Reason("SHARE_SERVER_MIGRATING")
  package static let shareServerHasNoShares = Reason("SHARE_SERVER_HAS_NO_SHARES")
  package static let shareServerHasShares = Reason("SHARE_SERVER_HAS_SHARES")
  package static let shareServerInShareGroup = Reason("SHARE_SERVER_IN_SHARE_GROUP")
  package static let shareNotAvailable = Reason("SHARE_NOT_AVAILABLE")
  package static let shareHasReplicas = Reason("SHARE_HAS_REPLICAS")
  package static let protocolNotSupported = Reason("PROTOCOL_NOT_SUPPORTED")
  package static let shareHasSnapshots = Reason("SHARE_HAS_SNAPSHOTS")
  package static let accessRulesInError = Reason("ACCESS_RULES_IN_ERROR")
  package static let accessRulesBusy = Reason("ACCESS_RULES_BUSY")
  package static let accessRuleExists = Reason("ACCESS_RULE_EXISTS")
  package static let snapshotNotAvailable = Reason("SNAPSHOT_NOT_AVAILABLE")
  package static let shareNetworkNotActive = Reason("SHARE_NETWORK_NOT_ACTIVE")
  package static let shareNetworkOtherProject = Reason("SHARE_NETWORK_OTHER_PROJECT")
  package static let shareNetworkInUse = Reason("SHARE_NETWORK_IN_USE")
  package static let subnetInUse = Reason("SHARE_NETWORK_SUBNET_IN_USE")
  package static let subnetOverlaps = Reason("SHARE_NETWORK_SUBNET_OVERLAPS")
  package static let noSubnetInZone = Reason("NO_SUBNET_IN_AVAILABILITY_ZONE")
  package static let noFreeAddress = Reason("NO_FREE_ADDRESS")
  package static let zoneNotFound = Reason("AVAILABILITY_ZONE_NOT_FOUND")
  package static let shareTypeInUse = Reason("SHARE_TYPE_IN_USE")
  package static let shareTypeZoneMismatch = Reason("SHARE_TYPE_AVAILABILITY_ZONE_MISMATCH")
  package static let sameHost = Reason("DESTINATION_IS_SOURCE")
  package static let backendNotFound = Reason("BACKEND_NOT_FOUND")
  package static let backendDisabled = Reason("BACKEND_DISABLED")
  package static let backendDown = Reason("BACKEND_DOWN")
  package static let sizeNotLarger = Reason("SIZE_NOT_LARGER")
  package static let wrongTaskState = Reason("WRONG_TASK_STATE")
  package static let cancelNotSupported = Reason("CANCEL_NOT_SUPPORTED")
  package static let notInError = Reason("MIGRATION_NOT_IN_ERROR")
  package static let alreadyRecovered = Reason("MIGRATION_ALREADY_RECOVERED")
  package static let recoveryRefuted = Reason("RECOVERY_REFUTED")
  package static let superseded = Reason("MIGRATION_SUPERSEDED")
  package static let cutoverNotBegun = Reason("CUTOVER_NOT_BEGUN")
  package static let noDestination = Reason("NO_DESTINATION_SERVER")
  package static let recoveryRunning = Reason("RECOVERY_RUNNING")
  package static let noMigration = Reason("NO_MIGRATION")

  package static let backendEvacuating = Reason("BACKEND_EVACUATING")
  package static let evacuationRunning = Reason("EVACUATION_RUNNING")
  package static let wrongEvacuationState = Reason("WRONG_EVACUATION_STATE")

  // Conflicts between a server and a destination.
  package static let destinationIncompatible = Reason("DESTINATION_INCOMPATIBLE")
  package static let driversCannotExchange = Reason("DRIVERS_CANNOT_EXCHANGE_DATA")
  package static let notEnoughSpace = Reason("NOT_ENOUGH_FREE_SPACE")
  package static let writableNotSupported = Reason("WRITABLE_NOT_SUPPORTED")
  package static let nondisruptiveNotSupported = Reason("NONDISRUPTIVE_NOT_SUPPORTED")
  package static let nondisruptiveNetworkChange = Reason("NONDISRUPTIVE_WITH_NETWORK_CHANGE")
  package static let preserveSnapshotsNotSupported = Reason("PRESERVE_SNAPSHOTS_NOT_SUPPORTED")
  package static let networkChangeNotSupported = Reason("SHARE_NETWORK_CHANGE_NOT_SUPPORTED")
  package static let addressInUse = Reason("ADDRESS_IN_USE")
  package static let lossNotAllowed = Reason("LOSS_NOT_ALLOWED")

  package static let noDestinationBackend = Reason("NO_DESTINATION_BACKEND")
  package static let checkTooLong = Reason("CHECK_TOOK_TOO_LONG")

  // Faults.
  package static let driverFailed = Reason("DRIVER_FAILED")
  package static let driverCallCancelled = Reason("DRIVER_CALL_CANCELLED")
  package static let driverStalled = Reason("DRIVER_STALLED")
  package static let driverDeadlineExceeded = Reason("DRIVER_DEADLINE_EXCEEDED")
  package static let dataUnreadable = Reason("DATA_UNREADABLE")
  package static let dataUnwritable = Reason("DATA_UNWRITABLE")
  package static let dataIncomplete = Reason("DATA_INCOMPLETE")
  package static let sourceStillChanging = Reason("SOURCE_STILL_CHANGING")
  package static let ledgerUnavailable = Reason("LEDGER_UNAVAILABLE")
  package static let ledgerFull = Reason("LEDGER_FULL")
  package static let ledgerLocked = Reason("LEDGER_LOCKED")
  package static let ledgerReplaced = Reason("LEDGER_REPLACED")
  package static let ledgerRowUnreadable = Reason("LEDGER_ROW_UNREADABLE")
  package static let ledgerDamaged = Reason("LEDGER_DAMAGED")
  package static let ledgerNewer = Reason("LEDGER_NEWER")
  package static let ledgerForeign = Reason("LEDGER_FOREIGN")
  package static let ledgerConflict = Reason("LEDGER_CONFLICT")
  package static let overloaded = Reason("OVERLOADED")
  package static let shuttingDown = Reason("SHUTTING_DOWN")
  package static let slowConsumer = Reason("SLOW_CONSUMER")
}
