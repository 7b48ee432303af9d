import MigrationCore

/// What every ledger must do. Each function throws a `Broken` that says what a user would lose.
package struct LedgerConformance: Sendable {
  package struct Broken: Error, CustomStringConvertible {
    package let description: String
  }

  /// Opens an empty ledger, and opens the same one again as the next life of the service.
  package typealias Reopen = @Sendable () async throws -> any Ledger

  private let ledger: any Ledger
  private let reopen: Reopen

  package init(_ ledger: any Ledger, reopen: @escaping Reopen) {
    self.ledger = ledger
    self.reopen = reopen
  }

  /// Every check by name.
  package static let checks:
    [(name: String, run: @Sendable (LedgerConformance) async throws -> Void)] =
      [
        ("every record comes back as it was written", { try await $0.roundTrips() }),
        ("a body that throws changes nothing", { try await $0.throwingChangesNothing() }),
        ("lists filter, also by one of several columns", { try await $0.filters() }),
        ("pages neither skip nor repeat while rows come", { try await $0.pages() }),
        ("events are in order, and a revision is taken once", { try await $0.events() }),
        ("an accepted call is remembered", { try await $0.requests() }),
        ("a server is the source of one live migration", { try await $0.oneLiveMigration() }),
        ("what is referred to cannot be deleted", { try await $0.references() }),
        ("writers side by side lose no update", { try await $0.writers() }),
        ("the next life finds everything, and a higher fence", { try await $0.reopening() }),
      ]

  private func expect(_ holds: Bool, _ what: String) throws {
    if !holds { throw Broken(description: what) }
  }

  private func refused(
    _ what: String, _ body: @escaping @Sendable (any LedgerWriting) throws(Refusal) -> Void
  )
    async throws
  {
    do throws(Refusal) {
      try await ledger.write(body)
    } catch {
      return
    }
    throw Broken(description: what)
  }

  private func roundTrips() async throws {
    let rows = SampleRows()
    try await ledger.write { tx throws(Refusal) in try rows.insert(in: tx) }
    let same = try await ledger.read { tx throws(Refusal) in
      [
        try tx.find(ShareNetwork.self, rows.network.id) == rows.network,
        try tx.find(Subnet.self, rows.subnet.id) == rows.subnet,
        try tx.find(ShareServer.self, rows.server.id) == rows.server,
        try tx.find(NetworkAllocation.self, rows.allocation.id) == rows.allocation,
        try tx.find(ShareType.self, rows.type.id) == rows.type,
        try tx.find(Share.self, rows.share.id) == rows.share,
        try tx.find(Snapshot.self, rows.snapshot.id) == rows.snapshot,
        try tx.find(AccessRule.self, rows.rule.id) == rows.rule,
        try tx.find(Migration.self, rows.migration.id) == rows.migration,
      ]
    }
    try expect(!same.contains(false), "a record changed on its way: \(same)")
    var bare = rows.server
    bare.taskState = nil
    bare.sourceShareServerID = nil
    let changed = bare
    try await ledger.write { tx throws(Refusal) in try tx.update(changed) }
    let found = try await ledger.read { tx throws(Refusal) in
      try tx.get(ShareServer.self, changed.id)
    }
    try expect(found == changed, "an update did not take, or nil did not stay nil")
    try await refused("updated a row that is not there") { tx throws(Refusal) in
      try tx.update(SampleRows().network)
    }
    try await refused("inserted a row twice") { tx throws(Refusal) in try tx.insert(rows.network) }
  }

  private func throwingChangesNothing() async throws {
    let rows = SampleRows()
    try await refused("a refusal was swallowed") { tx throws(Refusal) in
      try rows.insert(in: tx)
      throw Refusal(.failedPrecondition, .sameHost, "no")
    }
    let found = try await ledger.read { tx throws(Refusal) in
      try tx.find(ShareNetwork.self, rows.network.id)
    }
    try expect(found == nil, "a refused transaction left a row behind")
  }

  private func filters() async throws {
    let (one, two) = (SampleRows(at: 1, host: "a@x"), SampleRows(at: 2, host: "b@x"))
    try await ledger.write { tx throws(Refusal) in
      try one.insert(in: tx)
      try two.insert(in: tx)
    }
    let found = try await ledger.read { tx throws(Refusal) in
      (
        try tx.list(ShareServer.self, where: [.equal(.host, "b@x")]).map(\.id),
        try tx.list(ShareServer.self, where: [.equal(.host, "b@x"), .equal(.projectID, "q")]),
        try tx.list(ShareServer.self, where: [Condition(.host, in: ["a@x", "b@x"])]).map(\.id),
        try tx.list(
          Migration.self,
          where: [
            Condition(
              any: [.sourceShareServerID, .destinationShareServerID],
              in: [one.server.id.rawValue, two.migration.destinationShareServerID?.rawValue ?? ""])
          ]
        ).count,
        try tx.list(AccessRule.self, where: [.equal(.status, "active")]).count,
        try tx.list(Share.self, where: [Condition(.status, in: [])]).count,
        try tx.list(Share.self, where: [.equal(.taskState, "x")]).count
      )
    }
    try expect(found.0 == [two.server.id], "a filter by host is wrong")
    try expect(found.1.isEmpty, "two conditions do not both hold")
    try expect(found.2 == [one.server.id, two.server.id], "the order of a list is wrong")
    try expect(found.3 == 2, "a condition on one of two columns is wrong")
    try expect(found.4 == 2, "a rule's state is not its status")
    try expect(found.5 == 0, "no values hold for something")
    try expect(found.6 == 0, "a column that is not there holds")
  }

  private func pages() async throws {
    func add(_ moment: Int64) async throws {
      let network = SampleRows(at: moment).network
      try await ledger.write { tx throws(Refusal) in try tx.insert(network) }
    }
    for moment in 1...25 { try await add(Int64(moment / 3)) }
    var seen: [Identifier] = []
    var cursor: Page.Cursor?
    while true {
      let page = Page(after: cursor, limit: 4)
      let rows = try await ledger.read { tx throws(Refusal) in
        try tx.list(ShareNetwork.self, where: [], page: page)
      }
      seen += rows.map(\.id)
      guard let last = rows.last else { break }
      cursor = Page.Cursor(last)
      if seen.count < 30 { try await add(100 + Int64(seen.count)) }
    }
    let all = try await ledger.read { tx throws(Refusal) in try tx.list(ShareNetwork.self) }
    try expect(seen == all.map(\.id), "pages skip, repeat or disorder rows")
  }

  private func events() async throws {
    let subject = Identifier.random()
    @Sendable func event(_ revision: Int64) -> HistoryEvent {
      HistoryEvent(
        noun: .migration, subjectID: subject, revision: revision, rule: revision == 0 ? nil : 200,
        from: nil, to: "migration_starting", message: "why", at: Timestamp(microseconds: 5))
    }
    let appended = try await ledger.write { tx throws(Refusal) in
      [
        try tx.append(event(1)), try tx.append(event(2)), try tx.append(event(0)),
        try tx.append(event(0)),
      ]
    }
    let found = try await ledger.read { tx throws(Refusal) in
      (
        try tx.events(after: 0, of: subject, limit: 10), try tx.lastPosition(),
        try tx.events(after: appended[0].position, of: nil, limit: 2)
      )
    }
    try expect(found.0 == appended, "events come back changed or out of order")
    try expect(
      zip(appended, appended.dropFirst()).allSatisfy { $0.position < $1.position },
      "positions do not rise")
    try expect(found.1 == appended[3].position, "the last position is wrong")
    try expect(found.2 == Array(appended[1...2]), "events after a position are wrong")
    try await refused("a revision was given twice") { tx throws(Refusal) in
      _ = try tx.append(event(2))
    }
  }

  private func requests() async throws {
    let id = Identifier.random()
    var record = RequestRecord(
      id: id, method: "/s/M", fingerprint: "f", resourceID: .random(),
      at: Timestamp(microseconds: 1))
    let first = record
    try await ledger.write { tx throws(Refusal) in try tx.remember(first) }
    record.response = [0, 255, 1]
    let second = record
    try await ledger.write { tx throws(Refusal) in try tx.remember(second) }
    let found = try await ledger.read { tx throws(Refusal) in try tx.request(id) }
    try expect(found == second, "a call is not remembered as it was")
  }

  private func oneLiveMigration() async throws {
    let rows = SampleRows()
    try await ledger.write { tx throws(Refusal) in try rows.insert(in: tx) }
    @Sendable func another(_ state: TaskState) -> Migration {
      Migration(
        id: .random(), projectID: "p", sourceShareServerID: rows.server.id,
        sourceHost: rows.server.host, destinationHost: rows.server.host, options: .init(),
        capabilities: .init(), shareIDs: [], snapshotIDs: [], taskState: state, fence: 1,
        createdAt: Timestamp(microseconds: 9), updatedAt: Timestamp(microseconds: 9))
    }
    try await refused("a server has two live migrations") { tx throws(Refusal) in
      try tx.insert(another(.starting))
    }
    try await ledger.write { tx throws(Refusal) in try tx.insert(another(.error)) }
  }

  private func references() async throws {
    let rows = SampleRows()
    try await ledger.write { tx throws(Refusal) in try rows.insert(in: tx) }
    try await refused("a network in use was deleted") { tx throws(Refusal) in
      try tx.delete(ShareNetwork.self, rows.network.id)
    }
    try await refused("a share with a snapshot was deleted") { tx throws(Refusal) in
      try tx.delete(Share.self, rows.share.id)
    }
    try await refused("a server with shares was deleted") { tx throws(Refusal) in
      try tx.delete(ShareServer.self, rows.server.id)
    }
    try await ledger.write { tx throws(Refusal) in
      try tx.delete(AccessRule.self, rows.rule.id)
      try tx.delete(Snapshot.self, rows.snapshot.id)
      try tx.delete(Share.self, rows.share.id)
      try tx.delete(NetworkAllocation.self, rows.allocation.id)
      // The migration's record outlives its servers.
      try tx.delete(ShareServer.self, rows.server.id)
    }
  }

  private func writers() async throws {
    let rows = SampleRows()
    try await ledger.write { tx throws(Refusal) in try rows.insert(in: tx) }
    let (ledger, id) = (ledger, rows.migration.id)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<16 {
        group.addTask {
          for _ in 0..<10 {
            try await ledger.write { tx throws(Refusal) in
              var migration = try tx.get(Migration.self, id)
              migration.revision += 1
              try tx.update(migration)
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let last = try await ledger.read { tx throws(Refusal) in try tx.get(Migration.self, id) }
    try expect(last.revision == rows.migration.revision + 160, "updates were lost")
  }

  private func reopening() async throws {
    let rows = SampleRows()
    try await ledger.write { tx throws(Refusal) in try rows.insert(in: tx) }
    let (identity, fence) = (ledger.identity, ledger.fence)
    let next = try await reopen()
    try expect(next.identity == identity, "the ledger has another name")
    try expect(next.fence > fence, "the fence did not rise")
    let found = try await next.read { tx throws(Refusal) in
      try tx.find(Migration.self, rows.migration.id)
    }
    try expect(found == rows.migration, "what was written is gone")
  }
}
