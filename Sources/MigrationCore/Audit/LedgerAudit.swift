/// Whether what a ledger holds fits together as the contract says, sections 1 to 3. For a ledger at rest as for a running one:
/// it looks at one moment.
package struct LedgerAudit: Sendable {
  /// Something that does not fit, as a sentence that names the row.
  package private(set) var findings: [String] = []
  /// What was looked at.
  package private(set) var migrations = 0
  package private(set) var live = 0
  package private(set) var events = 0

  private var histories: [Identifier: History] = [:]
  /// The position of the last reset of each row: from there on an operator answers for its status.
  private var resets: [Identifier: Int64] = [:]

  /// The events of one migration, read in order.
  private struct History {
    var revision: Int64 = 0
    var state: String?
    var first: Int64 = 0
    var last: Int64 = 0
  }

  /// - Throws: what the ledger says when a row cannot be read.
  package init(_ tx: any LedgerReading) throws(Refusal) {
    try readEvents(tx)
    let all = try tx.list(Migration.self)
    migrations = all.count
    live = all.count { !$0.taskState.isFinal }
    for migration in all { checkHistory(of: migration) }
    let known = Set(all.map(\.id))
    for id in histories.keys.sorted() where !known.contains(id) {
      findings.append("there are events of migration \(id), and no such migration")
    }
    for migration in all where !migration.taskState.isFinal { try checkLive(migration, tx) }
    try checkServers(all, tx)
    try checkResources(tx)
  }

  // MARK: Histories

  private mutating func readEvents(_ tx: any LedgerReading) throws(Refusal) {
    var position: Int64 = 0
    while true {
      let batch = try tx.events(after: position, of: nil, limit: 1000)
      guard let last = batch.last else { break }
      for event in batch { take(event) }
      events += batch.count
      position = last.position
    }
  }

  private mutating func take(_ event: HistoryEvent) {
    guard event.noun == .migration else {
      resets[event.subjectID] = event.position
      return
    }
    var history = histories[event.subjectID] ?? History(first: event.position)
    history.last = event.position
    // A change of what an operator may change is no transition.
    if let number = event.rule {
      let name = "migration \(event.subjectID)"
      if event.revision != history.revision + 1 {
        findings.append(
          "\(name) goes from transition \(history.revision) to \(event.revision) in its history")
      }
      if event.from != history.state {
        findings.append(
          "\(name) is in \(history.state ?? "none") before transition \(event.revision), which "
            + "says \(event.from ?? "none")")
      }
      let rule = TransitionTable.rows.first { $0.number == number }
      if rule == nil || rule?.to.rawValue != event.to || !Self.fits(rule?.from, event.from) {
        findings.append(
          "\(name) went from \(event.from ?? "none") to \(event.to ?? "none") by rule \(number), "
            + "which does not say so")
      }
      history.revision = event.revision
      history.state = event.to
    }
    histories[event.subjectID] = history
  }

  /// A start is from no state of this migration, whatever its server was in before.
  private static func fits(_ rule: TaskState?, _ event: String?) -> Bool {
    event == nil || rule?.rawValue == event
  }

  private mutating func checkHistory(of migration: Migration) {
    let name = "migration \(migration.id)"
    guard let history = histories[migration.id] else {
      return findings.append("\(name) has no history")
    }
    if history.revision != migration.revision || history.state != migration.taskState.rawValue {
      findings.append(
        "\(name) is in \(migration.taskState.rawValue) after transition \(migration.revision), "
          + "its history ends with \(history.state ?? "none") after \(history.revision)")
    }
    if migration.taskState.isFinal != (migration.endedAt != nil) {
      findings.append("\(name) has ended and has no time of it, or the other way round")
    }
    // A step that has failed says so before it is rolled back.
    let fails = migration.taskState == .error || migration.failure?.step == migration.taskState
    if fails != (migration.failure != nil) {
      findings.append("\(name) failed and does not say why, or the other way round")
    }
  }

  // MARK: Statuses

  private func isReset(_ id: Identifier, since migration: Migration) -> Bool {
    resets[id] ?? 0 > histories[migration.id]?.first ?? 0
  }

  private mutating func checkLive(_ migration: Migration, _ tx: any LedgerReading)
    throws(Refusal)
  {
    let (name, state) = ("migration \(migration.id) in \(migration.taskState)", migration.taskState)
    let sides: [(String, Identifier?, [ShareServerStatus])] = [
      ("source", migration.sourceShareServerID, [.serverMigrating]),
      (
        "destination", migration.destinationShareServerID,
        state == .inProgress || state == .cancelInProgress
          ? [.creating, .serverMigratingTo] : [.serverMigratingTo]
      ),
    ]
    for (side, id, allowed) in sides {
      guard let id else { continue }
      guard let server = try tx.find(ShareServer.self, id) else {
        findings.append("\(name): its \(side) \(id) is not there")
        continue
      }
      if side == "destination", server.sourceShareServerID != migration.sourceShareServerID {
        findings.append("\(name): its destination \(id) is not linked to its source")
      }
      if isReset(id, since: migration) { continue }
      if server.taskState != state {
        findings.append(
          "\(name): its \(side) \(id) is in \(server.taskState?.rawValue ?? "no task state")")
      }
      if !allowed.contains(server.status) {
        findings.append("\(name): its \(side) \(id) is \(server.status.rawValue)")
      }
    }
    for id in migration.shareIDs where !isReset(id, since: migration) {
      let status = try tx.find(Share.self, id)?.status
      if status != .serverMigrating {
        findings.append("\(name): share \(id) is \(status?.rawValue ?? "not there")")
      }
    }
    for id in migration.snapshotIDs where !isReset(id, since: migration) {
      let status = try tx.find(Snapshot.self, id)?.status
      if status != .serverMigrating {
        findings.append("\(name): snapshot \(id) is \(status?.rawValue ?? "not there")")
      }
    }
  }

  /// Each server's task state is that of its newest migration, and no server is in two live ones.
  private mutating func checkServers(_ all: [Migration], _ tx: any LedgerReading)
    throws(Refusal)
  {
    var newest: [Identifier: Migration] = [:]
    var busy: Set<Identifier> = []
    for migration in all {
      let ids = [migration.sourceShareServerID, migration.destinationShareServerID]
      for id in ids.compactMap({ $0 }) {
        if !migration.taskState.isFinal, !busy.insert(id).inserted {
          findings.append("share server \(id) is in two live migrations")
        }
        if started(migration) >= newest[id].map(started) ?? 0 { newest[id] = migration }
      }
    }
    for server in try tx.list(ShareServer.self) {
      let migration = newest[server.id]
      if let migration, migration.taskState.isFinal, !isReset(server.id, since: migration),
        server.taskState != migration.taskState
      {
        findings.append(
          "share server \(server.id) is in \(server.taskState?.rawValue ?? "no task state"), its "
            + "newest migration \(migration.id) in \(migration.taskState.rawValue)")
      }
      let isStuck = server.taskState.map { !$0.isFinal } ?? false
      if migration == nil, isStuck, resets[server.id] == nil {
        findings.append(
          "share server \(server.id) is in \(server.taskState?.rawValue ?? ""), without a migration"
        )
      }
    }
  }

  private func started(_ migration: Migration) -> Int64 {
    histories[migration.id]?.first ?? 0
  }

  /// What is of a share server is where that is.
  private mutating func checkResources(_ tx: any LedgerReading) throws(Refusal) {
    var servers: [Identifier: ShareServer] = [:]
    for server in try tx.list(ShareServer.self) { servers[server.id] = server }
    var homes: [Identifier: Identifier] = [:]
    for share in try tx.list(Share.self) {
      homes[share.id] = share.shareServerID
      guard let server = servers[share.shareServerID] else { continue }
      if !share.host.hasPrefix(server.host.rawValue) {
        findings.append(
          "share \(share.id) is at \(share.host), its server \(server.id) at \(server.host)")
      }
      if share.shareNetworkID != server.shareNetworkID {
        findings.append("share \(share.id) is in another network than its server \(server.id)")
      }
    }
    for snapshot in try tx.list(Snapshot.self) where homes[snapshot.shareID] != nil {
      if homes[snapshot.shareID] != snapshot.shareServerID {
        findings.append("snapshot \(snapshot.id) is on another server than its share")
      }
    }
  }
}
