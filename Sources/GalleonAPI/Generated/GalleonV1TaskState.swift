// Made by protoc-gen-galleon from galleon/v1/task_state.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// How far a migration has come. The names are OpenStack Manila's. Written by the service only (and
/// by ResetShareServerTaskState), on the migration and on both of its servers in one transaction.
package struct TaskState: ProtobufEnum {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// No task: the server never was part of a migration, or an operator reset its task state to
  /// none. In a filter: not filtered.
  package static let unspecified = TaskState(rawValue: 0)

  /// The start was accepted and recorded; nothing has touched a backend yet.
  package static let migrationStarting = TaskState(rawValue: 1)

  /// A worker took the migration up; the destination server is being made.
  package static let migrationInProgress = TaskState(rawValue: 2)

  /// The destination's driver is being asked to begin.
  package static let migrationDriverStarting = TaskState(rawValue: 3)

  /// The driver copies; clients keep working on the source.
  package static let migrationDriverInProgress = TaskState(rawValue: 4)

  /// Everything is copied; the migration waits for CompleteMigration or CancelMigration.
  package static let migrationDriverPhase1Done = TaskState(rawValue: 5)

  /// The cutover runs; it can no longer be cancelled.
  package static let migrationCompleting = TaskState(rawValue: 6)

  /// The destination serves. Final.
  package static let migrationSuccess = TaskState(rawValue: 7)

  /// Something failed; the migration's last_error says what. Final.
  package static let migrationError = TaskState(rawValue: 8)

  /// A cancel was accepted; the driver removes what it copied.
  package static let migrationCancelInProgress = TaskState(rawValue: 9)

  /// The migration was called off; the source serves as before. Final.
  package static let migrationCancelled = TaskState(rawValue: 10)

  /// The values that the schema names, in its order.
  package static let allValues: [TaskState] = [
    .unspecified, .migrationStarting, .migrationInProgress, .migrationDriverStarting,
    .migrationDriverInProgress, .migrationDriverPhase1Done, .migrationCompleting, .migrationSuccess,
    .migrationError, .migrationCancelInProgress, .migrationCancelled,
  ]

  package var name: String? {
    switch rawValue {
    case 0: "TASK_STATE_UNSPECIFIED"
    case 1: "TASK_STATE_MIGRATION_STARTING"
    case 2: "TASK_STATE_MIGRATION_IN_PROGRESS"
    case 3: "TASK_STATE_MIGRATION_DRIVER_STARTING"
    case 4: "TASK_STATE_MIGRATION_DRIVER_IN_PROGRESS"
    case 5: "TASK_STATE_MIGRATION_DRIVER_PHASE1_DONE"
    case 6: "TASK_STATE_MIGRATION_COMPLETING"
    case 7: "TASK_STATE_MIGRATION_SUCCESS"
    case 8: "TASK_STATE_MIGRATION_ERROR"
    case 9: "TASK_STATE_MIGRATION_CANCEL_IN_PROGRESS"
    case 10: "TASK_STATE_MIGRATION_CANCELLED"
    default: nil
    }
  }
}
