/// One address range of a share network, for one availability zone or for all.
package struct Subnet: LedgerRow {
  package static let noun = Noun.subnet

  package let id: Identifier
  package var shareNetworkID: Identifier
  /// The zone it serves; nil makes it a default subnet.
  package var availabilityZone: String?
  package var cidr: String
  /// Empty when there is none.
  package var gateway: String
  /// `flat`, `vlan`, `vxlan`, …; empty when unknown.
  package var networkType: String
  /// VLAN or segment number; 0 when there is none.
  package var segmentationID: Int64
  /// In bytes; 0 when unknown.
  package var mtu: Int64
  /// 4 or 6.
  package var ipVersion: Int64
  package let createdAt: Timestamp
  package var updatedAt: Timestamp

  package init(
    id: Identifier,
    shareNetworkID: Identifier,
    availabilityZone: String?,
    cidr: String,
    gateway: String = "",
    networkType: String = "",
    segmentationID: Int64 = 0,
    mtu: Int64 = 0,
    ipVersion: Int64 = 4,
    createdAt: Timestamp,
    updatedAt: Timestamp
  ) {
    self.id = id
    self.shareNetworkID = shareNetworkID
    self.availabilityZone = availabilityZone
    self.cidr = cidr
    self.gateway = gateway
    self.networkType = networkType
    self.segmentationID = segmentationID
    self.mtu = mtu
    self.ipVersion = ipVersion
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }

  package func value(of column: Column) -> String? {
    switch column {
    case .shareNetworkID: shareNetworkID.rawValue
    case .availabilityZone: availabilityZone
    case .name, .projectID, .host, .status, .taskState, .sourceShareServerID,
      .destinationShareServerID, .destinationHost, .shareServerID, .shareTypeID, .shareID,
      .subnetID:
      nil
    }
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case shareNetworkID = "share_network_id"
    case availabilityZone = "availability_zone"
    case cidr
    case gateway
    case networkType = "network_type"
    case segmentationID = "segmentation_id"
    case mtu
    case ipVersion = "ip_version"
    case createdAt = "created_at"
    case updatedAt = "updated_at"
  }
}
