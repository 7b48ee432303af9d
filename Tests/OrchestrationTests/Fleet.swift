import ConformanceKit
import Drivers
import Logging
import MigrationCore
import Orchestration

/// Several share servers on one of three dummy backends; what outlives the service. Each service is a `FleetLife`.
struct Fleet {
  static let alpha = Site.address("one@alpha")
  static let beta = Site.address("one@beta")
  static let gamma = Site.address("two@gamma")

  let ledger = MemoryLedger()
  let storages: [BackendAddress: DummyStorage] = [
    alpha: DummyStorage(), beta: DummyStorage(), gamma: DummyStorage(),
  ]
  let network: ShareNetwork
  let servers: [Identifier]

  /// - Parameter count: servers on alpha with a share each.
  init(_ count: Int) async throws {
    let life = try await FleetLife(on: ledger, storages)
    let inventory = life.inventory
    let network = try await inventory.createNetwork(name: "net", projectID: "p", as: nil)
    self.network = network
    _ = try await inventory.createSubnet(
      SubnetDraft(shareNetworkID: network.id, availabilityZone: nil, cidr: "10.0.0.0/24"), as: nil)
    var servers: [Identifier] = []
    for number in 0..<count {
      let server = try await inventory.createServer(
        ServerDraft(projectID: "p", host: Self.alpha, shareNetworkID: network.id), as: nil)
      await inventory.settle()
      _ = try await inventory.createShare(
        ShareDraft(name: "s\(number)", shareServerID: server.id, sizeGiB: 1), as: nil)
      servers.append(server.id)
    }
    await inventory.settle()
    self.servers = servers
    await life.shutdown()
  }

  func life(_ options: FleetLife.Options = FleetLife.Options()) async throws -> FleetLife {
    try await FleetLife(on: ledger.reopened(), storages, options)
  }

  var evacuation: Evacuation {
    get throws {
      guard let found = ledger.tables.all(Evacuation.self).first else {
        throw Missing("evacuation")
      }
      return found
    }
  }

  func item(_ server: Identifier) throws -> EvacuationItem {
    guard let item = try evacuation.items.first(where: { $0.serverID == server }) else {
      throw Missing("item of \(server)")
    }
    return item
  }

  var migrations: [Migration] { ledger.tables.all(Migration.self) }

  /// Shares that are still on alpha.
  var left: Int {
    ledger.tables.all(Share.self).count { $0.host.hasPrefix(Self.alpha.rawValue) }
  }

  /// The most migrations that were at work on their first phase at the same time.
  var mostAtOnce: Int {
    var (now, most) = (Set<Identifier>(), 0)
    for event in ledger.tables.events where event.noun == .migration {
      let state = event.to.flatMap(TaskState.init(rawValue:))
      if event.revision == 1 {
        now.insert(event.subjectID)
      } else if state == .phase1Done || state?.isFinal ?? false {
        now.remove(event.subjectID)
      }
      most = max(most, now.count)
    }
    return most
  }
}

/// One life of the service on a fleet.
struct FleetLife {
  struct Options {
    var dummy = DummyOptions()
    /// Faults of the calls to beta and gamma.
    var faults: [DummyFault] = []
    var ledgerPlan: [Int: FaultyLedger.Fault] = [:]
    var crash: FaultyDriver.Crash?
    var jumpMax = Duration.seconds(5)
  }

  let clock: ManualClock
  let power = PowerSwitch()
  let ledger: FaultyLedger
  let invariants: InvariantLedger
  let backends: BackendCatalog
  let inventory: Inventory
  let orchestrator: Orchestrator
  let evacuator: Evacuator

  init(
    on store: MemoryLedger, _ storages: [BackendAddress: DummyStorage],
    _ options: Options = Options()
  ) async throws {
    let (clock, power) = (ManualClock(jumpingUpTo: options.jumpMax), power)
    let invariants = InvariantLedger(store)
    let ledger = FaultyLedger(invariants, plan: options.ledgerPlan, power: power)
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let counter = FaultyDriver.Counter()
    let entries = storages.map { address, storage in
      var dummy = options.dummy
      if address != Fleet.alpha {
        dummy.faults = options.faults.map { fault in
          var fault = fault
          fault.after += storage.calls.count { $0 == fault.call }
          return fault
        }
      }
      return BackendEntry(
        address: address, availabilityZone: "nova",
        driver: FaultyDriver(
          DummyDriver(dummy, storage: storage, clock: clock), crash: options.crash,
          power: power, counter: counter))
    }
    let backends = BackendCatalog(
      entries, clock: clock, downTime: .seconds(1 << 30), logger: logger)
    let inventory = Inventory(ledger: ledger, backends: backends, clock: clock, logger: logger)
    let orchestrator = Orchestrator(
      ledger: ledger, backends: backends, clock: clock, logger: logger)
    self.clock = clock
    self.invariants = invariants
    self.ledger = ledger
    self.backends = backends
    self.inventory = inventory
    self.orchestrator = orchestrator
    evacuator = Evacuator(orchestrator: orchestrator)
    await backends.inspectAll()
    try await inventory.recover()
    try await orchestrator.recover()
    try await evacuator.recover()
  }

  func shutdown() async {
    await evacuator.shutdown()
    await orchestrator.shutdown()
    await inventory.shutdown()
  }

  /// Starts the evacuation of alpha.
  func evacuate(_ options: EvacuationOptions = EvacuationOptions(completesItself: true))
    async throws -> Evacuation
  {
    try await evacuator.evacuate(Fleet.alpha, options, by: "ann", as: nil)
  }
}

extension Fleet {
  /// Returns when the evacuation is at rest.
  func untilAtRest() async throws -> Evacuation {
    await eventually { (try? self.evacuation.state.isAtRest) ?? false }
    return try evacuation
  }

  /// Returns when an item of the evacuation is as wanted.
  func until(_ condition: @Sendable @escaping (Evacuation) -> Bool) async {
    await eventually { (try? condition(self.evacuation)) ?? false }
  }
}
