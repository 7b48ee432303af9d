import ConformanceKit
import MigrationCore
import Orchestration
import Testing

@Suite("Two operators at once", .timeLimit(.minutes(15)))
struct RaceTests {
  private static let rounds = 200

  private enum Command: CaseIterable {
    case complete, cancel

    func give(_ life: Life, _ id: Identifier) async -> TaskState? {
      switch self {
      case .complete: try? await life.orchestrator.complete(.migration(id), as: nil).taskState
      case .cancel: try? await life.orchestrator.cancel(.migration(id), as: nil).taskState
      }
    }
  }

  /// Gives both commands at once; the states of the accepted ones.
  private func race(_ life: Life, _ id: Identifier, _ commands: [Command]) async -> [TaskState] {
    await withTaskGroup(of: TaskState?.self) { group in
      for command in commands { group.addTask { await command.give(life, id) } }
      return await group.reduce(into: []) { accepted, state in
        if let state { accepted.append(state) }
      }
    }
  }

  @Test("of a complete and a cancel exactly one is accepted, and it is what happens")
  func completeOrCancel() async throws {
    for round in 0..<Self.rounds {
      let site = try await Site()
      let life = try await site.life()
      let migration = try await life.orchestrator.start(site.request, as: nil)
      try await life.until(migration.id, .phase1Done)
      let order: [Command] = round.isMultiple(of: 2) ? [.complete, .cancel] : [.cancel, .complete]
      let accepted = await race(life, migration.id, order)
      #expect(accepted.count == 1)
      _ = try await life.untilEnded(migration.id)
      try (accepted == [.completing] ? Outcome.success : .cancelled).check(site)
      #expect(life.invariants.violations.isEmpty)
    }
  }

  @Test("of two completes exactly one is accepted")
  func doubleComplete() async throws {
    for _ in 0..<Self.rounds {
      let site = try await Site()
      let life = try await site.life()
      let migration = try await life.orchestrator.start(site.request, as: nil)
      try await life.until(migration.id, .phase1Done)
      let accepted = await race(life, migration.id, [.complete, .complete])
      #expect(accepted == [.completing])
      _ = try await life.untilEnded(migration.id)
      try Outcome.success.check(site)
    }
  }

  @Test("of two starts exactly one is accepted")
  func doubleStart() async throws {
    for _ in 0..<Self.rounds {
      let site = try await Site()
      let life = try await site.life()
      let accepted = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<2 {
          group.addTask {
            (try? await life.orchestrator.start(site.request, as: nil)) != nil
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(accepted == 1)
      #expect(site.ledger.tables.all(Migration.self).count == 1)
    }
  }

  @Test("a cancel right after the start, wherever the worker is, leads to the cancelled end")
  func cancelAnywhere() async throws {
    for round in 0..<Self.rounds {
      let site = try await Site()
      let life = try await site.life()
      let migration = try await life.orchestrator.start(site.request, as: nil)
      for _ in 0..<round { await Task.yield() }
      _ = try await life.orchestrator.cancel(.migration(migration.id), as: nil)
      _ = try await life.untilEnded(migration.id)
      try Outcome.cancelled.check(site)
      #expect(life.invariants.violations.isEmpty)
      #expect(site.beta.servers.isEmpty)
    }
  }
}
