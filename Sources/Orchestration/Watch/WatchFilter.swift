import MigrationCore

/// Which migrations a watcher wants to hear of.
package struct WatchFilter: Sendable, Hashable {
  /// One migration; its watch ends after the final state.
  package var migrationID: Identifier?
  /// Nil stands for all, in each of these.
  package var projectID: String?
  /// As source or as destination.
  package var host: BackendAddress?
  /// As source or as destination.
  package var shareServerID: Identifier?
  /// A transition into or out of one of them; empty stands for all.
  package var states: Set<TaskState>

  package init(
    migrationID: Identifier? = nil, projectID: String? = nil, host: BackendAddress? = nil,
    shareServerID: Identifier? = nil, states: Set<TaskState> = []
  ) {
    self.migrationID = migrationID
    self.projectID = projectID
    self.host = host
    self.shareServerID = shareServerID
    self.states = states
  }

  func passes(_ migration: Migration, from: TaskState? = nil) -> Bool {
    if let migrationID, migration.id != migrationID { return false }
    if let projectID, migration.projectID != projectID { return false }
    if let host, migration.sourceHost != host, migration.destinationHost != host { return false }
    if let shareServerID, migration.sourceShareServerID != shareServerID,
      migration.destinationShareServerID != shareServerID
    {
      return false
    }
    if states.isEmpty { return true }
    return states.contains(migration.taskState) || from.map(states.contains) ?? false
  }
}
