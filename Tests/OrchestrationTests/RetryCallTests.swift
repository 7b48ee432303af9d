import ConformanceKit
import Drivers
import MigrationCore
import Orchestration
import Testing

/// The write of a caller's own call is lost, or done and reported lost: the caller hears UNAVAILABLE both times and cannot know.
@Suite("A call whose write fails", .timeLimit(.minutes(15)))
struct RetryCallTests {
  enum Call: String, CaseIterable, CustomTestStringConvertible {
    case start, complete, cancel, update, recover

    var testDescription: String { rawValue }

    var outcome: Outcome { self == .cancel ? .cancelled : .success }

    /// Brings a migration to where this call is due.
    func prepare(_ site: Site, _ life: Life) async throws {
      if self == .start { return }
      let migration = try await life.orchestrator.start(site.request, as: nil)
      try await life.until(migration.id, .phase1Done)
      guard self == .recover else { return }
      _ = try await life.orchestrator.complete(.migration(migration.id), as: nil)
      _ = try await life.untilEnded(migration.id)
    }

    func make(_ site: Site, _ life: Life, _ key: RequestKey) async throws(Refusal) -> Migration {
      let reference = MigrationReference.shareServer(site.server.id)
      switch self {
      case .start: return try await life.orchestrator.start(site.request, as: key)
      case .complete: return try await life.orchestrator.complete(reference, as: key)
      case .cancel: return try await life.orchestrator.cancel(reference, as: key)
      case .update:
        return try await life.orchestrator.update(
          reference, MigrationControls(priority: 7), only: [.priority], by: nil, as: key)
      case .recover:
        return try await life.orchestrator.recover(
          reference, .forward, dryRun: false, why: "", by: nil, as: key
        ).migration
      }
    }

    /// Whether the call has had its effect on `migration`.
    func isDone(_ migration: Migration?) -> Bool {
      switch self {
      case .start: migration != nil
      case .complete: migration?.completingAt != nil
      case .cancel: migration?.taskState == .cancelled || migration?.taskState == .cancelInProgress
      case .update: migration?.controls.priority == 7
      case .recover: migration?.recovery != nil
      }
    }

    /// Whether nothing is left to do for the service by itself.
    func isSettled(_ migration: Migration) -> Bool {
      switch self {
      case .start, .update: migration.taskState == .phase1Done
      case .complete, .cancel: migration.taskState.isFinal
      case .recover: migration.recovery?.state == .done
      }
    }
  }

  private func options(_ call: Call) -> Life.Options {
    var options = Life.Options()
    if call == .recover {
      options.betaFaults = [
        DummyFault(.completeMigration, times: 1, error: OutcomeTests.broken)
      ]
    }
    return options
  }

  private func key(_ call: Call) -> RequestKey {
    RequestKey(id: .random(), method: call.rawValue, fingerprint: "")
  }

  @Test("lost: nothing has changed, and the same call again is the first", arguments: Call.allCases)
  func lost(call: Call) async throws {
    let site = try await Site()
    let life = try await site.life(options(call))
    try await call.prepare(site, life)
    let before = site.ledger.tables
    let key = key(call)
    life.ledger.breakNextWrite(.lost)
    let refusal = await #expect(throws: Refusal.self) {
      _ = try await call.make(site, life, key)
    }
    #expect(refusal?.kind == .unavailable)
    #expect(site.ledger.tables.events == before.events)
    #expect(!call.isDone(try? site.migration()))
    _ = try await call.make(site, life, key)
    #expect(call.isDone(try site.migration()))
    await eventually { (try? site.migration()).map(call.isSettled) == true }
    #expect(site.ledger.tables.all(Migration.self).count == 1)
    #expect(life.invariants.violations.isEmpty)
    await life.shutdown()
  }

  @Test(
    "done and reported lost: the service finds it and goes on, and the same call answers as it would have",
    arguments: Call.allCases)
  func done(call: Call) async throws {
    let site = try await Site()
    let life = try await site.life(options(call))
    try await call.prepare(site, life)
    let key = key(call)
    life.ledger.breakNextWrite(.doneButLost)
    let refusal = await #expect(throws: Refusal.self) {
      _ = try await call.make(site, life, key)
    }
    #expect(refusal?.kind == .unavailable)
    #expect(call.isDone(try site.migration()))
    // Nobody asks again, and still it is seen through.
    await eventually { (try? site.migration()).map(call.isSettled) == true }
    let events = site.ledger.tables.events
    let answer = try await call.make(site, life, key)
    #expect(call.isDone(answer))
    #expect(site.ledger.tables.events == events, "it was done once")
    #expect(site.ledger.tables.all(Migration.self).count == 1)
    if call == .complete || call == .cancel { try call.outcome.check(site) }
    #expect(life.invariants.violations.isEmpty)
    await life.shutdown()
  }

  @Test("a failure that is written after a cancel was accepted changes nothing")
  func lateFailure() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.beta.delays = [.advanceMigration: .seconds(200)]
    options.betaFaults = [DummyFault(.advanceMigration, error: OutcomeTests.broken)]
    let life = try await site.life(options)
    let migration = try await life.orchestrator.start(site.request, as: nil)
    try await life.until(migration.id, .driverInProgress)
    let gate = life.ledger.holdNextWrite()
    let clock = Task {
      // The copy takes its delay in parts.
      while !Task.isCancelled {
        life.clock.advance(by: .seconds(10))
        await Task.yield()
      }
    }
    await gate.reached()
    clock.cancel()
    _ = try await life.orchestrator.cancel(.migration(migration.id), as: nil)
    gate.open()
    let ended = try await life.untilEnded(migration.id)
    #expect(ended.taskState == .cancelled)
    try Outcome.cancelled.check(site)
    #expect(life.invariants.violations.isEmpty)
    await life.shutdown()
  }

  @Test("the end of a recovery that was done and reported lost is written once")
  func recoveredOnce() async throws {
    let site = try await Site()
    var options = options(.recover)
    options.beta.delays = [.recoverMigration: .seconds(60)]
    let life = try await site.life(options)
    try await Call.recover.prepare(site, life)
    let accepted = try await Call.recover.make(site, life, key(.recover))
    await life.clock.untilSleeping(for: .seconds(60))
    let writes = life.ledger.writes
    life.ledger.breakNextWrite(.doneButLost)
    life.clock.advance(by: .seconds(61))
    // It is written again, as nobody knows that it was.
    await eventually { life.ledger.writes == writes + 2 }
    await life.shutdown()
    #expect(try site.migration().revision == accepted.revision + 1)
    #expect(life.invariants.violations.isEmpty)
  }
}
