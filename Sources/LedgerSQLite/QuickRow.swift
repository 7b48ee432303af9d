import GRDB
import MigrationCore

/// A record that is read column by column. Codable, which does it for the others, takes ten times as long: this is for the
/// kinds of record that a decision reads many of.
protocol QuickRow {
  /// - Throws: what is wrong with the row.
  init(columns row: GRDB.Row) throws
}

extension NetworkAllocation: QuickRow {
  init(columns row: GRDB.Row) throws {
    guard let id = Identifier(row["id"] as String),
      let server = Identifier(row["share_server_id"] as String),
      let subnet = Identifier(row["subnet_id"] as String),
      let label = AllocationLabel(rawValue: row["label"])
    else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an address that makes no sense")
    }
    self.init(
      id: id, shareServerID: server, subnetID: subnet, ipAddress: row["ip_address"],
      macAddress: row["mac_address"], label: label,
      createdAt: Timestamp(microseconds: row["created_at"]))
  }
}
