import MigrationCore

/// A transaction of a memory ledger. It lives on the stack of one `read` or `write` and is never shared.
package final class MemoryTransaction: LedgerWriting {
  package private(set) var tables: MemoryTables

  package init(_ tables: MemoryTables) {
    self.tables = tables
  }

  package func find<Row: LedgerRow>(_ type: Row.Type, _ id: Identifier) throws(Refusal) -> Row? {
    tables.row(type, id)
  }

  package func list<Row: LedgerRow>(_ type: Row.Type, where conditions: [Condition], page: Page?)
    throws(Refusal) -> [Row]
  {
    let found = tables.all(type).filter { row in conditions.allSatisfy { $0.holds(for: row) } }
    guard let page else { return found }
    let rest = page.after.map { cursor in found.filter { Page.Cursor($0) > cursor } } ?? found
    return Array(rest.prefix(page.limit))
  }

  package func events(after position: Int64, of subject: Identifier?, limit: Int)
    throws(Refusal) -> [HistoryEvent]
  {
    let found = tables.events.lazy.filter { event in
      event.position > position && (subject == nil || event.subjectID == subject)
    }
    return Array(found.prefix(limit))
  }

  package func lastPosition() throws(Refusal) -> Int64 { tables.lastPosition }

  package func floorPosition() throws(Refusal) -> Int64 { tables.floorPosition }

  package func request(_ id: Identifier) throws(Refusal) -> RequestRecord? { tables.requests[id] }

  package func insert(_ row: some LedgerRow) throws(Refusal) {
    try insertOrUpdate(row, mustExist: false)
  }

  package func update(_ row: some LedgerRow) throws(Refusal) {
    try insertOrUpdate(row, mustExist: true)
  }

  package func delete<Row: LedgerRow>(_ type: Row.Type, _ id: Identifier) throws(Refusal) {
    for (noun, rows) in tables.rows {
      for other in rows.values {
        let refers = MemoryTables.references(of: other).contains { $0 == (Row.noun, id) }
        if refers {
          throw MemoryTables.conflict(
            "\(noun.rawValue) \(other.id) refers to \(Row.noun.rawValue) \(id)")
        }
      }
    }
    tables.rows[Row.noun]?[id] = nil
  }

  package func append(_ event: HistoryEvent) throws(Refusal) -> HistoryEvent {
    let isTaken = tables.events.contains {
      event.revision > 0 && $0.subjectID == event.subjectID && $0.revision == event.revision
    }
    if isTaken {
      throw MemoryTables.conflict("\(event.subjectID) has revision \(event.revision) already")
    }
    tables.lastPosition += 1
    var appended = event
    appended.position = tables.lastPosition
    tables.events.append(appended)
    return appended
  }

  package func remember(_ request: RequestRecord) throws(Refusal) {
    tables.requests[request.id] = request
  }

  package func removeEvents(of subject: Identifier) throws(Refusal) {
    remove(tables.events.filter { $0.subjectID == subject })
  }

  package func removeResets(before moment: Timestamp, limit: Int) throws(Refusal) -> Int {
    let resets = tables.events.filter { $0.noun != .migration && $0.at < moment }
    let oldest = Array(resets.sorted { $0.at < $1.at }.prefix(limit))
    remove(oldest)
    return oldest.count
  }

  package func removeRequests(before moment: Timestamp, limit: Int) throws(Refusal) -> Int {
    let old = tables.requests.values.filter { $0.at < moment }.sorted { $0.at < $1.at }
    for request in old.prefix(limit) { tables.requests[request.id] = nil }
    return min(old.count, limit)
  }

  private func remove(_ events: [HistoryEvent]) {
    let positions = Set(events.map(\.position))
    tables.floorPosition = max(tables.floorPosition, positions.max() ?? 0)
    tables.events.removeAll { positions.contains($0.position) }
  }

  private func insertOrUpdate<Row: LedgerRow>(_ row: Row, mustExist: Bool) throws(Refusal) {
    let words = "\(Row.noun.rawValue) \(row.id)"
    guard (tables.rows[Row.noun]?[row.id] != nil) == mustExist else {
      throw MemoryTables.conflict(mustExist ? "there is no \(words)" : "\(words) exists")
    }
    for (noun, id) in MemoryTables.references(of: row) where tables.rows[noun]?[id] == nil {
      throw MemoryTables.conflict("\(words) refers to \(noun.rawValue) \(id), which is not there")
    }
    if let mine = MemoryTables.unique(row) {
      let twin = tables.all(Row.self).first {
        $0.id != row.id && MemoryTables.unique($0) == mine
      }
      if let twin { throw MemoryTables.conflict("\(words) equals \(twin.id) in “\(mine)”") }
    }
    tables.rows[Row.noun, default: [:]][row.id] = row
  }
}
