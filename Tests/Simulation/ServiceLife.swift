import Logging
import MigrationCore
import Orchestration

/// One life of the service: the real orchestration on this life's ledger, drivers and clock.
final class ServiceLife: Sendable {
  let power: Power
  let backends: BackendCatalog
  let orchestrator: Orchestrator
  let inventory: Inventory
  let evacuator: Evacuator
  private let setting: Setting
  private let inspecting: Task<Void, Never>
  private let keeping: Task<Void, Never>?

  init(_ setting: Setting, number: Int) {
    self.setting = setting
    let power = Power(number)
    self.power = power
    let clock = PoweredClock(clock: setting.clock, power: power)
    let logger = Logger(label: "life") { _ in
      JudgeLog(judge: setting.judge, life: number)
    }
    let backends = BackendCatalog(
      setting.disks.map { address, disk in
        BackendEntry(
          address: address, availabilityZone: "zone",
          driver: SimulatedDriver(setting: setting, power: power, address: address, disk: disk))
      }, clock: clock, downTime: .seconds(45), logger: logger)
    self.backends = backends
    let ledger = SimulatedLedger(setting: setting, power: power, fence: setting.store.open())
    var settings = Settings()
    settings.watchHeartbeat = .seconds(60)
    settings.attemptsMax = 4
    settings.driverDeadline = .seconds(40)
    settings.stallTimeout = .seconds(30)
    settings.concurrentMax = setting.limits.inAll
    settings.concurrentPerBackend = setting.limits.perBackend
    settings.executor = setting.executor
    settings.chance = setting.chance
    inventory = Inventory(
      ledger: ledger, backends: backends, clock: clock, logger: logger,
      settings: settings)
    let orchestrator = Orchestrator(
      ledger: ledger, backends: backends, clock: clock, settings: settings, logger: logger)
    self.orchestrator = orchestrator
    evacuator = Evacuator(orchestrator: orchestrator)
    let retention = setting.retention
    keeping = retention.map { retention in
      setting.run { await orchestrator.keep(to: retention) }
    }
    inspecting = setting.run { await backends.keepInspecting(every: .seconds(20)) }
  }

  /// False when the start failed, as when the ledger does not answer: another life has to try.
  func begin() async -> Bool {
    await backends.inspectAll()
    do throws(Refusal) {
      try await inventory.recover()
      try await orchestrator.recover()
      try await evacuator.recover()
      return !power.isOff
    } catch {
      setting.judge.note("life \(power.number) could not start: \(error.message)")
      return false
    }
  }

  func end() async {
    inspecting.cancel()
    keeping?.cancel()
    await evacuator.shutdown()
    await orchestrator.shutdown()
    await inventory.shutdown()
  }
}

/// What the service says goes into the trace.
struct JudgeLog: LogHandler {
  let judge: Judge
  let life: Int
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level {
    get { judge.traces ? .debug : .critical }
    set {}
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    judge.note("life \(life): \(event.message)")
  }
}
