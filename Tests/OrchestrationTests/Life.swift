import ConformanceKit
import Drivers
import Logging
import MigrationCore
import Orchestration

/// One life of the service: from its start on a ledger and storages that were there before, to its end or its crash.
struct Life {
  struct Options {
    var alpha = DummyOptions()
    var beta = DummyOptions()
    /// The calls of each backend that fail, counted from the beginning of this life.
    var alphaFaults: [DummyFault] = []
    var betaFaults: [DummyFault] = []
    var ledgerPlan: [Int: FaultyLedger.Fault] = [:]
    /// The call, of either backend, at which the power goes.
    var crash: FaultyDriver.Crash?
    /// Hears of each call of a driver, and of each progress.
    var observe: @Sendable (BackendAddress, String) -> Void = { _, _ in }
    /// Makes another answer of a cutover's.
    var changeCutover: @Sendable (Cutover) -> Cutover = { $0 }
    var settings = Settings()
    /// Sleeps longer than this last until the clock is moved.
    var jumpMax = Duration.seconds(5)
    /// When the life begins.
    var epoch = ManualClock.epoch
  }

  let ledger: FaultyLedger
  let invariants: InvariantLedger
  let clock: ManualClock
  let backends: BackendCatalog
  let inventory: Inventory
  let orchestrator: Orchestrator
  let power: PowerSwitch
  let driverCalls: FaultyDriver.Counter

  init(
    on store: MemoryLedger, alpha: DummyStorage, beta: DummyStorage, _ options: Options = Options()
  ) async throws {
    let (power, driverCalls) = (PowerSwitch(), FaultyDriver.Counter())
    self.power = power
    self.driverCalls = driverCalls
    let clock = ManualClock(jumpingUpTo: options.jumpMax, at: options.epoch)
    let invariants = InvariantLedger(store)
    let ledger = FaultyLedger(invariants, plan: options.ledgerPlan, power: power)
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    func entry(
      _ address: BackendAddress, _ zone: String, _ storage: DummyStorage,
      _ dummy: DummyOptions, _ faults: [DummyFault]
    ) -> BackendEntry {
      var dummy = dummy
      dummy.faults += faults.map { fault in
        var fault = fault
        fault.after += storage.calls.count { $0 == fault.call }
        return fault
      }
      return BackendEntry(
        address: address, availabilityZone: zone,
        driver: FaultyDriver(
          DummyDriver(dummy, storage: storage, clock: clock), crash: options.crash,
          power: power, counter: driverCalls,
          observe: { [observe = options.observe] in observe(address, $0) },
          changeCutover: options.changeCutover))
    }
    let backends = BackendCatalog(
      [
        entry(Site.alpha, "za", alpha, options.alpha, options.alphaFaults),
        entry(Site.beta, "zb", beta, options.beta, options.betaFaults),
      ], clock: clock, downTime: .seconds(1 << 30), logger: logger)
    let inventory = Inventory(ledger: ledger, backends: backends, clock: clock, logger: logger)
    self.clock = clock
    self.invariants = invariants
    self.ledger = ledger
    self.backends = backends
    self.inventory = inventory
    orchestrator = Orchestrator(
      ledger: ledger, backends: backends, clock: clock, settings: options.settings,
      logger: logger, deleteServer: { await inventory.deleteMigratedSource($0) })
    await backends.inspectAll()
    try await inventory.recover()
    try await orchestrator.recover()
  }

  func shutdown() async {
    await orchestrator.shutdown()
    await inventory.shutdown()
  }

  /// Returns when the migration is in one of `states`, or has ended in another.
  @discardableResult
  func until(_ id: Identifier, _ states: TaskState...) async throws -> Migration {
    let watch = try await orchestrator.hub.watch(
      WatchFilter(migrationID: id), from: nil, atMostEvery: .zero)
    defer { watch.cancel() }
    while let item = try await watch.next() {
      switch item {
      case .snapshot(let status), .transition(let status, _):
        if states.contains(status.migration.taskState) || status.migration.taskState.isFinal {
          return status.migration
        }
      case .reset, .snapshotComplete, .updated, .progress, .heartbeat:
        break
      }
    }
    throw Missing("end of migration \(id): the watch ended first")
  }

  func untilEnded(_ id: Identifier) async throws -> Migration { try await until(id) }

  func update(_ id: Identifier, priority: Int) async throws {
    _ = try await orchestrator.update(
      .migration(id), MigrationControls(priority: priority), only: [.priority], by: nil, as: nil)
  }

  /// The whole way: start, the first phase, the cutover.
  func migrate(_ request: MigrationRequest) async throws -> Migration {
    let migration = try await orchestrator.start(request, as: nil)
    let copied = try await until(migration.id, .phase1Done)
    guard copied.taskState == .phase1Done else { return copied }
    _ = try await orchestrator.complete(.migration(migration.id), as: nil)
    return try await untilEnded(migration.id)
  }
}

/// Returns when `condition` holds, or the test's time is over; gives way to everybody else until then.
func eventually(_ condition: @Sendable () -> Bool) async {
  while !condition(), !Task.isCancelled { await Task.yield() }
}
