import ConformanceKit
import Drivers
import MigrationCore
import Orchestration
import Synchronization
import Testing

/// Every row of the contract's section 3, by every way that leads to it, in every arrangement of addresses, with clients that may
/// write meanwhile and with clients that may not.
@Suite("Every way a migration can end", .timeLimit(.minutes(15)))
struct OutcomeTableTests {
  /// A way to an end.
  struct Way: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let outcome: Outcome
    /// The step that fails; nil where none does.
    let step: TaskState?
    /// Whether the operator calls it off once everything is copied.
    var isCancelled = false
    /// Whether it can only be gone where rules are cast to read-only.
    var needsReadOnly = false
    let prepare: @Sendable (inout Life.Options, Site) -> Void

    static func success() -> Way {
      Way(testDescription: "success", outcome: .success, step: nil) { _, _ in }
    }

    static func destination(
      _ call: DummyCall, after: Int = 0, _ outcome: Outcome, _ step: TaskState
    ) -> Way {
      let name = "destination fails \(call.rawValue), call \(after + 1)"
      return Way(
        testDescription: name, outcome: outcome, step: step,
        isCancelled: outcome == .cancelFailed
      ) { options, _ in
        options.betaFaults = [DummyFault(call, after: after, error: OutcomeTests.broken)]
      }
    }

    static func sourceRules(call: Int, _ outcome: Outcome, _ step: TaskState) -> Way {
      Way(
        testDescription: "source fails to apply rules, call \(call)", outcome: outcome, step: step,
        isCancelled: outcome == .cancelFailed, needsReadOnly: true
      ) { options, _ in
        options.alphaFaults = [
          DummyFault(.applyAccessRules, after: call - 1, times: 1, error: OutcomeTests.broken)
        ]
      }
    }

    static func cutover(without what: String, _ change: @escaping @Sendable (inout Cutover) -> Void)
      -> Way
    {
      Way(
        testDescription: "the cutover's answer lacks \(what)", outcome: .phase2Failed,
        step: .completing
      ) { options, _ in
        options.changeCutover = { answer in
          var answer = answer
          change(&answer)
          return answer
        }
      }
    }
  }

  static let ways: [Way] = [
    .success(),
    .destination(.createServer, .phase1Failed, .inProgress),
    .sourceRules(call: 1, .phase1Failed, .inProgress),
    .sourceRules(call: 2, .phase1Failed, .inProgress),
    .destination(.startMigration, .phase1Failed, .driverStarting),
    .destination(.advanceMigration, .phase1Failed, .driverInProgress),
    .destination(.completeMigration, .phase2Failed, .completing),
    .cutover(without: "a share") { $0.shares = [:] },
    .cutover(without: "a share's export locations") { answer in
      for id in answer.shares.keys { answer.shares[id]?.exportLocations = [] }
    },
    .cutover(without: "a snapshot") { $0.snapshots = [:] },
    .destination(.applyAccessRules, .phase2Failed, .completing),
    .destination(.applyAccessRules, after: 1, .phase2Failed, .completing),
    Way(testDescription: "cancelled", outcome: .cancelled, step: nil, isCancelled: true) { _, _ in
    },
    .destination(.cancelMigration, .cancelFailed, .cancelInProgress),
    .sourceRules(call: 3, .cancelFailed, .cancelInProgress),
    .sourceRules(call: 4, .cancelFailed, .cancelInProgress),
  ]

  /// A life that fails this way; notes what the source's clients may do whenever a driver is at work.
  private func life(
    _ way: Way, _ site: Site, _ arrangement: OutcomeAddresses, writable: Bool, _ seen: SeenRules
  ) async throws -> Life {
    var options = Life.Options()
    options.beta.capabilities.writable = writable
    options.beta.capabilities.nondisruptive = arrangement.isNondisruptive
    options.observe = { host, call in
      if host == Site.beta { seen.note(call, site) }
    }
    way.prepare(&options, site)
    return try await site.life(options)
  }

  @Test(
    "statuses, places, addresses and rules are those of the contract",
    arguments: OutcomeAddresses.allCases.flatMap { arrangement in
      ways.map { (arrangement, $0) }
    }, [true, false])
  func end(how: (OutcomeAddresses, Way), writable: Bool) async throws {
    let (arrangement, way) = how
    if way.needsReadOnly && writable { return }
    let site = try await Site(subnets: arrangement.subnets)
    let seen = SeenRules()
    let life = try await life(way, site, arrangement, writable: writable, seen)
    let migration = try await life.orchestrator.start(site.request, as: nil)
    let copied = try await life.until(migration.id, .phase1Done)
    if copied.taskState == .phase1Done {
      let command = way.isCancelled ? life.orchestrator.cancel : life.orchestrator.complete
      _ = try await command(.migration(migration.id), nil, nil)
    }
    let ended = try await life.untilEnded(migration.id)
    try way.outcome.check(site)
    try arrangement.check(site, ended, way.outcome)
    #expect(ended.failure?.step == way.step)
    #expect(life.invariants.violations.isEmpty)
    seen.check(writable: writable)
    await life.shutdown()
  }

  @Test("rules that cannot be put back are shown in error, and the failure says so")
  func rulesInDoubt() async throws {
    let site = try await Site()
    var options = Life.Options()
    options.beta.capabilities.writable = false
    options.betaFaults = [DummyFault(.advanceMigration, error: OutcomeTests.broken)]
    options.alphaFaults = [DummyFault(.applyAccessRules, after: 2, error: OutcomeTests.broken)]
    let life = try await site.life(options)
    let migration = try await life.migrate(site.request)
    #expect(migration.taskState == .error)
    #expect(migration.failure?.message.contains("read-only") == true)
    let tables = site.ledger.tables
    #expect(tables.row(ShareServer.self, site.server.id)?.status == .active)
    #expect(tables.all(Share.self).allSatisfy { $0.accessRulesStatus == .error })
    #expect(tables.all(AccessRule.self) == site.rules, "what is stored is never changed")
    let refusal = await #expect(throws: Refusal.self) {
      _ = try await life.orchestrator.check(site.request)
    }
    #expect(refusal?.reason == .accessRulesInError)
  }
}

/// What the source's clients were allowed while drivers were at work, in order.
final class SeenRules: Sendable {
  private struct Moment: Sendable {
    let call: String
    /// For each share whether its rules were cast to read-only.
    let readOnly: [Bool]
  }

  private let moments = Mutex<[Moment]>([])

  func note(_ call: String, _ site: Site) {
    let readOnly = site.shares.map { site.alpha.rules(of: $0.id)?.readOnly ?? false }
    moments.withLock { $0.append(Moment(call: call, readOnly: readOnly)) }
  }

  /// From the driver's start on, rules are cast in force before it is called and at each progress, or never.
  func check(writable: Bool, _ at: SourceLocation = #_sourceLocation) {
    let copying = ["startMigration", "advanceMigration", "progress", "completeMigration"]
    for moment in moments.withLock({ $0 }) where copying.contains(moment.call) {
      #expect(moment.readOnly.allSatisfy { $0 != writable }, "\(moment.call)", sourceLocation: at)
    }
  }
}
