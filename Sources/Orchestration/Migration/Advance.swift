import MigrationCore

/// A transition that was written.
struct Written: Sendable {
  let migration: Migration
  let rule: Transition
  /// As the ledger has it.
  let event: HistoryEvent
}

/// Takes `trigger` in the transaction `tx`: the state of the migration and of both servers, the statuses of everything,
/// and the event, all by one row of the table or not at all. Nil when the trigger came too late and changes nothing.
///
/// - Parameters:
///   - revision: what the migration's revision must be; nil for a caller who has read it in the same transaction.
///   - actor: who asked for it; nil for the service itself.
///   - change: what else the transition changes on the migration.
func advance(
  _ id: Identifier, _ trigger: Trigger, from revision: Int64? = nil, message: String = "",
  by actor: String? = nil, in tx: any LedgerWriting, at now: Timestamp, fence: Int64,
  change: (inout Migration) throws(Refusal) -> Void = { _ throws(Refusal) in }
) throws(Refusal) -> Written? {
  var migration = try tx.get(Migration.self, id)
  if let revision, migration.revision != revision { return nil }
  let rule: Transition
  switch TransitionTable.verdict(migration.taskState, trigger) {
  case .go(let row): rule = row
  case .stale: return nil
  case .refuse: throw migration.wrongState(for: trigger)
  case .bug:
    preconditionFailure("“\(trigger.rawValue)” cannot happen in \(migration.taskState.rawValue)")
  }
  // A later life of the service owns the migration now: this one's answer is late.
  guard migration.fence <= fence else { return nil }
  let from = migration.taskState
  migration.taskState = rule.to
  if rule.to != .error { migration.failure = nil }
  migration.fence = fence
  migration.revision += 1
  migration.updatedAt = now
  switch rule.to {
  case .phase1Done: migration.phase1DoneAt = now
  case .completing: migration.completingAt = now
  case .success, .error, .cancelled: if !from.isFinal { migration.endedAt = now }
  case .starting, .inProgress, .driverStarting, .driverInProgress, .cancelInProgress: break
  }
  try change(&migration)
  try tx.update(migration)
  try writeStatuses(rule, migration, tx, at: now)
  let event = try tx.append(
    HistoryEvent(
      noun: .migration, subjectID: id, revision: migration.revision, rule: rule.number,
      from: from.rawValue, to: rule.to.rawValue, message: message.isEmpty ? rule.why : message,
      actor: actor, at: now))
  return Written(migration: migration, rule: rule, event: event)
}

/// The statuses that a rule sets on both servers and on everything of the source.
func writeStatuses(
  _ rule: Transition, _ migration: Migration, _ tx: any LedgerWriting, at now: Timestamp
) throws(Refusal) {
  let sides = [
    (migration.sourceShareServerID, rule.statuses.source),
    (migration.destinationShareServerID, rule.statuses.destination),
  ]
  for (id, status) in sides {
    guard let id, var server = try tx.find(ShareServer.self, id) else { continue }
    server.taskState = rule.to
    if let status { server.status = status }
    server.updatedAt = now
    try tx.update(server)
  }
  guard let status = rule.statuses.resources else { return }
  for id in migration.shareIDs {
    guard var share = try tx.find(Share.self, id) else { continue }
    share.status = status
    share.updatedAt = now
    try tx.update(share)
  }
  for id in migration.snapshotIDs {
    guard var snapshot = try tx.find(Snapshot.self, id) else { continue }
    snapshot.status = status
    snapshot.updatedAt = now
    try tx.update(snapshot)
  }
}

extension Migration {
  func wrongState(for trigger: Trigger) -> Refusal {
    let wanted = TransitionTable.rows.filter { $0.on == trigger }.compactMap(\.from?.rawValue)
    return Refusal(
      .failedPrecondition, .wrongTaskState,
      "migration \(id) is in \(taskState.rawValue); this needs it in "
        + wanted.joined(separator: ", "),
      subject: .init(.migration, id))
  }
}
