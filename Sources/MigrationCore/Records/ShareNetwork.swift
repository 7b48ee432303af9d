/// The network a project's share servers live in.
package struct ShareNetwork: LedgerRow {
  package static let noun = Noun.shareNetwork

  package let id: Identifier
  package var name: String
  package var projectID: String
  package var status: ShareNetworkStatus
  package let createdAt: Timestamp
  package var updatedAt: Timestamp

  package init(
    id: Identifier,
    name: String,
    projectID: String,
    status: ShareNetworkStatus,
    createdAt: Timestamp,
    updatedAt: Timestamp
  ) {
    self.id = id
    self.name = name
    self.projectID = projectID
    self.status = status
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }

  package func value(of column: Column) -> String? {
    switch column {
    case .name: name
    case .projectID: projectID
    case .status: status.rawValue
    case .host, .taskState, .sourceShareServerID, .destinationShareServerID,
      .destinationHost, .shareServerID, .shareNetworkID, .shareTypeID, .shareID, .subnetID,
      .availabilityZone:
      nil
    }
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case name
    case projectID = "project_id"
    case status
    case createdAt = "created_at"
    case updatedAt = "updated_at"
  }
}
