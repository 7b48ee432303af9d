import MigrationCore
import Testing

@Suite("What goes where")
struct EvacuationPlannerTests {
  private static func address(_ name: String) throws -> BackendAddress {
    try #require(BackendAddress("h@\(name)"))
  }

  private static func space(_ name: String, total: Int64, free: Int64...) throws -> DestinationSpace
  {
    let pools = free.enumerated().map { index, free in
      BackendReport.Pool(
        name: "p\(index)", totalBytes: total, freeBytes: free)
    }
    return DestinationSpace(try address(name), pools)
  }

  private static func fits(_ name: String, _ bytes: Int64) throws -> DestinationVerdict {
    DestinationVerdict(try address(name), estimate: Estimate(bytes: bytes))
  }

  private static func refuses(_ name: String, _ reason: Reason) throws -> DestinationVerdict {
    DestinationVerdict(
      try address(name),
      conflicts: [
        Conflict(
          reason, resourceType: "backend", resourceID: "h@\(name)", message: "\(name) will not")
      ])
  }

  private static func candidate(
    _ verdicts: DestinationVerdict..., sizes: [Int64] = [1]
  ) -> PlacementCandidate {
    PlacementCandidate(serverID: .random(), shareSizes: sizes, verdicts: verdicts)
  }

  @Test("a server goes where the largest part stays free, not where most bytes are")
  func relative() throws {
    let spaces = [
      try Self.space("big", total: 1000, free: 300), try Self.space("small", total: 100, free: 90),
    ]
    let placed = EvacuationPlanner.plan(
      [Self.candidate(try Self.fits("big", 10), try Self.fits("small", 10))], spaces)
    #expect(placed[0].destination == (try Self.address("small")))
    #expect(placed[0].message == "80 % of it stay free, more than of the 1 others that can take it")
    #expect(placed[0].ranking.map(\.freeBytesAfter) == [80, 290])
  }

