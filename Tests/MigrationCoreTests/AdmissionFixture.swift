import MigrationCore

/// A share server that may be migrated, and everything admission looks at; a test spoils what it is about.
struct AdmissionFixture {
  static let epoch = Timestamp(microseconds: 1_700_000_000_000_000)

  var request: MigrationRequest
  var facts: AdmissionFacts
  let newNetworkID = Identifier.random()

  init() {
    let (network, subnet, server) = (Identifier.random(), Identifier.random(), Identifier.random())
    let source = Self.address("one@alpha")
    request = MigrationRequest(
      shareServerID: server.rawValue, destinationHost: "two@beta")
    let share = Share(
      id: .random(), name: "home", projectID: "p", sizeGiB: 1, status: .available,
      host: source.pool("pool"), shareServerID: server, shareNetworkID: network,
      availabilityZone: "z1", createdAt: Self.epoch, updatedAt: Self.epoch)
    facts = AdmissionFacts(
      source: ServerView(
        server: ShareServer(
          id: server, projectID: "p", host: source, status: .active, shareNetworkID: network,
          subnetIDs: [subnet], createdAt: Self.epoch, updatedAt: Self.epoch),
        subnets: [Self.subnet(subnet, in: network, zone: nil)], shares: [share],
        snapshots: [Self.snapshot(of: share)], rules: [Self.rule(of: share)]),
      network: ShareNetwork(
        id: network, name: "net", projectID: "p", status: .active, createdAt: Self.epoch,
        updatedAt: Self.epoch),
      networkSubnets: [Self.subnet(subnet, in: network, zone: nil)],
      destination: DestinationFacts(
        address: Self.address("two@beta"), availabilityZone: "z2"))
  }

  static func address(_ text: String) -> BackendAddress {
    guard let address = BackendAddress(text) else { preconditionFailure("no address: \(text)") }
    return address
  }

  static func subnet(
    _ id: Identifier = .random(), in network: Identifier, zone: String?,
    cidr: String = "10.0.0.0/24"
  ) -> Subnet {
    Subnet(
      id: id, shareNetworkID: network, availabilityZone: zone, cidr: cidr, createdAt: epoch,
      updatedAt: epoch)
  }

  static func allocation(_ address: String, of server: Identifier, in subnet: Identifier)
    -> NetworkAllocation
  {
    let id = Identifier.random()
    return NetworkAllocation(
      id: id, shareServerID: server, subnetID: subnet, ipAddress: address, macAddress: id.rawValue,
      createdAt: epoch)
  }

  static func snapshot(of share: Share) -> Snapshot {
    Snapshot(
      id: .random(), name: "s", projectID: "p", shareID: share.id,
      shareServerID: share.shareServerID, status: .available, sizeGiB: 1, createdAt: epoch,
      updatedAt: epoch)
  }

  static func rule(of share: Share) -> AccessRule {
    AccessRule(
      id: .random(), shareID: share.id, type: .ip, to: "10.0.0.0/8", level: .readWrite,
      state: .active, createdAt: epoch, updatedAt: epoch)
  }

  func judge() throws(Refusal) -> Admitted { try Admission.judge(request, facts) }

  mutating func changeServer(_ change: (inout ShareServer) -> Void) {
    guard var source = facts.source else { return }
    change(&source.server)
    facts.source = source
  }

  mutating func changeShare(_ change: (inout Share) -> Void) {
    guard var source = facts.source else { return }
    change(&source.shares[0])
    facts.source = source
  }

  mutating func changeSource(_ change: (inout ServerView) -> Void) {
    guard var source = facts.source else { return }
    change(&source)
    facts.source = source
  }

  /// Names another network for the destination, with a subnet of other parameters.
  mutating func nameNewNetwork(projectID: String = "p", status: ShareNetworkStatus = .active) {
    request.newShareNetworkID = newNetworkID.rawValue
    facts.network = ShareNetwork(
      id: newNetworkID, name: "new", projectID: projectID, status: status,
      createdAt: Self.epoch, updatedAt: Self.epoch)
    facts.networkSubnets = [Self.subnet(in: newNetworkID, zone: nil, cidr: "10.9.0.0/24")]
  }

  mutating func restrictType(toZones zones: String) {
    let type = ShareType(
      id: .random(), name: "gold", extraSpecs: ["availability_zones": zones],
      createdAt: Self.epoch, updatedAt: Self.epoch)
    facts.shareTypes = [type]
    changeShare { $0.shareTypeID = type.id }
  }
}
