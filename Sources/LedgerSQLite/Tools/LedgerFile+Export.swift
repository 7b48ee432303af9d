import Foundation
import GRDB
import MigrationCore

extension LedgerFile {
  /// Columns that hold JSON, which goes into a line as what it is.
  private static let jsonColumns: Set<String> = [
    "backend_details", "capabilities", "controls", "destination_subnet_ids", "export_locations",
    "extra_specs", "failure", "items", "options", "progress", "recovery", "share_ids",
    "snapshot_ids", "subnet_ids",
  ]

  /// Writes every row and event of one moment as JSON, a line each: first what ledger it is, then the tables by name and
  /// their rows by primary key, last how many they were, so that a line that is missing can be noticed.
  ///
  /// - Parameters:
  ///   - write: takes a line with its end; what it throws ends the export.
  ///   - progress: hears of each table.
  package func export(
    to write: (String) throws(Refusal) -> Void, progress: (String) -> Void
  ) throws(Refusal) -> Int {
    try reading { database in
      try write(Self.header(database) + "\n")
      let tables = try String.fetchAll(
        database,
        sql: """
          SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
          AND name NOT IN ('meta', 'grdb_migrations') ORDER BY name
          """)
      var count = 0
      for table in tables {
        progress(table)
        let keys = try database.primaryKey(table).columns
        let order = keys.map { "\"\($0)\"" }.joined(separator: ", ")
        let rows = try GRDB.Row.fetchCursor(
          database, sql: "SELECT * FROM \"\(table)\" ORDER BY \(order)")
        while let row = try rows.next() {
          try write("{\"table\":\(JSONText.string(table)),\"row\":\(Self.text(of: row))}\n")
          count += 1
        }
      }
      try write("{\"end\":{\"rows\":\(count)}}\n")
      return count
    }
  }

  private static func header(_ database: Database) throws -> String {
    let identity = try String.fetchOne(database, sql: "SELECT identity FROM meta") ?? ""
    let versions = try Schema.migrator.appliedMigrations(database).map(JSONText.string)
    return "{\"ledger\":{\"identity\":\(JSONText.string(identity)),"
      + "\"versions\":[\(versions.joined(separator: ","))]}}"
  }

  private static func text(of row: GRDB.Row) -> String {
    let members = row.map { name, value in
      "\(JSONText.string(name)):\(text(of: value, isJSON: jsonColumns.contains(name)))"
    }
    return "{\(members.joined(separator: ","))}"
  }

  private static func text(of value: DatabaseValue, isJSON: Bool) -> String {
    switch value.storage {
    case .null: "null"
    case .int64(let number): "\(number)"
    case .double(let number): "\(number)"
    case .string(let text): isJSON ? text : JSONText.string(text)
    case .blob(let data): JSONText.string(data.base64EncodedString())
    }
  }
}

/// JSON as text.
enum JSONText {
  static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
