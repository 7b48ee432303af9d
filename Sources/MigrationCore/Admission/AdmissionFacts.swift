/// Everything admission looks at, as it stood at one moment. A test can fill it in by hand.
package struct AdmissionFacts: Sendable, Hashable {
  /// Nil when no server has the id, or the id is no id.
  package var source: ServerView?
  /// A migration that the server still belongs to, whatever its status says.
  package var busyMigration: Migration?
  /// The network the destination would live in: the new one if one was named, else the source's. Nil when unknown.
  package var network: ShareNetwork?
  /// All subnets of that network.
  package var networkSubnets: [Subnet]
  /// Every address in those subnets.
  package var networkAllocations: [NetworkAllocation] = []
  /// The types of the source's shares.
  package var shareTypes: [ShareType]
  /// Nil when no backend has the address.
  package var destination: DestinationFacts?

  package init(
    source: ServerView?, network: ShareNetwork? = nil, networkSubnets: [Subnet] = [],
    shareTypes: [ShareType] = [], destination: DestinationFacts? = nil
  ) {
    self.source = source
    self.network = network
    self.networkSubnets = networkSubnets
    self.shareTypes = shareTypes
    self.destination = destination
  }

  /// Reads the facts about `request`; the destination's are the caller's, they are not in the ledger.
  package static func gather(
    _ request: MigrationRequest, in ledger: any LedgerReading, destination: DestinationFacts?
  ) throws(Refusal) -> AdmissionFacts {
    let ledger = ledger.seen(from: request.project)
    guard let id = Identifier(request.shareServerID),
      let source = try ServerView.gather(id, in: ledger)
    else { return AdmissionFacts(source: nil) }
    let networkID =
      request.newShareNetworkID.isEmpty
      ? source.server.shareNetworkID : Identifier(request.newShareNetworkID)
    var facts = AdmissionFacts(source: source, destination: destination)
    facts.busyMigration = try ledger.busyMigration(of: id)
    if let networkID {
      facts.network = try ledger.find(ShareNetwork.self, networkID)
      facts.networkSubnets = try ledger.list(
        Subnet.self, where: [.equal(.shareNetworkID, networkID)])
      let ids = facts.networkSubnets.map(\.id.rawValue)
      facts.networkAllocations = try ledger.list(
        NetworkAllocation.self, where: [Condition(.subnetID, in: ids)])
    }
    for typeID in Set(source.shares.compactMap(\.shareTypeID)) {
      if let type = try ledger.find(ShareType.self, typeID) { facts.shareTypes.append(type) }
    }
    return facts
  }
}

/// What is known of a destination backend.
package struct DestinationFacts: Sendable, Hashable {
  package var address: BackendAddress
  package var availabilityZone: String
  package var isEnabled: Bool
  /// Whether it was heard of within the service's down time.
  package var isUp: Bool
  /// Whether everything is being moved off it.
  package var isEvacuating: Bool
  package var supportsReplicas: Bool

  package init(
    address: BackendAddress, availabilityZone: String, isEnabled: Bool = true, isUp: Bool = true,
    isEvacuating: Bool = false, supportsReplicas: Bool = false
  ) {
    self.address = address
    self.availabilityZone = availabilityZone
    self.isEnabled = isEnabled
    self.isUp = isUp
    self.isEvacuating = isEvacuating
    self.supportsReplicas = supportsReplicas
  }
}

extension ServerView {
  /// The server and everything of it, read in one transaction; nil when no server has the id.
  package static func gather(_ id: Identifier, in ledger: any LedgerReading)
    throws(Refusal) -> ServerView?
  {
    guard let server = try ledger.find(ShareServer.self, id) else { return nil }
    var view = ServerView(server: server)
    for subnetID in server.subnetIDs {
      if let subnet = try ledger.find(Subnet.self, subnetID) { view.subnets.append(subnet) }
    }
    view.allocations = try ledger.list(
      NetworkAllocation.self, where: [.equal(.shareServerID, id)])
    view.shares = try ledger.list(Share.self, where: [.equal(.shareServerID, id)])
    view.snapshots = try ledger.list(Snapshot.self, where: [.equal(.shareServerID, id)])
    let shareIDs = view.shares.map(\.id.rawValue)
    if !shareIDs.isEmpty {
      view.rules = try ledger.list(AccessRule.self, where: [Condition(.shareID, in: shareIDs)])
    }
    return view
  }
}

extension LedgerReading {
  /// The migration that a server belongs to now, as source or as destination.
  package func busyMigration(of server: Identifier) throws(Refusal) -> Migration? {
    let either = Condition(
      any: [.sourceShareServerID, .destinationShareServerID], in: [server.rawValue])
    return try list(Migration.self, where: [either]).first { $0.isBusy }
  }
}

extension Migration {
  /// The refusal for whoever needs a server of this migration for something else.
  package func blocks(_ server: Identifier) -> Refusal {
    let recovers = taskState.isFinal ? ", and is being recovered" : ""
    return Refusal(
      .failedPrecondition, .shareServerMigrating,
      "share server \(server) is part of migration \(id), which is in \(taskState.rawValue)"
        + "\(recovers); wait for its end\(taskState.isFirstPhase ? ", or cancel it" : "")",
      subject: .init(.shareServer, server))
  }
}
