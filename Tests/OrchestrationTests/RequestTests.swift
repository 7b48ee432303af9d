import ConformanceKit
import MigrationCore
import Orchestration
import Testing

@Suite("The same request twice", .timeLimit(.minutes(15)))
struct RequestTests {
  private func key(_ method: String, _ fingerprint: String = "f", id: Identifier = .random())
    -> RequestKey
  {
    RequestKey(id: id, method: method, fingerprint: fingerprint)
  }

  @Test("a repeated start, complete and cancel answer as the first one did")
  func commands() async throws {
    let site = try await Site()
    let life = try await site.life()
    let (start, complete) = (key("start"), key("complete"))
    let first = try await life.orchestrator.start(site.request, as: start)
    try await life.until(first.id, .phase1Done)
    #expect(try await life.orchestrator.start(site.request, as: start) == first)
    let completing = try await life.orchestrator.complete(.migration(first.id), as: complete)
    _ = try await life.untilEnded(first.id)
    let again = try await life.orchestrator.complete(.migration(first.id), as: complete)
    #expect(again == completing)
    #expect(site.ledger.tables.all(Migration.self).count == 1)
    let next = try await site.life()
    #expect(try await next.orchestrator.start(site.request, as: start) == first, "after a restart")
  }

  @Test("a request id that was used for something else is refused by name")
  func reused() async throws {
    let site = try await Site()
    let life = try await site.life()
    let start = key("start")
    let migration = try await life.orchestrator.start(site.request, as: start)
    for other in [key("start", "other", id: start.id), key("cancel", id: start.id)] {
      let refusal = await #expect(throws: Refusal.self) {
        try await life.orchestrator.cancel(.migration(migration.id), as: other)
      }
      #expect(refusal?.kind == .invalidArgument)
      #expect(refusal?.reason == .requestIDReused)
      #expect(refusal?.fields.map(\.field) == ["request_id"])
    }
  }

  @Test("a refused call is not remembered: it is judged afresh")
  func refused() async throws {
    let site = try await Site()
    let life = try await site.life()
    let call = key("start")
    life.backends.setEnabled(Site.beta, false)
    await #expect(throws: Refusal.self) {
      try await life.orchestrator.start(site.request, as: call)
    }
    life.backends.setEnabled(Site.beta, true)
    _ = try await life.orchestrator.start(site.request, as: call)
  }

  @Test("what was made once is not made twice")
  func inventory() async throws {
    let site = try await Site()
    let life = try await site.life()
    let (share, rule, gone) = (key("share"), key("rule"), key("gone"))
    let draft = ShareDraft(name: "new", shareServerID: site.server.id, sizeGiB: 1)
    let made = try await life.inventory.createShare(draft, as: share)
    await life.inventory.settle()
    #expect(try await life.inventory.createShare(draft, as: share) == made)
    let allowed = try await life.inventory.allowAccess(
      to: made.id, .ip, "10.1.0.0/16", .readOnly, as: rule)
    await life.inventory.settle()
    #expect(
      try await life.inventory.allowAccess(to: made.id, .ip, "10.1.0.0/16", .readOnly, as: rule)
        == allowed)
    try await life.inventory.deleteShare(made.id, as: gone)
    await life.inventory.settle()
    try await life.inventory.deleteShare(made.id, as: gone)
    #expect(Set(site.ledger.tables.all(Share.self)) == Set(site.shares))
  }
}
