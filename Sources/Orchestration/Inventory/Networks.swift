import MigrationCore

extension Inventory {
  package func createNetwork(name: String, projectID: String, as call: RequestKey?)
    async throws(Refusal) -> ShareNetwork
  {
    let now = clock.now
    return try await ledger.write { tx throws(Refusal) in
      if let earlier = try call?.replay(ShareNetwork.self, in: tx) { return earlier }
      let network = ShareNetwork(
        id: .random(), name: name, projectID: projectID, status: .active, createdAt: now,
        updatedAt: now)
      try tx.insert(network)
      try call?.remember(network, network.id, in: tx, at: now)
      return network
    }
  }

  /// Refused while a server lives in the network or a migration is on its way into it.
  package func deleteNetwork(_ id: Identifier, as call: RequestKey?) async throws(Refusal) {
    let now = clock.now
    try await ledger.write { tx throws(Refusal) in
      if try call?.replay(Done.self, in: tx) != nil { return }
      let network = try tx.get(ShareNetwork.self, id)
      try Self.refuseNetworkInUse(network, tx)
      for subnet in try tx.list(Subnet.self, where: [.equal(.shareNetworkID, id)]) {
        try tx.delete(Subnet.self, subnet.id)
      }
      try tx.delete(ShareNetwork.self, id)
      try call?.remember(Done(), id, in: tx, at: now)
    }
  }

  package func createSubnet(_ draft: SubnetDraft, as call: RequestKey?)
    async throws(Refusal) -> Subnet
  {
    let network = try draft.range()
    let now = clock.now
    return try await ledger.write { tx throws(Refusal) in
      if let earlier = try call?.replay(Subnet.self, in: tx) { return earlier }
      _ = try tx.get(ShareNetwork.self, draft.shareNetworkID)
      try self.refuseUnknownZone(draft.availabilityZone)
      let siblings = try tx.list(
        Subnet.self, where: [.equal(.shareNetworkID, draft.shareNetworkID)])
      try Self.refuseOverlap(of: draft, network, with: siblings)
      let subnet = draft.subnet(range: network, at: now)
      try tx.insert(subnet)
      try call?.remember(subnet, subnet.id, in: tx, at: now)
      return subnet
    }
  }

  package func deleteSubnet(_ id: Identifier, as call: RequestKey?) async throws(Refusal) {
    let now = clock.now
    try await ledger.write { tx throws(Refusal) in
      if try call?.replay(Done.self, in: tx) != nil { return }
      let subnet = try tx.get(Subnet.self, id)
      try Self.refuseSubnetInUse(subnet, tx)
      try tx.delete(Subnet.self, id)
      try call?.remember(Done(), id, in: tx, at: now)
    }
  }

  // A zone is known by its backends; a name with a typing error in it would serve nobody.
  private func refuseUnknownZone(_ zone: String?) throws(Refusal) {
    guard let zone, !backends.zones.contains(zone) else { return }
    throw Refusal(
      .notFound, .zoneNotFound,
      "no backend is in an availability zone “\(zone)”; there are "
        + backends.zones.joined(separator: ", "),
      subject: .init(noun: "availability_zone", id: zone))
  }

  private static func refuseNetworkInUse(_ network: ShareNetwork, _ tx: any LedgerReading)
    throws(Refusal)
  {
    let id = network.id
    if let server = try tx.list(
      ShareServer.self, where: [.equal(.shareNetworkID, id)], page: Page(limit: 1)
    ).first {
      throw Refusal(
        .failedPrecondition, .shareNetworkInUse,
        "share network \(id) is in use by share server \(server.id)",
        subject: .init(.shareNetwork, id))
    }
    try refuseMigrationInto(id, nil, .init(.shareNetwork, id), .shareNetworkInUse, tx)
  }

  private static func refuseSubnetInUse(_ subnet: Subnet, _ tx: any LedgerReading)
    throws(Refusal)
  {
    let servers = try tx.list(
      ShareServer.self, where: [.equal(.shareNetworkID, subnet.shareNetworkID)])
    if let server = servers.first(where: { $0.subnetIDs.contains(subnet.id) }) {
      throw Refusal(
        .failedPrecondition, .subnetInUse,
        "subnet \(subnet.id) is in use by share server \(server.id)",
        subject: .init(.subnet, subnet.id))
    }
    try refuseMigrationInto(
      subnet.shareNetworkID, subnet.id, .init(.subnet, subnet.id), .subnetInUse, tx)
  }

