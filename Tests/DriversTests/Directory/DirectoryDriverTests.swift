import Drivers
import Foundation
import MigrationCore
import Synchronization
import Testing

/// What an operator is promised of a migration between two directories.
@Suite struct DirectoryDriverTests {
  @Test func aServerArrivesWithItsSnapshotsAndRules() async throws {
    var world = try await DirectoryWorld()
    _ = try await world.takeSnapshot(of: 1)
    try Shell.must("echo later > d/later; rm large", in: world.source(1))
    let reports = Reports()
    try await world.beta.startMigration(world.job)
    try await world.beta.advanceMigration(world.job) { reports.add($0) }
    try world.expectArrived()
    // What changes between the phases arrives with the second.
    try Shell.must("echo last > d/last; rm -r d/e; mkfifo pipe", in: world.source(0))
    let cutover = try await world.beta.completeMigration(world.job) { reports.add($0) }
    try world.expectArrived()

    let last = try #require(reports.all.last)
    #expect(last.percent == 100)
    #expect(last.shares.map(\.shareID) == world.source.shares.map(\.id))
    #expect(last.shares.allSatisfy { $0.filesDone == $0.filesTotal && $0.filesTotal > 0 })
    let share = try #require(cutover.shares[world.source.shares[0].id])
    #expect(share.exportLocations.map(\.path) == ["[2001:db8::5]:" + world.destination(0)])
    #expect(share.exportLocations.first?.isPreferred == true)
    let snapshot = try #require(cutover.snapshots[world.source.snapshots[0].id])
    #expect(FileManager.default.fileExists(atPath: snapshot.providerLocation + "/large"))
    #expect(!FileManager.default.fileExists(atPath: snapshot.providerLocation + "/d/later"))
    #expect(try world.exports(world.destination, world.beta, 0).contains("10.0.0.0/24(rw)"))
    // What is old is nobody's to read.
    #expect(!(try world.exports(world.source, world.alpha, 0).contains("10.0.0.0/24")))
  }

