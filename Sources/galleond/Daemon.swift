import Drivers
import GRPC
import GalleonAPI
import GalleonService
import HTTP2
import LedgerSQLite
import Logging
import MigrationCore
import Orchestration

/// The composition root: the one place that knows every module by name.
struct Daemon {
  let configuration: Configuration
  let logLevel: LogLevel
  let signals: AsyncStream<SignalRequest>
  let reloader: Reloader
  /// Called once, when there is something to drain from then on.
  let becameReady: @Sendable () -> Void
  /// Where to die, for a test.
  let failPoint: FailPoint?

  private let logger = Logger(label: "galleon.daemon")

  /// Serves until a signal says otherwise. Throws what keeps it from serving, as a sentence.
  func run() async throws {
    let clock = SystemClock()
    let backends = try Wiring.backends(configuration, clock: clock, failPoint)
    let news = LedgerNews()
    let file = try Wiring.ledger(configuration.ledger, news)
    let ledger: any Ledger = failPoint.map { FailPointLedger(file, $0) } ?? file
    let inventory = Inventory(
      ledger: ledger, backends: backends, clock: clock, logger: Logger(label: "galleon.inventory"),
      settings: Settings(configuration))
    let orchestrator = Orchestrator(
      ledger: ledger, backends: backends, clock: clock, settings: Settings(configuration),
      logger: Logger(label: "galleon.migrations")
    ) { id in
      await inventory.deleteMigratedSource(id)
    }
    let evacuator = Evacuator(orchestrator: orchestrator)
    let services = AllServices(
      orchestrator: orchestrator, evacuator: evacuator, inventory: inventory, backends: backends)
    let authority = try await Authority(configuration, services.router)
    var serving = Wiring.server(
      configuration, logLevel, services.health, gate: authority.gate, audit: authority.audit)
    Descriptors.spare(&serving.transport, of: Descriptors.raise(), logger)
    let server = GRPCServer(router: services.router, configuration: serving)
    services.channelz.show(server)
    let certificates = try Certificates(configuration.listen)
    try await listen(server, certificates.sources)
    await backends.inspectFirst(for: .seconds(5))
    try await inventory.recover()
    try await orchestrator.recover()
    try await evacuator.recover()
    news.report(to: services.health)
    services.health.setServing(true)
    becameReady()
    logger.info("ready", metadata: ["version": "\(ProductVersion.text)"])
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await backends.keepInspecting(every: configuration.heartbeatInterval)
      }
      group.addTask { await certificates.keepFresh(every: .seconds(10), clock) }
      group.addTask { await authority.keepFresh(every: .seconds(10), clock) }
      group.addTask { await orchestrator.keep(to: Retention(configuration.retention)) }
      await serve(backends, orchestrator, certificates, authority)
      group.cancelAll()
    }
    await drain(server, services, evacuator, orchestrator, inventory)
    file.close()
    logger.info("ended")
  }

  private func listen(_ server: GRPCServer, _ tls: [TLSServerSource?]) async throws {
    for (listener, tls) in zip(configuration.listen, tls) {
      let bound = try await server.start(on: Target(listener.address), tls: tls)
      logger.info("listening on \(bound)\(tls == nil ? "" : " (TLS)")")
    }
  }

  /// Returns when the service is to stop.
  private func serve(
    _ backends: BackendCatalog, _ orchestrator: Orchestrator, _ certificates: Certificates,
    _ authority: Authority
  ) async {
    var reloader = reloader
    for await request in signals {
      switch request {
      case .reload:
        certificates.refresh()
        await authority.refresh()
        authority.reopenAudit()
        guard let plan = reloader.reload(level: logLevel, logger: logger) else { continue }
        for (name, isEnabled) in plan.enabled {
          if let address = BackendAddress(name) { backends.setEnabled(address, isEnabled) }
        }
        if plan.limits {
          orchestrator.limit(
            Settings(reloader.current), backends: backends.states.map(\.address))
        }
      case .drain, .quit:
        return
      }
    }
  }

  /// Proxies hear first, then clients by GOAWAY, then watchers; calls end; migrations stop last and go on with the next start.
  private func drain(
    _ server: GRPCServer, _ services: AllServices, _ evacuator: Evacuator,
    _ orchestrator: Orchestrator, _ inventory: Inventory
  ) async {
    logger.info("draining")
    services.health.setServing(false)
    try? await Task.sleep(for: configuration.drainDelay)
    server.onDrain {
      orchestrator.endWatches()
      evacuator.endWatches()
      services.health.close()
    }
    await server.shutdown(grace: configuration.drainTimeout)
    await evacuator.shutdown()
    await orchestrator.shutdown()
    await inventory.shutdown()
  }
}
