import MigrationCore

/// What a memory ledger holds: a value, so that a transaction is a copy that is kept or dropped.
package struct MemoryTables: Sendable {
  package var rows: [Noun: [Identifier: any LedgerRow]] = [:]
  package var events: [HistoryEvent] = []
  package var requests: [Identifier: RequestRecord] = [:]
  package var lastPosition: Int64 = 0
  package var floorPosition: Int64 = 0

  package init() {}

  package func all<Row: LedgerRow>(_ type: Row.Type) -> [Row] {
    (rows[Row.noun] ?? [:]).values.compactMap { $0 as? Row }
      .sorted { Page.Cursor($0) < Page.Cursor($1) }
  }

  package func row<Row: LedgerRow>(_ type: Row.Type, _ id: Identifier) -> Row? {
    rows[Row.noun]?[id] as? Row
  }

  static func conflict(_ message: String) -> Refusal {
    Refusal(.failedPrecondition, .ledgerConflict, "the ledger refuses it: \(message)")
  }

  /// The rows that must exist for `row` to exist.
  static func references(of row: some LedgerRow) -> [(Noun, Identifier)] {
    switch row {
    case let row as Subnet: [(.shareNetwork, row.shareNetworkID)]
    case let row as ShareServer: [(.shareNetwork, row.shareNetworkID)]
    case let row as NetworkAllocation:
      [(.shareServer, row.shareServerID), (.subnet, row.subnetID)]
    case let row as Share:
      [(.shareServer, row.shareServerID), (.shareNetwork, row.shareNetworkID)]
        + (row.shareTypeID.map { [(.shareType, $0)] } ?? [])
    case let row as Snapshot: [(.share, row.shareID), (.shareServer, row.shareServerID)]
    case let row as AccessRule: [(.share, row.shareID)]
    default: []
    }
  }

  /// What no other row of the same table may have; nil where nothing is unique.
  static func unique(_ row: some LedgerRow) -> String? {
    switch row {
    case let row as NetworkAllocation: "\(row.subnetID) \(row.ipAddress)"
    case let row as ShareType: row.name
    case let row as AccessRule: "\(row.shareID) \(row.type.rawValue) \(row.to)"
    case let row as Migration:
      row.taskState.isFinal ? nil : row.sourceShareServerID.rawValue
    case let row as Evacuation: row.state.isAtRest ? nil : row.host.rawValue
    default: nil
    }
  }
}
