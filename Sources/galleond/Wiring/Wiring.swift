import Access
import Drivers
import GRPC
import GalleonService
import HTTP2
import LedgerSQLite
import Logging
import MigrationCore
import Orchestration

/// The configuration's words as the modules' own. A new driver or ledger is a case here.
enum Wiring {
  static func ledger(_ configuration: LedgerConfiguration, _ news: LedgerNews)
    throws(Refusal) -> SQLiteLedger
  {
    switch configuration {
    case .sqlite(let path):
      let ledger = try SQLiteLedger(at: path) { news.heard($0) }
      if ledger.isCopy { news.isCopy(path) }
      return ledger
    }
  }

  static func backends(
    _ configuration: Configuration, clock: any WallClock, _ failPoint: FailPoint? = nil
  ) throws(StartError) -> BackendCatalog {
    var entries: [BackendEntry] = []
    for backend in configuration.backends {
      guard let address = BackendAddress(backend.address) else {
        throw StartError("\(backend.address) is no backend address")
      }
      let driver = driver(backend.driver, clock: clock)
      entries.append(
        BackendEntry(
          address: address, availabilityZone: backend.availabilityZone,
          isEnabled: backend.enabled,
          driver: failPoint.map { FailPointDriver(driver, $0) } ?? driver))
    }
    return BackendCatalog(
      entries, clock: clock, downTime: configuration.serviceDownTime,
      logger: Logger(label: "galleon.backends"))
  }

  static func server(
    _ configuration: Configuration, _ level: LogLevel, _ health: HealthService,
    gate: AccessGate?, audit: AuditLog?
  ) -> GRPCServer.Configuration {
    var server = GRPCServer.Configuration()
    server.compression = configuration.compression ? .automatic : .off
    server.reportsLoad = configuration.orca
    server.transport = limits(configuration)
    if let loops = configuration.eventLoops { server.loopCount = Int(loops) }
    server.interceptors = [CallLog(logger: Logger(label: "galleon.calls"), level: level)]
    if let audit { server.interceptors.append(audit) }
    server.gate = gate
    server.pages = health.pages
    return server
  }

  /// What bounds clients, from the sections that say it.
  static func limits(_ configuration: Configuration) -> Limits {
    var limits = configuration.limits
    limits.maxAge = configuration.connections.maxAge
    limits.ageGrace = configuration.connections.maxAgeGrace
    limits.maxIdle = configuration.connections.maxIdle
    limits.keepaliveInterval = configuration.connections.keepaliveInterval
    limits.keepaliveTimeout = configuration.connections.keepaliveTimeout
    limits.pingInterval = configuration.connections.minPingInterval
    return limits
  }

  private static func driver(_ configuration: DriverConfiguration, clock: any WallClock)
    -> any Driver
  {
    switch configuration {
    case .dummy(let dummy): DummyDriver(options(dummy), clock: clock)
    case .directory(let directory): DirectoryDriver(options(directory))
    }
  }

  private static func options(_ directory: DirectoryConfiguration) -> DirectoryOptions {
    DirectoryOptions(
      root: directory.root, pool: directory.pool, workers: Int(directory.workers),
      allowedLosses: Set(directory.allowLoss.compactMap { Loss(rawValue: $0.rawValue) }),
      maxPasses: Int(directory.maxPasses), smallDeltaFiles: Int(directory.smallDeltaFiles),
      smallDeltaBytes: directory.smallDeltaBytes)
  }

  private static func options(_ dummy: DummyConfiguration) -> DummyOptions {
    let delays = dummy.delays.map { (call($0.key), $0.value) }
    return DummyOptions(
      pools: dummy.pools.map {
        .init(name: $0.name, totalBytes: $0.totalBytes, freeBytes: $0.totalBytes)
      },
      capabilities: dummy.capabilities, shareBytes: dummy.shareBytes,
      shareFiles: dummy.shareFiles, delays: Dictionary(uniqueKeysWithValues: delays),
      faults: dummy.faults.map { fault in
        DummyFault(
          call(fault.call), after: Int(fault.after),
          times: fault.times == 0 ? nil : Int(fault.times),
          error: DriverError(
            fault.recovery == .retry ? .retry : .rollBack, .driverFailed, fault.message))
      })
  }

  private static func call(_ call: DummyConfiguration.Call) -> DummyCall {
    guard let same = DummyCall(rawValue: call.rawValue) else {
      preconditionFailure("the dummy driver has no call \(call.rawValue)")
    }
    return same
  }
}

/// Why the service cannot start.
struct StartError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
