import ConformanceKit
import Drivers
import MigrationCore
import Orchestration

/// What outlives the service: the ledger, two dummy backends, and on the first a share server with two shares, a snapshot
/// and access rules. The service itself is a `Life`, of which a site can see many.
struct Site {
  static let alpha = address("one@alpha")
  static let beta = address("two@beta")

  let ledger = MemoryLedger()
  let alpha = DummyStorage()
  let beta = DummyStorage()
  let network: ShareNetwork
  let subnet: Subnet
  let server: ShareServer
  let shares: [Share]
  let snapshot: Snapshot
  let rules: [AccessRule]
  let addresses: [NetworkAllocation]

  /// - Parameter subnets: the network's, as zone and range; a zone of nil makes a default one.
  init(subnets ranges: [(String?, String)] = [(nil, "10.0.0.0/24")]) async throws {
    let life = try await Life(on: ledger, alpha: alpha, beta: beta)
    let inventory = life.inventory
    let network = try await inventory.createNetwork(name: "net", projectID: "p", as: nil)
    var subnets: [Subnet] = []
    for (zone, range) in ranges {
      let draft = SubnetDraft(shareNetworkID: network.id, availabilityZone: zone, cidr: range)
      subnets.append(try await inventory.createSubnet(draft, as: nil))
    }
    let server = try await inventory.createServer(
      ServerDraft(projectID: "p", host: Self.alpha, shareNetworkID: network.id), as: nil)
    await inventory.settle()
    var shares: [Share] = []
    for name in ["home", "work"] {
      let draft = ShareDraft(name: name, shareServerID: server.id, sizeGiB: 1)
      shares.append(try await inventory.createShare(draft, as: nil))
    }
    await inventory.settle()
    let snapshot = try await inventory.createSnapshot(of: shares[0].id, name: "s", as: nil)
    for (share, level) in [(shares[0], AccessLevel.readWrite), (shares[1], .readOnly)] {
      _ = try await inventory.allowAccess(to: share.id, .ip, "10.0.0.0/8", level, as: nil)
    }
    await inventory.settle()
    await life.shutdown()
    self.network = network
    subnet = subnets[0]
    let tables = ledger.tables
    self.server = try tables.mustHave(ShareServer.self, server.id)
    self.shares = try shares.map { try tables.mustHave(Share.self, $0.id) }
    self.snapshot = try tables.mustHave(Snapshot.self, snapshot.id)
    rules = tables.all(AccessRule.self)
    addresses = tables.all(NetworkAllocation.self)
  }

  static func address(_ text: String) -> BackendAddress {
    guard let address = BackendAddress(text) else { preconditionFailure("no address: \(text)") }
    return address
  }

  var request: MigrationRequest {
    MigrationRequest(
      shareServerID: server.id.rawValue, destinationHost: Self.beta.rawValue)
  }

  /// A life of the service on this site.
  func life(_ options: Life.Options = Life.Options()) async throws -> Life {
    try await Life(on: ledger.reopened(), alpha: alpha, beta: beta, options)
  }

  func migration() throws -> Migration {
    // By the order of events: on a clock that stands still two migrations are of one moment.
    let starts = ledger.tables.events.filter { $0.noun == .migration && $0.revision == 1 }
    let all = ledger.tables.all(Migration.self)
    guard let newest = all.first(where: { $0.id == starts.last?.subjectID }) else {
      throw Missing("migration")
    }
    return newest
  }
}

struct Missing: Error, CustomStringConvertible {
  let description: String

  init(_ what: String) { description = "there is no \(what)" }
}

extension MemoryTables {
  func mustHave<Row: LedgerRow>(_ type: Row.Type, _ id: Identifier?) throws -> Row {
    guard let id, let row = row(type, id) else { throw Missing("\(Row.noun.words) \(id as Any)") }
    return row
  }
}
