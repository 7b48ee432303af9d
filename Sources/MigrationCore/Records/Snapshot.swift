/// A share as it was at one moment; read-only.
package struct Snapshot: LedgerRow {
  package static let noun = Noun.snapshot

  package let id: Identifier
  package var name: String
  package var projectID: String
  package var shareID: Identifier
  /// The server its share lives on.
  package var shareServerID: Identifier
  package var status: ResourceStatus
  /// The size of its share when it was taken, in GiB.
  package var sizeGiB: Int64
  /// The snapshot's name on its backend; empty until the driver has made it.
  package var providerLocation: String
  package var exportLocations: [ExportLocation]
  package let createdAt: Timestamp
  package var updatedAt: Timestamp

  package init(
    id: Identifier,
    name: String,
    projectID: String,
    shareID: Identifier,
    shareServerID: Identifier,
    status: ResourceStatus,
    sizeGiB: Int64,
    providerLocation: String = "",
    exportLocations: [ExportLocation] = [],
    createdAt: Timestamp,
    updatedAt: Timestamp
  ) {
    self.id = id
    self.name = name
    self.projectID = projectID
    self.shareID = shareID
    self.shareServerID = shareServerID
    self.status = status
    self.sizeGiB = sizeGiB
    self.providerLocation = providerLocation
    self.exportLocations = exportLocations
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }

  package func value(of column: Column) -> String? {
    switch column {
    case .name: name
    case .projectID: projectID
    case .shareID: shareID.rawValue
    case .shareServerID: shareServerID.rawValue
    case .status: status.rawValue
    case .host, .taskState, .sourceShareServerID, .destinationShareServerID,
      .destinationHost, .shareNetworkID, .shareTypeID, .subnetID, .availabilityZone:
      nil
    }
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case name
    case projectID = "project_id"
    case shareID = "share_id"
    case shareServerID = "share_server_id"
    case status
    case sizeGiB = "size_gib"
    case providerLocation = "provider_location"
    case exportLocations = "export_locations"
    case createdAt = "created_at"
    case updatedAt = "updated_at"
  }
}
