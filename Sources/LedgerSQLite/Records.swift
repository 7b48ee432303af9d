import GRDB
import MigrationCore

/// A domain record as a SQLite row: a column for each coding key, JSON where a field is a list, a map or a struct.
struct Stored<Row: LedgerRow>: Codable, FetchableRecord, PersistableRecord {
  static var databaseTableName: String { Row.noun.rawValue }

  let row: Row

  init(_ row: Row) {
    self.row = row
  }

  init(row: GRDB.Row) throws {
    if let quick = Row.self as? any QuickRow.Type, let read = try quick.init(columns: row) as? Row {
      self.row = read
    } else {
      self = try FetchableRecordDecoder().decode(Self.self, from: row)
    }
  }

  init(from decoder: any Decoder) throws {
    row = try Row(from: decoder)
  }

  func encode(to encoder: any Encoder) throws {
    try row.encode(to: encoder)
  }
}

/// An event as a SQLite row.
struct StoredEvent: FetchableRecord {
  let event: HistoryEvent

  init(row: GRDB.Row) throws {
    guard let noun = Noun(rawValue: row["noun"]), let subject = Identifier(row["subject_id"]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an event about nothing known")
    }
    event = HistoryEvent(
      position: row["position"], noun: noun, subjectID: subject, revision: row["revision"],
      rule: row["rule"], from: row["from"], to: row["to"], message: row["message"],
      actor: row["actor"],
      at: Timestamp(microseconds: row["at"]))
  }
}
