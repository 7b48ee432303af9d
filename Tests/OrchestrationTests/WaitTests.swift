import ConformanceKit
import Drivers
import MigrationCore
import Orchestration
import Testing

/// A caller that can only ask would ask all the time, or learn late.
@Suite("Waiting for a change", .timeLimit(.minutes(15)))
struct WaitTests {
  @Test("the answer comes with the next transition")
  func change() async throws {
    let site = try await Site()
    let life = try await site.life()
    let started = try await life.orchestrator.start(site.request, as: nil)
    var seen: [Int64] = []
    while seen.last ?? 0 < 5 {
      let status = try await life.orchestrator.status(
        .migration(started.id), after: seen.last ?? 0, within: .seconds(3600))
      seen.append(status.migration.revision)
    }
    #expect(seen == seen.sorted() && Set(seen).count == seen.count)
    async let answer = life.orchestrator.status(
      .shareServer(site.server.id), after: 5, within: .seconds(3600))
    await eventually { life.orchestrator.hub.watchers > 0 }
    _ = try await life.orchestrator.complete(.migration(started.id), as: nil)
    #expect(try await answer.migration.revision > 5)
    #expect(life.orchestrator.hub.watchers == 0)
    await life.shutdown()
  }

  @Test("when the time is over the answer is what is, also of a migration that has ended")
  func limit() async throws {
    let site = try await Site()
    let life = try await site.life()
    let ended = try await life.migrate(site.request)
    async let answer = life.orchestrator.status(
      .migration(ended.id), after: ended.revision, within: .seconds(100))
    // The signs of life of watches sleep, too.
    await life.clock.untilSleeping(2)
    life.clock.advance(by: .seconds(100))
    #expect(try await answer.migration.revision == ended.revision)
    #expect(life.orchestrator.hub.watchers == 0)
    let now = try await life.orchestrator.status(
      .migration(ended.id), after: ended.revision - 1, within: .seconds(100))
    #expect(now.migration == ended)
    await life.shutdown()
  }

  @Test("a recovery after the end is waited for")
  func recovery() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.betaFaults = [
      DummyFault(
        .completeMigration, times: 1, error: DriverError(.rollBack, .driverFailed, "broken"))
    ]
    let life = try await site.life(options)
    let failed = try await life.migrate(site.request)
    async let answer = life.orchestrator.status(
      .migration(failed.id), after: failed.revision, within: .seconds(3600))
    await eventually { life.orchestrator.hub.watchers > 0 }
    _ = try await life.orchestrator.recover(
      .migration(failed.id), .backward, dryRun: false, why: "", by: nil, as: nil)
    #expect(try await answer.migration.revision > failed.revision)
    await life.shutdown()
  }

  @Test("progress is told no more often than was asked for, and the last of it in time")
  func rate() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.beta.delays[.advanceMigration] = .seconds(200)
    let life = try await site.life(options)
    let migration = try await life.orchestrator.start(site.request, as: nil)
    var watcher = try await Watcher(
      life, WatchFilter(migrationID: migration.id), atMostEvery: .seconds(60))
    var times: [Timestamp] = []
    let driving = Task { [clock = life.clock] in
      while !Task.isCancelled {
        if clock.sleepers >= 2 { clock.advance(by: .seconds(11)) }
        await Task.yield()
      }
    }
    while watcher.words.last != "migration_driver_phase1_done" {
      if case .progress = try await watcher.next() { times.append(life.clock.now) }
    }
    driving.cancel()
    await driving.value
    #expect(times.count >= 2)
    #expect(zip(times, times.dropFirst()).allSatisfy { $1.since($0) >= .seconds(60) })
    await life.shutdown()
  }
}
