import ConformanceKit
import Drivers
import Logging
import MigrationCore
import Orchestration
import Testing

/// What whoever comes back would miss, or hear twice.
@Suite("Coming back to a watch", .timeLimit(.minutes(15)))
struct WatchResumeTests {
  /// A ledger with many ended migrations, and nothing else.
  private struct Archive {
    let ledger = MemoryLedger()
    let ids: [Identifier]

    init(_ count: Int) async throws {
      let rows = SampleRows()
      let all = (0..<count).map { number in
        Migration(
          id: .random(), projectID: "p", sourceShareServerID: .random(),
          sourceHost: rows.server.host, destinationHost: rows.server.host, options: .init(),
          capabilities: .init(), shareIDs: [], snapshotIDs: [], taskState: .phase1Done,
          revision: 5, fence: 1, createdAt: Timestamp(microseconds: Int64(number)),
          updatedAt: Timestamp(microseconds: 0))
      }
      ids = all.map(\.id)
      try await ledger.write { tx throws(Refusal) in
        for row in all {
          try tx.insert(row)
          for revision in 1...row.revision {
            try tx.happened(row.id, revision, from: .driverInProgress, to: row.taskState)
          }
        }
      }
    }

    /// The next transition of one of them.
    func move(_ id: Identifier, to state: TaskState) async throws {
      try await ledger.write { tx throws(Refusal) in
        var row = try tx.get(Migration.self, id)
        row.revision += 1
        try tx.happened(id, row.revision, from: row.taskState, to: state)
        row.taskState = state
        try tx.update(row)
      }
    }

    /// A life of the service that knows the whole ledger.
    func life() async throws -> Orchestrator {
      let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
      let clock = ManualClock()
      let orchestrator = Orchestrator(
        ledger: ledger,
        backends: BackendCatalog([], clock: clock, downTime: .seconds(60), logger: logger),
        clock: clock, logger: logger)
      try await orchestrator.recover()
      return orchestrator
    }

    func told(from token: String?, count: Int) async throws -> [(word: String, token: String)] {
      let life = try await life()
      let watch = try await life.hub.watch(
        WatchFilter(), from: token.flatMap(ResumeToken.init), atMostEvery: .zero)
      var told: [(String, String)] = []
      while told.count < count, let message = try await watch.nextMessage() {
        let word =
          switch message.item {
          case .snapshot(let status):
            "\(status.migration.id) is \(status.migration.revision) \(status.migration.taskState)"
          case .snapshotComplete(let count): "complete \(count)"
          case .transition(let status, let event):
            "\(event.subjectID) goes to \(event.revision) \(status.migration.taskState)"
          case .reset(let reason): "reset \(reason)"
          case .updated, .progress, .heartbeat: "\(message.item)"
          }
        told.append((word, message.token.text))
      }
      watch.cancel()
      await life.shutdown()
      return told
    }
  }

