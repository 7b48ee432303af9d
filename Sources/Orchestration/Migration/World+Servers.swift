import MigrationCore

extension World {
  /// Writes the destination server: linked to its source from its first moment, never `active`.
  func insertDestination(
    _ id: Identifier, of migration: Migration, _ tx: any LedgerWriting, at now: Timestamp
  ) throws(Refusal) {
    let source = try tx.get(ShareServer.self, migration.sourceShareServerID)
    let networkID = migration.options.newShareNetworkID ?? source.shareNetworkID
    let zone = backends.state(of: migration.destinationHost)?.availabilityZone
    let subnets = Subnet.serving(
      zone: zone, among: try tx.list(Subnet.self, where: [.equal(.shareNetworkID, networkID)]))
    try tx.insert(
      ShareServer(
        id: id, projectID: source.projectID, host: migration.destinationHost, status: .creating,
        taskState: .inProgress, sourceShareServerID: source.id, shareNetworkID: networkID,
        subnetIDs: subnets.map(\.id), isAutoDeletable: source.isAutoDeletable, createdAt: now,
        updatedAt: now))
    guard try !keepsAddresses(migration, subnets, tx) else { return }
    for subnet in subnets {
      try tx.insert(
        try NetworkAllocation.next(
          in: subnet, for: id, tx, at: now, id: settings.chance.identifier()))
    }
  }

  /// A nondisruptive move into equal networks keeps the source's addresses.
  private func keepsAddresses(
    _ migration: Migration, _ subnets: [Subnet], _ tx: any LedgerReading
  ) throws(Refusal) -> Bool {
    guard migration.capabilities.nondisruptive,
      let source = try ServerView.gather(migration.sourceShareServerID, in: tx),
      Subnet.sameParameters(source.subnets, subnets)
    else { return false }
    // Equal parameters can be another subnet's, where an address may be somebody else's.
    for address in source.allocations {
      let home = Self.home(of: address, source.subnets, among: subnets)
      let given = try tx.list(NetworkAllocation.self, where: [.equal(.subnetID, home)])
      if given.contains(where: { $0.id != address.id && $0.ipAddress == address.ipAddress }) {
        return false
      }
    }
    return true
  }

  /// The subnet that `address` is in once the server has moved into `subnets`, which equal its `old` ones in parameters.
  private static func home(
    of address: NetworkAllocation, _ old: [Subnet], among subnets: [Subnet]
  ) -> Identifier {
    let own = old.first { $0.id == address.subnetID }
    guard let own, !subnets.contains(where: { $0.id == own.id }) else { return address.subnetID }
    return subnets.first { Subnet.sameParameters([$0], [own]) }?.id ?? address.subnetID
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
    let own = try tx.list(NetworkAllocation.self, where: [.equal(.shareServerID, destination)])
    guard own.isEmpty else { return }
    let old = try ServerView.gather(source, in: tx)
    let new = try ServerView.gather(destination, in: tx)
    for allocation in old?.allocations ?? [] {
      let home = Self.home(of: allocation, old?.subnets ?? [], among: new?.subnets ?? [])
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
    if destination.allocations.isEmpty { destination.allocations = source.allocations }
    return MigrationJob(
      migrationID: migration.id, fence: fence, options: migration.options, source: source,
      sourceDriver: sourceDriver, destination: destination, bandwidth: bandwidth)
  }
}
