import ConformanceKit
import Logging
import MigrationCore
import Testing

@testable import Orchestration

/// A watcher is told of a transition right after its commit, without waiting for the ledger to be read again, and of nothing
/// less than what the ledger has.
@Suite("News that were handed over", .timeLimit(.minutes(15)))
struct HandedNewsTests {
  private struct Scene {
    let ledger: FaultyLedger
    let clock = ManualClock()
    let board = StatusBoard()
    let hub: WatchHub
    let watch: WatchSubscription
    let id: Identifier

    /// A migration after phase 1 and a watch that has told its state.
    init() async throws {
      let site = try await Site()
      let life = try await site.life()
      let migration = try await life.orchestrator.start(site.request, as: nil)
      try await life.until(migration.id, .phase1Done)
      await life.shutdown()
      ledger = FaultyLedger(site.ledger.reopened())
      board.show(try site.migration())
      hub = WatchHub(
        ledger: ledger, board: board, clock: clock, settings: Settings(),
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      try await hub.open()
      id = migration.id
      watch = try await hub.watch(WatchFilter(), from: nil, atMostEvery: .zero)
      for _ in 0..<2 { _ = try await watch.next() }
    }

    func move(_ trigger: Trigger) async throws -> Written {
      let (id, now, fence) = (id, clock.now, ledger.fence)
      let moved = try await ledger.write { tx throws(Refusal) in
        try advance(id, trigger, in: tx, at: now, fence: fence)
      }
      return try #require(moved)
    }

    func hear() async throws -> TaskState? {
      guard case .transition(let status, _) = try await watch.next() else { return nil }
      return status.migration.taskState
    }
  }

  @Test("are told while the ledger does not answer, in its order")
  func withoutTheLedger() async throws {
    let scene = try await Scene()
    let first = try await scene.move(.cancelAccepted)
    let last = try await scene.move(.cancelDone)
    scene.ledger.setDown(true)
    let floor = scene.hub.position
    #expect(last.event.position == floor + 2)
    // What was written first is heard of last: together they are all there is.
    let news = [first, last].map { written in
      Transitioned(
        event: written.event, status: MigrationStatus(migration: written.migration),
        ledger: scene.ledger.identity)
    }
    var handed = HandedNews()
    handed.add(news[1])
    handed.add(news[0])
    #expect(handed.take(after: floor)?.map(\.event.revision) == news.map(\.event.revision))
    #expect(handed.take(after: floor)?.isEmpty == true)
    for written in [first, last] {
      scene.hub.ledgerChanged(written.migration, by: written.event)
      #expect(try await scene.hear() == written.migration.taskState)
    }
    #expect(scene.ledger.refused == 0)
    scene.watch.cancel()
    scene.hub.close()
  }

  @Test("wait for what came before them and was not handed over")
  func afterAGap() async throws {
    let scene = try await Scene()
    let first = try await scene.move(.completeAccepted)
    let last = try await scene.move(.failed)
    scene.hub.ledgerChanged(last.migration, by: last.event)
    #expect(try await scene.hear() == first.migration.taskState)
    #expect(try await scene.hear() == last.migration.taskState)
    // Handed over late, and known by now: it is told once.
    scene.hub.ledgerChanged(first.migration, by: first.event)
    let again = try await scene.move(.recoverAccepted)
    scene.hub.ledgerChanged(again.migration, by: again.event)
    #expect(try await scene.hear() == again.migration.taskState)
    scene.watch.cancel()
    scene.hub.close()
  }
}
