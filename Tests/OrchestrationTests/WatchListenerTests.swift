import ConformanceKit
import Logging
import MigrationCore
import Synchronization
import Testing

@testable import Orchestration

/// What thousands of watchers of one migration lean on: an event reaches all of them, together and in order.
@Suite("Many who listen", .timeLimit(.minutes(15)))
struct WatchListenerTests {
  private final class Ear: WatchListener {
    /// The numbers of those who were rung together, in order.
    static let rings = Mutex<[[Int]]>([])
    let number: Int

    init(_ number: Int) { self.number = number }

    func rung() { Self.rung([self]) }

    static func rung(_ listeners: [any WatchListener]) {
      rings.withLock { $0.append(listeners.compactMap { ($0 as? Ear)?.number }) }
    }
  }

  @Test("hear of an event once, together, in the order in which they began; who has gone does not")
  func together() async throws {
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
    var watches: [WatchSubscription] = []
    for number in 0..<20 {
      let watch = try await hub.watch(
        WatchFilter(migrationID: migration.id), from: nil, atMostEvery: .zero)
      for _ in 0..<2 { _ = try await watch.next() }
      guard case .nothing = watch.poll() else {
        Issue.record("a watch has more to tell than the state")
        return
      }
      watch.listen(Ear(number))
      watches.append(watch)
    }
    #expect(Set(watches.map { ObjectIdentifier($0.circle) }).count == 1)
    // More than half of them, so that their places are closed.
    let gone = Set([0, 1, 2, 3, 5, 7, 8, 11, 12, 13, 19])
    for number in gone { watches[number].cancel() }
    let moved = try await ledger.write { tx throws(Refusal) in
      try advance(migration.id, .cancelAccepted, in: tx, at: clock.now, fence: ledger.fence)
    }
    hub.ledgerChanged(try #require(moved?.migration))
    await eventually { !Ear.rings.withLock { $0.isEmpty } }
    let left = (0..<20).filter { !gone.contains($0) }
    #expect(Ear.rings.withLock { $0 } == [left])
    for number in left {
      guard case .message(let message, _) = watches[number].poll(),
        case .transition(let status, _) = message.item
      else {
        Issue.record("watch \(number) does not tell the transition")
        continue
      }
      #expect(status.migration.taskState == .cancelInProgress)
      watches[number].cancel()
    }
    #expect(hub.watchers == 0)
    hub.close()
  }
}
