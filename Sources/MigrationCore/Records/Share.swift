/// A file system a share server exports.
package struct Share: LedgerRow {
  package static let noun = Noun.share

  package let id: Identifier
  package var name: String
  package var projectID: String
  /// The size asked for, in GiB.
  package var sizeGiB: Int64
  package var shareProtocol: ShareProtocol
  package var shareTypeID: Identifier?
  package var status: ResourceStatus
  /// `host@backend#pool`.
  package var host: String
  package var shareServerID: Identifier
  package var shareNetworkID: Identifier
  /// The zone of the backend it lives on.
  package var availabilityZone: String
  package var exportLocations: [ExportLocation]
  package var hasReplicas: Bool
  package var shareGroupID: Identifier?
  package var accessRulesStatus: AccessRulesStatus
  package let createdAt: Timestamp
  package var updatedAt: Timestamp

  package init(
    id: Identifier,
    name: String,
    projectID: String,
    sizeGiB: Int64,
    shareProtocol: ShareProtocol = ShareProtocol.nfs,
    shareTypeID: Identifier? = nil,
    status: ResourceStatus,
    host: String,
    shareServerID: Identifier,
    shareNetworkID: Identifier,
    availabilityZone: String,
    exportLocations: [ExportLocation] = [],
    hasReplicas: Bool = false,
    shareGroupID: Identifier? = nil,
    accessRulesStatus: AccessRulesStatus = .active,
    createdAt: Timestamp,
    updatedAt: Timestamp
  ) {
    self.id = id
    self.name = name
    self.projectID = projectID
    self.sizeGiB = sizeGiB
    self.shareProtocol = shareProtocol
    self.shareTypeID = shareTypeID
    self.status = status
    self.host = host
    self.shareServerID = shareServerID
    self.shareNetworkID = shareNetworkID
    self.availabilityZone = availabilityZone
    self.exportLocations = exportLocations
    self.hasReplicas = hasReplicas
    self.shareGroupID = shareGroupID
    self.accessRulesStatus = accessRulesStatus
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }

  package func value(of column: Column) -> String? {
    switch column {
    case .name: name
    case .projectID: projectID
    case .host: host
    case .status: status.rawValue
    case .shareServerID: shareServerID.rawValue
    case .shareNetworkID: shareNetworkID.rawValue
    case .shareTypeID: shareTypeID?.rawValue
    case .availabilityZone: availabilityZone
    case .taskState, .sourceShareServerID, .destinationShareServerID, .destinationHost,
      .shareID, .subnetID:
      nil
    }
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case name
    case projectID = "project_id"
    case sizeGiB = "size_gib"
    case shareProtocol = "share_protocol"
    case shareTypeID = "share_type_id"
    case status
    case host
    case shareServerID = "share_server_id"
    case shareNetworkID = "share_network_id"
    case availabilityZone = "availability_zone"
    case exportLocations = "export_locations"
    case hasReplicas = "has_replicas"
    case shareGroupID = "share_group_id"
    case accessRulesStatus = "access_rules_status"
    case createdAt = "created_at"
    case updatedAt = "updated_at"
  }
}

/// A path under which clients mount a share.
package struct ExportLocation: Hashable, Sendable, Codable {
  package var path: String
  /// Whether clients should use this one before the others.
  package var isPreferred: Bool
  /// Whether only administrators may see it.
  package var isAdminOnly: Bool

  package init(path: String, isPreferred: Bool = false, isAdminOnly: Bool = false) {
    self.path = path
    self.isPreferred = isPreferred
    self.isAdminOnly = isAdminOnly
  }

  private enum CodingKeys: String, CodingKey {
    case path
    case isPreferred = "is_preferred"
    case isAdminOnly = "is_admin_only"
  }
}
