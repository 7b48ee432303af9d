import ConformanceKit
import Drivers
import MigrationCore
import Orchestration
import Testing

@Suite("The power goes", .timeLimit(.minutes(15)))
struct CrashTests {
  /// What an operator wants of a migration, and how it ends.
  enum Wish: String, CaseIterable, CustomTestStringConvertible {
    case success, readOnlySuccess, phase1Failed, phase2Failed, cancelled, cancelFailed

    var testDescription: String { rawValue }

    var outcome: Outcome {
      switch self {
      case .success, .readOnlySuccess: .success
      case .phase1Failed: .phase1Failed
      case .phase2Failed: .phase2Failed
      case .cancelled: .cancelled
      case .cancelFailed: .cancelFailed
      }
    }

    var options: Life.Options {
      var options = Life.Options()
      options.beta.capabilities.writable = self == .success
      let failing: DummyCall? =
        switch self {
        case .success, .readOnlySuccess, .cancelled: nil
        case .phase1Failed: .advanceMigration
        case .phase2Failed: .completeMigration
        case .cancelFailed: .cancelMigration
        }
      if let failing { options.betaFaults = [DummyFault(failing, error: OutcomeTests.broken)] }
      return options
    }

    var isCancelling: Bool { outcome == .cancelled || outcome == .cancelFailed }
  }

  /// Plays a wish out from wherever the ledger stands. An operator who got no answer looks what became of the call.
  private static func play(_ wish: Wish, _ site: Site, _ life: Life) async throws {
    if site.ledger.tables.all(Migration.self).isEmpty {
      _ = try await life.orchestrator.start(site.request, as: nil)
    }
    let id = try site.migration().id
    let copied = try await life.until(id, .phase1Done, .completing, .cancelInProgress)
    if copied.taskState == .phase1Done {
      let command = wish.isCancelling ? life.orchestrator.cancel : life.orchestrator.complete
      _ = try await command(.migration(id), nil, nil)
    }
    _ = try await life.untilEnded(id)
  }

  /// Plays until the end or until the power goes; whether it went.
  private static func crashes(_ wish: Wish, _ site: Site, _ life: Life) async throws -> Bool {
    let isOver = Flag()
    let task = Task {
      do { try await play(wish, site, life) } catch { isOver.fail("\(error)") }
      isOver.raise()
    }
    // What hangs for ever cannot be awaited: wait for whichever comes first.
    await eventually { isOver.isRaised || life.power.isOff }
    if !life.power.isOff { await task.value }
    #expect(isOver.failure == nil || life.power.isOff)
    #expect(life.invariants.violations.isEmpty)
    return life.power.isOff
  }

  /// Crashes at the place that `plan` gives for 1, 2, 3, …, until there is no such place, and recovers each time.
  private func crashEverywhere(
    _ wish: Wish, least: Int, plan: (Int, inout Life.Options) -> Void
  ) async throws {
    for number in 1... {
      let site = try await Site()
      var options = wish.options
      plan(number, &options)
      let crashed = try await Self.crashes(wish, site, try await site.life(options))
      if crashed {
        let next = try await site.life(wish.options)
        try await Self.play(wish, site, next)
        #expect(next.invariants.violations.isEmpty, "\(wish) at \(number)")
      }
      try wish.outcome.check(site)
      if !crashed {
        #expect(number > least, "the scenario had \(number - 1) places")
        return
      }
    }
  }

  @Test(
    "at any write of the ledger: the next life ends as the contract says",
    arguments: Wish.allCases, [FaultyLedger.Fault.crashBefore, .crashAfter])
  func ledgerWrites(wish: Wish, fault: FaultyLedger.Fault) async throws {
    try await crashEverywhere(wish, least: 5) { $1.ledgerPlan = [$0: fault] }
  }

  @Test(
    "at any call of a driver: the next life ends as the contract says",
    arguments: Wish.allCases, [true, false])
  func driverCalls(wish: Wish, isAfter: Bool) async throws {
    try await crashEverywhere(wish, least: 3) { $1.crash = .init(call: $0, isAfter: isAfter) }
  }

  @Test(
    "a stopped service goes on where it was", arguments: TaskState.allCases.filter(\.isFirstPhase))
  func shutdown(state: TaskState) async throws {
    let site = try await Site()
    let life = try await site.life()
    let migration = try await life.orchestrator.start(site.request, as: nil)
    try await life.until(migration.id, state)
    await life.shutdown()
    let next = try await site.life()
    try await Self.play(.success, site, next)
    try Outcome.success.check(site)
  }

  @Test("a life that was replaced writes nothing any more")
  func fenced() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.beta.delays[.advanceMigration] = .seconds(3600)
    let old = try await site.life(options)
    let migration = try await old.orchestrator.start(site.request, as: nil)
    try await old.until(migration.id, .driverInProgress)
    let new = try await site.life()
    try await new.until(migration.id, .phase1Done)
    let refusal = await #expect(throws: Refusal.self) {
      try await old.orchestrator.cancel(.migration(migration.id), as: nil)
    }
    #expect(refusal?.kind == .failedPrecondition)
    #expect(try site.migration().taskState == .phase1Done)
    old.clock.advance(by: .seconds(4000))
    _ = try await new.orchestrator.complete(.migration(migration.id), as: nil)
    _ = try await new.untilEnded(migration.id)
    try Outcome.success.check(site)
  }
}
