import ConformanceKit
import Drivers
import MigrationCore
import Testing

@testable import Orchestration

@Suite("Waiting for a turn", .timeLimit(.minutes(15)))
struct WaitingTests {
  private static func queued(_ site: Site) async throws -> (Life, Migration) {
    var options = Life.Options()
    options.settings.concurrentMax = 0
    let life = try await site.life(options)
    let migration = try await life.orchestrator.start(site.request, as: nil)
    await eventually { life.orchestrator.queuePosition(of: migration.id) == 1 }
    return (life, migration)
  }

  @Test("a migration that waits is in migration_starting, and goes on when there is room")
  func goesOn() async throws {
    let site = try await Site()
    let (life, migration) = try await Self.queued(site)
    #expect(try site.migration().taskState == .starting)
    #expect(!site.beta.calls.contains(.createServer))
    life.orchestrator.limit(Settings(), backends: [])
    #expect(try await life.until(migration.id, .phase1Done).taskState == .phase1Done)
    #expect(life.orchestrator.queuePosition(of: migration.id) == 0)
    await life.shutdown()
  }

  @Test("one that waits can be cancelled, and nothing was made for it")
  func cancelled() async throws {
    let site = try await Site()
    let (life, migration) = try await Self.queued(site)
    _ = try await life.orchestrator.cancel(.migration(migration.id), as: nil)
    let ended = try await life.untilEnded(migration.id)
    #expect(ended.taskState == .cancelled)
    #expect(ended.destinationShareServerID == nil)
    #expect(life.orchestrator.queuePosition(of: migration.id) == 0)
    await life.shutdown()
  }

  @Test("the turn is free again at every end of the first phase", arguments: [true, false])
  func isFree(fails: Bool) async throws {
    let site = try await Site()
    var options = Life.Options()
    options.settings.concurrentMax = 1
    if fails {
      options.betaFaults = [
        DummyFault(.advanceMigration, times: 1, error: .init(.rollBack, .driverFailed, "broken"))
      ]
    }
    let life = try await site.life(options)
    let first = try await life.orchestrator.start(site.request, as: nil)
    try await life.until(first.id, .phase1Done)
    if !fails {
      _ = try await life.orchestrator.cancel(.migration(first.id), as: nil)
      _ = try await life.untilEnded(first.id)
    }
    let second = try await life.orchestrator.start(site.request, as: nil)
    #expect(try await life.until(second.id, .phase1Done).taskState == .phase1Done)
    await life.shutdown()
  }
}

@Suite("A driver that does not come back", .timeLimit(.minutes(15)))
struct StallTests {
  /// A life in which `call` hangs for ever.
  private static func hanging(_ site: Site, _ call: DummyCall) async throws -> Life {
    var options = Life.Options()
    options.settings.driverDeadline = .seconds(1000)
    options.settings.stallTimeout = .seconds(100)
    options.betaFaults = [DummyFault(call, times: nil, error: nil)]
    return try await site.life(options)
  }

  @Test(
    "a call over its deadline fails its migration, with the reason",
    arguments: [DummyCall.createServer, .startMigration])
  func deadline(call: DummyCall) async throws {
    let site = try await Site()
    let life = try await Self.hanging(site, call)
    let migration = try await life.orchestrator.start(site.request, as: nil)
    await eventually { site.beta.calls.contains(call) }
    // The driver's own endless sleep, the watch's heartbeat, and the one that watches the call.
    await life.clock.untilSleeping(3)
    life.clock.advance(by: .seconds(999))
    #expect(try site.migration().taskState != .error)
    life.clock.advance(by: .seconds(1))
    let ended = try await life.untilEnded(migration.id)
    #expect(ended.failure?.reason == Reason.driverDeadlineExceeded.rawValue)
    try Outcome.phase1Failed.check(site)
    await life.shutdown()
  }

  @Test("a copy without progress fails its migration, with the reason")
  func stalled() async throws {
    let site = try await Site()
    let life = try await Self.hanging(site, .advanceMigration)
    let migration = try await life.orchestrator.start(site.request, as: nil)
    await life.clock.untilSleeping(3)
    life.clock.advance(by: .seconds(100))
    let ended = try await life.untilEnded(migration.id)
    #expect(ended.failure?.reason == Reason.driverStalled.rawValue)
    try Outcome.phase1Failed.check(site)
    await life.shutdown()
  }

  @Test("a copy that is slow but moves is left alone")
  func slow() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.settings.stallTimeout = .seconds(100)
    // Twenty ticks of 90 s each.
    options.beta.delays[.advanceMigration] = .seconds(1800)
    let life = try await site.life(options)
    let migration = try await life.orchestrator.start(site.request, as: nil)
    for tick in 1...20 {
      await life.clock.untilSleeping(3)
      life.clock.advance(by: .seconds(90))
      let bytes = Int64(tick) << 30 / 20 * 2
      await eventually { site.beta.copied(for: migration.id) ?? 0 >= bytes - 64 }
    }
    #expect(try await life.until(migration.id, .phase1Done).taskState == .phase1Done)
    await life.shutdown()
  }

  @Test("a cutover that hangs leaves everything in error, for a person to look at")
  func cutover() async throws {
    let site = try await Site()
    let life = try await Self.hanging(site, .completeMigration)
    let migration = try await life.orchestrator.start(site.request, as: nil)
    try await life.until(migration.id, .phase1Done)
    _ = try await life.orchestrator.complete(.migration(migration.id), as: nil)
    await eventually { site.beta.calls.contains(.completeMigration) }
    await life.clock.untilSleeping(3)
    life.clock.advance(by: .seconds(100))
    let ended = try await life.untilEnded(migration.id)
    #expect(ended.failure?.reason == Reason.driverStalled.rawValue)
    try Outcome.phase2Failed.check(site)
    await life.shutdown()
  }

  @Test("a driver that ignores being told to stop is left behind")
  func abandoned() async {
    let call = WatchedCall<Int>()
    let late = DriverError(.rollBack, .driverStalled, "late")
    call.isLate(late)
    call.finish(.failure(late))
    // What it says in the end is nobody's.
    call.finish(.success(1))
    #expect(await call.answer == .failure(late))
  }

  @Test("a driver that obeys is not taken at its word: it was late")
  func obedient() async {
    let call = WatchedCall<Int>()
    let late = DriverError(.rollBack, .driverStalled, "late")
    call.isLate(late)
    call.finish(.failure(.cancelled))
    #expect(await call.answer == .failure(late))
    let lucky = WatchedCall<Int>()
    lucky.isLate(late)
    lucky.finish(.success(1))
    #expect(await lucky.answer == .success(1))
  }
}

