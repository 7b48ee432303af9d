import GRDB
import MigrationCore

/// A list's conditions and page as SQL.
struct ListQuery {
  private(set) var sql: String
  private(set) var arguments = StatementArguments()

  init(_ noun: Noun, _ conditions: [Condition], _ page: Page?) {
    var parts: [String] = []
    var values: [any DatabaseValueConvertible] = []
    for condition in conditions {
      let columns = condition.columns.compactMap { Self.column($0, of: noun) }
      let marks = condition.values.map { _ in "?" }.joined(separator: ", ")
      // A column that the table does not have, and an empty list of values, hold for nothing.
      let alternatives = columns.map { "\($0) IN (\(marks))" }
      parts.append(alternatives.isEmpty ? "0" : "(\(alternatives.joined(separator: " OR ")))")
      for _ in columns { values += condition.values as [any DatabaseValueConvertible] }
    }
    if let cursor = page?.after {
      parts.append("(created_at, id) > (?, ?)")
      values += [cursor.createdAt.microseconds, cursor.id.rawValue]
    }
    sql = "SELECT * FROM \(noun.rawValue)"
    if !parts.isEmpty { sql += " WHERE \(parts.joined(separator: " AND "))" }
    sql += " ORDER BY created_at, id"
    if let page {
      sql += " LIMIT ?"
      values.append(page.limit)
    }
    arguments = StatementArguments(values)
  }

  /// Where a column of a list stands in a table; nil when the table has no such column.
  private static func column(_ column: MigrationCore.Column, of noun: Noun) -> String? {
    switch (noun, column) {
    case (.accessRule, .status): "state"
    case (.migration, .host): "source_host"
    case (.evacuation, .status): "state"
    case (_, let column) where columns[noun]?.contains(column) ?? false: column.rawValue
    default: nil
    }
  }

  private static let columns: [Noun: Set<MigrationCore.Column>] = [
    .shareServer: [.projectID, .host, .status, .taskState, .sourceShareServerID, .shareNetworkID],
    .share: [
      .name, .projectID, .host, .status, .shareServerID, .shareNetworkID, .shareTypeID,
      .availabilityZone,
    ],
    .snapshot: [.name, .projectID, .status, .shareServerID, .shareID],
    .accessRule: [.shareID],
    .shareNetwork: [.name, .projectID, .status],
    .subnet: [.shareNetworkID, .availabilityZone],
    .allocation: [.shareServerID, .subnetID],
    .shareType: [.name],
    .migration: [
      .projectID, .taskState, .sourceShareServerID, .destinationShareServerID, .destinationHost,
    ],
    .evacuation: [.host],
  ]
}