  @Test("every message has a token, and with each of them the rest comes, once")
  func everyToken() async throws {
    let archive = try await Archive(150)
    // Told in pages: what moves while the first is read is told as it was, and then how it moved.
    let begun = try await archive.told(from: nil, count: 1)
    try await archive.move(archive.ids[140], to: .completing)
    try await archive.move(archive.ids[3], to: .completing)
    try await archive.move(archive.ids[140], to: .success)
    let whole = try await begun + archive.told(from: begun[0].token, count: 153)
    let snapshots = archive.ids.map { "\($0) is 5 \(TaskState.phase1Done)" }
    #expect(
      whole.map(\.word) == snapshots + [
        "complete 150", "\(archive.ids[140]) goes to 6 \(TaskState.completing)",
        "\(archive.ids[3]) goes to 6 \(TaskState.completing)",
        "\(archive.ids[140]) goes to 7 \(TaskState.success)",
      ])
    for cut in Array(stride(from: 0, to: 150, by: 13)) + [63, 64, 149, 150, 151, 152] {
      let rest = whole.count - cut - 1
      let again = try await archive.told(from: whole[cut].token, count: rest)
      #expect(again.map(\.word) == whole.suffix(rest).map(\.word), "cut after \(cut)")
    }
  }

  @Test("a token from before what was removed is answered with a reset and what is")
  func tooOld() async throws {
    let archive = try await Archive(2)
    let before = try await archive.told(from: nil, count: 3)
    try await archive.move(archive.ids[0], to: .success)
    try await archive.ledger.write { [ids = archive.ids] tx throws(Refusal) in
      try tx.removeEvents(of: ids[0])
      try tx.delete(Migration.self, ids[0])
    }
    for token in before.map(\.token) {
      #expect(
        try await archive.told(from: token, count: 3).map(\.word) == [
          "reset tooOld", "\(archive.ids[1]) is 5 \(TaskState.phase1Done)", "complete 1",
        ])
    }
    let fresh = try await archive.told(from: nil, count: 2)
    try await archive.move(archive.ids[1], to: .success)
    #expect(
      try await archive.told(from: fresh[1].token, count: 1).map(\.word) == [
        "\(archive.ids[1]) goes to 6 \(TaskState.success)"
      ])
  }

  @Test("a reader so slow that the ledger forgot what it has not read hears so, and begins anew")
  func slowAndForgotten() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.settings.transitionsKept = 8
    let life = try await site.life(options)
    var slow = try await Watcher(life)
    _ = try await slow.next()
    let old = try await life.orchestrator.start(site.request, as: nil)
    try await life.until(old.id, .phase1Done)
    for priority in 1...9 { try await life.update(old.id, priority: priority) }
    _ = try await life.orchestrator.complete(.migration(old.id), as: nil)
    let id = try #require(try await life.untilEnded(old.id).destinationShareServerID)
    let live = try await life.orchestrator.start(
      MigrationRequest(shareServerID: id.rawValue, destinationHost: Site.alpha.rawValue), as: nil)
    try await life.until(live.id, .phase1Done)
    // More than is kept in memory.
    for priority in 1...20 { try await life.update(live.id, priority: priority % 10) }
    var reader = try await Watcher(life, from: slow.watch.token)
    while reader.words.count(where: { $0 == "updated" }) < 20 { _ = try await reader.next() }
    try await life.ledger.write { tx throws(Refusal) in
      try tx.removeEvents(of: old.id)
      try tx.delete(Migration.self, old.id)
    }
    while slow.words.last != "complete 1" { _ = try await slow.next() }
    // It keeps nothing of its own; what it would have to read is gone.
    #expect(
      slow.words == [
        "complete 0", "reset tooOld", "snapshot migration_driver_phase1_done", "complete 1",
      ])
    _ = try await life.orchestrator.complete(.migration(live.id), as: nil)
    while slow.words.last != "migration_success" { _ = try await slow.next() }
    #expect(slow.complaints.isEmpty)
    await life.shutdown()
  }

  @Test("what an operator changes is told, and is no transition")
  func updates() async throws {
    let site = try await Site()
    let life = try await site.life()
    let migration = try await life.orchestrator.start(site.request, as: nil)
    try await life.until(migration.id, .phase1Done)
    var watcher = try await Watcher(life, WatchFilter(migrationID: migration.id))
    _ = try await life.orchestrator.update(
      .migration(migration.id), MigrationControls(priority: 7), only: [.priority], by: nil,
      as: nil)
    _ = try await life.orchestrator.complete(.migration(migration.id), as: nil)
    try await watcher.toTheEnd()
    #expect(
      watcher.words.filter { $0 != "progress" } == [
        "snapshot migration_driver_phase1_done", "complete 1", "updated", "migration_completing",
        "migration_success",
      ])
    #expect(watcher.complaints.isEmpty)
    await life.shutdown()
  }

  @Test("the watch of one migration ends with its final state, whatever is done about it later")
  func recovery() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.betaFaults = [
      DummyFault(
        .completeMigration, times: 1, error: DriverError(.rollBack, .driverFailed, "broken"))
    ]
    let life = try await site.life(options)
    var all = try await Watcher(life)
    _ = try await all.next()
    let begin = all.watch.token
    let failed = try await life.migrate(site.request)
    _ = try await life.orchestrator.recover(
      .migration(failed.id), .backward, dryRun: false, why: "", by: nil, as: nil)
    while all.told.last?.rule != 604 { _ = try await all.next() }
    #expect(all.told.suffix(2).map(\.rule) == [600, 604])
    #expect(all.complaints.isEmpty)
    let filter = WatchFilter(migrationID: failed.id)
    var one = try await Watcher(life, filter, from: begin)
    try await one.toTheEnd()
    #expect(one.told == Array(all.told.dropLast(2)))
    #expect(!one.watch.wasCutOff)
    var late = try await Watcher(life, filter, from: one.watch.token)
    #expect(try await late.next() == nil)
    var fresh = try await Watcher(life, filter)
    try await fresh.toTheEnd()
    #expect(fresh.words == ["snapshot migration_error", "complete 1"])
    var filtered = filter
    filtered.states = [.phase1Done]
    var few = try await Watcher(life, filtered, from: begin)
    try await few.toTheEnd()
    #expect(few.told.count == 2, "it ends although its end is not asked for")
    await life.shutdown()
  }
}

extension LedgerWriting {
  fileprivate func happened(
    _ id: Identifier, _ revision: Int64, from: TaskState, to: TaskState
  ) throws(Refusal) {
    _ = try append(
      HistoryEvent(
        noun: .migration, subjectID: id, revision: revision, rule: 300, from: from.rawValue,
        to: to.rawValue, message: "", at: Timestamp(microseconds: revision)))
  }
}
