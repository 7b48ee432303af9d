import GalleonAPI
import MigrationCore
import Orchestration

/// The filter fields that lists and watches of migrations share.
struct MigrationFilter {
  let watch: WatchFilter

  init(projectID: String, host: String, states: [GalleonAPI.TaskState], serverID: String)
    throws(Refusal)
  {
    var fields = RequestFields()
    let host = fields.optionalHost("host", host)
    let server = fields.optionalID("share_server_id", serverID)
    var wanted: Set<MigrationCore.TaskState> = []
    for state in states {
      if let word = fields.word("task_states", MigrationCore.TaskState(state)) {
        wanted.insert(word)
      }
    }
    try fields.check()
    watch = WatchFilter(
      projectID: projectID.isEmpty ? nil : projectID, host: host, shareServerID: server,
      states: wanted)
  }

  /// The same as conditions of a list.
  var conditions: [Condition] {
    var filters = Filters()
    filters.text(.projectID, watch.projectID ?? "")
    filters.host([.host, .destinationHost], watch.host)
    filters.id([.sourceShareServerID, .destinationShareServerID], watch.shareServerID)
    filters.words(.taskState, watch.states.sorted { $0.rawValue < $1.rawValue })
    return filters.conditions
  }
}

extension MigrationReference {
  /// Exactly one of the two ids must be set.
  init(_ migrationID: String, _ serverID: String) throws(Refusal) {
    if serverID.isEmpty, let migration = Identifier(migrationID) {
      self = .migration(migration)
      return
    }
    var fields = RequestFields()
    if migrationID.isEmpty == serverID.isEmpty {
      let words =
        migrationID.isEmpty
        ? "either this or share_server_id is required" : "only one of this and share_server_id"
      fields.refuse("migration_id", words)
    }
    let migration = fields.optionalID("migration_id", migrationID)
    let server = fields.optionalID("share_server_id", serverID)
    try fields.check()
    if let migration {
      self = .migration(migration)
    } else {
      self = .shareServer(try fields.checked(server))
    }
  }
}
