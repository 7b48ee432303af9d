import ConformanceKit
import Drivers
import GRPC
import GalleonService
import Logging
import MigrationCore
import Orchestration

/// The whole service behind a port: a share server with a share, a snapshot and a rule on one dummy backend, and another
/// backend to move it to.
final class Scene: Sendable {
  static let alpha = address("one@alpha")
  static let beta = address("two@beta")
  static let deadline = Duration.seconds(10)
  static let moment = Timestamp(microseconds: 1_700_000_000_000_000)

  let store = MemoryLedger()
  let ledger: FaultyLedger
  let clock = ManualClock(jumpingUpTo: .seconds(5))
  let backends: BackendCatalog
  let inventory: Inventory
  let orchestrator: Orchestrator
  let services: AllServices
  let server: GRPCServer
  let target: Target
  let rows = SceneRows()

  init(_ beta: DummyOptions = DummyOptions()) async throws {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let (clock, rows) = (clock, rows)
    ledger = FaultyLedger(store)
    backends = BackendCatalog(
      [
        BackendEntry(
          address: Self.alpha, availabilityZone: "za", driver: DummyDriver(clock: clock)),
        BackendEntry(
          address: Self.beta, availabilityZone: "zb", driver: DummyDriver(beta, clock: clock)),
      ], clock: clock, downTime: .seconds(60), logger: logger)
    inventory = Inventory(ledger: ledger, backends: backends, clock: clock, logger: logger)
    var settings = Settings()
    settings.driverDeadline = Self.deadline
    orchestrator = Orchestrator(
      ledger: ledger, backends: backends, clock: clock, settings: settings, logger: logger)
    await backends.inspectAll()
    try await store.write { tx throws(Refusal) in try rows.insert(tx) }
    try await orchestrator.recover()
    services = AllServices(
      orchestrator: orchestrator, evacuator: Evacuator(orchestrator: orchestrator),
      inventory: inventory, backends: backends)
    server = GRPCServer(router: services.router)
    target = try await server.start(on: .tcp(host: "127.0.0.1", port: 0))
  }

  func stop() async {
    await orchestrator.shutdown()
    await inventory.shutdown()
    await server.shutdown(grace: .zero)
  }

  /// Changes the ledger behind the service's back.
  func change<Row: LedgerRow>(_ row: Row, _ change: @escaping @Sendable (inout Row) -> Void)
    async throws
  {
    try await store.write { tx throws(Refusal) in
      var row = try tx.get(Row.self, row.id)
      change(&row)
      try tx.update(row)
    }
  }

  func insert(_ row: some LedgerRow) async throws {
    try await store.write { tx throws(Refusal) in try tx.insert(row) }
  }

  /// Starts a migration and lets it come to `state`.
  func migrate(to state: TaskState) async throws {
    _ = try await orchestrator.start(
      MigrationRequest(
        shareServerID: rows.server.id.rawValue, destinationHost: Self.beta.rawValue), as: nil)
    while try await orchestrator.status(.shareServer(rows.server.id)).migration.taskState != state {
      await Task.yield()
    }
  }

  /// Lets so many deadlines of drivers' calls pass, one after the other.
  func hurry(deadlines: Int) {
    Task { [clock] in
      for _ in 0..<deadlines {
        // The call and its deadline both sleep.
        while clock.sleepers < 2, !Task.isCancelled { await Task.yield() }
        clock.advance(by: Self.deadline)
        while clock.sleepers >= 2, !Task.isCancelled { await Task.yield() }
      }
    }
  }

  static func address(_ text: String) -> BackendAddress {
    guard let address = BackendAddress(text) else { preconditionFailure("no address: \(text)") }
    return address
  }
}

/// What is in the ledger at first.
struct SceneRows: Sendable {
  let network: ShareNetwork
  let other: ShareNetwork
  let subnet: Subnet
  let server: ShareServer
  let type: ShareType
  let share: Share
  let snapshot: Snapshot
  let rule: AccessRule

  init() {
    let now = Scene.moment
    let network = ShareNetwork(
      id: .random(), name: "net", projectID: "p", status: .active, createdAt: now, updatedAt: now)
    let subnet = Subnet(
      id: .random(), shareNetworkID: network.id, availabilityZone: nil, cidr: "10.0.0.0/24",
      createdAt: now, updatedAt: now)
    let server = ShareServer(
      id: .random(), projectID: "p", host: Scene.alpha, status: .active,
      shareNetworkID: network.id, subnetIDs: [subnet.id], createdAt: now, updatedAt: now)
    let type = ShareType(id: .random(), name: "gold", createdAt: now, updatedAt: now)
    let share = Share(
      id: .random(), name: "home", projectID: "p", sizeGiB: 1, shareTypeID: type.id,
      status: .available, host: Scene.alpha.pool("pool"), shareServerID: server.id,
      shareNetworkID: network.id, availabilityZone: "za", createdAt: now, updatedAt: now)
    (self.network, self.subnet, self.server) = (network, subnet, server)
    (self.type, self.share) = (type, share)
    other = ShareNetwork(
      id: .random(), name: "other", projectID: "p", status: .active, createdAt: now,
      updatedAt: now)
    snapshot = Snapshot(
      id: .random(), name: "s", projectID: "p", shareID: share.id, shareServerID: server.id,
      status: .available, sizeGiB: 1, createdAt: now, updatedAt: now)
    rule = AccessRule(
      id: .random(), shareID: share.id, type: .ip, to: "10.0.0.0/8", level: .readWrite,
      state: .active, createdAt: now, updatedAt: now)
  }

  func insert(_ tx: any LedgerWriting) throws(Refusal) {
    try tx.insert(network)
    try tx.insert(other)
    try tx.insert(subnet)
    try tx.insert(server)
    try tx.insert(type)
    try tx.insert(share)
    try tx.insert(snapshot)
    try tx.insert(rule)
  }
}
