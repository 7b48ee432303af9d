/// A check or a start as it came in: nothing in it has been believed yet.
package struct MigrationRequest: Sendable, Hashable {
  package var shareServerID: String
  package var destinationHost: String
  package var writable: Bool
  package var nondisruptive: Bool
  package var preserveSnapshots: Bool
  /// Empty keeps the source's network.
  package var newShareNetworkID: String
  /// The one project that the caller sees; nil for all.
  package var project: String?
  /// What is wrong with the rest of the call, to be told with what is wrong here.
  package var otherViolations: [Refusal.FieldViolation] = []

  package init(
    shareServerID: String, destinationHost: String, writable: Bool = false,
    nondisruptive: Bool = false, preserveSnapshots: Bool = false, newShareNetworkID: String = ""
  ) {
    self.shareServerID = shareServerID
    self.destinationHost = destinationHost
    self.writable = writable
    self.nondisruptive = nondisruptive
    self.preserveSnapshots = preserveSnapshots
    self.newShareNetworkID = newShareNetworkID
  }

  /// The fields that are missing or malformed (contract, section 4, condition 2).
  var violations: [Refusal.FieldViolation] {
    var found: [Refusal.FieldViolation] = []
    if let wrong = Self.wrongID(shareServerID) {
      found.append(.init("share_server_id", wrong))
    }
    if let wrong = Self.wrongHost(destinationHost) {
      found.append(.init("destination_host", wrong))
    }
    if !newShareNetworkID.isEmpty, let wrong = Self.wrongID(newShareNetworkID) {
      found.append(.init("new_share_network_id", wrong))
    }
    return found
  }

  private static func wrongID(_ text: String) -> String? {
    if text.isEmpty { return "is required" }
    return Identifier(text) == nil ? "must be a UUID, is “\(text)”" : nil
  }

  private static func wrongHost(_ text: String) -> String? {
    if text.isEmpty { return "is required, as host@backend" }
    if text.contains("#") {
      return "must be host@backend without a #pool, is “\(text)”"
    }
    return BackendAddress(text) == nil ? "must be host@backend, is “\(text)”" : nil
  }
}
