import MigrationCore

/// A migration and how far its data has come: what the service shows of it.
package struct MigrationStatus: Sendable, Hashable {
  package var migration: Migration
  /// The driver's last word, else what the ledger has.
  package var report: ProgressReport
  /// The names of its shares, by id.
  package var shareNames: [Identifier: String]

  package init(
    migration: Migration, report: ProgressReport? = nil, shareNames: [Identifier: String] = [:]
  ) {
    self.migration = migration
    self.report = report ?? migration.progress
    self.shareNames = shareNames
  }

  /// 0 to 100: 0 before the driver runs, its value while it copies, 100 from phase 1 done to success, the last value
  /// reached after an error or a cancel.
  package var percent: Double {
    switch migration.taskState {
    case .starting, .inProgress, .driverStarting: 0
    case .driverInProgress: report.percent
    case .phase1Done, .completing, .success: 100
    case .error, .cancelInProgress, .cancelled:
      migration.phase1DoneAt == nil ? report.percent : 100
    }
  }

  /// The migration as it was right after `event`, seen from a later record.
  func at(_ event: HistoryEvent) -> MigrationStatus {
    guard event.revision != migration.revision,
      let state = event.to.flatMap(TaskState.init(rawValue:))
    else { return self }
    var earlier = earlier(state, event.revision)
    earlier.migration.updatedAt = event.at
    return earlier
  }

  /// The migration as it was right before the transition `event`, seen from a later record; nil when it began with it.
  func before(_ event: HistoryEvent) -> MigrationStatus? {
    guard event.revision > 1, let state = event.from.flatMap(TaskState.init(rawValue:)) else {
      return nil
    }
    return earlier(state, event.revision - 1)
  }

  private func earlier(_ state: TaskState, _ revision: Int64) -> MigrationStatus {
    var earlier = self
    earlier.migration.taskState = state
    earlier.migration.revision = revision
    if !state.isFinal {
      earlier.migration.endedAt = nil
      earlier.migration.failure = nil
    }
    return earlier
  }
}

/// How a caller names a migration.
package enum MigrationReference: Sendable, Hashable {
  case migration(Identifier)
  /// The newest migration that the server is source or destination of.
  case shareServer(Identifier)
}
