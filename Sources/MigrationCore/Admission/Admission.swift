/// Whether a migration may be checked or started: contract, section 4, conditions 1 to 11 in their order. The first that
/// holds is the answer, the same in every call.
package enum Admission {
  package static func judge(_ request: MigrationRequest, _ facts: AdmissionFacts)
    throws(Refusal) -> Admitted
  {
    let (source, host) = try identify(request, facts)
    let network = try judgeNetwork(request, facts, source.server)
    try judgeSource(source, facts.busyMigration)
    let zone = facts.destination?.availabilityZone
    let subnets = Subnet.serving(zone: zone, among: facts.networkSubnets)
    let changesNetwork = !Subnet.sameParameters(source.subnets, subnets)
    if host == source.server.host && !changesNetwork {
      throw Refusal(
        .failedPrecondition, .sameHost,
        "share server \(source.server.id) is on \(host) already and its network would not change",
        subject: .init(.shareServer, source.server.id))
    }
    let destination = try judgeDestination(host, facts)
    try judgeZones(facts, source.shares, zone: destination.availabilityZone)
    guard !subnets.isEmpty else {
      throw Refusal(
        .failedPrecondition, .noSubnetInZone,
        "share network \(network.id) has no subnet in availability zone "
          + "“\(destination.availabilityZone)” and no default subnet; create one first",
        subject: .init(.shareNetwork, network.id))
    }
    try judgeResources(source, supportsReplicas: destination.supportsReplicas)
    return Admitted(
      options: MigrationOptions(
        writable: request.writable, nondisruptive: request.nondisruptive,
        preserveSnapshots: request.preserveSnapshots,
        newShareNetworkID: Identifier(request.newShareNetworkID)),
      source: source, destinationHost: host, destinationNetworkID: network.id,
      destinationSubnets: subnets, changesNetwork: changesNetwork,
      takenAddresses: source.addresses(takenIn: subnets, by: facts.networkAllocations),
      fullSubnets: subnets.filter { subnet in
        subnet.freeAddress(besides: facts.networkAllocations) == nil
      })
  }

  // Conditions 1 and 2. An id that is no UUID cannot be unknown: it is malformed.
  private static func identify(_ request: MigrationRequest, _ facts: AdmissionFacts)
    throws(Refusal) -> (ServerView, BackendAddress)
  {
    if let id = Identifier(request.shareServerID), facts.source == nil {
      throw Refusal.notFound(.shareServer, id)
    }
    let violations = request.violations + request.otherViolations
    guard violations.isEmpty, let source = facts.source,
      let host = BackendAddress(request.destinationHost)
    else { throw Refusal.invalid(violations) }
    return (source, host)
  }

  // Condition 3.
  private static func judgeNetwork(
    _ request: MigrationRequest, _ facts: AdmissionFacts, _ server: ShareServer
  ) throws(Refusal) -> ShareNetwork {
    let id = Identifier(request.newShareNetworkID) ?? server.shareNetworkID
    guard let network = facts.network else { throw Refusal.notFound(.shareNetwork, id) }
    guard !request.newShareNetworkID.isEmpty else { return network }
    if network.projectID != server.projectID {
      throw Refusal(
        .failedPrecondition, .shareNetworkOtherProject,
        "share network \(id) belongs to another project than share server \(server.id)",
        subject: .init(.shareNetwork, id))
    }
    if network.status != .active {
      throw Refusal(
        .failedPrecondition, .shareNetworkNotActive,
        "share network \(id) is \(network.status.rawValue), not active",
        subject: .init(.shareNetwork, id))
    }
    return network
  }

  // Conditions 4 to 6.
  private static func judgeSource(_ source: ServerView, _ busy: Migration?) throws(Refusal) {
    let server = source.server
    let subject = Refusal.Subject(.shareServer, server.id)
    if source.shares.isEmpty {
      throw Refusal(
        .failedPrecondition, .shareServerHasNoShares,
        "share server \(server.id) has no shares: there is nothing to migrate", subject: subject)
    }
    if server.status != .active {
      throw server.notActive
    }
    if let busy { throw busy.blocks(server.id) }
    if let share = source.shares.first(where: { $0.shareGroupID != nil }) {
      throw Refusal(
        .failedPrecondition, .shareServerInShareGroup,
        "share server \(server.id) belongs to a share group by its share \(share.id)",
        subject: subject)
    }
  }

  // Condition 8.
  private static func judgeDestination(_ host: BackendAddress, _ facts: AdmissionFacts)
    throws(Refusal) -> DestinationFacts
  {
    let subject = Refusal.Subject(noun: "backend", id: host.rawValue)
    guard let destination = facts.destination else {
      throw Refusal(
        .notFound, .backendNotFound, "no backend has the address \(host)", subject: subject)
    }
    if !destination.isEnabled {
      throw Refusal(
        .unavailable, .backendDisabled, "backend \(host) is disabled", subject: subject)
    }
    if destination.isEvacuating {
      throw Refusal(
        .unavailable, .backendEvacuating,
        "backend \(host) is being evacuated and takes no share servers", subject: subject)
    }
    if !destination.isUp {
      throw Refusal(.unavailable, .backendDown, "backend \(host) is down", subject: subject)
    }
    return destination
  }

  // Condition 9.
  private static func judgeZones(_ facts: AdmissionFacts, _ shares: [Share], zone: String)
    throws(Refusal)
  {
    for type in facts.shareTypes.sorted(by: { $0.id < $1.id }) {
      guard let zones = type.availabilityZones, !zones.contains(zone) else { continue }
      let share = shares.first { $0.shareTypeID == type.id }
      throw Refusal(
        .failedPrecondition, .shareTypeZoneMismatch,
        "share type “\(type.name)” is restricted to the availability zones "
          + zones.joined(separator: ", ") + "; the destination is in “\(zone)”",
        subject: share.map { .init(.share, $0.id) } ?? .init(.shareType, type.id))
    }
  }

  // Condition 11. The first thing in the way is the answer; all of them are its details.
  private static func judgeResources(_ source: ServerView, supportsReplicas: Bool)
    throws(Refusal)
  {
    var found: [Conflict] = []
    for share in source.shares {
      let rules = source.rules.filter { $0.shareID == share.id }
      found += problems(of: share, rules, supportsReplicas: supportsReplicas)
    }
    for snapshot in source.snapshots where snapshot.status != .available {
      found.append(
        Conflict(
          .snapshotNotAvailable, resourceType: Noun.snapshot.rawValue,
          resourceID: snapshot.id.rawValue,
          message: "snapshot \(snapshot.id) is \(snapshot.status.rawValue), not available"))
    }
    guard let first = found.first else { return }
    throw Refusal(
      .failedPrecondition, first.reason, first.message,
      subject: .init(noun: first.resourceType, id: first.resourceID), conflicts: found)
  }

  private static func problems(
    of share: Share, _ rules: [AccessRule], supportsReplicas: Bool
  ) -> [Conflict] {
    func problem(_ reason: Reason, _ message: String) -> Conflict {
      Conflict(
        reason, resourceType: Noun.share.rawValue, resourceID: share.id.rawValue, message: message)
    }
    var found: [Conflict] = []
    if share.status != .available {
      found.append(
        problem(
          .shareNotAvailable, "share \(share.id) is \(share.status.rawValue), not available"))
    }
    if share.hasReplicas && !supportsReplicas {
      found.append(
        problem(
          .shareHasReplicas,
          "share \(share.id) has replicas, which the destination cannot take along"))
    }
    if share.accessRulesStatus == .error || rules.contains(where: { $0.state == .error }) {
      found.append(
        problem(
          .accessRulesInError,
          "share \(share.id) has access rules in error; remove or mend them first"))
    } else if share.accessRulesStatus == .syncing || rules.contains(where: \.state.isBusy) {
      found.append(
        problem(
          .accessRulesBusy,
          "the access rules of share \(share.id) are being applied; try again shortly"))
    }
    return found
  }
}

