import ConformanceKit
import Drivers
import MigrationCore
import Orchestration
import Testing

/// Without these an operator is left with servers in error and no way to say which side is good.
@Suite("Recovery after an error", .timeLimit(.minutes(15)))
struct RecoveryTests {
  private static let broken = DriverError(.rollBack, .driverFailed, "the switch is gone")

  /// A site whose migration failed in `call`, and the life to recover it in.
  private static func failed(
    in call: DummyCall, _ faults: [DummyFault] = [], times: Int? = 1
  ) async throws -> (Site, Life, Migration) {
    let site = try await Site()
    var options = Life.Options()
    options.betaFaults = [DummyFault(call, times: times, error: broken)] + faults
    let life = try await site.life(options)
    let ended = try await life.migrate(site.request)
    #expect(ended.taskState == .error)
    return (site, life, ended)
  }

  private static func untilRecovered(_ life: Life, _ id: Identifier) async throws -> Migration {
    while true {
      let migration = try await life.orchestrator.status(.migration(id)).migration
      if let state = migration.recovery?.state, state != .inProgress { return migration }
      await Task.yield()
    }
  }

  @Test("forward after a failed cutover: everything is on the destination, and it serves")
  func forward() async throws {
    let (site, life, failed) = try await Self.failed(in: .completeMigration)
    let result = try await life.orchestrator.recover(
      .migration(failed.id), .forward, dryRun: false, why: "checked by hand", by: "admin", as: nil)
    #expect(result.migration.recovery?.state == .inProgress)
    let done = try await Self.untilRecovered(life, failed.id)
    #expect(done.recovery?.state == .done)
    #expect(done.taskState == .error)
    #expect(done.failure == failed.failure)
    #expect(done.endedAt == failed.endedAt)
    let tables = site.ledger.tables
    let destination = try tables.mustHave(ShareServer.self, done.destinationShareServerID)
    #expect(destination.status == .active)
    #expect(try tables.mustHave(ShareServer.self, site.server.id).status == .inactive)
    for share in tables.all(Share.self) {
      #expect(share.status == .available)
      #expect(share.shareServerID == destination.id)
      #expect(share.host.hasPrefix(Site.beta.rawValue + "#"))
      #expect(site.beta.rules(of: share.id)?.readOnly == false)
    }
    for snapshot in tables.all(Snapshot.self) {
      #expect(snapshot.status == .available)
      #expect(snapshot.shareServerID == destination.id)
    }
    let history = try await life.orchestrator.history(of: failed.id).filter { $0.revision > 0 }
    #expect(history.suffix(2).map(\.rule) == [600, 602])
    #expect(history.map(\.revision) == Array(1...Int64(history.count)))
    let asked = try #require(history.dropLast().last)
    #expect(asked.actor == "admin")
    #expect(asked.message.contains("checked by hand"))
    await life.shutdown()
  }

  @Test("backward after a failed cutover: the source serves as before, with its rules as stored")
  func backward() async throws {
    let (site, life, failed) = try await Self.failed(in: .completeMigration)
    _ = try await life.orchestrator.recover(
      .migration(failed.id), .backward, dryRun: false, why: "", by: nil, as: nil)
    let done = try await Self.untilRecovered(life, failed.id)
    #expect(done.recovery?.state == .done)
    let tables = site.ledger.tables
    #expect(try tables.mustHave(ShareServer.self, site.server.id).status == .active)
    let destination = try tables.mustHave(ShareServer.self, done.destinationShareServerID)
    #expect(destination.status == .inactive)
    for share in tables.all(Share.self) {
      #expect(share.status == .available)
      #expect(share.shareServerID == site.server.id)
      #expect(share.host.hasPrefix(Site.alpha.rawValue + "#"))
      #expect(site.alpha.rules(of: share.id)?.readOnly == false)
    }
    // The way is free for another attempt.
    let again = try await life.migrate(site.request)
    #expect(again.taskState == .success)
    await life.shutdown()
  }

  @Test("a dry run says what it would do, and does nothing")
  func dryRun() async throws {
    let (site, life, failed) = try await Self.failed(in: .completeMigration)
    let before = site.ledger.tables
    for direction in RecoveryDirection.allCases {
      let result = try await life.orchestrator.recover(
        .migration(failed.id), direction, dryRun: true, why: "", by: nil, as: nil)
      #expect(result.conflicts.isEmpty)
      // Both servers, two shares, one snapshot.
      #expect(result.changes.map(\.from) == Array(repeating: "error", count: 5))
      let good = direction == .forward ? failed.destinationShareServerID : site.server.id
      #expect(result.changes.dropFirst(2).allSatisfy { $0.server == good && $0.to == "available" })
    }
    #expect(site.ledger.tables.all(Migration.self) == before.all(Migration.self))
    #expect(site.ledger.tables.events == before.events)
    #expect(!site.beta.calls.contains(.recoverMigration))
    await life.shutdown()
  }