  @Test("what the plan itself sends somewhere is no longer free there")
  func accounted() throws {
    let spaces = [
      try Self.space("a", total: 100, free: 100), try Self.space("b", total: 100, free: 60),
    ]
    let candidates = try (0..<3).map { _ in
      Self.candidate(try Self.fits("a", 50), try Self.fits("b", 50))
    }
    let placed = EvacuationPlanner.plan(candidates, spaces)
    let hosts = try placed.map { try #require($0.destination).rawValue }
    #expect(hosts.sorted() == ["h@a", "h@a", "h@b"])
    let fourth = EvacuationPlanner.plan(
      candidates + [Self.candidate(try Self.fits("a", 50), try Self.fits("b", 50))], spaces)
    #expect(fourth.count { $0.destination == nil } == 1)
    #expect(fourth.last?.reason == .notEnoughSpace)
  }

  @Test("a share lies in one pool: two half-full ones are not a whole")
  func pools() throws {
    let spaces = [try Self.space("a", total: 100, free: 40, 40)]
    let whole = EvacuationPlanner.plan([Self.candidate(try Self.fits("a", 60))], spaces)
    #expect(whole[0].reason == .notEnoughSpace)
    let halves = EvacuationPlanner.plan(
      [Self.candidate(try Self.fits("a", 60), sizes: [5, 5])], spaces)
    #expect(halves[0].destination == (try Self.address("a")))
  }

  @Test(
    "the largest servers are placed first, and the plan does not depend on the order of the facts")
  func stable() throws {
    let spaces = [
      try Self.space("a", total: 100, free: 100), try Self.space("b", total: 100, free: 100),
    ]
    let candidates = try [10, 70, 30].map {
      Self.candidate(try Self.fits("a", $0), try Self.fits("b", $0))
    }
    let plan = EvacuationPlanner.plan(candidates, spaces)
    #expect(plan.map(\.bytes) == [70, 30, 10])
    #expect(EvacuationPlanner.plan(candidates.reversed(), spaces.reversed()) == plan)
  }

  @Test("an obstacle that all share is the reason; else each is told")
  func obstacles() throws {
    let spaces = [
      try Self.space("a", total: 100, free: 100), try Self.space("b", total: 100, free: 1),
    ]
    let server = Identifier.random()
    let noShares = Refusal(
      .failedPrecondition, .shareServerHasNoShares, "nothing to migrate",
      subject: .init(.shareServer, server))
    let rows: [(PlacementCandidate, Reason, String)] = [
      (Self.candidate(), .noDestinationBackend, "no other backend"),
      (
        Self.candidate(
          DestinationVerdict(try Self.address("a"), refused: noShares),
          DestinationVerdict(try Self.address("b"), refused: noShares)), .shareServerHasNoShares,
        "nothing to migrate"
      ),
      (
        Self.candidate(try Self.refuses("a", .backendDown), try Self.fits("b", 5)),
        .noDestinationBackend, "h@a: a will not; h@b: 5 bytes are to be copied"
      ),
      (
        Self.candidate(try Self.refuses("a", .backendDown), try Self.refuses("b", .backendDown)),
        .backendDown, "h@b: b will not"
      ),
    ]
    for (candidate, reason, said) in rows {
      let placed = try #require(EvacuationPlanner.plan([candidate], spaces).first)
      #expect(placed.destination == nil)
      #expect(placed.reason == reason)
      #expect(placed.message.contains(said), "\(placed.message)")
    }
  }

  @Test("what is promised to others is not free")
  func reserved() throws {
    var space = try Self.space("a", total: 100, free: 30, 50)
    space.reserve(60)
    #expect(space.freeBytes == 20)
    space.reserve(1000)
    #expect(space.freeBytes == 0)
  }

  @Test(
    "no pool is overfilled, nothing goes where it may not, what goes nowhere says why",
    arguments: 0..<200)
  func always(seed: UInt64) throws {
    var chance = SeededGenerator(seed)
    let names = (0..<Int.random(in: 0...5, using: &chance)).map { "b\($0)" }
    let spaces = try names.map { name in
      let pools = (0..<Int.random(in: 0...3, using: &chance)).map { index in
        let total = Int64.random(in: 0...1000, using: &chance)
        return BackendReport.Pool(
          name: "p\(index)", totalBytes: total,
          freeBytes: Int64.random(in: 0...total, using: &chance))
      }
      return DestinationSpace(try Self.address(name), pools)
    }
    let candidates = try (0..<Int.random(in: 0...20, using: &chance)).map { _ in
      PlacementCandidate(
        serverID: Identifier(using: &chance),
        shareSizes: (0..<Int.random(in: 0...4, using: &chance)).map { _ in
          Int64.random(in: 1...9, using: &chance)
        },
        verdicts: try names.filter { _ in Bool.random(using: &chance) }.map { name in
          Int.random(in: 0..<4, using: &chance) == 0
            ? try Self.refuses(name, .driverFailed)
            : try Self.fits(name, Int64.random(in: 0...300, using: &chance))
        })
    }
    let plan = EvacuationPlanner.plan(candidates, spaces)
    #expect(plan.map(\.serverID).sorted() == candidates.map(\.serverID).sorted())
    var left = Dictionary(uniqueKeysWithValues: spaces.map { ($0.address, $0) })
    for placement in plan {
      let candidate = try #require(candidates.first { $0.serverID == placement.serverID })
      guard let host = placement.destination else {
        #expect(placement.reason != nil && !placement.message.isEmpty)
        let could = candidate.verdicts.contains { verdict in
          verdict.conflicts.isEmpty
            && left[verdict.address]?.placing(
              candidate.parts(of: verdict.estimate?.bytes ?? 0)) != nil
        }
        #expect(!could, "it could have gone somewhere")
        continue
      }
      let verdict = try #require(candidate.verdicts.first { $0.address == host })
      #expect(verdict.conflicts.isEmpty)
      let parts = candidate.parts(of: verdict.estimate?.bytes ?? 0)
      let after = try #require(left[host]?.placing(parts), "it does not fit")
      #expect(after.pools.allSatisfy { $0.freeBytes >= 0 })
      left[host] = after
    }
  }
}

/// The same numbers for the same seed (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
