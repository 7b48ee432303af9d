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

/// Watches by what they can be interested in, so that an event costs what its watchers cost.
struct WatchIndex {
  private enum Key: Hashable {
    case migration(Identifier)
    case server(Identifier)
    case project(String)
    case host(BackendAddress)
    case everything

    /// The narrowest that a filter names.
    init(_ filter: WatchFilter) {
      if let id = filter.migrationID {
        self = .migration(id)
      } else if let id = filter.shareServerID {
        self = .server(id)
      } else if let host = filter.host {
        self = .host(host)
      } else if let project = filter.projectID {
        self = .project(project)
      } else {
        self = .everything
      }
    }
  }

  private var byNumber: [Int: WatchSubscription] = [:]
  private var byKey: [Key: [Int: WatchSubscription]] = [:]

  var count: Int { byNumber.count }
  var all: [WatchSubscription] { Array(byNumber.values) }

  subscript(number: Int) -> WatchSubscription? { byNumber[number] }

  mutating func add(_ watch: WatchSubscription) {
    byNumber[watch.number] = watch
    byKey[Key(watch.filter), default: [:]][watch.number] = watch
  }

  mutating func remove(_ watch: WatchSubscription) {
    byNumber[watch.number] = nil
    let key = Key(watch.filter)
    byKey[key]?[watch.number] = nil
    if byKey[key]?.isEmpty ?? false { byKey[key] = nil }
  }

  /// Calls `body` once for each watch that may want to hear of the migration.
  func forEach(interestedIn migration: Migration, _ body: (WatchSubscription) -> Void) {
    var keys: Set<Key> = [
      .migration(migration.id), .server(migration.sourceShareServerID),
      .project(migration.projectID), .host(migration.sourceHost),
      .host(migration.destinationHost), .everything,
    ]
    if let id = migration.destinationShareServerID { keys.insert(.server(id)) }
    for key in keys {
      for watch in byKey[key, default: [:]].values { body(watch) }
    }
  }
}
