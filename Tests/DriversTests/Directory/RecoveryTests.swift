import Drivers
import Foundation
import MigrationCore
import Testing

/// After a failure an operator declares one side good; data that only the other side has must not be given up unawares.
@Suite struct RecoveryTests {
  private static func copied() async throws -> DirectoryWorld {
    var world = try await DirectoryWorld()
    _ = try await world.takeSnapshot(of: 1)
    try await world.beta.startMigration(world.job)
    try await world.beta.advanceMigration(world.job) { _ in }
    return world
  }

  private static func cutOver() async throws -> DirectoryWorld {
    let world = try await copied()
    _ = try await world.beta.completeMigration(world.job) { _ in }
    return world
  }

  private static func verify(
    _ world: DirectoryWorld, _ direction: RecoveryDirection
  ) async throws -> [Conflict] {
    let before = try Shell.must(
      "find alpha beta -printf '%p %T@ %C@\\n' | sort", in: world.scratch.path)
    let conflicts = try await world.beta.verifyRecovery(world.job, direction)
    let after = try Shell.must(
      "find alpha beta -printf '%p %T@ %C@\\n' | sort", in: world.scratch.path)
    #expect(before == after, "verifying left a trace")
    return conflicts
  }

  @Test(arguments: RecoveryDirection.allCases)
  func whatIsEqualIsGoodEitherWay(direction: RecoveryDirection) async throws {
    #expect(try await Self.verify(try await Self.copied(), direction) == [])
    #expect(try await Self.verify(try await Self.cutOver(), direction) == [])
  }