/// A migration that passed admission.
package struct Admitted: Sendable, Hashable {
  package let options: MigrationOptions
  package let source: ServerView
  package let destinationHost: BackendAddress
  package let destinationNetworkID: Identifier
  package let destinationSubnets: [Subnet]
  /// Whether the parameters of the two sets of subnets differ as multisets.
  package let changesNetwork: Bool
  /// The source's addresses that are somebody else's in the destination's subnets.
  package let takenAddresses: [NetworkAllocation]
  /// The destination's subnets without a free address.
  package let fullSubnets: [Subnet]

  /// What keeps a destination with these capabilities from having addresses.
  package func conflicts(_ can: Capabilities) -> [Conflict] {
    // Whoever keeps the source's addresses needs no new ones.
    if can.nondisruptive && !changesNetwork {
      if takenAddresses.isEmpty { return [] }
      if options.nondisruptive { return takenAddresses.map(Self.taken) }
    }
    return fullSubnets.map { subnet in
      Conflict(
        .noFreeAddress, resourceType: Noun.subnet.rawValue, resourceID: subnet.id.rawValue,
        message: "subnet \(subnet.id) (\(subnet.cidr)) has no address left for the destination")
    }
  }

  private static func taken(_ address: NetworkAllocation) -> Conflict {
    Conflict(
      .addressInUse, resourceType: Noun.allocation.rawValue, resourceID: address.id.rawValue,
      message: "\(address.ipAddress) is in use in the destination's subnet by another server, so "
        + "clients would be disturbed")
  }
}

extension ShareServer {
  /// The refusal for whoever needs this server `active`.
  package var notActive: Refusal {
    let isMigrating = status == .serverMigrating || status == .serverMigratingTo
    let state = taskState.map { " (task state \($0.rawValue))" } ?? ""
    return Refusal(
      .failedPrecondition, isMigrating ? .shareServerMigrating : .shareServerNotActive,
      "share server \(id) is \(status.rawValue)\(state), not active",
      subject: .init(.shareServer, id))
  }
}
