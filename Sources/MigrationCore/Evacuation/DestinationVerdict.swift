/// What the service and a backend's driver say of that backend as a destination for one server.
package struct DestinationVerdict: Hashable, Sendable {
  package let address: BackendAddress
  /// Everything in the way; a refusal is told as one. Empty when the server may go there.
  package let conflicts: [Conflict]
  /// Nil when the driver was not asked, or could not tell.
  package let estimate: Estimate?
  package let capabilities: Capabilities?

  package init(
    _ address: BackendAddress, conflicts: [Conflict] = [], estimate: Estimate? = nil,
    capabilities: Capabilities? = nil
  ) {
    self.address = address
    self.conflicts = conflicts
    self.estimate = estimate
    self.capabilities = capabilities
  }

  /// A refusal as what stands in the way.
  package init(_ address: BackendAddress, refused: Refusal) {
    let subject = refused.subject ?? .init(noun: "backend", id: address.rawValue)
    self.init(
      address,
      conflicts: refused.conflicts.isEmpty
        ? [
          Conflict(
            refused.reason, resourceType: subject.noun, resourceID: subject.id,
            message: refused.message)
        ] : refused.conflicts)
  }
}

/// A server to be placed, and what is known of it.
package struct PlacementCandidate: Hashable, Sendable {
  package let serverID: Identifier
  /// The sizes that its shares were made with; what a driver estimates for the whole is split by them.
  package let shareSizes: [Int64]
  /// One for each backend that may be a destination.
  package let verdicts: [DestinationVerdict]

  package init(serverID: Identifier, shareSizes: [Int64], verdicts: [DestinationVerdict]) {
    self.serverID = serverID
    self.shareSizes = shareSizes
    self.verdicts = verdicts
  }

  /// The bytes of each share; together at least `bytes`.
  package func parts(of bytes: Int64) -> [Int64] {
    let whole = shareSizes.reduce(0, +)
    guard whole > 0, shareSizes.count > 1 else { return [bytes] }
    return shareSizes.map { size in
      Int64((Double(bytes) * (Double(size) / Double(whole))).rounded(.up))
    }
  }

  /// The most that any backend says is to be copied.
  package var bytes: Int64 { verdicts.compactMap(\.estimate?.bytes).max() ?? 0 }
}