  @Test("a destination that lacks data is refused, with what it lacks")
  func refuted() async throws {
    let (site, life, failed) = try await Self.failed(in: .advanceMigration)
    let refusal = await #expect(throws: Refusal.self) {
      try await life.orchestrator.recover(
        .migration(failed.id), .forward, dryRun: false, why: "", by: nil, as: nil)
    }
    #expect(refusal?.kind == .failedPrecondition)
    #expect(refusal?.reason == .recoveryRefuted)
    #expect(refusal?.conflicts.map(\.reason) == [.cutoverNotBegun])
    #expect(try site.migration().recovery == nil)
    await life.shutdown()
  }

  @Test("a recovery waits for what a backend is doing with the server's shares")
  func changing() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.betaFaults = [DummyFault(.advanceMigration, times: 1, error: Self.broken)]
    options.alpha.delays[.extendShare] = .seconds(60)
    let life = try await site.life(options)
    let failed = try await life.migrate(site.request)
    _ = try await life.inventory.extendShare(site.shares[0].id, toGiB: 9, as: nil)
    let recover = { @Sendable () async throws(Refusal) -> RecoveryResult in
      try await life.orchestrator.recover(
        .migration(failed.id), .backward, dryRun: false, why: "", by: nil, as: nil)
    }
    let refusal = await #expect(throws: Refusal.self) { try await recover() }
    #expect(refusal?.reason == .shareNotAvailable)
    await eventually {
      life.clock.advance(by: .seconds(60))
      return site.ledger.tables.row(Share.self, site.shares[0].id)?.status == .available
    }
    _ = try await recover()
    #expect(try await Self.untilRecovered(life, failed.id).recovery?.state == .done)
    await life.shutdown()
  }

  @Test("what is not in error, is recovered, or has been migrated since cannot be recovered")
  func refusals() async throws {
    let (site, life, failed) = try await Self.failed(in: .advanceMigration)
    func refusal(_ id: Identifier) async -> Reason? {
      do throws(Refusal) {
        _ = try await life.orchestrator.recover(
          .migration(id), .backward, dryRun: false, why: "", by: nil, as: nil)
        return nil
      } catch { return error.reason }
    }
    let second = try await life.migrate(site.request)
    #expect(second.taskState == .success)
    #expect(await refusal(second.id) == .notInError)
    #expect(await refusal(failed.id) == .superseded)
    await life.shutdown()
  }

  @Test("a recovery is done once: the same request answers as it did, another is refused")
  func once() async throws {
    let (_, life, failed) = try await Self.failed(in: .completeMigration)
    let key = RequestKey(id: .random(), method: "recover", fingerprint: "x")
    func recover(_ key: RequestKey?) async throws(Refusal) -> RecoveryResult {
      try await life.orchestrator.recover(
        .migration(failed.id), .backward, dryRun: false, why: "", by: nil, as: key)
    }
    let first = try await recover(key)
    _ = try await Self.untilRecovered(life, failed.id)
    #expect(try await recover(key).migration == first.migration)
    let late = await #expect(throws: Refusal.self) { _ = try await recover(nil) }
    #expect(late?.reason == .alreadyRecovered)
    await life.shutdown()
  }

  @Test("while a recovery runs its servers are nobody else's")
  func blocked() async throws {
    let hang = DummyFault(.recoverMigration, times: nil, error: nil)
    let (site, life, failed) = try await Self.failed(in: .advanceMigration, [hang])
    _ = try await life.orchestrator.recover(
      .migration(failed.id), .backward, dryRun: false, why: "", by: nil, as: nil)
    let start = await #expect(throws: Refusal.self) {
      _ = try await life.orchestrator.start(site.request, as: nil)
    }
    #expect(start?.reason == .shareServerMigrating)
    let delete = await #expect(throws: Refusal.self) {
      try await life.inventory.deleteShare(site.shares[1].id, as: nil)
    }
    #expect(delete?.reason == .shareServerMigrating)
    let second = await #expect(throws: Refusal.self) {
      _ = try await life.orchestrator.recover(
        .migration(failed.id), .backward, dryRun: false, why: "", by: nil, as: nil)
    }
    #expect(second?.reason == .recoveryRunning)
    await life.shutdown()
  }

  @Test("a recovery that a crash interrupts is finished by the next life")
  func crash() async throws {
    let hang = DummyFault(.recoverMigration, times: nil, error: nil)
    let (site, life, failed) = try await Self.failed(in: .completeMigration, [hang])
    _ = try await life.orchestrator.recover(
      .migration(failed.id), .forward, dryRun: false, why: "", by: nil, as: nil)
    await life.shutdown()
    let next = try await site.life()
    let done = try await Self.untilRecovered(next, failed.id)
    #expect(done.recovery?.state == .done)
    #expect(
      try site.ledger.tables.mustHave(ShareServer.self, done.destinationShareServerID).status
        == .active)
    await next.shutdown()
  }

  @Test("a recovery whose driver fails says why, changes no status, and may be tried again")
  func failing() async throws {
    let fault = DummyFault(.recoverMigration, times: 1, error: Self.broken)
    let (site, life, failed) = try await Self.failed(in: .completeMigration, [fault])
    func recover() async throws -> Migration {
      _ = try await life.orchestrator.recover(
        .migration(failed.id), .forward, dryRun: false, why: "", by: nil, as: nil)
      return try await Self.untilRecovered(life, failed.id)
    }
    let first = try await recover()
    #expect(first.recovery?.state == .failed)
    #expect(first.recovery?.message.contains("the switch is gone") == true)
    #expect(try site.ledger.tables.mustHave(ShareServer.self, site.server.id).status == .error)
    let second = try await recover()
    #expect(second.recovery?.state == .done)
    await life.shutdown()
  }
}
