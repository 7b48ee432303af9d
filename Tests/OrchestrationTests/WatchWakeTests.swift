import ConformanceKit
import Dispatch
import Logging
import MigrationCore
import Synchronization
import Testing

@testable import Orchestration

@Suite("Waking a watch", .timeLimit(.minutes(15)))
struct WatchWakeTests {
  /// Runs the service's tasks on a thread of its own, so that the test can hold another one meanwhile.
  private final class OwnThread: TaskExecutor {
    let queue = DispatchQueue(label: "service")

    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
  }

  /// Does something at the moment at which it is asked for the time next.
  private final class HookedClock: WallClock {
    private let clock = ManualClock()
    private let hook = Mutex<(@Sendable () -> Void)?>(nil)

    func atNextLook(_ body: @escaping @Sendable () -> Void) {
      hook.withLock { $0 = body }
    }

    var now: Timestamp {
      hook.withLock { $0.take() }?()
      return clock.now
    }

    func sleep(for duration: Duration) async throws(CancellationError) {
      try await clock.sleep(for: duration)
    }
  }

  @Test("news that come while a watch looks for some are not lost, and need no sign of life")
  func newsWhileLooking() async throws {
    let site = try await Site()
    let first = try await site.life()
    let migration = try await first.orchestrator.start(site.request, as: nil)
    try await first.until(migration.id, .phase1Done)
    await first.shutdown()
    let (clock, thread, ledger) = (HookedClock(), OwnThread(), site.ledger.reopened())
    var settings = Settings()
    settings.executor = thread
    let hub = WatchHub(
      ledger: ledger, board: StatusBoard(), clock: clock, settings: settings,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await hub.open()
    let watch = try await hub.watch(
      WatchFilter(migrationID: migration.id), from: nil, atMostEvery: .zero)
    for _ in 0..<2 { _ = try await watch.next() }
    let moved = try await ledger.write { tx throws(Refusal) in
      try advance(migration.id, .cancelAccepted, in: tx, at: clock.now, fence: ledger.fence)
    }
    let news = try #require(moved?.migration)
    let before = hub.position
    clock.atNextLook {
      // The watch has asked what the hub knows, and is about to look what it was told.
      hub.ledgerChanged(news)
      while hub.position == before { thread.queue.sync {} }
      thread.queue.sync {}
    }
    guard case .transition(let status, _) = try await watch.next() else {
      Issue.record("the watch tells something else than the transition")
      return
    }
    #expect(status.migration.taskState == .cancelInProgress)
    watch.cancel()
    hub.close()
  }
}
