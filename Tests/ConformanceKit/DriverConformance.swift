import MigrationCore
import Synchronization

/// What every driver must do. Each function throws a `Broken` that says what a user would lose.
package struct DriverConformance: Sendable {
  package struct Broken: Error, CustomStringConvertible {
    package let description: String
  }

  private let world: DriverWorld

  package init(_ world: DriverWorld) {
    self.world = world
  }

  /// Every check by name.
  package static let checks:
    [(name: String, run: @Sendable (DriverConformance) async throws -> Void)] =
      [
        ("what is made twice is made once", { try await $0.madeTwice() }),
        ("deleting what is gone is no error", { try await $0.deletedTwice() }),
        ("a deleted server leaves nothing behind", { try await $0.deletedWhole() }),
        ("the whole list of rules is in force, also read-only", { try await $0.rules() }),
        ("checking leaves no trace", { try await $0.checking() }),
        ("too little space is found", { try await $0.space() }),
        ("everything arrives and is named", { try await $0.arrival() }),
        ("each call of a migration can be repeated", { try await $0.repeated() }),
        ("progress ends at its total and never beyond", { try await $0.progress() }),
        ("data pass the bandwidth gate", { try await $0.bandwidth() }),
        ("a copy that was stopped is taken up again", { try await $0.stoppedCopy() }),
        ("a cutover that was stopped is made again", { try await $0.stoppedCutover() }),
        ("a cancel at any moment leaves nothing behind", { try await $0.cancelled() }),
        ("a destination that lacks something is not declared good", { try await $0.incomplete() }),
        ("a recovery forward serves all that arrived", { try await $0.recoveredForward() }),
        ("a source that lacks something is not declared good", { try await $0.broken() }),
        ("a recovery backward removes nothing", { try await $0.recoveredBackward() }),
      ]

  private func expect(_ holds: Bool, _ what: String) throws {
    if !holds { throw Broken(description: what) }
  }

  private func expectNothingLeft(_ when: String) throws {
    let left = try world.holdings()
    try expect(left.isEmpty, "\(when) the destination still holds \(left.sorted())")
  }

  private func expectArrived(_ scene: DriverScene) throws {
    let share = try world.read(.share(scene.share.id), scene.destination)
    try expect(share == DriverScene.after, "the share did not arrive as it is")
    guard world.destination.capabilities.preserveSnapshots else { return }
    let snapshot = try world.read(.snapshot(scene.snapshot.id), scene.destination)
    try expect(snapshot == DriverScene.before, "the snapshot did not arrive as it was")
  }

  // MARK: Servers, shares, snapshots

  private func madeTwice() async throws {
    let (driver, scene) = (world.destination, try await DriverScene(in: world))
    let (share, snapshot, server) = (scene.share, scene.snapshot, scene.destination)
    let first = (
      try await driver.createServer(server),
      try await driver.createShare(share, on: server),
      try await driver.createSnapshot(snapshot, of: share, on: server)
    )
    try await driver.extendShare(share, toGiB: 20, on: server)
    let held = try world.holdings()
    let second = (
      try await driver.createServer(server),
      try await driver.createShare(share, on: server),
      try await driver.createSnapshot(snapshot, of: share, on: server)
    )
    try await driver.extendShare(share, toGiB: 20, on: server)
    try expect(first == second, "the second answer differs from the first")
    try expect(held == world.holdings(), "the second call made something more")
    try expect(!held.isEmpty, "nothing was made")
  }

  private func deletedTwice() async throws {
    let (driver, scene) = (world.destination, try await DriverScene(in: world))
    let (share, snapshot, server) = (scene.share, scene.snapshot, scene.destination)
    try await driver.deleteServer(server)
    _ = try await driver.createServer(server)
    let empty = try world.holdings()
    _ = try await driver.createShare(share, on: server)
    let withShare = try world.holdings()
    _ = try await driver.createSnapshot(snapshot, of: share, on: server)
    for _ in 0..<2 {
      try await driver.deleteSnapshot(snapshot, of: share, on: server)
      try expect(withShare == world.holdings(), "a deleted snapshot is still there")
    }
    for _ in 0..<2 {
      try await driver.deleteShare(share, on: server)
      try expect(empty == world.holdings(), "a deleted share is still there")
    }
    for _ in 0..<2 {
      try await driver.deleteServer(server)
      try expectNothingLeft("after its server was deleted")
    }
  }

  private func deletedWhole() async throws {
    let (driver, scene) = (world.destination, try await DriverScene(in: world))
    let (share, server) = (scene.share, scene.destination)
    _ = try await driver.createServer(server)
    _ = try await driver.createShare(share, on: server)
    _ = try await driver.createSnapshot(scene.snapshot, of: share, on: server)
    try await driver.applyAccessRules(scene.source.rules, to: share, on: server, readOnly: false)
    try await driver.deleteServer(server)
    try expectNothingLeft("after the server was deleted with its share in it")
  }

  private func rules() async throws {
    let (driver, scene) = (world.destination, try await DriverScene(in: world))
    let (share, server) = (scene.share, scene.destination)
    _ = try await driver.createServer(server)
    _ = try await driver.createShare(share, on: server)
    let writer = scene.source.rules[0]
    let reader = AccessRule(
      id: .random(), shareID: share.id, type: .ip, to: "10.9.0.1", level: .readOnly,
      state: .active, createdAt: writer.createdAt, updatedAt: writer.updatedAt)
    let whole = [writer.to: AccessLevel.readWrite, reader.to: .readOnly]
    func apply(_ list: [AccessRule], readOnly: Bool, _ expected: [String: AccessLevel])
      async throws
    {
      for _ in 0..<2 {
        try await driver.applyAccessRules(list, to: share, on: server, readOnly: readOnly)
        let found = try world.rules(share.id, server)
        try expect(found == expected, "\(found) is in force instead of \(expected)")
      }
    }
    try await apply([writer, reader], readOnly: false, whole)
    try await apply([writer, reader], readOnly: true, whole.mapValues { _ in .readOnly })
    try await apply([writer, reader], readOnly: false, whole)
    try await apply([reader], readOnly: false, [reader.to: .readOnly])
    try await apply([], readOnly: false, [:])
  }

  // MARK: Check

  private func checking() async throws {
    let scene = try await DriverScene(in: world)
    let report = try await world.destination.checkCompatibility(scene.plan)
    try expect(report.conflicts.isEmpty, "a migration that works has \(report.conflicts)")
    try expect(
      report.capabilities == world.destination.capabilities, "the capabilities are others")
    try expect(report.estimate.bytes > 0, "the estimate counts no bytes")
    try expectNothingLeft("after a check")
  }

  private func space() async throws {
    guard let cramped = world.cramped else { return }
    let scene = try await DriverScene(in: world)
    let report = try await cramped.checkCompatibility(scene.plan)
    try expect(
      report.conflicts.map(\.reason) == [.notEnoughSpace],
      "too little space is reported as \(report.conflicts)")
  }

  // MARK: Migration

  private func arrival() async throws {
    var scene = try await DriverScene(in: world)
    let driver = world.destination
    try await scene.makeDestination(driver)
    try await driver.startMigration(scene.job())
    try await driver.advanceMigration(scene.job()) { _ in }
    let cutover = try await driver.completeMigration(scene.job()) { _ in }
    try expectArrived(scene)
    try expectNamed(cutover, scene)
  }

  private func expectNamed(_ cutover: Cutover, _ scene: DriverScene) throws {
    try expect(Set(cutover.shares.keys) == [scene.share.id], "a share is not named")
    try expect(Set(cutover.snapshots.keys) == [scene.snapshot.id], "a snapshot is not named")
    for share in cutover.shares.values {
      try expect(!share.exportLocations.isEmpty, "nobody can mount the share")
    }
  }

  private func repeated() async throws {
    var scene = try await DriverScene(in: world)
    let (driver, job) = (world.destination, { (scene: DriverScene) in scene.job() })
    for _ in 0..<2 { try await scene.makeDestination(driver) }
    for _ in 0..<2 { try await driver.startMigration(job(scene)) }
    for _ in 0..<2 { try await driver.advanceMigration(job(scene)) { _ in } }
    try await driver.startMigration(job(scene))
    let first = try await driver.completeMigration(job(scene)) { _ in }
    let held = try world.holdings()
    let second = try await driver.completeMigration(job(scene)) { _ in }
    try expect(first == second, "the second cutover differs from the first")
    try expect(held == world.holdings(), "the second cutover made something more")
    try expectArrived(scene)
  }

  private func progress() async throws {
    var scene = try await DriverScene(in: world)
    let driver = world.destination
    try await scene.makeDestination(driver)
    try await driver.startMigration(scene.job())
    let copying = Reports()
    try await driver.advanceMigration(scene.job()) { copying.add($0) }
    try expectSound(copying.all, of: scene, "the copy")
    let cuttingOver = Reports()
    _ = try await driver.completeMigration(scene.job()) { cuttingOver.add($0) }
    try expectSound(cuttingOver.all, of: scene, "the cutover")
  }

  private func expectSound(_ reports: [ProgressReport], of scene: DriverScene, _ what: String)
    throws
  {
    for report in reports {
      let isSound = report.shares.allSatisfy {
        0...max(0, $0.bytesTotal) ~= $0.bytesDone && 0...max(0, $0.filesTotal) ~= $0.filesDone
      }
      try expect(isSound, "\(what) has done more than there is: \(report)")
      try expect(
        report.shares.map(\.shareID) == [scene.share.id], "\(what) does not tell of each share")
    }
    try expect(reports.last?.percent == 100, "\(what) does not end at 100 %")
  }

  private func bandwidth() async throws {
    var scene = try await DriverScene(in: world)
    let (driver, gate) = (world.destination, CountingGate())
    try await scene.makeDestination(driver)
    try await driver.startMigration(scene.job(bandwidth: gate))
    let reports = Reports()
    try await driver.advanceMigration(scene.job(bandwidth: gate)) { reports.add($0) }
    let total = reports.all.last?.bytesTotal ?? 0
    // What may have changed since it was copied is looked at again.
    try expect(total > 0 && gate.booked >= total, "\(gate.booked) of \(total) bytes were booked")
  }

  /// Holds nobody up, and counts.
  private final class CountingGate: BandwidthGate {
    private let sum = Atomic<Int64>(0)

    var booked: Int64 { sum.load(ordering: .relaxed) }

    func reserve(_ bytes: Int64) -> Duration {
      sum.add(bytes, ordering: .relaxed)
      return .zero
    }
  }

  private func stoppedCopy() async throws {
    var scene = try await DriverScene(in: world)
    try await scene.makeDestination(world.destination)
    try await world.destination.startMigration(scene.job())
    try await stop(scene, in: .copy)
    let next = world.reopen()
    try await next.startMigration(scene.job(fence: 2))
    try await next.advanceMigration(scene.job(fence: 2)) { _ in }
    _ = try await next.completeMigration(scene.job(fence: 2)) { _ in }
    try expectArrived(scene)
  }

  private func stoppedCutover() async throws {
    var scene = try await DriverScene(in: world)
    try await scene.makeDestination(world.destination)
    try await world.destination.startMigration(scene.job())
    try await world.destination.advanceMigration(scene.job()) { _ in }
    try await stop(scene, in: .cutover)
    let cutover = try await world.reopen().completeMigration(scene.job(fence: 2)) { _ in }
    try expectArrived(scene)
    try expectNamed(cutover, scene)
  }

  private func cancelled() async throws {
    for moment in Moment.allCases {
      var scene = try await DriverScene(in: world)
      let driver = world.destination
      try await scene.makeDestination(driver)
      try await driver.startMigration(scene.job())
      switch moment {
      case .beforeCopy: break
      case .copy: try await stop(scene, in: .copy)
      case .afterCopy: try await driver.advanceMigration(scene.job()) { _ in }
      case .cutover:
        try await driver.advanceMigration(scene.job()) { _ in }
        try await stop(scene, in: .cutover)
      case .afterCutover:
        // The service died before it heard the answer, and the migration was given up.
        try await driver.advanceMigration(scene.job()) { _ in }
        _ = try await driver.completeMigration(scene.job()) { _ in }
      }
      for _ in 0..<2 {
        try await world.reopen().cancelMigration(scene.job(fence: 2))
        try expectNothingLeft("after a cancel at \(moment)")
      }
    }
  }

  private enum Moment: CaseIterable {
    case beforeCopy
    case copy
    case afterCopy
    case cutover
    case afterCutover
  }

  private enum Phase {
    case copy
    case cutover
  }

  /// Cancels a call's task at its first report, as the end of a life does; it ends by itself or as cancelled.
  private func stop(_ scene: DriverScene, in phase: Phase) async throws {
    let (reports, continuation) = AsyncStream.makeStream(of: ProgressReport.self)
    let (driver, job) = (world.destination, scene.job())
    let call = Task { () -> DriverError? in
      defer { continuation.finish() }
      do throws(DriverError) {
        switch phase {
        case .copy: try await driver.advanceMigration(job) { continuation.yield($0) }
        case .cutover: _ = try await driver.completeMigration(job) { continuation.yield($0) }
        }
        return nil
      } catch {
        return error
      }
    }
    for await _ in reports {
      call.cancel()
      break
    }
    let error = await call.value
    try expect(
      error == nil || error?.recovery == .cancelled, "a call told to stop failed: \(error as Any)")
  }

  // MARK: Recovery

  private func incomplete() async throws {
    var scene = try await DriverScene(in: world)
    let driver = world.destination
    try await scene.makeDestination(driver)
    try await driver.startMigration(scene.job())
    let held = try world.holdings()
    for _ in 0..<2 {
      let conflicts = try await driver.verifyRecovery(scene.job(), .forward)
      try expect(!conflicts.isEmpty, "a destination without the data passes for whole")
    }
    try expect(held == world.holdings(), "verifying made something")
  }

  /// The service died, or failed, when the driver was through.
  private func recoveredForward() async throws {
    var scene = try await DriverScene(in: world)
    try await scene.makeDestination(world.destination)
    try await world.destination.startMigration(scene.job())
    try await world.destination.advanceMigration(scene.job()) { _ in }
    let first = try await world.destination.completeMigration(scene.job()) { _ in }
    let driver = world.reopen()
    let conflicts = try await driver.verifyRecovery(scene.job(fence: 2), .forward)
    try expect(conflicts.isEmpty, "a whole destination has \(conflicts)")
    for _ in 0..<2 {
      let cutover = try await driver.recoverMigration(scene.job(fence: 2), .forward)
      try expect(cutover == first, "the recovery answers \(cutover as Any), not as the cutover did")
      try expectArrived(scene)
    }
  }

  private func broken() async throws {
    var scene = try await DriverScene(in: world)
    let driver = world.destination
    let other = SampleRows(host: "local@source").share
    _ = try await world.source.createShare(other, on: scene.source)
    try await scene.makeDestination(driver)
    try await driver.startMigration(scene.job())
    try await driver.advanceMigration(scene.job()) { _ in }
    let before = try await driver.verifyRecovery(scene.job(), .backward)
    try expect(before.isEmpty, "a whole source has \(before)")
    try await world.source.deleteShare(scene.share, on: scene.source)
    let conflicts = try await driver.verifyRecovery(scene.job(), .backward)
    let names = conflicts.map(\.resourceID)
    try expect(names == [scene.share.id.rawValue], "a share that is gone is reported as \(names)")
  }

  private func recoveredBackward() async throws {
    var scene = try await DriverScene(in: world)
    try await scene.makeDestination(world.destination)
    try await world.destination.startMigration(scene.job())
    try await world.destination.advanceMigration(scene.job()) { _ in }
    try await stop(scene, in: .cutover)
    let pieces = [DriverWorld.Piece.share(scene.share.id), .snapshot(scene.snapshot.id)]
    let held = try pieces.map { try world.read($0, scene.destination) }
    let driver = world.reopen()
    let conflicts = try await driver.verifyRecovery(scene.job(fence: 2), .backward)
    try expect(conflicts.isEmpty, "a whole source has \(conflicts)")
    for _ in 0..<2 {
      let cutover = try await driver.recoverMigration(scene.job(fence: 2), .backward)
      try expect(cutover == nil, "a recovery backward answers with a cutover")
      let rules = try world.rules(scene.share.id, scene.destination)
      try expect(rules.isEmpty, "clients may still use the destination: \(rules)")
    }
    let left = try pieces.map { try world.read($0, scene.destination) }
    try expect(left == held, "the recovery removed what had arrived")
  }

  /// What a driver reported, in order.
  private final class Reports: Sendable {
    private let reports = Mutex<[ProgressReport]>([])

    func add(_ report: ProgressReport) { reports.withLock { $0.append(report) } }
    var all: [ProgressReport] { reports.withLock { $0 } }
  }
}
