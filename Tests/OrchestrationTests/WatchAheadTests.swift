import ConformanceKit
import Logging
import MigrationCore
import Testing

@testable import Orchestration

@Suite("A watcher who hears of more than the hub has read", .timeLimit(.minutes(15)))
struct WatchAheadTests {
  @Test("is told no progress of the state before, however late the driver reports it")
  func lateReport() async throws {
    let site = try await Site()
    let life = try await site.life()
    let orchestrator = life.orchestrator
    let migration = try await orchestrator.start(site.request, as: nil)
    try await life.until(migration.id, .phase1Done)
    // Done, and nobody here has heard of it: as after a write that was reported as lost.
    try await site.ledger.write { tx throws(Refusal) in
      _ = try advance(
        migration.id, .completeAccepted, in: tx, at: life.clock.now, fence: life.ledger.fence)
    }
    let board = orchestrator.world.board
    let late = try #require(
      board.report(migration.id, ProgressReport(bytesPerSecond: 1, pass: 7)))
    var watcher = try await Watcher(life)
    watcher.watch.progressed(migration.id, late, Tick(progress: late))
    for _ in 0..<2 { _ = try await watcher.next() }
    #expect(watcher.words == ["snapshot migration_completing", "complete 1"])
    let listening = Task { [watcher] in
      var watcher = watcher
      _ = try await watcher.next()
      return watcher
    }
    await eventually {
      orchestrator.cached(.migration(migration.id))?.status.migration.taskState == .completing
    }
    await life.clock.untilSleeping(1)
    life.clock.advance(by: .seconds(20))
    watcher = try await listening.value
    #expect(watcher.words.last == "heartbeat")
    #expect(watcher.complaints.isEmpty)
    await life.shutdown()
  }

  @Test("is told once what the hub announces after that")
  func announcedLater() async throws {
    let site = try await Site()
    let life = try await site.life()
    let migration = try await life.orchestrator.start(site.request, as: nil)
    try await life.until(migration.id, .phase1Done)
    await life.shutdown()
    let (clock, ledger) = (ManualClock(), site.ledger.reopened())
    let hub = WatchHub(
      ledger: ledger, board: StatusBoard(), clock: clock, settings: Settings(),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await hub.open()
    func move(_ trigger: Trigger) async throws -> Migration {
      let moved = try await ledger.write { tx throws(Refusal) in
        try advance(migration.id, trigger, in: tx, at: clock.now, fence: ledger.fence)
      }
      return try #require(moved?.migration)
    }
    let (before, moved) = (hub.position, try await move(.cancelAccepted))
    let watch = try await hub.watch(
      WatchFilter(), from: ResumeToken(ledger: ledger.identity, position: 0), atMostEvery: .zero)
    var told: [Int64] = []
    func hear() async throws {
      guard case .transition(_, let event) = try await watch.next() else { return }
      told.append(event.revision)
    }
    // It has read to the end of the ledger and told the first.
    try await hear()
    hub.ledgerChanged(moved)
    await eventually { hub.position > before }
    for _ in 2...6 { try await hear() }
    hub.ledgerChanged(try await move(.cancelDone))
    try await hear()
    #expect(told == [1, 2, 3, 4, 5, 6, 7])
    watch.cancel()
    hub.close()
  }

  /// Runs nothing: as if the ledger never answered.
  private final class Stopped: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {}
  }

  /// A watch, as long as somebody holds it.
  private struct Held {
    weak var watch: WatchSubscription?
  }

  @Test("is not held when it has gone, although the hub never reads on")
  func gone() async throws {
    let site = try await Site()
    let life = try await site.life()
    let migration = try await life.orchestrator.start(site.request, as: nil)
    try await life.until(migration.id, .phase1Done)
    let late = try #require(
      life.orchestrator.world.board.report(
        migration.id, ProgressReport(bytesPerSecond: 1, pass: 7)))
    await life.shutdown()
    let ledger = site.ledger.reopened()
    var settings = Settings()
    settings.executor = Stopped()
    let hub = WatchHub(
      ledger: ledger, board: StatusBoard(), clock: ManualClock(), settings: settings,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await hub.open()
    try await ledger.write { tx throws(Refusal) in
      _ = try advance(
        migration.id, .cancelAccepted, in: tx, at: life.clock.now, fence: ledger.fence)
    }
    func leave() async throws -> Held {
      let watch = try await hub.watch(WatchFilter(), from: nil, atMostEvery: .zero)
      for _ in 0..<2 { _ = try await watch.next() }
      watch.progressed(migration.id, late, Tick(progress: late))
      guard case .nothing = watch.poll() else { throw CancellationError() }
      watch.cancel()
      return Held(watch: watch)
    }
    let left = try await leave()
    #expect(left.watch == nil)
  }
}
