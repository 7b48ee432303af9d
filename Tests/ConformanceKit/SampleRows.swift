import MigrationCore

/// One record of each kind with every field set, in the order in which they can be inserted.
package struct SampleRows: Sendable {
  package let network: ShareNetwork
  package let subnet: Subnet
  package let server: ShareServer
  package let allocation: NetworkAllocation
  package let type: ShareType
  package let share: Share
  package let snapshot: Snapshot
  package let rule: AccessRule
  package let migration: Migration
  package let evacuation: Evacuation

  package init(at moment: Int64 = 1, host: String = "local@alpha") {
    let now = Timestamp(microseconds: moment)
    let address = BackendAddress(host) ?? SampleRows.fallback
    network = ShareNetwork(
      id: .random(), name: "net", projectID: "p", status: .active, createdAt: now, updatedAt: now)
    subnet = Subnet(
      id: .random(), shareNetworkID: network.id, availabilityZone: "nova", cidr: "10.0.0.0/24",
      gateway: "10.0.0.1", networkType: "vlan", segmentationID: 7, mtu: 1500, ipVersion: 4,
      createdAt: now, updatedAt: now)
    server = ShareServer(
      id: .random(), projectID: "p", host: address, status: .active, taskState: .success,
      sourceShareServerID: .random(), identifier: "name", shareNetworkID: network.id,
      subnetIDs: [subnet.id], backendDetails: ["b": "2", "a": "1"], isAutoDeletable: true,
      createdAt: now, updatedAt: now)
    allocation = NetworkAllocation(
      id: .random(), shareServerID: server.id, subnetID: subnet.id, ipAddress: "10.0.0.2",
      macAddress: "02:00:00:00:00:01", label: .admin, createdAt: now)
    type = ShareType(
      id: .random(), name: "type \(moment)", extraSpecs: ["availability_zones": "nova, x"],
      createdAt: now, updatedAt: now)
    share = Share(
      id: .random(), name: "share", projectID: "p", sizeGiB: 9, shareProtocol: .cifs,
      shareTypeID: type.id, status: .available, host: address.pool("pool"),
      shareServerID: server.id, shareNetworkID: network.id, availabilityZone: "nova",
      exportLocations: [.init(path: "10.0.0.2:/x", isPreferred: true, isAdminOnly: true)],
      hasReplicas: true, shareGroupID: .random(), accessRulesStatus: .syncing, createdAt: now,
      updatedAt: now)
    snapshot = Snapshot(
      id: .random(), name: "snap", projectID: "p", shareID: share.id, shareServerID: server.id,
      status: .available, sizeGiB: 9, providerLocation: "there",
      exportLocations: [.init(path: "p")], createdAt: now, updatedAt: now)
    rule = AccessRule(
      id: .random(), shareID: share.id, type: .user, to: "ann", level: .readOnly, state: .active,
      createdAt: now, updatedAt: now)
    migration = Migration(
      id: .random(), projectID: "p", sourceShareServerID: server.id,
      destinationShareServerID: .random(), sourceHost: address, destinationHost: address,
      options: .init(writable: true, newShareNetworkID: network.id),
      capabilities: .init(nondisruptive: true), shareIDs: [share.id], snapshotIDs: [snapshot.id],
      destinationSubnetIDs: [subnet.id], taskState: .driverInProgress,
      progress: .init(
        shares: [
          .init(shareID: share.id, bytesDone: 1, bytesTotal: 2, filesDone: 3, filesTotal: 4)
        ],
        bytesPerSecond: 1.5, pass: 2, percentOverride: 50),
      failure: .init(step: .completing, reason: "R", message: "m"), revision: 4, fence: 1,
      createdAt: now, updatedAt: now, phase1DoneAt: now, completingAt: now, endedAt: now)
    evacuation = Evacuation(
      id: .random(), host: address,
      options: .init(
        destinations: [address], demands: .init(writable: true), concurrentMax: 2,
        completesItself: true, controls: .init(priority: 1, bandwidthLimit: 2)),
      state: .stopped,
      items: [
        .init(
          serverID: server.id, state: .failed, destination: address, startID: .random(),
          migrationID: migration.id, isAdopted: true, refusals: 1, reason: "R", message: "m",
          bytes: 3)
      ], needsPlan: false, planCount: 2, cancelsOnStop: true, actor: "ann", message: "stopped",
      revision: 4, fence: 1, createdAt: now, updatedAt: now, endedAt: now)
  }

  private static var fallback: BackendAddress {
    guard let address = BackendAddress("local@alpha") else {
      preconditionFailure("local@alpha is an address")
    }
    return address
  }

  package func insert(in tx: any LedgerWriting) throws(Refusal) {
    try tx.insert(network)
    try tx.insert(subnet)
    try tx.insert(server)
    try tx.insert(allocation)
    try tx.insert(type)
    try tx.insert(share)
    try tx.insert(snapshot)
    try tx.insert(rule)
    try tx.insert(migration)
    try tx.insert(evacuation)
  }
}
