import Logging
import MigrationCore

/// What the front door and every runner share.
struct World: Sendable {
  let ledger: any Ledger
  let backends: BackendCatalog
  let clock: any WallClock
  let settings: Settings
  let logger: Logger
  let board: StatusBoard
  let hub: WatchHub
  let turns: TurnQueue
  let bandwidths: Bandwidths
  /// Deletes a share server; where nothing can, sources are kept.
  let deleteServer: (@Sendable (Identifier) async -> Void)?

  /// Tells everybody of a transition, after it is durable.
  ///
  /// - Parameter transition: as the ledger has it, if it is at hand.
  func published(_ migration: Migration, by transition: HistoryEvent? = nil) {
    let committed = clock.now
    hub.ledgerChanged(migration, by: transition)
    board.show(migration)
    logger.info(
      "migration \(migration.id) is in \(migration.taskState.rawValue)",
      metadata: [
        "migration": "\(migration.id)", "revision": "\(migration.revision)",
        "committed_us": "\(committed.microseconds)",
      ])
  }

  func plan(_ admitted: Admitted) throws(Refusal) -> MigrationPlan {
    let host = admitted.source.server.host
    guard let sourceDriver = backends.driver(of: host) else {
      throw Refusal(
        .notFound, .backendNotFound,
        "no backend has the address \(host), where the share server is",
        subject: .init(noun: "backend", id: host.rawValue))
    }
    return MigrationPlan(
      options: admitted.options, source: admitted.source, sourceDriver: sourceDriver,
      destinationHost: admitted.destinationHost, destinationSubnets: admitted.destinationSubnets,
      changesNetwork: admitted.changesNetwork)
  }

  /// Writes the start of a migration: rule 100, 102, 104 or 106.
  func begin(
    _ admitted: Admitted, _ capabilities: Capabilities, _ controls: MigrationControls,
    by actor: String?, _ tx: any LedgerWriting, at now: Timestamp
  ) throws(Refusal) -> Migration {
    let source = admitted.source
    let rule = startRule(source.server.taskState)
    let migration = Migration(
      id: settings.chance.identifier(), projectID: source.server.projectID,
      sourceShareServerID: source.server.id,
      sourceHost: source.server.host, destinationHost: admitted.destinationHost,
      options: admitted.options, controls: controls, capabilities: capabilities,
      shareIDs: source.shares.map(\.id), snapshotIDs: source.snapshots.map(\.id),
      destinationSubnetIDs: admitted.destinationSubnets.map(\.id), taskState: rule.to, revision: 1,
      fence: ledger.fence, createdAt: now, updatedAt: now)
    try tx.insert(migration)
    try writeStatuses(rule, migration, tx, at: now)
    _ = try tx.append(
      HistoryEvent(
        noun: .migration, subjectID: migration.id, revision: 1, rule: rule.number, from: nil,
        to: rule.to.rawValue, message: rule.why, actor: actor, at: now))
    return migration
  }

  /// The status `active` is what gates a start; an old task state that an operator left behind does not.
  private func startRule(_ state: TaskState?) -> Transition {
    for candidate in [state, nil] {
      if case .go(let rule) = TransitionTable.verdict(candidate, .startAccepted) { return rule }
    }
    preconditionFailure("the transition table has no start")
  }
}
