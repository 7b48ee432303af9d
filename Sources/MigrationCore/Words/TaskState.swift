/// How far a migration has come. The names are OpenStack Manila's, to the letter.
package enum TaskState: String, Sendable, Hashable, Codable, CaseIterable {
  /// The start was accepted and recorded; nothing has touched a backend.
  case starting = "migration_starting"
  /// A worker took the migration up; the destination server is being made.
  case inProgress = "migration_in_progress"
  /// The destination driver is being asked to begin.
  case driverStarting = "migration_driver_starting"
  /// The driver copies; clients keep working on the source.
  case driverInProgress = "migration_driver_in_progress"
  /// Everything is copied once; the operator decides when to cut over.
  case phase1Done = "migration_driver_phase1_done"
  /// The cutover runs; there is no way back but an error.
  case completing = "migration_completing"
  /// The destination serves. Final.
  case success = "migration_success"
  /// Something failed; the migration's last error says what. Final.
  case error = "migration_error"
  /// A cancel was accepted; the driver removes what it copied.
  case cancelInProgress = "migration_cancel_in_progress"
  /// The migration was called off; the source serves as before. Final.
  case cancelled = "migration_cancelled"

  /// Whether no transition of the same migration leads out of this state.
  package var isFinal: Bool {
    switch self {
    case .success, .error, .cancelled: true
    case .starting, .inProgress, .driverStarting, .driverInProgress, .phase1Done, .completing,
      .cancelInProgress:
      false
    }
  }

  /// Whether a migration in this state is at work on its first phase, taken up and not done.
  package var copies: Bool {
    switch self {
    case .inProgress, .driverStarting, .driverInProgress: true
    case .starting, .phase1Done, .completing, .success, .error, .cancelInProgress, .cancelled:
      false
    }
  }

  /// Whether a cancel is taken in this state.
  package var isFirstPhase: Bool {
    switch self {
    case .starting, .inProgress, .driverStarting, .driverInProgress, .phase1Done: true
    case .completing, .success, .error, .cancelInProgress, .cancelled: false
    }
  }
}