  @Test func everyCallCanBeRepeated() async throws {
    var world = try await DirectoryWorld(shares: 1)
    let share = world.source.shares[0]
    #expect(
      try await world.alpha.createServer(world.source)
        == world.alpha.createServer(world.source))
    #expect(
      try await world.alpha.createShare(share, on: world.source)
        == world.alpha.createShare(share, on: world.source))
    let made = try await world.takeSnapshot(of: 0)
    let snapshot = world.source.snapshots[0]
    #expect(
      try await world.alpha.createSnapshot(snapshot, of: share, on: world.source) == made)
    for _ in 0..<2 {
      try await world.beta.startMigration(world.job)
      try await world.beta.advanceMigration(world.job) { _ in }
    }
    let first = try await world.beta.completeMigration(world.job) { _ in }
    #expect(try await world.beta.completeMigration(world.job) { _ in } == first)
    for _ in 0..<2 {
      try await world.alpha.deleteSnapshot(snapshot, of: share, on: world.source)
      try await world.alpha.deleteShare(share, on: world.source)
      try await world.alpha.deleteServer(world.source)
    }
    #expect(
      !FileManager.default.fileExists(
        atPath: "\(world.alpha.options.root)/\(world.source.server.id)"))
  }

  @Test func aSourceThatStillChangesIsNotCutOver() async throws {
    let world = try await DirectoryWorld(shares: 1)
    try await world.beta.startMigration(world.job)
    try await world.beta.advanceMigration(world.job) { _ in }
    // A writer who writes during every pass.
    let busy = world.source(0) + "/busy"
    let written = Mutex(0)
    let write: @Sendable () -> Void = {
      let number = written.withLock {
        $0 += 1
        return $0
      }
      try? "\(number)".write(toFile: busy, atomically: false, encoding: .utf8)
    }
    write()
    let error = await #expect(throws: DriverError.self) {
      try await world.beta.completeMigration(world.job) { _ in write() }
    }
    #expect(error?.reason == .sourceStillChanging)
    #expect(error?.message.contains("busy") == true)
    // The source is as it was: writers are let in again.
    #expect(try world.exports(world.source, world.alpha, 0).contains("10.0.0.0/24(rw)"))
    _ = try await world.beta.completeMigration(world.job) { _ in }
    try world.expectArrived()
  }

  @Test func aCancelLeavesNothingAtTheDestination() async throws {
    let world = try await DirectoryWorld()
    try await world.beta.startMigration(world.job)
    let began = AsyncStream<Void>.makeStream()
    let advance = Task {
      try await world.beta.advanceMigration(world.job) { _ in began.continuation.yield() }
    }
    for await _ in began.stream { break }
    try await world.beta.cancelMigration(world.job)
    _ = await advance.result
    #expect(
      !FileManager.default.fileExists(
        atPath: "\(world.beta.options.root)/\(world.destination.server.id)"))
    #expect(FileManager.default.fileExists(atPath: world.source(0) + "/large"))
    try await world.beta.cancelMigration(world.job)
  }

  @Test func aTaskThatIsCancelledEndsItsCopyAndTheNextGoesOn() async throws {
    let world = try await DirectoryWorld()
    try await world.beta.startMigration(world.job)
    let task = Task { () -> DriverError? in
      do throws(DriverError) {
        try await world.beta.advanceMigration(world.job) { _ in }
        return nil
      } catch {
        return error
      }
    }
    task.cancel()
    let error = await task.value
    #expect(error == nil || error == .cancelled)
    try await world.beta.advanceMigration(world.job(fence: 2)) { _ in }
    try world.expectArrived()
    // Who was replaced may no longer write.
    await #expect(throws: DriverError.self) {
      try await world.beta.advanceMigration(world.job(fence: 1)) { _ in }
    }
  }

  @Test func changesOfASourceInUseEndPhase1() async throws {
    let world = try await DirectoryWorld(shares: 1) {
      $0.maxPasses = 4
      $0.smallDeltaFiles = 0
    }
    let passes = Reports()
    let busy = world.source(0) + "/busy"
    try await world.beta.advanceMigration(world.job) { report in
      passes.add(report)
      try? "\(passes.all.count)".write(toFile: busy, atomically: false, encoding: .utf8)
    }
    #expect(passes.all.map(\.pass).max() == 4)
  }

  /// A driver that reports the same for too long is taken for stalled.
  @Test func whatALaterPassMovesIsProgress() async throws {
    let world = try await DirectoryWorld(shares: 1)
    try await world.beta.startMigration(world.job)
    try await world.beta.advanceMigration(world.job) { _ in }
    try Shell.must("head -c 5000000 /dev/urandom > changed", in: world.source(0))
    let reports = Reports()
    _ = try await world.beta.completeMigration(world.job) { reports.add($0) }
    let held = try TreeScan.scan(world.source(0)).bytes
    #expect(reports.all.map(\.bytesTotal).max() ?? 0 >= held + 5_000_000)
    #expect(reports.all.allSatisfy { $0.bytesDone == $0.bytesTotal })
  }

  @Test func aCheckFindsEveryConflictAndLeavesNoTrace() async throws {
    let world = try await DirectoryWorld {
      $0.rights = Rights(capabilities: 0, uid: 1, groups: [1])
    }
    let before = try Shell.must("find . | sort", in: world.scratch.path)
    let report = try await world.beta.checkCompatibility(try world.plan(from: world.alpha))
    #expect(report.conflicts.map(\.reason) == [.lossNotAllowed, .lossNotAllowed])
    #expect(report.conflicts.allSatisfy { $0.message.contains("owners of") })
    #expect(report.estimate.bytes == 2 * (300_000 + 2))
    #expect(report.estimate.files == 6)
    #expect(report.estimate.duration > .zero)
    #expect(try Shell.must("find . | sort", in: world.scratch.path) == before)
    await #expect(throws: DriverError.self) {
      try await world.beta.advanceMigration(world.job) { _ in }
    }
  }

  @Test func aLossAllowedByNameIsNoConflict() async throws {
    let world = try await DirectoryWorld {
      $0.rights = Rights(capabilities: 0, uid: 1, groups: [1])
      $0.allowedLosses = [.owners]
    }
    let report = try await world.beta.checkCompatibility(try world.plan(from: world.alpha))
    #expect(report.conflicts == [])
    try await world.beta.advanceMigration(world.job) { _ in }
    _ = try await world.beta.completeMigration(world.job) { _ in }
  }

  @Test(.enabled(if: Shell.isRoot, "mounting a small file system needs root"))
  func tooLittleSpaceIsAConflict() async throws {
    let world = try await DirectoryWorld()
    let root = world.scratch.path + "/small"
    try Shell.must("mkdir '\(root)'; mount -t tmpfs -o size=64k none '\(root)'")
    defer { _ = try? Shell.run("umount -l '\(root)'") }
    let small = DirectoryDriver(DirectoryOptions(root: root))
    let report = try await small.checkCompatibility(try world.plan(from: world.alpha))
    #expect(report.conflicts.map(\.reason) == [.notEnoughSpace])
    #expect(try await small.inspect().totalBytes == 65536)
  }

  @Test func aBackendThatCannotBeUsedSaysWhy() async throws {
    let driver = DirectoryDriver(DirectoryOptions(root: "/proc/nowhere"))
    let report = try await driver.inspect()
    #expect(report.problem.contains("/proc/nowhere: No such file or directory"))
  }

  @Test func aFileThatCannotBeCopiedFailsThePhaseByName() async throws {
    let world = try await DirectoryWorld(shares: 1)
    try Shell.must("rm -r '\(world.source(0))'")
    let error = await #expect(throws: DriverError.self) {
      try await world.beta.advanceMigration(world.job) { _ in }
    }
    #expect(error?.reason == .dataUnreadable)
    #expect(error?.message.contains("No such file or directory") == true)
  }
}