@Suite("The cutover window", .timeLimit(.minutes(15)))
struct WindowTests {
  private static let hour = Duration.seconds(3600)

  /// A migration in phase1_done with a window that opens in an hour and closes in two.
  private static func waiting(_ site: Site) async throws -> (Life, Migration) {
    let life = try await site.life()
    let now = life.clock.now
    let controls = MigrationControls(
      completeAfter: now.adding(hour), completeBefore: now.adding(hour * 2))
    let migration = try await life.orchestrator.start(site.request, controls, as: nil)
    try await life.until(migration.id, .phase1Done)
    // The watch's heartbeat, and the runner's alarm.
    await life.clock.untilSleeping(2)
    return (life, migration)
  }

  @Test("in the window the service cuts over by itself, and not before")
  func opens() async throws {
    let site = try await Site()
    let (life, migration) = try await Self.waiting(site)
    life.clock.advance(by: Self.hour - .seconds(1))
    #expect(try site.migration().taskState == .phase1Done)
    life.clock.advance(by: .seconds(1))
    let ended = try await life.untilEnded(migration.id)
    #expect(ended.taskState == .success)
    let history = try await life.orchestrator.history(of: migration.id)
    #expect(history.contains { $0.rule == 300 && $0.message == "the cutover window is open" })
    await life.shutdown()
  }

  @Test("the operator may be sooner")
  func sooner() async throws {
    let site = try await Site()
    let (life, migration) = try await Self.waiting(site)
    _ = try await life.orchestrator.complete(.migration(migration.id), as: nil)
    #expect(try await life.untilEnded(migration.id).taskState == .success)
    await life.shutdown()
  }

  @Test("a window that was missed is missed: the operator decides; a new one may be set")
  func missed() async throws {
    let site = try await Site()
    let (life, migration) = try await Self.waiting(site)
    await life.shutdown()
    var options = Life.Options()
    options.epoch = ManualClock.epoch.adding(Self.hour * 3)
    let next = try await site.life(options)
    await next.clock.untilSleeping(1)
    #expect(try site.migration().taskState == .phase1Done)
    let controls = MigrationControls(completeAfter: next.clock.now)
    _ = try await next.orchestrator.update(
      .migration(migration.id), controls, only: [.completeAfter, .completeBefore], by: nil, as: nil)
    #expect(try await next.untilEnded(migration.id).taskState == .success)
    await next.shutdown()
  }

  @Test("what cannot be meant is refused, field by field")
  func nonsense() async throws {
    let site = try await Site()
    let life = try await site.life()
    let now = life.clock.now
    let wrong: [(MigrationControls, [String])] = [
      (.init(priority: 101), ["controls.priority"]),
      (.init(bandwidthLimit: -1), ["controls.bandwidth_limit"]),
      (.init(completeBefore: now.adding(Self.hour)), ["controls.complete_before"]),
      (
        .init(completeAfter: now.adding(Self.hour), completeBefore: now.adding(Self.hour)),
        ["controls.complete_before"]
      ),
      (
        .init(
          completeAfter: now.adding(.seconds(-7200)), completeBefore: now.adding(.seconds(-3600))),
        ["controls.complete_before"]
      ),
      (
        .init(priority: -101, bandwidthLimit: 0), ["controls.priority", "controls.bandwidth_limit"]
      ),
    ]
    for (controls, fields) in wrong {
      let refusal = await #expect(throws: Refusal.self) {
        _ = try await life.orchestrator.start(site.request, controls, as: nil)
      }
      #expect(refusal?.kind == .invalidArgument)
      #expect(refusal?.fields.map(\.field) == fields)
    }
    await life.shutdown()
  }

  @Test("an ended migration is not changed; a change is in the history, with who")
  func update() async throws {
    let site = try await Site()
    let (life, migration) = try await Self.waiting(site)
    let reference = MigrationReference.migration(migration.id)
    let changed = try await life.orchestrator.update(
      reference, .init(priority: 7, bandwidthLimit: 9), only: [.bandwidthLimit], by: "ann", as: nil)
    #expect(changed.controls.priority == 0)
    #expect(changed.controls.bandwidthLimit == 9)
    #expect(changed.controls.completeAfter != nil)
    let last = try await life.orchestrator.history(of: migration.id).last
    #expect(last?.actor == "ann")
    #expect(last?.message == "changed: at most 9 bytes a second")
    _ = try await life.orchestrator.complete(reference, as: nil)
    _ = try await life.untilEnded(migration.id)
    let late = await #expect(throws: Refusal.self) {
      _ = try await life.orchestrator.update(
        reference, .init(priority: 7), only: [.priority], by: nil, as: nil)
    }
    #expect(late?.reason == .wrongTaskState)
    await life.shutdown()
  }
}
