import MigrationCore

/// How a watch begins.
struct WatchStart: Sendable {
  var position: Int64
  /// Why it does not go on from the token it was given.
  var reset: WatchReset?
  /// Where in the list of snapshots it begins; nil when it has heard them.
  var place: ResumeToken.SnapshotPlace?
  var page = SnapshotPage(statuses: [], last: nil, isWhole: true)
  /// Nothing follows the snapshots: the one migration has ended by then.
  var isOver = false
}

/// Some of the migrations as they were at one position.
struct SnapshotPage: Sendable {
  let statuses: [MigrationStatus]
  /// The last row looked at.
  let last: Page.Cursor?
  let isWhole: Bool
}

/// Transitions in order, and up to where they are all there are.
struct TransitionBatch: Sendable {
  let transitions: [Transitioned]
  let position: Int64
  let isFull: Bool
  /// Up to here retention may have removed some.
  let floor: Int64
}

extension TransitionBatch {
  /// All that happened after a position.
  init(handed: [Transitioned], after position: Int64) {
    self.init(
      transitions: handed, position: handed.last?.event.position ?? position, isFull: false,
      floor: 0)
  }
}

enum WatchNews: Sendable {
  case batch(TransitionBatch)
  /// Some of what was asked for is not in the ledger any more.
  case gone
}

/// What watches read from the ledger.
struct WatchReading: Sendable {
  static let batch = 256
  static let page = 64

  let ledger: any Ledger
  let board: StatusBoard

  /// Where a watch begins that has `token`; a token that is of no use is answered with the reason and a fresh beginning.
  func start(_ filter: WatchFilter, from token: ResumeToken?) async throws(Refusal) -> WatchStart {
    try await ledger.read { tx throws(Refusal) in
      let floor = try tx.floorPosition()
      let last = max(try tx.lastPosition(), floor)
      var start = WatchStart(position: last, place: .init())
      if let token {
        if token.ledger != ledger.identity {
          start.reset = .otherLedger
        } else if token.position > last {
          start.reset = .fromTheFuture
        } else if token.position < floor {
          start.reset = .tooOld
        } else {
          start.position = token.position
          start.place = token.snapshot
        }
      }
      if let id = filter.migrationID {
        let end = try end(of: try tx.get(Migration.self, id), tx)
        start.isOver = !filter.outlivesEnd && end.map { $0 <= start.position } ?? false
      }
      if let place = start.place {
        start.page = try page(filter, at: start.position, after: place.last, tx)
      }
      return start
    }
  }

  func page(_ filter: WatchFilter, at position: Int64, after last: Page.Cursor?)
    async throws(Refusal) -> SnapshotPage
  {
    try await ledger.read { tx throws(Refusal) in
      try page(filter, at: position, after: last, tx)
    }
  }

  /// Events from a position on.
  func news(from first: Int64) async throws(Refusal) -> WatchNews {
    try await ledger.read { tx throws(Refusal) in
      if try tx.floorPosition() >= first { return .gone }
      return .batch(try transitions(after: first - 1, tx))
    }
  }

  /// Events after a position, those that are left.
  func transitions(after position: Int64) async throws(Refusal) -> TransitionBatch {
    try await ledger.read { tx throws(Refusal) in try transitions(after: position, tx) }
  }

  // MARK: Parts

  private func page(
    _ filter: WatchFilter, at position: Int64, after last: Page.Cursor?, _ tx: any LedgerReading
  ) throws(Refusal) -> SnapshotPage {
    let rows: [Migration]
    var isWhole = true
    if let id = filter.migrationID {
      rows = last == nil ? [try tx.get(Migration.self, id)] : []
    } else {
      rows = try tx.list(
        Migration.self, where: filter.conditions, page: Page(after: last, limit: Self.page))
      isWhole = rows.count < Self.page
    }
    let isNow = try tx.events(after: position, of: nil, limit: 1).isEmpty
    var statuses: [MigrationStatus] = []
    for row in rows {
      guard let status = try status(of: row, at: isNow ? nil : position, tx),
        filter.passes(status.migration)
      else { continue }
      statuses.append(status)
    }
    return SnapshotPage(statuses: statuses, last: rows.last.map(Page.Cursor.init), isWhole: isWhole)
  }

  /// A migration as it was at a position; nil when it did not exist yet.
  private func status(of row: Migration, at position: Int64?, _ tx: any LedgerReading)
    throws(Refusal) -> MigrationStatus?
  {
    if let position, let next = try transition(after: position, of: row.id, tx) {
      return try current(row, tx).before(next)
    }
    return try current(row, tx)
  }

  /// Of a live one the newest progress is in memory, and the names of the shares are.
  private func current(_ row: Migration, _ tx: any LedgerReading) throws(Refusal)
    -> MigrationStatus
  {
    guard let shown = board.status(.migration(row.id)) else {
      return try MigrationStatus.read(row, tx)
    }
    if shown.migration.revision == row.revision { return shown }
    return MigrationStatus(migration: row, report: row.progress, shareNames: shown.shareNames)
  }

  private func transition(after position: Int64, of id: Identifier, _ tx: any LedgerReading)
    throws(Refusal) -> HistoryEvent?
  {
    var position = position
    while true {
      let events = try tx.events(after: position, of: id, limit: 8)
      if let found = events.first(where: { $0.revision > 0 }) { return found }
      guard let last = events.last else { return nil }
      position = last.position
    }
  }

  /// Where the migration came to its final state.
  private func end(of migration: Migration, _ tx: any LedgerReading) throws(Refusal) -> Int64? {
    guard migration.taskState.isFinal else { return nil }
    return try tx.events(after: 0, of: migration.id, limit: Int.max).first { event in
      event.revision > 0 && event.to.flatMap(TaskState.init(rawValue:))?.isFinal ?? false
    }?.position
  }

  private func transitions(after position: Int64, _ tx: any LedgerReading) throws(Refusal)
    -> TransitionBatch
  {
    let events = try tx.events(after: position, of: nil, limit: Self.batch)
    var statuses: [Identifier: MigrationStatus] = [:]
    var transitions: [Transitioned] = []
    for event in events where event.noun == .migration {
      if statuses[event.subjectID] == nil {
        guard let row = try tx.find(Migration.self, event.subjectID) else { continue }
        statuses[event.subjectID] = try current(row, tx)
      }
      guard let status = statuses[event.subjectID] else { continue }
      let then: MigrationStatus
      if event.revision > 0 {
        then = status.at(event)
      } else {
        let next = try transition(after: event.position, of: event.subjectID, tx)
        then = next.flatMap(status.before) ?? status
      }
      transitions.append(Transitioned(event: event, status: then, ledger: ledger.identity))
    }
    // Where retention has removed all that followed there is nothing left to wait for.
    let floor = try tx.floorPosition()
    return TransitionBatch(
      transitions: transitions, position: events.last?.position ?? max(position, floor),
      isFull: events.count == Self.batch, floor: floor)
  }
}
