import MigrationCore

extension World {
  /// Writes the destination server: linked to its source from its first moment, never `active`.
  func insertDestination(
    _ id: Identifier, of migration: Migration, _ tx: any LedgerWriting, at now: Timestamp
  ) throws(Refusal) {
    let source = try tx.get(ShareServer.self, migration.sourceShareServerID)
    let networkID = migration.options.newShareNetworkID ?? source.shareNetworkID
    let subnets = try chosenSubnets(migration, networkID, tx)
    try tx.insert(
      ShareServer(
        id: id, projectID: source.projectID, host: migration.destinationHost, status: .creating,
        taskState: .inProgress, sourceShareServerID: source.id, shareNetworkID: networkID,
        subnetIDs: subnets.map(\.id), isAutoDeletable: source.isAutoDeletable, createdAt: now,
        updatedAt: now))
    if let kept = try keptAddresses(migration, subnets, tx) {
      return try reserve(kept, for: id, tx, at: now)
    }
    for subnet in subnets {
      try tx.insert(
        try NetworkAllocation.next(
          in: subnet, for: id, tx, at: now, id: settings.chance.identifier()))
    }
  }

  /// Those that were chosen when the start was accepted; nobody could delete them since.
  private func chosenSubnets(
    _ migration: Migration, _ network: Identifier, _ tx: any LedgerReading
  ) throws(Refusal) -> [Subnet] {
    let all = try tx.list(Subnet.self, where: [.equal(.shareNetworkID, network)])
    let zone = backends.state(of: migration.destinationHost)?.availabilityZone
    let subnets =
      migration.destinationSubnetIDs.map { chosen in all.filter { chosen.contains($0.id) } }
      ?? Subnet.serving(zone: zone, among: all)
    guard !subnets.isEmpty else {
      throw Refusal(
        .failedPrecondition, .noSubnetInZone,
        "share network \(network) has lost the subnets of the destination",
        subject: .init(.shareNetwork, network))
    }
    return subnets
  }

  /// The source's addresses, each with the subnet it will be in, where a nondisruptive move into equal networks keeps
  /// them; nil where the destination needs new ones.
  private func keptAddresses(
    _ migration: Migration, _ subnets: [Subnet], _ tx: any LedgerReading
  ) throws(Refusal) -> [(address: NetworkAllocation, home: Identifier)]? {
    guard migration.capabilities.nondisruptive,
      let source = try ServerView.gather(migration.sourceShareServerID, in: tx),
      Subnet.sameParameters(source.subnets, subnets)
    else { return nil }
    let given = try tx.list(
      NetworkAllocation.self, where: [Condition(.subnetID, in: subnets.map(\.id.rawValue))])
    if let taken = source.addresses(takenIn: subnets, by: given).first {
      guard migration.options.nondisruptive else { return nil }
      throw Refusal(
        .failedPrecondition, .addressInUse,
        "\(taken.ipAddress) is in use in the destination's subnet by another server",
        subject: .init(.allocation, taken.id))
    }
    return source.allocations.map { address in
      (address, Subnet.home(of: address, from: source.subnets, among: subnets))
    }
  }

  /// Equal parameters can be another subnet's: the addresses are taken there now, so that nobody else is given them.
  private func reserve(
    _ kept: [(address: NetworkAllocation, home: Identifier)], for destination: Identifier,
    _ tx: any LedgerWriting, at now: Timestamp
  ) throws(Refusal) {
    for (address, home) in kept where home != address.subnetID {
      // What an earlier attempt reserved is still its failed destination's.
      for left in try tx.list(NetworkAllocation.self, where: [.equal(.subnetID, home)])
      where left.reserves(address) {
        try tx.delete(NetworkAllocation.self, left.id)
      }
      try tx.insert(
        NetworkAllocation(
          id: settings.chance.identifier(), shareServerID: destination, subnetID: home,
          ipAddress: address.ipAddress, macAddress: address.macAddress, label: address.label,
          createdAt: now))
    }
  }