  @Test(
    arguments: [
      ("echo new > d/new", #""d/new": missing"#), ("rm d/e/f", #""d/e/f": extra"#),
      ("chmod 700 d/e", #""d/e": mode"#),
      // Same size, and the old time put back: only the change time tells that the contents must be read.
      ("touch -r d/e/f t; echo X > d/e/f; touch -r t d/e/f; rm t", #""d/e/f": content"#),
    ])
  func eachShareNamesWhatTheDestinationLacks(change: String, words: String) async throws {
    let world = try await Self.copied()
    try Shell.must(change, in: world.source(0))
    let conflicts = try await Self.verify(world, .forward)
    let share = world.source.shares[0]
    #expect(conflicts.map(\.reason) == [.dataIncomplete])
    #expect(conflicts.map(\.resourceID) == [share.id.rawValue])
    #expect(conflicts.first?.message.contains(words) == true, "\(conflicts)")
    #expect(conflicts.first?.message.contains(share.name) == true)
  }

  @Test func ofManyDifferencesTheFirstAreNamed() async throws {
    let world = try await Self.copied()
    for index in 0..<2 { try Shell.must("seq 1 50 | xargs touch", in: world.source(index)) }
    let conflicts = try await Self.verify(world, .forward)
    #expect(conflicts.map(\.resourceID) == world.source.shares.map(\.id.rawValue))
    #expect(
      conflicts.allSatisfy { $0.message.hasSuffix("; and more") && $0.message.utf8.count < 500 })
  }

  @Test func aMissingSnapshotCountsToo() async throws {
    let world = try await Self.copied()
    let snapshot = world.source.snapshots[0]
    try Shell.must("mv beta/*/.snapshots/\(snapshot.id) away", in: world.scratch.path)
    let forward = try await Self.verify(world, .forward)
    #expect(forward.map(\.resourceID) == [snapshot.id.rawValue])
    #expect(forward.map(\.resourceType) == ["snapshot"])
    try Shell.must("mv alpha/*/.snapshots/\(snapshot.id) away", in: world.scratch.path)
    let backward = try await Self.verify(world, .backward)
    #expect(backward.map(\.resourceID) == [snapshot.id.rawValue])
    #expect(backward.first?.message.contains("No such file or directory") == true)
  }

  @Test func whatClientsWroteSinceTheCutoverSpeaksAgainstTheWayBackAlone() async throws {
    let world = try await Self.cutOver()
    try Shell.must("echo new > d/new; rm d/e/f; echo > d/e/g", in: world.destination(0))
    #expect(try await Self.verify(world, .forward) == [])
    let conflicts = try await Self.verify(world, .backward)
    #expect(conflicts.map(\.resourceID) == [world.source.shares[0].id.rawValue])
    // Which of them are named first depends on the disk.
    #expect(conflicts.first?.message.contains(#": "d"#) == true, "\(conflicts)")
    // The call whose answer was lost is made again: nothing of it may be undone.
    _ = try await world.beta.completeMigration(world.job) { _ in }
    #expect(FileManager.default.fileExists(atPath: world.destination(0) + "/d/new"))
    #expect(!FileManager.default.fileExists(atPath: world.destination(0) + "/d/e/f"))
  }

  @Test func aSourceThatWasWrittenToAfterTheCutoverSpeaksAgainstTheDestination() async throws {
    let world = try await Self.cutOver()
    try Shell.must("echo late > d/late", in: world.source(1))
    let conflicts = try await Self.verify(world, .forward)
    #expect(conflicts.map(\.resourceID) == [world.source.shares[1].id.rawValue])
  }

  @Test func aSourceThatIsGoneDoesNotHoldADestinationThatIsWhole() async throws {
    let world = try await Self.cutOver()
    try Shell.must("mv alpha away", in: world.scratch.path)
    #expect(try await Self.verify(world, .backward).count == 3)
    try Shell.must("mkdir alpha", in: world.scratch.path)
    #expect(try await Self.verify(world, .forward) == [])
    #expect(try await world.beta.recoverMigration(world.job, .forward)?.shares.count == 2)
    let halfway = try await Self.copied()
    try Shell.must("mv alpha away; mkdir alpha", in: halfway.scratch.path)
    #expect(try await Self.verify(halfway, .forward).map(\.reason).first == .dataUnreadable)
  }

  @Test func onlyTheGoodSideServes() async throws {
    let client = "10.0.0.0/24"
    let forward = try await Self.copied()
    for _ in 0..<2 {
      let cutover = try await forward.beta.recoverMigration(forward.job, .forward)
      #expect(cutover?.shares.count == 2)
      #expect(cutover?.snapshots.count == 1)
      #expect(try forward.exports(forward.destination, forward.beta, 1).contains(client + "(rw)"))
      #expect(try !forward.exports(forward.source, forward.alpha, 1).contains(client))
    }
    let backward = try await Self.cutOver()
    for _ in 0..<2 {
      #expect(try await backward.beta.recoverMigration(backward.job, .backward) == nil)
      #expect(try backward.exports(backward.source, backward.alpha, 1).contains(client + "(rw)"))
      #expect(try !backward.exports(backward.destination, backward.beta, 1).contains(client))
      try backward.expectArrived()
    }
  }

  @Test(arguments: RecoveryDirection.allCases)
  func whoWasReplacedMayNotRecover(direction: RecoveryDirection) async throws {
    let world = try await Self.copied()
    _ = try await world.beta.recoverMigration(world.job(fence: 3), direction)
    let error = await #expect(throws: DriverError.self) {
      try await world.beta.recoverMigration(world.job(fence: 2), direction)
    }
    #expect(error?.recovery == .cancelled)
  }

  @Test func aWayBackNeedsNoDestination() async throws {
    let world = try await Self.copied()
    try Shell.must("rm -r beta", in: world.scratch.path)
    #expect(try await world.beta.verifyRecovery(world.job, .backward) == [])
    #expect(try await world.beta.recoverMigration(world.job, .backward) == nil)
    #expect(!FileManager.default.fileExists(atPath: world.scratch.path + "/beta"))
    // The destination may no longer be configured: then the source's own driver is asked.
    #expect(try await world.alpha.verifyRecovery(world.job, .backward) == [])
    #expect(try await world.alpha.recoverMigration(world.job, .backward) == nil)
    #expect(try world.exports(world.source, world.alpha, 0).contains("(rw)"))
  }
}
