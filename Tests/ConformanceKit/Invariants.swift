import MigrationCore

/// What the contract, sections 2 and 3, says of every moment and of every step from one to the next.
package enum Invariants {
  /// What the ledger holds at one moment.
  package struct Moment: Sendable {
    let position: Int64
    let migrations: [Identifier: Migration]
    let servers: [Identifier: ShareServer]
    let shares: [Identifier: Share]
    let snapshots: [Identifier: Snapshot]
    let rules: [Identifier: AccessRule]

    package init(_ tx: any LedgerReading) throws(Refusal) {
      position = try tx.lastPosition()
      migrations = Self.byID(try tx.list(Migration.self))
      servers = Self.byID(try tx.list(ShareServer.self))
      shares = Self.byID(try tx.list(Share.self))
      snapshots = Self.byID(try tx.list(Snapshot.self))
      rules = Self.byID(try tx.list(AccessRule.self))
    }

    private static func byID<Row: LedgerRow>(_ rows: [Row]) -> [Identifier: Row] {
      Dictionary(uniqueKeysWithValues: rows.map { ($0.id, $0) })
    }
  }

  package static func broken(_ before: Moment, _ after: Moment, _ events: [HistoryEvent])
    -> [String]
  {
    // An operator's reset may set one row to anything.
    let isReset = events.contains { $0.rule == nil && $0.noun != .migration }
    // A change of controls is an event of the migration and no transition.
    let events = events.filter { $0.rule != nil }
    var found = levels(before, after)
    for (id, migration) in after.migrations {
      let earlier = before.migrations[id]
      found += steps(earlier, migration, events.filter { $0.subjectID == id && $0.revision > 0 })
      found += destination(migration, after)
      let isChanged = earlier?.revision != migration.revision
      // A recovery that begins, or fails, leaves everything as it is: whatever that is since the error.
      let isRecovery = events.contains { $0.subjectID == id && ($0.rule == 600 || $0.rule == 606) }
      if isChanged && !isReset { found += statuses(migration, after, resources: !isRecovery) }
    }
    for (id, migration) in before.migrations where after.migrations[id] == nil {
      if !migration.taskState.isFinal { found.append("live migration \(id) was removed") }
    }
    return found
  }

  // Section 3: “the stored level of a rule never changes”.
  private static func levels(_ before: Moment, _ after: Moment) -> [String] {
    after.rules.values.compactMap { rule in
      guard let earlier = before.rules[rule.id], earlier.level != rule.level else { return nil }
      return "rule \(rule.id) was \(earlier.level.rawValue) and is \(rule.level.rawValue)"
    }
  }

  // Section 2: one transition at a time, each by a rule, numbered without gaps.
  private static func steps(
    _ earlier: Migration?, _ migration: Migration, _ events: [HistoryEvent]
  ) -> [String] {
    let name = "migration \(migration.id)"
    if let earlier, earlier.fence > migration.fence {
      return ["an earlier life changed \(name)"]
    }
    let isMoved =
      earlier?.taskState != migration.taskState || earlier?.revision != migration.revision
    guard isMoved else {
      return events.isEmpty ? [] : ["\(name) has events without a transition"]
    }
    guard events.count == 1, let event = events.first else {
      return ["\(name) has \(events.count) events for one transition"]
    }
    var found: [String] = []
    if migration.revision != (earlier?.revision ?? 0) + 1 || event.revision != migration.revision {
      found.append("\(name) went from \(earlier?.revision ?? 0) to \(migration.revision)")
    }
    let rule = TransitionTable.rows.first { $0.number == event.rule }
    let isByRule =
      rule?.to == migration.taskState
      && (earlier == nil ? rule?.on == .startAccepted : rule?.from == earlier?.taskState)
    if !isByRule {
      found.append(
        "\(name) went from \(earlier?.taskState.rawValue ?? "none") to "
          + "\(migration.taskState.rawValue) by rule \(event.rule.map(String.init) ?? "none")")
    }
    if event.from != earlier?.taskState.rawValue || event.to != migration.taskState.rawValue {
      found.append("\(name) has an event that tells another transition")
    }
    if migration.taskState.isFinal != (migration.endedAt != nil) {
      found.append("\(name) ended and has no time of it, or the other way round")
    }
    if (migration.taskState == .error) != (migration.failure != nil) {
      found.append("\(name) failed and does not say why, or the other way round")
    }
    return found
  }

  // Section 1: linked from the first write on; not active, and without shares, before the success.
  private static func destination(_ migration: Migration, _ after: Moment) -> [String] {
    guard let id = migration.destinationShareServerID, let server = after.servers[id] else {
      return []
    }
    var found: [String] = []
    if server.sourceShareServerID != migration.sourceShareServerID {
      found.append("destination \(id) is not linked to its source")
    }
    let isRecovered =
      migration.recovery?.direction == .forward && migration.recovery?.state == .done
    guard migration.taskState != .success, !isRecovered else { return found }
    if server.status == .active { found.append("destination \(id) is active before the success") }
    if after.shares.values.contains(where: { $0.shareServerID == id }) {
      found.append("destination \(id) has a share before the success")
    }
    return found
  }

  // Section 3: the table, row by row.
  private static func statuses(_ migration: Migration, _ after: Moment, resources: Bool)
    -> [String]
  {
    let row = StatusRow(migration)
    var found: [String] = []
    let state = migration.taskState
    let sides = [
      ("source", migration.sourceShareServerID, row.source),
      ("destination", migration.destinationShareServerID, row.destination),
    ]
    for (side, id, allowed) in sides {
      guard let id, let server = after.servers[id] else { continue }
      if server.taskState != state {
        found.append(
          "\(side) is in \(server.taskState?.rawValue ?? "none"), its migration in "
            + state.rawValue)
      }
      if !allowed.contains(server.status) {
        found.append("in \(state.rawValue) the \(side) is \(server.status.rawValue)")
      }
    }
    guard resources else { return found }
    for id in migration.shareIDs {
      if let share = after.shares[id], share.status != row.resources {
        found.append("in \(state.rawValue) a share is \(share.status.rawValue)")
      }
    }
    for id in migration.snapshotIDs {
      if let snapshot = after.snapshots[id], snapshot.status != row.resources {
        found.append("in \(state.rawValue) a snapshot is \(snapshot.status.rawValue)")
      }
    }
    return found
  }

  /// A row of the contract's table “who is in which status”.
  private struct StatusRow {
    let source: Set<ShareServerStatus>
    let destination: Set<ShareServerStatus>
    let resources: ResourceStatus

    init(_ migration: Migration) {
      switch migration.taskState {
      case .starting, .inProgress:
        (source, destination) = ([.serverMigrating], [.creating, .serverMigratingTo])
        resources = .serverMigrating
      case .driverStarting, .driverInProgress, .phase1Done, .completing:
        (source, destination) = ([.serverMigrating], [.serverMigratingTo])
        resources = .serverMigrating
      case .cancelInProgress:
        (source, destination) = ([.serverMigrating], [.creating, .serverMigratingTo])
        resources = .serverMigrating
      case .success:
        (source, destination, resources) = ([.inactive], [.active], .available)
      case .cancelled:
        (source, destination, resources) = ([.active], [.inactive], .available)
      case .error where migration.recovery?.state == .done:
        let isForward = migration.recovery?.direction == .forward
        (source, destination) = isForward ? ([.inactive], [.active]) : ([.active], [.inactive])
        resources = .available
      case .error where migration.failure?.step == .completing:
        (source, destination, resources) = ([.error], [.error], .error)
      case .error:
        (source, destination, resources) = ([.active], [.error], .available)
      }
    }
  }
}