  // A migration that was accepted and has no destination server yet will need the subnets that were chosen for it.
  private static func refuseMigrationInto(
    _ network: Identifier, _ subnet: Identifier?, _ subject: Refusal.Subject, _ reason: Reason,
    _ tx: any LedgerReading
  ) throws(Refusal) {
    let live = TaskState.allCases.filter { !$0.isFinal }.map(\.rawValue)
    for migration in try tx.list(Migration.self, where: [Condition(.taskState, in: live)])
    where migration.destinationShareServerID == nil {
      let source = try tx.find(ShareServer.self, migration.sourceShareServerID)
      let target = migration.options.newShareNetworkID ?? source?.shareNetworkID
      guard target == network else { continue }
      if let subnet, let chosen = migration.destinationSubnetIDs, !chosen.contains(subnet) {
        continue
      }
      throw Refusal(
        .failedPrecondition, reason,
        "migration \(migration.id) is about to place its destination in share network \(network)",
        subject: subject)
    }
  }

  private static func refuseOverlap(
    of draft: SubnetDraft, _ range: AddressRange, with siblings: [Subnet]
  ) throws(Refusal) {
    for sibling in siblings where sibling.availabilityZone == draft.availabilityZone {
      guard let other = AddressRange(sibling.cidr), range.overlaps(other) else { continue }
      throw Refusal(
        .failedPrecondition, .subnetOverlaps,
        "\(draft.cidr) overlaps subnet \(sibling.id) (\(sibling.cidr)) of the same network and zone",
        subject: .init(.subnet, sibling.id))
    }
  }
}

/// The answer of a call that answers nothing, as the ledger remembers it.
struct Done: Codable, Sendable {}

/// A subnet as somebody asks for it.
package struct SubnetDraft: Sendable {
  package var shareNetworkID: Identifier
  package var availabilityZone: String?
  package var cidr: String
  package var gateway: String
  package var networkType: String
  package var segmentationID: Int64
  package var mtu: Int64

  package init(
    shareNetworkID: Identifier, availabilityZone: String?, cidr: String, gateway: String = "",
    networkType: String = "", segmentationID: Int64 = 0, mtu: Int64 = 0
  ) {
    self.shareNetworkID = shareNetworkID
    self.availabilityZone = availabilityZone
    self.cidr = cidr
    self.gateway = gateway
    self.networkType = networkType
    self.segmentationID = segmentationID
    self.mtu = mtu
  }

  func range() throws(Refusal) -> AddressRange {
    var wrong: [Refusal.FieldViolation] = []
    let range = AddressRange(cidr)
    if range == nil {
      wrong.append(.init("cidr", "must be an IPv4 or IPv6 network like 10.0.0.0/24, is “\(cidr)”"))
    }
    if !gateway.isEmpty {
      if let address = IPAddress(gateway) {
        if let range, !range.contains(address) {
          wrong.append(.init("gateway", "must lie in \(cidr), is “\(gateway)”"))
        } else if let range, !range.hasHost(address) {
          wrong.append(
            .init(
              "gateway", "must be a host's address, is “\(gateway)”, the network's own or broadcast"
            ))
        }
      } else {
        wrong.append(.init("gateway", "must be an IP address, is “\(gateway)”"))
      }
    }
    if !(0...16_777_215).contains(segmentationID) {
      wrong.append(.init("segmentation_id", "must be 0 to 16777215, is \(segmentationID)"))
    }
    if mtu != 0 && !(576...65_535).contains(mtu) {
      wrong.append(.init("mtu", "must be 0 or 576 to 65535 bytes, is \(mtu)"))
    }
    guard wrong.isEmpty, let range else { throw Refusal.invalid(wrong) }
    return range
  }

  func subnet(range: AddressRange, at now: Timestamp) -> Subnet {
    Subnet(
      id: .random(), shareNetworkID: shareNetworkID, availabilityZone: availabilityZone,
      cidr: cidr, gateway: gateway, networkType: networkType, segmentationID: segmentationID,
      mtu: mtu, ipVersion: range.isIPv6 ? 6 : 4, createdAt: now, updatedAt: now)
  }
}
