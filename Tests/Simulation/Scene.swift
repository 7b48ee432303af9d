import ConformanceKit
import MigrationCore

/// How a life begins: three backends, a few share servers with shares, snapshots and rules.
struct Scene {
  var tables = MemoryTables()
  let identity: Identifier
  let truth = Truth()
  private(set) var disks: [BackendAddress: Disk] = [:]
  private(set) var capabilities: [BackendAddress: Capabilities] = [:]
  private(set) var addresses: [BackendAddress] = []
  private var chance: Draws

  private struct Draws: RandomNumberGenerator {
    let dice: Dice
    func next() -> UInt64 { dice.next() }
  }

  init(_ dice: Dice) {
    chance = Draws(dice: dice)
    identity = Identifier(using: &chance)
    for name in ["one@alpha", "two@beta", "six@gamma"] {
      guard let address = BackendAddress(name) else { preconditionFailure("no address: \(name)") }
      addresses.append(address)
      disks[address] = Disk()
      capabilities[address] = Capabilities(
        writable: dice.falls(0.5), preserveSnapshots: true, shareNetworkChange: true,
        migrationCancel: true, migrationGetProgress: true)
    }
    let transaction = MemoryTransaction(tables)
    do {
      try fill(transaction, dice)
    } catch {
      preconditionFailure("a scene cannot be set: \(error.message)")
    }
    tables = transaction.tables
  }

  private mutating func id() -> Identifier { Identifier(using: &chance) }

  private mutating func fill(_ tx: MemoryTransaction, _ dice: Dice) throws(Refusal) {
    let now = VirtualClock.epoch
    let network = ShareNetwork(
      id: id(), name: "net", projectID: "p", status: .active, createdAt: now, updatedAt: now)
    let subnet = Subnet(
      id: id(), shareNetworkID: network.id, availabilityZone: nil, cidr: "10.0.0.0/24",
      createdAt: now, updatedAt: now)
    try tx.insert(network)
    try tx.insert(subnet)
    for number in 1...(1 + dice.below(3)) {
      let host = addresses[dice.below(2)]
      let server = ShareServer(
        id: id(), projectID: "p", host: host, status: .active, identifier: "s\(number)",
        shareNetworkID: network.id, subnetIDs: [subnet.id], createdAt: now, updatedAt: now)
      try tx.insert(server)
      try tx.insert(
        NetworkAllocation(
          id: id(), shareServerID: server.id, subnetID: subnet.id,
          ipAddress: "10.0.0.\(number + 1)",
          macAddress: "02:00:00:00:00:0\(number)", createdAt: now))
      for _ in 0...dice.below(2) { try addShare(server, network, tx, dice) }
    }
  }

  private mutating func addShare(
    _ server: ShareServer, _ network: ShareNetwork, _ tx: MemoryTransaction, _ dice: Dice
  ) throws(Refusal) {
    let now = VirtualClock.epoch
    let share = Share(
      id: id(), name: "share", projectID: "p", sizeGiB: 1, status: .available,
      host: server.host.pool("pool"), shareServerID: server.id, shareNetworkID: network.id,
      availabilityZone: "zone", createdAt: now, updatedAt: now)
    try tx.insert(share)
    let rule = AccessRule(
      id: id(), shareID: share.id, type: .ip, to: "10.0.0.0/8", level: .readWrite, state: .active,
      createdAt: now, updatedAt: now)
    try tx.insert(rule)
    if dice.falls(0.5) {
      try tx.insert(
        Snapshot(
          id: id(), name: "snapshot", projectID: "p", shareID: share.id, shareServerID: server.id,
          status: .available, sizeGiB: 1, createdAt: now, updatedAt: now))
    }
    let place = Place(server: server.id, share: share.id)
    truth.begin(share.id, on: server.id)
    disks[server.host]?.state.withLock { state in
      state.servers.insert(server.id)
      state.held[place] = 1
      state.rules[place] = .init(levels: [rule.id: rule.level], readOnly: false)
    }
  }
}
