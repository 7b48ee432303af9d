import MigrationCore

/// A share server on the source with one share that was written to, kept in a snapshot, and written to again; and a
/// server to take it on the destination.
struct DriverScene: Sendable {
  static let before = Array("as it was".utf8)
  static let after = Array("as it is".utf8)

  private(set) var source: ServerView
  private(set) var destination: ServerView
  let share: Share
  let snapshot: Snapshot
  let destinationHost: BackendAddress
  private let sourceDriver: any Driver
  private let migrationID = Identifier.random()

  /// Makes all of it but the destination's server.
  init(in world: DriverWorld) async throws {
    let rows = SampleRows(host: "local@source")
    let other = SampleRows(host: "local@destination")
    var rule = rows.rule
    rule.type = .ip
    rule.to = "10.0.0.0/24"
    rule.level = .readWrite
    source = Self.bare(rows, subnet: rows.subnet)
    destination = Self.bare(other, subnet: other.subnet)
    (share, snapshot, destinationHost) = (rows.share, rows.snapshot, other.server.host)
    sourceDriver = world.source
    source.server.identifier = try await world.source.createServer(source).identifier
    _ = try await world.source.createShare(share, on: source)
    source.shares = [share]
    try world.write(Self.before, share.id, source)
    _ = try await world.source.createSnapshot(snapshot, of: share, on: source)
    source.snapshots = [snapshot]
    source.rules = [rule]
    try world.write(Self.after, share.id, source)
  }

  mutating func makeDestination(_ driver: any Driver) async throws {
    let made = try await driver.createServer(destination)
    destination.server.identifier = made.identifier
  }

  func job(fence: Int64 = 1, bandwidth: any BandwidthGate = OpenGate()) -> MigrationJob {
    MigrationJob(
      migrationID: migrationID, fence: fence, options: MigrationOptions(), source: source,
      sourceDriver: sourceDriver, destination: destination, bandwidth: bandwidth)
  }

  var plan: MigrationPlan {
    MigrationPlan(
      options: MigrationOptions(), source: source, sourceDriver: sourceDriver,
      destinationHost: destinationHost, destinationSubnets: destination.subnets,
      changesNetwork: false)
  }

  private static func bare(_ rows: SampleRows, subnet: Subnet) -> ServerView {
    var server = rows.server
    server.identifier = ""
    var allocation = rows.allocation
    allocation.label = .user
    return ServerView(server: server, subnets: [subnet], allocations: [allocation])
  }
}