  /// Success: every share, snapshot and address belongs to the destination from here on.
  func moveEverything(
    _ migration: Migration, _ cutover: Cutover, _ tx: any LedgerWriting, at now: Timestamp
  ) throws(Refusal) {
    guard let id = migration.destinationShareServerID else {
      preconditionFailure("a cutover without a destination server")
    }
    var destination = try tx.get(ShareServer.self, id)
    destination.backendDetails.merge(cutover.backendDetails) { _, new in new }
    try tx.update(destination)
    let zone = backends.state(of: migration.destinationHost)?.availabilityZone ?? ""
    for shareID in migration.shareIDs {
      guard var share = try tx.find(Share.self, shareID) else { continue }
      share.shareServerID = id
      share.shareNetworkID = destination.shareNetworkID
      share.availabilityZone = zone
      if let made = cutover.shares[shareID] {
        share.host = migration.destinationHost.pool(made.pool)
        share.exportLocations = made.exportLocations
      }
      try tx.update(share)
    }
    for snapshotID in migration.snapshotIDs {
      guard var snapshot = try tx.find(Snapshot.self, snapshotID) else { continue }
      snapshot.shareServerID = id
      if let made = cutover.snapshots[snapshotID] {
        snapshot.providerLocation = made.providerLocation
        snapshot.exportLocations = made.exportLocations
      }
      try tx.update(snapshot)
    }
    try moveAddresses(migration.sourceShareServerID, to: id, tx)
  }

  private func moveAddresses(
    _ source: Identifier, to destination: Identifier, _ tx: any LedgerWriting
  ) throws(Refusal) {
    guard let old = try ServerView.gather(source, in: tx),
      let new = try ServerView.gather(destination, in: tx), new.keepsAddresses(of: old)
    else { return }
    for reservation in new.allocations {
      try tx.delete(NetworkAllocation.self, reservation.id)
    }
    for allocation in old.allocations {
      let home = Subnet.home(of: allocation, from: old.subnets, among: new.subnets)
      try tx.delete(NetworkAllocation.self, allocation.id)
      try tx.insert(
        NetworkAllocation(
          id: allocation.id, shareServerID: destination, subnetID: home,
          ipAddress: allocation.ipAddress, macAddress: allocation.macAddress,
          label: allocation.label, createdAt: allocation.createdAt))
    }
  }

  /// Deletes the source some time after a success, where the configuration says so.
  func scheduleSourceDeletion(_ migration: Migration) {
    guard let delay = settings.deleteSourceAfter, let delete = deleteServer else { return }
    let id = migration.sourceShareServerID
    let waited = migration.endedAt.map { clock.now.since($0) } ?? .zero
    Task(executorPreference: settings.executor) {
      guard await pause(max(.zero, delay - waited)) else { return }
      await delete(id)
    }
  }

  /// The same for the successes of earlier lives.
  func scheduleSourceDeletions() async throws(Refusal) {
    guard settings.deleteSourceAfter != nil else { return }
    let done = try await ledger.read { tx throws(Refusal) in
      var done: [Migration] = []
      let left = try tx.list(
        ShareServer.self, where: [.equal(.status, ShareServerStatus.inactive.rawValue)])
      for server in left where server.taskState == .success {
        done += try tx.list(Migration.self, where: [.equal(.sourceShareServerID, server.id)])
          .filter { $0.taskState == .success }
      }
      return done
    }
    for migration in done { scheduleSourceDeletion(migration) }
  }
}

extension MigrationJob {
  static func read(
    _ migration: Migration, _ sourceDriver: any Driver, fence: Int64,
    _ bandwidth: any BandwidthGate, _ tx: any LedgerReading
  ) throws(Refusal) -> MigrationJob {
    guard let source = try ServerView.gather(migration.sourceShareServerID, in: tx) else {
      throw Refusal.notFound(.shareServer, migration.sourceShareServerID)
    }
    guard let id = migration.destinationShareServerID,
      var destination = try ServerView.gather(id, in: tx)
    else {
      throw Refusal(
        .notFound, .notFound(.shareServer), "migration \(migration.id) has no destination server")
    }
    if destination.keepsAddresses(of: source) { destination.allocations = source.allocations }
    return MigrationJob(
      migrationID: migration.id, fence: fence, options: migration.options, source: source,
      sourceDriver: sourceDriver, destination: destination, bandwidth: bandwidth)
  }
}
