import MigrationCore
import Testing

@Suite("What stands between a server and a destination")
struct CompatibilityTests {
  private static let all = Capabilities(
    writable: true, nondisruptive: true, preserveSnapshots: true, shareNetworkChange: true,
    migrationCancel: true, migrationGetProgress: true)

  private func conflicts(
    _ can: Capabilities, _ options: MigrationOptions, changesNetwork: Bool = false,
    own: [Conflict] = []
  ) throws -> [Conflict] {
    let fixture = AdmissionFixture()
    let source = try #require(fixture.facts.source)
    let plan = MigrationPlan(
      options: options, source: source, sourceDriver: NoDriver(),
      destinationHost: AdmissionFixture.address("two@beta"),
      destinationSubnets: fixture.facts.networkSubnets, changesNetwork: changesNetwork)
    return Compatibility.conflicts(
      of: CompatibilityReport(capabilities: can, conflicts: own), for: plan)
  }

  @Test("nothing stands between a server and a destination that can everything")
  func none() throws {
    let options = MigrationOptions(writable: true, nondisruptive: true, preserveSnapshots: true)
    #expect(try conflicts(Self.all, options).isEmpty)
  }

  @Test("all conflicts are listed, not the first, the driver's own among them")
  func everything() throws {
    let options = MigrationOptions(
      writable: true, nondisruptive: true, preserveSnapshots: true, newShareNetworkID: .random())
    let own = Conflict(.notEnoughSpace, resourceType: "backend", resourceID: "x", message: "full")
    let found = try conflicts(Capabilities(), options, changesNetwork: true, own: [own])
    #expect(
      Set(found.map(\.reason)) == [
        .notEnoughSpace, .writableNotSupported, .nondisruptiveNotSupported,
        .nondisruptiveNetworkChange, .preserveSnapshotsNotSupported, .networkChangeNotSupported,
      ])
    #expect(found.count == 6)
    #expect(found.allSatisfy { !$0.message.isEmpty && !$0.resourceID.isEmpty })
  }

  @Test(
    "each capability that is demanded and missing is a conflict of its own",
    arguments: [
      (\.writable, MigrationOptions(writable: true), .writableNotSupported),
      (\.nondisruptive, MigrationOptions(nondisruptive: true), .nondisruptiveNotSupported),
      (
        \.preserveSnapshots, MigrationOptions(preserveSnapshots: true),
        .preserveSnapshotsNotSupported
      ),
    ] as [(WritableKeyPath<Capabilities, Bool> & Sendable, MigrationOptions, Reason)])
  func demanded(
    missing: WritableKeyPath<Capabilities, Bool> & Sendable, options: MigrationOptions,
    reason: Reason
  ) throws {
    var can = Self.all
    can[keyPath: missing] = false
    #expect(try conflicts(can, options).map(\.reason) == [reason])
  }

  @Test("what is not demanded is not missed, but snapshots would be lost")
  func flagsEnforce() throws {
    var can = Self.all
    can.writable = false
    can.nondisruptive = false
    #expect(try conflicts(can, MigrationOptions()).isEmpty)
    can.preserveSnapshots = false
    let lost = try conflicts(can, MigrationOptions())
    #expect(lost.map(\.reason) == [.preserveSnapshotsNotSupported])
    #expect(lost.map(\.resourceType) == [Noun.snapshot.rawValue])
  }

  @Test("nondisruptive with other network parameters is a conflict even where the driver can")
  func nondisruptiveNetworkChange() throws {
    let found = try conflicts(
      Self.all, MigrationOptions(nondisruptive: true), changesNetwork: true)
    #expect(found.map(\.reason) == [.nondisruptiveNetworkChange])
  }
}
