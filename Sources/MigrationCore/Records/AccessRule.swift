/// Who may use a share, and how.
package struct AccessRule: LedgerRow {
  package static let noun = Noun.accessRule

  package let id: Identifier
  package var shareID: Identifier
  package var type: AccessType
  /// An address, a network, a user name or a common name, by `type`.
  package var to: String
  /// The level as stored; a migration never changes it.
  package var level: AccessLevel
  package var state: AccessRuleState
  package let createdAt: Timestamp
  package var updatedAt: Timestamp

  package init(
    id: Identifier,
    shareID: Identifier,
    type: AccessType,
    to: String,
    level: AccessLevel,
    state: AccessRuleState,
    createdAt: Timestamp,
    updatedAt: Timestamp
  ) {
    self.id = id
    self.shareID = shareID
    self.type = type
    self.to = to
    self.level = level
    self.state = state
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }

  package func value(of column: Column) -> String? {
    switch column {
    case .shareID: shareID.rawValue
    case .status: state.rawValue
    case .name, .projectID, .host, .taskState, .sourceShareServerID,
      .destinationShareServerID, .destinationHost, .shareServerID, .shareNetworkID,
      .shareTypeID, .subnetID, .availabilityZone:
      nil
    }
  }

  /// Whether it is in force only until somebody comes to take it away.
  package var isLeaving: Bool { state == .queuedToDeny || state == .denying }

  private enum CodingKeys: String, CodingKey {
    case id
    case shareID = "share_id"
    case type
    case to
    case level
    case state
    case createdAt = "created_at"
    case updatedAt = "updated_at"
  }
}
