import Drivers
import Foundation
import MigrationCore
import Synchronization
import Testing

/// Two directory backends and a share server on the first, without a service around them.
struct DirectoryWorld {
  let scratch: Scratch
  let alpha: DirectoryDriver
  let beta: DirectoryDriver
  var source: ServerView
  var destination: ServerView
  let migrationID = Identifier.random()
  static let now = Timestamp(microseconds: 0)

  init(shares: Int = 2, beta change: (inout DirectoryOptions) -> Void = { _ in }) async throws {
    scratch = try Scratch()
    alpha = DirectoryDriver(DirectoryOptions(root: scratch.path + "/alpha"))
    var options = DirectoryOptions(
      root: scratch.path + "/beta", settleDelay: .milliseconds(1), settleAttempts: 3)
    change(&options)
    beta = DirectoryDriver(options)
    source = try Self.server("local@alpha", address: "10.0.0.5")
    destination = try Self.server("local@beta", address: "2001:db8::5")
    source.server.identifier = try await alpha.createServer(source).identifier
    destination.server.identifier = try await beta.createServer(destination).identifier
    for number in 0..<shares {
      let share = Share(
        id: .random(), name: "share \(number)", projectID: "p", sizeGiB: 1, status: .available,
        host: "local@alpha#pool", shareServerID: source.server.id,
        shareNetworkID: source.server.shareNetworkID, availabilityZone: "nova",
        createdAt: Self.now, updatedAt: Self.now)
      _ = try await alpha.createShare(share, on: source)
      source.shares.append(share)
      source.rules.append(
        AccessRule(
          id: .random(), shareID: share.id, type: .ip, to: "10.0.0.0/24", level: .readWrite,
          state: .active, createdAt: Self.now, updatedAt: Self.now))
      try Shell.must(
        "mkdir -p d/e; echo \(number) > d/e/f; head -c 300000 /dev/urandom > large; ln large d/l",
        in: path(source, alpha, share.id))
    }
  }

  var job: MigrationJob { job(fence: 1) }

  func job(fence: Int64) -> MigrationJob {
    MigrationJob(
      migrationID: migrationID, fence: fence, options: MigrationOptions(), source: source,
      sourceDriver: alpha, destination: destination)
  }

  func plan(from driver: any Driver) throws -> MigrationPlan {
    MigrationPlan(
      options: MigrationOptions(), source: source, sourceDriver: driver,
      destinationHost: try #require(BackendAddress("local@beta")), destinationSubnets: [],
      changesNetwork: true)
  }

  func path(_ server: ServerView, _ driver: DirectoryDriver, _ id: Identifier) -> String {
    "\(driver.options.root)/\(server.server.id)/\(id)"
  }

  func source(_ index: Int) -> String { path(source, alpha, source.shares[index].id) }
  func destination(_ index: Int) -> String { path(destination, beta, source.shares[index].id) }

  func exports(_ server: ServerView, _ driver: DirectoryDriver, _ index: Int) throws -> String {
    let directory = "\(driver.options.root)/\(server.server.id)/.galleon/exports.d"
    return try String(
      contentsOfFile: "\(directory)/\(source.shares[index].id).exports", encoding: .utf8)
  }

  mutating func takeSnapshot(of index: Int) async throws -> CreatedSnapshot {
    let snapshot = Snapshot(
      id: .random(), name: "before", projectID: "p", shareID: source.shares[index].id,
      shareServerID: source.server.id, status: .available, sizeGiB: 1, createdAt: Self.now,
      updatedAt: Self.now)
    let made = try await alpha.createSnapshot(snapshot, of: source.shares[index], on: source)
    source.snapshots.append(snapshot)
    return made
  }

  func expectArrived() throws {
    for index in source.shares.indices {
      #expect(
        try TreeChecker.differences(between: source(index), and: destination(index)) == [])
      #expect(try Shell.rsyncDifferences(source(index), destination(index)) == "")
    }
  }

  private static func server(_ host: String, address: String) throws -> ServerView {
    let server = ShareServer(
      id: .random(), projectID: "p", host: try #require(BackendAddress(host)), status: .active,
      shareNetworkID: .random(), createdAt: now, updatedAt: now)
    let allocation = NetworkAllocation(
      id: .random(), shareServerID: server.id, subnetID: .random(), ipAddress: address,
      macAddress: "fa:16:3e:00:00:01", createdAt: now)
    return ServerView(server: server, allocations: [allocation])
  }
}

/// What a driver reported, in order.
final class Reports: Sendable {
  private let reports = Mutex<[ProgressReport]>([])

  func add(_ report: ProgressReport) {
    reports.withLock { $0.append(report) }
  }

  var all: [ProgressReport] { reports.withLock { $0 } }
}
