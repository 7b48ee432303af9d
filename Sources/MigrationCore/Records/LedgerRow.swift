/// A record the ledger keeps, one table for each type.
package protocol LedgerRow: Codable, Sendable, Hashable {
  /// The table's name; also the noun an error names.
  static var noun: Noun { get }
  var id: Identifier { get }
  /// When the record was made. Lists are in this order, then by id.
  var createdAt: Timestamp { get }
  /// The record's text in a column a list may be filtered by; nil also where the record has no such column.
  func value(of column: Column) -> String?
}

/// The kinds of record.
package enum Noun: String, Sendable, Hashable, Codable, CaseIterable {
  case shareServer = "share_server"
  case share
  case snapshot
  case accessRule = "access_rule"
  case shareNetwork = "share_network"
  case subnet = "share_network_subnet"
  case allocation = "network_allocation"
  case shareType = "share_type"
  case migration
  case evacuation

  /// The noun in a sentence.
  package var words: String {
    String(rawValue.map { $0 == "_" ? " " : $0 })
  }
}

/// The columns a list may be filtered by, named as in the ledger.
package enum Column: String, Sendable, Hashable, CaseIterable {
  case name
  case projectID = "project_id"
  case host
  case status
  case taskState = "task_state"
  case sourceShareServerID = "source_share_server_id"
  case destinationShareServerID = "destination_share_server_id"
  case destinationHost = "destination_host"
  case shareServerID = "share_server_id"
  case shareNetworkID = "share_network_id"
  case shareTypeID = "share_type_id"
  case shareID = "share_id"
  case subnetID = "subnet_id"
  case availabilityZone = "availability_zone"
}

/// One condition of a list; all of a list's conditions must hold.
package struct Condition: Sendable, Hashable {
  /// The columns of which one must hold one of the values.
  package let columns: [Column]
  /// An empty list holds for nothing.
  package let values: [String]

  package init(any columns: [Column], in values: [String]) {
    self.columns = columns
    self.values = values
  }

  package init(_ column: Column, in values: [String]) {
    self.init(any: [column], in: values)
  }

  package static func equal(_ column: Column, _ value: String) -> Condition {
    Condition(column, in: [value])
  }

  package static func equal(_ column: Column, _ id: Identifier) -> Condition {
    Condition(column, in: [id.rawValue])
  }

  /// Whether `row` meets this condition.
  package func holds(for row: some LedgerRow) -> Bool {
    columns.contains { column in row.value(of: column).map(values.contains) ?? false }
  }
}

/// A slice of a list.
package struct Page: Sendable, Hashable {
  /// The last row of the slice before; nil begins at the front.
  package let after: Cursor?
  /// The most rows to return.
  package let limit: Int

  package init(after: Cursor? = nil, limit: Int) {
    self.after = after
    self.limit = limit
  }

  /// The place of a row in every list: by time of creation, then by id.
  package struct Cursor: Sendable, Hashable, Comparable {
    package let createdAt: Timestamp
    package let id: Identifier

    package init(createdAt: Timestamp, id: Identifier) {
      self.createdAt = createdAt
      self.id = id
    }

    package init(_ row: some LedgerRow) {
      self.init(createdAt: row.createdAt, id: row.id)
    }

    package static func < (left: Cursor, right: Cursor) -> Bool {
      (left.createdAt, left.id) < (right.createdAt, right.id)
    }
  }
}
