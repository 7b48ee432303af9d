/// An address of a share server.
package struct NetworkAllocation: LedgerRow {
  package static let noun = Noun.allocation

  package let id: Identifier
  package var shareServerID: Identifier
  package var subnetID: Identifier
  package var ipAddress: String
  package var macAddress: String
  package var label: AllocationLabel
  package let createdAt: Timestamp

  package init(
    id: Identifier,
    shareServerID: Identifier,
    subnetID: Identifier,
    ipAddress: String,
    macAddress: String,
    label: AllocationLabel = .user,
    createdAt: Timestamp
  ) {
    self.id = id
    self.shareServerID = shareServerID
    self.subnetID = subnetID
    self.ipAddress = ipAddress
    self.macAddress = macAddress
    self.label = label
    self.createdAt = createdAt
  }

  package func value(of column: Column) -> String? {
    switch column {
    case .shareServerID: shareServerID.rawValue
    case .subnetID: subnetID.rawValue
    case .name, .projectID, .host, .status, .taskState, .sourceShareServerID,
      .destinationShareServerID, .destinationHost, .shareNetworkID, .shareTypeID, .shareID,
      .availabilityZone:
      nil
    }
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case shareServerID = "share_server_id"
    case subnetID = "subnet_id"
    case ipAddress = "ip_address"
    case macAddress = "mac_address"
    case label
    case createdAt = "created_at"
  }
}
