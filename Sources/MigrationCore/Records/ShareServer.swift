/// An NFS server with addresses of its own and everything it exports.
package struct ShareServer: LedgerRow {
  package static let noun = Noun.shareServer

  package let id: Identifier
  /// The project that owns the server.
  package var projectID: String
  /// The backend the server lives on.
  package var host: BackendAddress
  package var status: ShareServerStatus
  /// The state of the migration this server is or was last part of; nil if none.
  package var taskState: TaskState?
  /// The server this one was migrated from, from its first write on.
  package var sourceShareServerID: Identifier?
  /// The server's name on its backend; empty until the driver has made it.
  package var identifier: String
  package var shareNetworkID: Identifier
  /// The subnets of the share network the server has addresses in.
  package var subnetIDs: [Identifier]
  /// What the driver wants to remember about the server.
  package var backendDetails: [String: String]
  /// Whether the server may be deleted once its last share is gone.
  package var isAutoDeletable: Bool
  package let createdAt: Timestamp
  package var updatedAt: Timestamp

  package init(
    id: Identifier,
    projectID: String,
    host: BackendAddress,
    status: ShareServerStatus,
    taskState: TaskState? = nil,
    sourceShareServerID: Identifier? = nil,
    identifier: String = "",
    shareNetworkID: Identifier,
    subnetIDs: [Identifier] = [],
    backendDetails: [String: String] = [:],
    isAutoDeletable: Bool = false,
    createdAt: Timestamp,
    updatedAt: Timestamp
  ) {
    self.id = id
    self.projectID = projectID
    self.host = host
    self.status = status
    self.taskState = taskState
    self.sourceShareServerID = sourceShareServerID
    self.identifier = identifier
    self.shareNetworkID = shareNetworkID
    self.subnetIDs = subnetIDs
    self.backendDetails = backendDetails
    self.isAutoDeletable = isAutoDeletable
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }

  package func value(of column: Column) -> String? {
    switch column {
    case .projectID: projectID
    case .host: host.rawValue
    case .status: status.rawValue
    case .taskState: taskState?.rawValue
    case .sourceShareServerID: sourceShareServerID?.rawValue
    case .shareNetworkID: shareNetworkID.rawValue
    case .name, .destinationShareServerID, .destinationHost, .shareServerID, .shareTypeID,
      .shareID, .subnetID, .availabilityZone:
      nil
    }
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case projectID = "project_id"
    case host
    case status
    case taskState = "task_state"
    case sourceShareServerID = "source_share_server_id"
    case identifier
    case shareNetworkID = "share_network_id"
    case subnetIDs = "subnet_ids"
    case backendDetails = "backend_details"
    case isAutoDeletable = "is_auto_deletable"
    case createdAt = "created_at"
    case updatedAt = "updated_at"
  }
}
