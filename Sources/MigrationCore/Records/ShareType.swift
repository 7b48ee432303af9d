/// What an operator lets users ask for.
package struct ShareType: LedgerRow {
  package static let noun = Noun.shareType

  package let id: Identifier
  package var name: String
  /// Requirements on the backend, by key.
  package var extraSpecs: [String: String]
  package let createdAt: Timestamp
  package var updatedAt: Timestamp

  package init(
    id: Identifier,
    name: String,
    extraSpecs: [String: String] = [:],
    createdAt: Timestamp,
    updatedAt: Timestamp
  ) {
    self.id = id
    self.name = name
    self.extraSpecs = extraSpecs
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }

  package func value(of column: Column) -> String? {
    switch column {
    case .name: name
    case .projectID, .host, .status, .taskState, .sourceShareServerID,
      .destinationShareServerID, .destinationHost, .shareServerID, .shareNetworkID,
      .shareTypeID, .shareID, .subnetID, .availabilityZone:
      nil
    }
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case name
    case extraSpecs = "extra_specs"
    case createdAt = "created_at"
    case updatedAt = "updated_at"
  }

  /// The zones this type is restricted to: exact names from the extra spec `availability_zones`, a comma
  /// separated list; nil when it is not restricted.
  package var availabilityZones: [String]? {
    guard let list = extraSpecs["availability_zones"] else { return nil }
    return list.split(separator: ",").map { String($0.trimmed) }.filter { !$0.isEmpty }
  }
}

extension Substring {
  /// The text without white space at either end.
  var trimmed: Substring {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return start[...last]
  }
}
