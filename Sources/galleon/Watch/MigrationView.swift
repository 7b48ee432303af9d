/// What a watch shows of one migration.
struct MigrationView: Sendable, Equatable {
  var id: String
  var sourceHost: String
  var destinationHost: String
  /// Manila's word.
  var taskState: String
  var percent: Double = 0
  var bytesDone: Int64 = 0
  var bytesTotal: Int64 = 0
  var filesDone: Int64 = 0
  var filesTotal: Int64 = 0
  /// As the driver reports it.
  var bytesPerSecond: Double = 0
  var timeLeft: Duration?
  var shares: [ShareBar] = []
  /// What went wrong last; empty when nothing did.
  var problem = ""

  static let finalStates: Set<String> = [
    "migration_success", "migration_error", "migration_cancelled",
  ]

  var isFinal: Bool { Self.finalStates.contains(taskState) }
  var isPhase1Done: Bool { taskState == "migration_driver_phase1_done" }
}
