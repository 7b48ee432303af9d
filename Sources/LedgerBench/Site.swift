import Drivers
import Logging
import MigrationCore
import Orchestration

/// Two dummy backends without delays, and share servers with one share each on the first.
struct Site: Sendable {
  static let alpha = address("local@alpha")
  static let beta = address("local@beta")

  let orchestrator: Orchestrator
  let servers: [Identifier]

  init(_ ledger: any Ledger, servers count: Int) async throws {
    let clock = SystemClock()
    let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
    let roomy = DummyOptions(
      pools: [.init(name: "pool", totalBytes: 1 << 50, freeBytes: 1 << 50)])
    let entries = [Self.alpha, Self.beta].map {
      BackendEntry(
        address: $0, availabilityZone: "nova", driver: DummyDriver(roomy, clock: clock))
    }
    let backends = BackendCatalog(
      entries, clock: clock, downTime: .seconds(86_400), logger: logger)
    let inventory = Inventory(ledger: ledger, backends: backends, clock: clock, logger: logger)
    var settings = Settings()
    (settings.concurrentMax, settings.concurrentPerBackend) = (nil, nil)
    orchestrator = Orchestrator(
      ledger: ledger, backends: backends, clock: clock, settings: settings, logger: logger)
    await backends.inspectAll()
    try await orchestrator.recover()
    var servers: [Identifier] = []
    var network: ShareNetwork?
    for number in 0..<count {
      if number % Self.serversPerNetwork == 0 { network = try await Self.network(inventory) }
      guard let network else { preconditionFailure("a server without a network") }
      let draft = ServerDraft(projectID: "p", host: Self.alpha, shareNetworkID: network.id)
      servers.append(try await inventory.createServer(draft, as: nil).id)
    }
    await inventory.settle()
    for server in servers {
      let draft = ShareDraft(name: "share", shareServerID: server, sizeGiB: 1)
      _ = try await inventory.createShare(draft, as: nil)
    }
    await inventory.settle()
    self.servers = servers
  }

  private static let serversPerNetwork = 100

  private static func network(_ inventory: Inventory) async throws -> ShareNetwork {
    let network = try await inventory.createNetwork(name: "net", projectID: "p", as: nil)
    _ = try await inventory.createSubnet(
      SubnetDraft(shareNetworkID: network.id, availabilityZone: nil, cidr: "10.0.0.0/16"), as: nil)
    return network
  }

  private static func address(_ text: String) -> BackendAddress {
    guard let address = BackendAddress(text) else { preconditionFailure("no address: \(text)") }
    return address
  }
}
