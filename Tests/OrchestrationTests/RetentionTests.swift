import ConformanceKit
import Drivers
import MigrationCore
import Orchestration
import Testing

@Suite("What is forgotten, and what never is")
struct RetentionTests {
  private static let month = Duration.seconds(30 * 86_400)
  private let retention = Retention(migrations: month, requests: month)

  @Test("by default nothing is ever forgotten")
  func off() async throws {
    let site = try await Site()
    let life = try await site.life()
    let migration = try await life.migrate(site.request)
    life.clock.advance(by: .seconds(100 * 365 * 86_400))
    let removed = try await Retention().removeOld(from: life.ledger, at: life.clock.now)
    #expect(removed == Retention.Removed())
    #expect(try site.migration().id == migration.id)
    await life.shutdown()
  }

  @Test("an ended migration goes with its history when it is old, and watchers can know")
  func ended() async throws {
    let site = try await Site()
    let life = try await site.life()
    let migration = try await life.migrate(site.request)
    let last = site.ledger.tables.lastPosition
    life.clock.advance(by: Self.month)
    let early = try await retention.removeOld(from: life.ledger, at: life.clock.now)
    #expect(early.migrations == [])
    life.clock.advance(by: .seconds(1))
    // Whoever is at work on it has not heard yet that it has ended.
    let needed = try await retention.removeOld(from: life.ledger, at: life.clock.now) {
      $0 == migration.id
    }
    #expect(needed.migrations == [])
    let removed = try await retention.removeOld(from: life.ledger, at: life.clock.now)
    #expect(removed.migrations == [migration.id])
    #expect(site.ledger.tables.row(Migration.self, migration.id) == nil)
    #expect(site.ledger.tables.events.isEmpty)
    #expect(site.ledger.tables.floorPosition == last)
    #expect(life.invariants.violations == [])
    // The destination lives on, and can move again.
    let id = try #require(migration.destinationShareServerID)
    let next = try await life.migrate(
      MigrationRequest(shareServerID: id.rawValue, destinationHost: Site.alpha.rawValue))
    #expect(next.taskState == .success)
    await life.shutdown()
  }

  @Test("the task asks again and again, and what it removed is not shown any more")
  func task() async throws {
    let site = try await Site()
    let life = try await site.life()
    let migration = try await life.migrate(site.request)
    let keeping = Task { [orchestrator = life.orchestrator, retention] in
      await orchestrator.keep(to: retention)
    }
    let sleeping = life.clock.sleepers
    await life.clock.untilSleeping(max(1, sleeping))
    let reference = MigrationReference.migration(migration.id)
    while site.ledger.tables.row(Migration.self, migration.id) != nil {
      life.clock.advance(by: .seconds(86_400))
      await Task.yield()
    }
    await eventually { life.orchestrator.cached(reference) == nil }
    await #expect(throws: Refusal.self) { try await life.orchestrator.status(reference) }
    keeping.cancel()
    await keeping.value
    await life.shutdown()
  }

  @Test("a live migration is never removed, however old")
  func live() async throws {
    let site = try await Site()
    let life = try await site.life()
    let migration = try await life.orchestrator.start(site.request, as: nil)
    try await life.until(migration.id, .phase1Done)
    life.clock.advance(by: Self.month * 12)
    let removed = try await retention.removeOld(from: life.ledger, at: life.clock.now)
    #expect(removed.migrations == [])
    _ = try await life.orchestrator.complete(.migration(migration.id), as: nil)
    #expect(try await life.untilEnded(migration.id).taskState == .success)
    #expect(try site.migration().id == migration.id)
    await life.shutdown()
  }

  @Test("a failed migration that can still be recovered is kept, a recovered one is not")
  func failed() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.betaFaults = [
      DummyFault(
        .completeMigration, after: 0, times: 1,
        error: DriverError(.rollBack, .driverFailed, "broken"))
    ]
    let life = try await site.life(options)
    let migration = try await life.migrate(site.request)
    #expect(migration.taskState == .error)
    life.clock.advance(by: Self.month * 12)
    let now = life.clock.now
    #expect(try await retention.removeOld(from: life.ledger, at: now).migrations == [])
    try await life.ledger.write { tx throws(Refusal) in
      for var server in try tx.list(ShareServer.self) {
        server.status = .inactive
        try tx.update(server)
      }
    }
    let removed = try await retention.removeOld(from: life.ledger, at: now)
    #expect(removed.migrations == [migration.id])
    await life.shutdown()
  }

  @Test("more than a transaction takes goes in several, and the young and the live stay")
  func batches() async throws {
    let ledger = MemoryLedger()
    let old = Timestamp(microseconds: 1)
    let now = old.adding(Self.month * 2)
    let rows = SampleRows()
    @Sendable func migration(_ number: Int64, _ state: TaskState, _ end: Timestamp?) -> Migration {
      Migration(
        id: .random(), projectID: "p", sourceShareServerID: .random(),
        sourceHost: rows.server.host, destinationHost: rows.server.host, options: .init(),
        capabilities: .init(), shareIDs: [], snapshotIDs: [], taskState: state, revision: 1,
        fence: 1, createdAt: Timestamp(microseconds: number), updatedAt: old, endedAt: end)
    }
    let kept = [migration(5, .success, now), migration(6, .completing, nil)]
    let gone = (0..<173).map { migration($0, .cancelled, old) }
    try await ledger.write { tx throws(Refusal) in
      for row in kept + gone {
        try tx.insert(row)
        _ = try tx.append(
          HistoryEvent(
            noun: .migration, subjectID: row.id, revision: 1, rule: 100, from: nil, to: nil,
            message: "", at: row.createdAt))
      }
      for number in 0..<120 {
        try tx.remember(
          RequestRecord(
            id: .random(), method: "/s/M", fingerprint: "",
            at: number < 110 ? old : now))
      }
    }
    let removed = try await retention.removeOld(from: ledger, at: now)
    #expect(Set(removed.migrations) == Set(gone.map(\.id)))
    #expect(removed.requests == 110)
    #expect(Set(ledger.tables.all(Migration.self).map(\.id)) == Set(kept.map(\.id)))
    #expect(ledger.tables.events.map(\.subjectID) == kept.map(\.id))
    #expect(ledger.tables.requests.count == 10)
  }

  @Test("a reset stays as long as a migration whose history it is in")
  func resets() async throws {
    let site = try await Site()
    let life = try await site.life()
    let migration = try await life.orchestrator.start(site.request, as: nil)
    try await life.until(migration.id, .phase1Done)
    try await life.ledger.write { [at = life.clock.now] tx throws(Refusal) in
      _ = try tx.append(
        HistoryEvent(
          noun: .share, subjectID: site.shares[0].id, revision: 0, rule: nil, from: "error",
          to: "available", message: "by hand", at: at))
    }
    life.clock.advance(by: Self.month * 2)
    #expect(try await retention.removeOld(from: life.ledger, at: life.clock.now).resets == 0)
    #expect(try await life.orchestrator.history(of: migration.id).last?.message == "by hand")
    await life.shutdown()
  }
}
