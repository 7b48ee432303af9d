import Drivers
import Foundation
import MigrationCore
import Testing

/// An operator must learn from the error alone what is wrong with a disk, and nothing may be lost by it.
@Suite(.enabled(if: Shell.isRoot, "mounts need root"))
struct BadDisksTests {
  /// Runs with a destination that `spoil` made unusable; `repair` undoes that.
  private func spoiled(
    _ spoil: String, _ repair: String, words: String,
    _ body: (DirectoryWorld, (() async throws -> Void) async -> Void) async throws -> Void
  ) async throws {
    let world = try await DirectoryWorld(shares: 1)
    let beta = world.beta.options.root
    defer {
      _ = try? Shell.run("chattr -R -i '\(beta)'; umount -l '\(beta)' || true")
    }
    try Shell.must(spoil, in: beta)
    try await body(world) { call in
      let error = await #expect(throws: DriverError.self) { try await call() }
      #expect(error?.reason == .dataUnwritable, "\(error as Any)")
      #expect(error?.recovery == .rollBack)
      #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }
    try Shell.must("cd /; " + repair, in: beta)
    try await world.beta.startMigration(world.job)
    try await world.beta.advanceMigration(world.job) { _ in }
    _ = try await world.beta.completeMigration(world.job) { _ in }
    try world.expectArrived()
  }

  @Test func aReadOnlyDestination() async throws {
    try await spoiled(
      #"mount --bind "$PWD" "$PWD"; mount -o remount,bind,ro "$PWD""#, #"umount -l "$0""#,
      words: "Read-only file system"
    ) { world, fails in
      await fails { _ = try await world.beta.createServer(world.destination) }
      await fails { try await world.beta.startMigration(world.job) }
      await fails { try await world.beta.advanceMigration(world.job) { _ in } }
      let report = try await world.beta.inspect()
      #expect(report.problem.contains("Read-only file system"))
    }
  }

  @Test func aDestinationThatMayNotBeWrittenTo() async throws {
    try await spoiled(
      "chattr -R +i .", #"chattr -R -i "$0""#, words: "Operation not permitted"
    ) { world, fails in
      await fails { try await world.beta.startMigration(world.job) }
      await fails {
        try await world.beta.applyAccessRules(
          [], to: world.source.shares[0], on: world.destination, readOnly: false)
      }
    }
  }

  @Test func aDiskThatFillsUpWhileFilesAreCopied() async throws {
    let world = try await DirectoryWorld(shares: 1)
    let root = world.scratch.path + "/small"
    try Shell.must("mkdir '\(root)'; mount -t tmpfs -o size=200k none '\(root)'")
    defer { _ = try? Shell.run("umount -l '\(root)'") }
    let driver = DirectoryDriver(DirectoryOptions(root: root))
    let reports = Reports()
    let error = await #expect(throws: DriverError.self) {
      try await driver.advanceMigration(world.job) { reports.add($0) }
    }
    #expect(error?.reason == .dataUnwritable)
    #expect(error?.recovery == .rollBack)
    let share = world.source.shares[0]
    #expect(error?.message.contains("share \(share.name) (\(share.id))") == true)
    #expect(error?.message.contains("No space left on device") == true)
    #expect(error?.message.contains("large\"") == true || error?.message.contains("/l\"") == true)
    // Cancelling needs no room, and the source is untouched.
    try await driver.cancelMigration(world.job)
    #expect(try Shell.must("ls -A", in: root) == "")
    try await world.beta.advanceMigration(world.job) { _ in }
    try world.expectArrived()
  }

  @Test func aDiskThatIsFullFromTheStart() async throws {
    let world = try await DirectoryWorld(shares: 1)
    let root = world.scratch.path + "/small"
    try Shell.must(
      "mkdir '\(root)'; mount -t tmpfs -o size=64k none '\(root)'; head -c 65536 /dev/zero > '\(root)/full' || true"
    )
    defer { _ = try? Shell.run("umount -l '\(root)'") }
    let driver = DirectoryDriver(DirectoryOptions(root: root))
    let error = await #expect(throws: DriverError.self) {
      _ = try await driver.createServer(world.destination)
    }
    #expect(error?.reason == .dataUnwritable)
    #expect(error?.message.contains("No space left on device") == true, "\(error as Any)")
    #expect(error?.message.contains(root) == true)
    try Shell.must("rm full", in: root)
    _ = try await driver.createServer(world.destination)
    #expect(try Shell.must("find . -name '*.new'", in: root) == "")
  }

  @Test func aRootThatIsAFile() async throws {
    let scratch = try Scratch()
    try Shell.must("echo > file", in: scratch.path)
    let world = try await DirectoryWorld(shares: 1)
    let driver = DirectoryDriver(DirectoryOptions(root: scratch.path + "/file"))
    let report = try await driver.inspect()
    #expect(report.problem.contains("/file: Not a directory"))
    let error = await #expect(throws: DriverError.self) {
      _ = try await driver.createServer(world.destination)
    }
    #expect(error?.message.contains("Not a directory") == true)
  }
}
