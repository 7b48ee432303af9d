import MigrationCore

/// What a step reads and writes.
extension MigrationStep {
  /// Both servers and everything of the source, as the ledger has them now.
  func job() async throws(DriverError) -> MigrationJob {
    let (migration, sourceDriver) = (migration, try driver(migration.sourceHost))
    let fence = world.ledger.fence
    let gate = world.bandwidths.gate(of: migration)
    return try await patiently { () throws(Refusal) in
      try await world.ledger.read { tx throws(Refusal) in
        try MigrationJob.read(migration, sourceDriver, fence: fence, gate, tx)
      }
    }
  }

  func commit(
    _ trigger: Trigger, message: String = "",
    change:
      @escaping @Sendable (any LedgerWriting, inout Migration) throws(Refusal) -> Void = {
        _, _ throws(Refusal) in
      }
  ) async throws(DriverError) {
    let (id, revision) = (migration.id, migration.revision)
    let (now, fence) = (world.clock.now, world.ledger.fence)
    let progress = world.board.status(.migration(id))?.report
    let (row, event) = try await patiently { () throws(Refusal) in
      try await world.ledger.write { tx throws(Refusal) -> (Migration, HistoryEvent?) in
        let written = try advance(
          id, trigger, from: revision, message: message, in: tx, at: now, fence: fence
        ) { row throws(Refusal) in
          if let progress { row.progress = progress }
          try change(tx, &row)
        }
        // Nothing was written: the migration has moved on, perhaps by this very write, done and reported lost.
        if let written { return (written.migration, written.event) }
        return (try tx.get(Migration.self, id), nil)
      }
    }
    if row.revision > revision { world.published(row, by: event) }
  }

  /// Writes something that is no transition, unless the migration has moved on.
  func commitChange(
    _ body: @escaping @Sendable (any LedgerWriting) throws(Refusal) -> Void
  ) async throws(DriverError) {
    let (id, revision, fence) = (migration.id, migration.revision, world.ledger.fence)
    try await patiently { () throws(Refusal) in
      try await world.ledger.write { tx throws(Refusal) in
        let row = try tx.get(Migration.self, id)
        guard row.revision == revision, row.fence <= fence else { return }
        try body(tx)
      }
    }
  }

  /// A ledger that cannot now is asked again until it can: the work that is done must be written down. Another refusal
  /// ends the step.
  private func patiently<Value: Sendable>(
    _ body: () async throws(Refusal) -> Value
  ) async throws(DriverError) -> Value {
    var delay = Duration.milliseconds(50)
    while true {
      do throws(Refusal) {
        return try await body()
      } catch {
        if Task.isCancelled { throw DriverError.cancelled }
        guard error.kind == .unavailable else {
          throw DriverError(.rollBack, error.reason, error.message)
        }
        // The ledger has said what is wrong with it, once for all who wait.
        world.logger.debug("migration \(migration.id) waits for the ledger: \(error.message)")
        guard await world.pause(delay) else { throw DriverError.cancelled }
        delay = min(delay * 2, .seconds(5))
      }
    }
  }
}
