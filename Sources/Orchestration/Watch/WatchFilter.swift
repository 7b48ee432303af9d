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
  /// The watch of one migration goes on after the final state: a recovery may follow.
  var outlivesEnd = false

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

  func passes(_ news: Transitioned) -> Bool {
    passes(news.status.migration, from: news.event.from.flatMap(TaskState.init(rawValue:)))
  }

  /// Whether a watch is over when it has come to `news`.
  func ends(with news: Transitioned) -> Bool {
    migrationID == news.event.subjectID && !outlivesEnd && news.isEnd
  }

  /// What of this the ledger can look for. Not the states: a snapshot may be of an earlier moment than its row.
  var conditions: [Condition] {
    var conditions: [Condition] = []
    if let projectID { conditions.append(.equal(.projectID, projectID)) }
    if let host {
      conditions.append(Condition(any: [.host, .destinationHost], in: [host.rawValue]))
    }
    if let shareServerID {
      conditions.append(
        Condition(
          any: [.sourceShareServerID, .destinationShareServerID], in: [shareServerID.rawValue]))
    }
    return conditions
  }
}
