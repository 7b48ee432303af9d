import MigrationCore

/// What the service may forget, and when. By default nothing.
package struct Retention: Sendable, Hashable {
  /// How long after its end a migration is removed with its history; nil keeps it for ever.
  package var migrations: Duration?
  /// How long after it was accepted the answer to a request id is forgotten; nil never forgets it.
  package var requests: Duration?

  package init(migrations: Duration? = nil, requests: Duration? = nil) {
    self.migrations = migrations
    self.requests = requests
  }

  /// How often there is something to do; nil when there never is.
  var interval: Duration? {
    guard let shortest = [migrations, requests].compactMap({ $0 }).min() else { return nil }
    return min(.seconds(3600), max(.seconds(1), shortest / 10))
  }

  /// What one pass has removed.
  package struct Removed: Sendable, Hashable {
    package var migrations: [Identifier] = []
    package var resets = 0
    package var requests = 0

    package init() {}
  }

  /// Rows looked at or removed in one transaction: other writes wait no longer than that takes.
  private static let batch = 50

  /// Removes everything that is old enough at `now`, in small transactions.
  ///
  /// - Parameter isAtWork: whether somebody is at work on a migration still: who does not know yet that it has ended, because
  ///   the write that ended it was done and reported as lost, must find it.
  package func removeOld(
    from ledger: any Ledger, at now: Timestamp,
    besides isAtWork: @escaping @Sendable (Identifier) -> Bool = { _ in false }
  ) async throws(Refusal) -> Removed {
    var removed = Removed()
    if let migrations {
      let moment = now.adding(.zero - migrations)
      removed.migrations = try await Self.removeMigrations(
        ledger, endedBefore: moment, besides: isAtWork)
      removed.resets = try await Self.removeResets(ledger, before: moment)
    }
    if let requests {
      let moment = now.adding(.zero - requests)
      removed.requests = try await Self.inBatches(ledger) { tx throws(Refusal) in
        try tx.removeRequests(before: moment, limit: Self.batch)
      }
    }
    return removed
  }

  private static func removeMigrations(
    _ ledger: any Ledger, endedBefore moment: Timestamp,
    besides isAtWork: @escaping @Sendable (Identifier) -> Bool
  ) async throws(Refusal) -> [Identifier] {
    let final = TaskState.allCases.filter(\.isFinal).map(\.rawValue)
    var removed: [Identifier] = []
    var cursor: Page.Cursor?
    while true {
      let page = Page(after: cursor, limit: batch)
      let (rows, gone) = try await ledger.write { tx throws(Refusal) in
        let rows = try tx.list(
          Migration.self, where: [Condition(.taskState, in: final)], page: page)
        var gone: [Identifier] = []
        for migration in rows where try migration.mayBeRemoved(moment, tx) {
          if isAtWork(migration.id) { continue }
          try tx.removeEvents(of: migration.id)
          try tx.delete(Migration.self, migration.id)
          gone.append(migration.id)
        }
        return (rows, gone)
      }
      removed += gone
      // The list is by creation: what comes later cannot have ended earlier than it began.
      guard let last = rows.last, rows.count == batch, last.createdAt < moment else {
        return removed
      }
      cursor = Page.Cursor(last)
    }
  }

  /// A reset belongs to the history of each migration of its subject that had begun by then: it goes when none of that age
  /// is left.
  private static func removeResets(
    _ ledger: any Ledger, before moment: Timestamp
  ) async throws(Refusal) -> Int {
    try await inBatches(ledger) { tx throws(Refusal) in
      let oldest = try tx.list(Migration.self, where: [], page: Page(limit: 1)).first?.createdAt
      return try tx.removeResets(before: min(moment, oldest ?? moment), limit: batch)
    }
  }

  private static func inBatches(
    _ ledger: any Ledger,
    _ remove: @escaping @Sendable (any LedgerWriting) throws(Refusal) -> Int
  ) async throws(Refusal) -> Int {
    var count = 0
    while true {
      let removed = try await ledger.write(remove)
      count += removed
      if removed < batch { return count }
    }
  }
}

extension Migration {
  /// Whether it ended before `moment` and nobody needs its record: one that failed is kept as long as it can be recovered,
  /// which is as long as a server of it is in error.
  fileprivate func mayBeRemoved(_ moment: Timestamp, _ tx: any LedgerReading) throws(Refusal)
    -> Bool
  {
    guard taskState.isFinal, let endedAt, endedAt < moment else { return false }
    switch recovery?.state {
    case .inProgress: return false
    case .done: return recovery?.endedAt ?? endedAt < moment
    case nil, .failed: break
    }
    if try saysThatAnOlderOneIsSuperseded(tx) { return false }
    guard taskState == .error else { return true }
    for id in [sourceShareServerID, destinationShareServerID] {
      guard let id, let server = try tx.find(ShareServer.self, id) else { continue }
      if server.status == .error { return false }
    }
    return true
  }

  /// An older migration of one of its servers failed and is still there: without this record it could be recovered, and take
  /// the server back to what it was then.
  private func saysThatAnOlderOneIsSuperseded(_ tx: any LedgerReading) throws(Refusal) -> Bool {
    let servers = [sourceShareServerID, destinationShareServerID].compactMap { $0?.rawValue }
    let others = try tx.list(
      Migration.self,
      where: [Condition(any: [.sourceShareServerID, .destinationShareServerID], in: servers)])
    return others.contains { other in
      other.taskState == .error && other.recovery?.state != .done
        && Page.Cursor(other) < Page.Cursor(self)
    }
  }
}
