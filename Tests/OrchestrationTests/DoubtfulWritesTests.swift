import ConformanceKit
import MigrationCore
import Synchronization
import Testing

@testable import Orchestration

@Suite("Writes that may have happened", .timeLimit(.minutes(15)))
struct DoubtfulWritesTests {
  private let clock = ManualClock()
  private let looks = Looks()

  private func fail(_ writes: DoubtfulWrites, _ kind: Refusal.Kind = .unavailable) async {
    await #expect(throws: Refusal.self) {
      try await writes.make { () throws(Refusal) in
        throw Refusal(kind, .ledgerUnavailable, "the disk is full")
      } takingUp: { [looks] () throws(Refusal) in
        try looks.look()
      }
    }
  }

  @Test("a full disk that a thousand calls meet costs one look at the ledger, not a thousand")
  func once() async throws {
    let writes = DoubtfulWrites(clock: clock, executor: nil)
    for _ in 0..<1000 { await fail(writes) }
    await clock.untilSleeping(1)
    #expect(clock.sleepers == 1)
    clock.advance(by: .seconds(1))
    await eventually { looks.count == 1 }
    // What fails after a look is looked for again.
    await fail(writes)
    await clock.untilSleeping(1)
    clock.advance(by: .seconds(1))
    await eventually { looks.count == 2 }
    #expect(clock.sleepers == 0)
  }

  @Test("a ledger that cannot be read either is asked until it can")
  func again() async throws {
    let writes = DoubtfulWrites(clock: clock, executor: nil)
    looks.failures.withLock { $0 = 2 }
    await fail(writes)
    for count in 1...3 {
      await clock.untilSleeping(1)
      clock.advance(by: .seconds(1))
      await eventually { looks.count == count }
    }
    #expect(clock.sleepers == 0)
  }

  @Test("a refusal that leaves no doubt, and a service that ends, look for nothing")
  func never() async throws {
    let writes = DoubtfulWrites(clock: clock, executor: nil)
    await fail(writes, .failedPrecondition)
    #expect(clock.sleepers == 0)
    writes.close()
    await fail(writes)
    #expect(clock.sleepers == 0 && looks.count == 0)
  }

  /// Counts, and fails as often as it is told to.
  private final class Looks: Sendable {
    let failures = Mutex(0)
    private let seen = Mutex(0)

    var count: Int { seen.withLock { $0 } }

    func look() throws(Refusal) {
      seen.withLock { $0 += 1 }
      let fails = failures.withLock { left in
        defer { left = max(0, left - 1) }
        return left > 0
      }
      if fails { throw Refusal(.unavailable, .ledgerUnavailable, "it cannot be read") }
    }
  }
}
