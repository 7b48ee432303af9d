import ConformanceKit
import Drivers
import MigrationCore
import Orchestration
import Testing

@Suite("Watching migrations", .timeLimit(.minutes(15)))
struct WatchTests {
  private static let wayToSuccess = TransitionTable.rows
    .filter { (200..<400).contains($0.number) }.map(\.to.rawValue)

  @Test("first what is, then a mark, then every transition in order, then the end")
  func order() async throws {
    let site = try await Site()
    let life = try await site.life()
    let first = try await life.orchestrator.start(site.request, as: nil)
    try await life.until(first.id, .phase1Done)
    var watcher = try await Watcher(life, WatchFilter(migrationID: first.id))
    _ = try await life.orchestrator.complete(.migration(first.id), as: nil)
    try await watcher.toTheEnd()
    #expect(
      watcher.words.filter { $0 != "progress" } == [
        "snapshot migration_driver_phase1_done", "complete 1", "migration_completing",
        "migration_success",
      ])
    #expect(watcher.complaints.isEmpty)
    #expect(!watcher.watch.wasCutOff)
  }

  @Test("the watch of all tells every transition of every migration, and does not end by itself")
  func all() async throws {
    let site = try await Site()
    let life = try await site.life()
    var watcher = try await Watcher(life)
    _ = try await life.migrate(site.request)
    while watcher.words.last != "migration_success" { _ = try await watcher.next() }
    let transitions = watcher.words.filter { $0 != "progress" }
    #expect(transitions == ["complete 0", "migration_starting"] + Self.wayToSuccess)
    #expect(watcher.complaints.isEmpty)
    await life.clock.untilSleeping(1)
    life.clock.advance(by: .seconds(20))
    _ = try await watcher.next()
    #expect(watcher.words.last == "heartbeat", "a quiet stream gives a sign of life")
    await life.shutdown()
    #expect(try await watcher.next() == nil)
    #expect(watcher.watch.wasCutOff)
  }

  @Test("whoever comes back with a token misses nothing and hears nothing twice, wherever it broke")
  func resume() async throws {
    let site = try await Site()
    let life = try await site.life()
    var whole = try await Watcher(life)
    _ = try await life.migrate(site.request)
    while whole.told.last?.to != "migration_success" { _ = try await whole.next() }
    for cut in 0...whole.told.count {
      var first = try await Watcher(
        life, from: ResumeToken(ledger: life.ledger.identity, position: 0))
      while first.told.count < cut { _ = try await first.next() }
      let text = first.watch.token.text
      first.watch.cancel()
      var second = try await Watcher(life, from: ResumeToken(text))
      while first.told.count + second.told.count < whole.told.count {
        _ = try await second.next()
      }
      #expect(first.told + second.told == whole.told, "cut after \(cut)")
      #expect(!second.words.contains { $0.hasPrefix("snapshot") || $0.hasPrefix("complete") })
      second.watch.cancel()
    }
  }

  @Test("a token outlives the service: the next life goes on from it")
  func resumeAfterRestart() async throws {
    let site = try await Site()
    let life = try await site.life()
    let migration = try await life.orchestrator.start(site.request, as: nil)
    var before = try await Watcher(life, WatchFilter(migrationID: migration.id))
    while before.words.last != "migration_driver_phase1_done"
      && before.words.last != "complete 1"
    {
      _ = try await before.next()
    }
    let token = before.watch.token
    try await life.until(migration.id, .phase1Done)
    await life.shutdown()
    let next = try await site.life()
    _ = try await next.orchestrator.complete(.migration(migration.id), as: nil)
    var after = try await Watcher(next, WatchFilter(migrationID: migration.id), from: token)
    try await after.toTheEnd()
    let heard = before.revisions[migration.id] ?? 0
    #expect(after.told.map(\.revision) == Array((heard + 1)...7))
    #expect(after.told.last?.to == "migration_success")
    var late = try await Watcher(
      next, WatchFilter(migrationID: migration.id), from: after.watch.token)
    #expect(try await late.next() == nil, "whoever heard the end is not kept waiting")
  }

  @Test("a token of another ledger, or from the future, is answered with a reset and what is")
  func foreign() async throws {
    let site = try await Site()
    let life = try await site.life()
    let migration = try await life.migrate(site.request)
    let tokens = [
      (ResumeToken(ledger: .random(), position: 1), "otherLedger"),
      (ResumeToken(ledger: life.ledger.identity, position: 1 << 40), "fromTheFuture"),
    ]
    for (token, reason) in tokens {
      var watcher = try await Watcher(life, WatchFilter(migrationID: migration.id), from: token)
      try await watcher.toTheEnd()
      #expect(
        watcher.words == ["reset \(reason)", "snapshot migration_success", "complete 1"])
    }
    var early = try await Watcher(life, from: tokens[0].0)
    _ = try await early.next()
    var again = try await Watcher(life, from: ResumeToken(try #require(early.tokens.last)))
    _ = try await again.next()
    #expect(again.words == ["snapshot migration_success"], "it was told of the reset already")
    await #expect(throws: Refusal.notFound(.migration, site.server.id)) {
      _ = try await Watcher(life, WatchFilter(migrationID: site.server.id))
    }
  }

  @Test(
    "what is no token is recognised",
    arguments: [
      "", "x", "1:2", "11111111-1111-4111-8111-111111111111",
      "11111111-1111-4111-8111-111111111111:", "11111111-1111-4111-8111-111111111111:-1",
      "11111111-1111-4111-8111-111111111111:1:2", "11111111-1111-4111-8111-111111111111:1:2:3",
      "11111111-1111-4111-8111-111111111111:1:0:3:11111111-1111-4111-8111-111111111111",
      "11111111-1111-4111-8111-111111111111:1:1:3:x",
    ])
  func malformed(_ text: String) {
    #expect(ResumeToken(text) == nil)
  }

  @Test("a filter tells of what it names and of nothing else")
  func filters() async throws {
    let site = try await Site()
    let life = try await site.life()
    let filters: [(WatchFilter, Int)] = [
      (WatchFilter(projectID: "p"), 7), (WatchFilter(projectID: "other"), 0),
      (WatchFilter(host: Site.alpha), 7), (WatchFilter(host: Site.beta), 7),
      (WatchFilter(shareServerID: site.server.id), 7),
      (WatchFilter(states: [.phase1Done]), 2), (WatchFilter(states: [.cancelled]), 0),
    ]
    var watchers: [Watcher] = []
    for (filter, _) in filters { watchers.append(try await Watcher(life, filter)) }
    _ = try await life.migrate(site.request)
    for (var watcher, (filter, count)) in zip(watchers, filters) {
      // A sign of life comes after everything there was to tell.
      while watcher.words.last != "heartbeat" {
        await life.clock.untilSleeping(1)
        life.clock.advance(by: .seconds(20))
        _ = try await watcher.next()
      }
      #expect(watcher.told.count == count, "\(filter)")
      #expect(watcher.complaints.isEmpty || !filter.states.isEmpty)
    }
  }

  @Test("progress is the newest only, and never told before its transition")
  func progress() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.beta.delays[.advanceMigration] = .seconds(200)
    let life = try await site.life(options)
    let migration = try await life.orchestrator.start(site.request, as: nil)
    let filter = WatchFilter(migrationID: migration.id)
    var slow = try await Watcher(life, filter)
    var quick = try await Watcher(life, filter)
    let orchestrator = life.orchestrator
    var seen = 0.0
    for tick in 1...17 {
      let part = 5.0 * Double(tick) - 1
      await eventually {
        // One more sleeper than the heartbeat: the copy waits for its next tick.
        if life.clock.sleepers >= 2 { life.clock.advance(by: .seconds(11)) }
        return (orchestrator.cached(.migration(migration.id))?.status.percent ?? 0) >= part
      }
      while seen < part {
        if case .progress(let status) = try await quick.next() { seen = status.percent }
      }
    }
    #expect(quick.complaints.isEmpty)
    #expect(quick.words.count { $0 == "progress" } > 5)
    while slow.words.last != "progress" { _ = try await slow.next() }
    #expect(slow.words.count { $0 == "progress" } == 1)
    #expect(slow.told.last?.to == "migration_driver_in_progress")
    #expect(slow.complaints.isEmpty)
    await life.shutdown()
  }

  @Test("watchers who never read cost the others nothing, and can still read everything later")
  func manyWatchers() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.beta.delays[.advanceMigration] = .milliseconds(100)
    let life = try await site.life(options)
    var silent: [Watcher] = []
    for _ in 0..<100 { silent.append(try await Watcher(life)) }
    let reading = Array(repeating: 0, count: 100)
    let expected = ["migration_starting"] + Self.wayToSuccess
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in reading {
        let watcher = try await Watcher(life)
        group.addTask {
          var watcher = watcher
          while watcher.told.last?.to != "migration_success" { _ = try await watcher.next() }
          #expect(watcher.told.compactMap(\.to) == expected)
          #expect(watcher.complaints.isEmpty)
          watcher.watch.cancel()
        }
      }
      #expect(life.orchestrator.hub.watchers == 200)
      _ = try await life.migrate(site.request)
      try await group.waitForAll()
    }
    #expect(life.orchestrator.hub.watchers == 100)
    for var watcher in silent {
      while watcher.told.last?.to != "migration_success" { _ = try await watcher.next() }
      #expect(watcher.told.compactMap(\.to) == expected)
      #expect(watcher.words.count { $0 == "progress" } == 0, "it is over: nothing is in progress")
      watcher.watch.cancel()
    }
    #expect(life.orchestrator.hub.watchers == 0)
  }
}
