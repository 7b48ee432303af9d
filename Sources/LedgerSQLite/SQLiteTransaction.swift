import Foundation
import GRDB
import MigrationCore

/// What the domain can ask and do while GRDB holds a transaction open. Lives as long as that transaction.
struct SQLiteTransaction: LedgerWriting {
  private let database: Database
  private let path: String

  init(_ database: Database, path: String) {
    self.database = database
    self.path = path
  }

  func find<Row: LedgerRow>(_ type: Row.Type, _ id: Identifier) throws(Refusal) -> Row? {
    try guarded {
      try Stored<Row>.fetchOne(
        database,
        SQLRequest<Stored<Row>>(
          sql: "SELECT * FROM \(Row.noun.rawValue) WHERE id = ?", arguments: [id.rawValue],
          cached: true))?.row
    }
  }

  func list<Row: LedgerRow>(_ type: Row.Type, where conditions: [Condition], page: Page?)
    throws(Refusal) -> [Row]
  {
    let query = ListQuery(Row.noun, conditions, page)
    return try guarded {
      try Stored<Row>.fetchAll(
        database,
        SQLRequest<Stored<Row>>(sql: query.sql, arguments: query.arguments, cached: true)
      ).map(\.row)
    }
  }

  func events(after position: Int64, of subject: Identifier?, limit: Int)
    throws(Refusal) -> [HistoryEvent]
  {
    let filter = subject == nil ? "" : "AND subject_id = :subject"
    return try guarded {
      try StoredEvent.fetchAll(
        database,
        sql: """
          SELECT * FROM event WHERE position > :position \(filter) ORDER BY position LIMIT :limit
          """,
        arguments: subject.map {
          ["position": position, "limit": limit, "subject": $0.rawValue]
        } ?? ["position": position, "limit": limit]
      ).map(\.event)
    }
  }

  func lastPosition() throws(Refusal) -> Int64 {
    try guarded {
      try Int64.fetchOne(
        database, sql: "SELECT max(floor, (SELECT ifnull(max(position), 0) FROM event)) FROM meta")
        ?? 0
    }
  }

  func floorPosition() throws(Refusal) -> Int64 {
    try guarded { try Int64.fetchOne(database, sql: "SELECT floor FROM meta") ?? 0 }
  }

  func request(_ id: Identifier) throws(Refusal) -> RequestRecord? {
    try guarded {
      let row = try GRDB.Row.fetchOne(
        database, sql: "SELECT * FROM request WHERE id = ?", arguments: [id.rawValue])
      guard let row else { return nil }
      return RequestRecord(
        id: id, method: row["method"], fingerprint: row["fingerprint"],
        resourceID: (row["resource_id"] as String?).flatMap(Identifier.init),
        response: (row["response"] as Data?).map { Array($0) },
        at: Timestamp(microseconds: row["at"]))
    }
  }

  func insert(_ row: some LedgerRow) throws(Refusal) {
    try guarded { try Stored(row).insert(database) }
  }

  func update(_ row: some LedgerRow) throws(Refusal) {
    try guarded { try Stored(row).update(database) }
  }

  func delete<Row: LedgerRow>(_ type: Row.Type, _ id: Identifier) throws(Refusal) {
    try guarded {
      try database.cachedStatement(sql: "DELETE FROM \(Row.noun.rawValue) WHERE id = ?")
        .execute(arguments: [id.rawValue])
    }
  }

  func append(_ event: HistoryEvent) throws(Refusal) -> HistoryEvent {
    var appended = event
    appended.position = try guarded {
      try database.cachedStatement(
        sql: """
          INSERT INTO event (noun, subject_id, revision, rule, "from", "to", message, actor, at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        event.noun.rawValue, event.subjectID.rawValue, event.revision, event.rule, event.from,
        event.to, event.message, event.actor, event.at.microseconds,
      ])
      return database.lastInsertedRowID
    }
    return appended
  }

  func remember(_ request: RequestRecord) throws(Refusal) {
    try guarded {
      try database.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO request (id, method, fingerprint, resource_id, response, at)
          VALUES (?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        request.id.rawValue, request.method, request.fingerprint, request.resourceID?.rawValue,
        request.response.map { Data($0) }, request.at.microseconds,
      ])
    }
  }

  func removeEvents(of subject: Identifier) throws(Refusal) {
    try guarded {
      try removeEvents(
        "SELECT position FROM event WHERE subject_id = ?", [subject.rawValue])
    }
  }

  func removeResets(before moment: Timestamp, limit: Int) throws(Refusal) -> Int {
    try guarded {
      try removeEvents(
        "SELECT position FROM event WHERE noun <> 'migration' AND at < ? ORDER BY at LIMIT ?",
        [moment.microseconds, limit])
      return database.changesCount
    }
  }

  func removeRequests(before moment: Timestamp, limit: Int) throws(Refusal) -> Int {
    try guarded {
      try database.cachedStatement(
        sql:
          "DELETE FROM request WHERE id IN (SELECT id FROM request WHERE at < ? ORDER BY at LIMIT ?)"
      ).execute(arguments: [moment.microseconds, limit])
      return database.changesCount
    }
  }

  /// Raises the floor, then removes: a count of changes asked for afterwards is that of the events.
  private func removeEvents(_ positions: String, _ arguments: StatementArguments) throws {
    try database.cachedStatement(
      sql:
        "UPDATE meta SET floor = max(floor, (SELECT ifnull(max(position), 0) FROM (\(positions))))"
    ).execute(arguments: arguments)
    try database.cachedStatement(sql: "DELETE FROM event WHERE position IN (\(positions))")
      .execute(arguments: arguments)
  }

  /// Runs GRDB's untyped calls; what they throw becomes a refusal here.
  private func guarded<Value>(_ body: () throws -> Value) throws(Refusal) -> Value {
    do {
      return try body()
    } catch {
      throw Fault.running(error, path)
    }
  }
}
