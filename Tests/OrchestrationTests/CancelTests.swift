import ConformanceKit
import Drivers
import MigrationCore
import Orchestration
import Testing

@Suite("Calling a migration off", .timeLimit(.minutes(15)))
struct CancelTests {
  /// A life whose migration stops in one state of the first phase until the clock is moved or it is told to stop.
  private func held(_ site: Site, in state: TaskState, writable: Bool) async throws -> Life {
    var options = Life.Options()
    options.beta.capabilities.writable = writable
    let hour = Duration.seconds(3600)
    switch state {
    case .starting:
      // The worker's first write is lost, and it waits a moment that does not pass.
      options.ledgerPlan = [2: .lost]
      options.jumpMax = .zero
    case .inProgress: options.beta.delays[.createServer] = hour
    case .driverStarting: options.beta.delays[.startMigration] = hour
    case .driverInProgress: options.beta.delays[.advanceMigration] = hour
    case .phase1Done: break
    case .completing, .success, .error, .cancelInProgress, .cancelled:
      Issue.record("not in the first phase: \(state)")
    }
    return try await site.life(options)
  }

  @Test(
    "a cancel is taken in the whole first phase, and the source serves as before",
    arguments: TaskState.allCases.filter(\.isFirstPhase), [true, false])
  func cancelled(state: TaskState, writable: Bool) async throws {
    let site = try await Site()
    let life = try await held(site, in: state, writable: writable)
    let migration = try await life.orchestrator.start(site.request, as: nil)
    try await life.until(migration.id, state)
    if state == .starting { await eventually { life.ledger.writes == 2 } }
    let answer = try await life.orchestrator.cancel(.shareServer(site.server.id), as: nil)
    #expect(answer.taskState == .cancelInProgress)
    let ended = try await life.untilEnded(migration.id)
    #expect(ended.taskState == .cancelled)
    try Outcome.cancelled.check(site)
    #expect(life.invariants.violations.isEmpty)
    #expect(site.beta.copied(for: migration.id) == nil, "partial data is removed")
    #expect(site.beta.servers.isEmpty, "and so is the server on the backend")
  }

  @Test("a cancel that fails says so; the source serves as before", arguments: [true, false])
  func cancelFails(writable: Bool) async throws {
    let site = try await Site()
    var options = Life.Options()
    options.beta.capabilities.writable = writable
    options.betaFaults = [DummyFault(.cancelMigration, error: OutcomeTests.broken)]
    let life = try await site.life(options)
    let migration = try await life.orchestrator.start(site.request, as: nil)
    try await life.until(migration.id, .phase1Done)
    _ = try await life.orchestrator.cancel(.migration(migration.id), as: nil)
    let ended = try await life.untilEnded(migration.id)
    try Outcome.cancelFailed.check(site)
    #expect(ended.failure?.step == .cancelInProgress)
    #expect(life.invariants.violations.isEmpty)
  }

  @Test("a driver that cannot cancel is not asked to")
  func notSupported() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.beta.capabilities.migrationCancel = false
    let life = try await site.life(options)
    let migration = try await life.orchestrator.start(site.request, as: nil)
    try await life.until(migration.id, .phase1Done)
    let refusal = await #expect(throws: Refusal.self) {
      try await life.orchestrator.cancel(.migration(migration.id), as: nil)
    }
    #expect(refusal?.kind == .failedPrecondition)
    #expect(refusal?.reason == .cancelNotSupported)
  }

  @Test("commands in the wrong state are refused and change nothing")
  func wrongStates() async throws {
    let site = try await Site()
    let life = try await held(site, in: .driverInProgress, writable: true)
    let orchestrator = life.orchestrator
    let migration = try await orchestrator.start(site.request, as: nil)
    try await life.until(migration.id, .driverInProgress)
    let early = await #expect(throws: Refusal.self) {
      try await orchestrator.complete(.migration(migration.id), as: nil)
    }
    #expect(early?.reason == .wrongTaskState)
    let second = await #expect(throws: Refusal.self) {
      try await orchestrator.start(site.request, as: nil)
    }
    #expect(second?.reason == .shareServerMigrating)
    #expect(try await orchestrator.status(.migration(migration.id)).migration.revision == 4)
    _ = try await orchestrator.cancel(.migration(migration.id), as: nil)
    _ = try await life.untilEnded(migration.id)
    for command in [orchestrator.complete, orchestrator.cancel] {
      let late = await #expect(throws: Refusal.self) {
        _ = try await command(.migration(migration.id), nil, nil)
      }
      #expect(late?.kind == .failedPrecondition)
    }
    try Outcome.cancelled.check(site)
  }
}
