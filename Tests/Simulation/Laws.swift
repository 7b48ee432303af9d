import ConformanceKit
import MigrationCore

/// What the contract says of a transition besides the statuses: of the data, of the rules in force, of turns, of requests.
struct Laws: Sendable {
  let setting: Setting
  let evacuations = EvacuationBooks()

  func judge(_ before: MemoryTables, _ after: MemoryTables, _ events: [HistoryEvent]) {
    for event in events where event.noun == .migration {
      guard let migration = after.row(Migration.self, event.subjectID), let rule = event.rule else {
        continue
      }
      requests(before, after, migration, event, rule)
      if !Self.allowed.contains("\(event.from ?? "none") \(migration.taskState.rawValue)") {
        setting.judge.breaks("\(event.from ?? "none") → \(migration.taskState.rawValue)")
      }
      switch rule {
      case 302, 602: served(migration, before, after, by: migration.destinationShareServerID)
      case 410:
        served(migration, before, after, by: migration.sourceShareServerID)
        nothingLeft(migration)
      case 604: served(migration, before, after, by: migration.sourceShareServerID)
      case 500...508, 512: served(migration, before, after, by: migration.sourceShareServerID)
      default: break
      }
    }
    if !events.isEmpty { turns(after) }
    judgeEvacuations(before, after, events)
    judgeBlocked(before, after)
  }

  /// Section 2 of the contract, by hand: the program's own table is on trial here.
  private static let allowed: Set<String> = {
    let first = [
      "starting", "in_progress", "driver_starting", "driver_in_progress", "driver_phase1_done",
    ]
    var pairs = ["none migration_starting", "migration_error migration_error"]
    for (state, next) in zip(first, first.dropFirst() + ["completing"]) {
      for to in [next, "error", "cancel_in_progress"] {
        pairs.append("migration_\(state) migration_\(to)")
      }
    }
    for (state, to) in [("completing", "success"), ("cancel_in_progress", "cancelled")] {
      pairs += ["migration_\(state) migration_\(to)", "migration_\(state) migration_error"]
    }
    return Set(pairs)
  }()

  /// A command and its request id are accepted in one transaction, or its repetition is judged anew.
  private func requests(
    _ before: MemoryTables, _ after: MemoryTables, _ migration: Migration, _ event: HistoryEvent,
    _ rule: Int
  ) {
    let isCommand =
      switch rule {
      case 100...106, 600: true
      // An evacuation that was told to stop looks again what there is to cancel.
      case 400...408: !(event.actor?.hasPrefix("evacuation ") ?? false)
      case 300: migration.controls.completeAfter == nil
      default: false
      }
    guard isCommand, after.requests.count != before.requests.count + 1 else { return }
    setting.judge.breaks("rule \(rule) was written without its request id")
  }

  /// Whoever is said to serve has all data, and serves by the rules as stored.
  private func served(
    _ migration: Migration, _ before: MemoryTables, _ tables: MemoryTables, by server: Identifier?
  ) {
    guard let server, let row = tables.row(ShareServer.self, server),
      let disk = setting.disks[row.host]
    else { return }
    let name = "migration \(migration.id.short) (\(migration.taskState.rawValue))"
    for id in migration.shareIDs {
      let place = Place(server: server, share: id)
      guard let share = tables.row(Share.self, id) else {
        // Between an error and its recovery it may have been deleted.
        if before.row(Share.self, id) == nil { continue }
        setting.judge.breaks("\(name): a share is gone")
        continue
      }
      if setting.truth.server(of: id) != server {
        setting.judge.breaks("\(name): the backends serve a share from another server")
      }
      if disk.held[place] != setting.truth.version(of: id) {
        setting.judge.breaks("\(name): what a client wrote is lost")
      }
      if share.shareServerID != server || share.host != row.host.pool("pool") {
        setting.judge.breaks("\(name): a share is not with the server that serves it")
      }
      // The operator is told where this is in doubt.
      if share.accessRulesStatus == .error { continue }
      let stored = tables.all(AccessRule.self).filter { $0.shareID == id }
      let levels = Dictionary(uniqueKeysWithValues: stored.map { ($0.id, $0.level) })
      if disk.rules[place] != Disk.InForce(levels: levels, readOnly: false) {
        setting.judge.breaks("\(name): the rules in force are not those stored")
      }
    }
    for snapshot in tables.all(Snapshot.self) where migration.snapshotIDs.contains(snapshot.id) {
      if snapshot.shareServerID != server {
        setting.judge.breaks("\(name): a snapshot is not with the server that serves it")
      }
    }
  }

  /// A cancel leaves nothing at the destination.
  private func nothingLeft(_ migration: Migration) {
    guard let server = migration.destinationShareServerID,
      let disk = setting.disks[migration.destinationHost]
    else { return }
    let isLeft = disk.state.withLock { state in
      state.servers.contains(server) || state.copies[migration.id] != nil
        || state.held.keys.contains { $0.server == server }
    }
    if isLeft { setting.judge.breaks("a cancelled migration left data at the destination") }
  }

  /// No more than may copy at once do.
  private func turns(_ tables: MemoryTables) {
    let copying = tables.all(Migration.self).filter(\.taskState.copies)
    if let max = setting.limits.inAll, copying.count > max {
      setting.judge.breaks("\(copying.count) migrations copy, \(max) may")
    }
    guard let max = setting.limits.perBackend else { return }
    for address in setting.disks.keys {
      let count = copying.count { $0.sourceHost == address || $0.destinationHost == address }
      if count > max { setting.judge.breaks("\(count) migrations copy at a backend, \(max) may") }
    }
  }

  /// What was shown to somebody is in the ledger.
  func shown(_ migration: Migration, _ where: String) {
    let events = setting.store.history
    let event = events.last { $0.subjectID == migration.id && $0.revision == migration.revision }
    guard let event, event.to == migration.taskState.rawValue else {
      return setting.judge.breaks(
        "\(`where`): migration \(migration.id.short) is shown in \(migration.taskState.rawValue) "
          + "(revision \(migration.revision)), which is not durable")
    }
  }
}
