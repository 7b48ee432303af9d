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
        ("pages miss nothing while migrations start and end", { try await $0.pagesUnderLoad() }),
        ("events are in order, and a revision is taken once", { try await $0.events() }),
        ("what retention removes is known to be gone", { try await $0.removing() }),
        ("an accepted call is remembered", { try await $0.requests() }),
        ("an accepted call can be forgotten, the oldest first", { try await $0.forgetting() }),
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
        try tx.find(Evacuation.self, rows.evacuation.id) == rows.evacuation,
        try tx.list(
          Evacuation.self,
          where: [.equal(.host, rows.evacuation.host.rawValue), .equal(.status, "stopped")]
        ).contains(rows.evacuation),
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

  private func pagesUnderLoad() async throws {
    let rows = SampleRows()
    @Sendable func migration(_ moment: Int64) -> Migration {
      Migration(
        id: .random(), projectID: moment % 2 == 0 ? "even" : "odd",
        sourceShareServerID: .random(), sourceHost: rows.server.host,
        destinationHost: rows.server.host, options: .init(), capabilities: .init(), shareIDs: [],
        snapshotIDs: [], taskState: .starting, fence: 1,
        createdAt: Timestamp(microseconds: moment / 3), updatedAt: Timestamp(microseconds: moment))
    }
    let before = (0..<120).map { migration($0) }
    let ledger = ledger
    try await ledger.write { tx throws(Refusal) in for row in before { try tx.insert(row) } }
    let pages = try await withThrowingTaskGroup(of: [[Identifier]].self) { group in
      for writer in 0..<4 {
        group.addTask {
          // Now and then of a moment that the pages have passed already.
          for step in 0..<60 {
            let row = migration(Int64(step % 7 == 0 ? 3 : 120 + step * 4 + writer))
            try await ledger.write { tx throws(Refusal) in
              try tx.insert(row)
              var other = try tx.get(Migration.self, before[step].id)
              other.revision += 1
              try tx.update(other)
            }
          }
          return []
        }
      }
      for _ in 0..<4 {
        group.addTask { [try await Self.all(of: "even", in: ledger)] }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    let wanted = Set(before.filter { $0.projectID == "even" }.map(\.id))
    for seen in pages {
      try expect(Set(seen).count == seen.count, "a page repeats a row of another")
      try expect(wanted.isSubset(of: seen), "pages miss a row that was there before")
    }
  }

  /// Page by page.
  private static func all(of project: String, in ledger: any Ledger) async throws -> [Identifier] {
    var seen: [Identifier] = []
    var cursor: Page.Cursor?
    while true {
      let page = Page(after: cursor, limit: 7)
      let rows = try await ledger.read { tx throws(Refusal) in
        try tx.list(Migration.self, where: [.equal(.projectID, project)], page: page)
      }
      seen += rows.map(\.id)
      guard let last = rows.last else { return seen }
      cursor = Page.Cursor(last)
    }
  }

  private func events() async throws {
    let subject = Identifier.random()
    @Sendable func event(_ revision: Int64) -> HistoryEvent {
      HistoryEvent(
        noun: .migration, subjectID: subject, revision: revision, rule: revision == 0 ? nil : 200,
        from: nil, to: "migration_starting", message: "why", actor: revision == 2 ? "ann" : nil,
        at: Timestamp(microseconds: 5))
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

  private func removing() async throws {
    let (gone, kept) = (Identifier.random(), Identifier.random())
    @Sendable func event(_ noun: Noun, _ subject: Identifier, _ at: Int64) -> HistoryEvent {
      HistoryEvent(
        noun: noun, subjectID: subject, revision: 0, rule: nil, from: nil, to: nil, message: "",
        at: Timestamp(microseconds: at))
    }
    let events = try await ledger.write { tx throws(Refusal) in
      [
        try tx.append(event(.migration, gone, 1)), try tx.append(event(.migration, kept, 2)),
        try tx.append(event(.share, gone, 3)), try tx.append(event(.share, kept, 4)),
        try tx.append(event(.share, kept, 5)),
      ]
    }
    let steps = try await ledger.write { tx throws(Refusal) in
      let before = try tx.floorPosition()
      try tx.removeEvents(of: gone)
      let middle = try tx.floorPosition()
      let count = try tx.removeResets(before: Timestamp(microseconds: 5), limit: 9)
      return (before, middle, count, try tx.removeResets(before: .init(microseconds: 6), limit: 0))
    }
    try expect(steps.0 == 0, "a ledger from which nothing was removed has a floor")
    try expect(steps.1 == events[2].position, "the floor is not at the newest event removed")
    try expect(steps.2 == 1 && steps.3 == 0, "not the resets from before the moment are removed")
    let found = try await ledger.read { tx throws(Refusal) in
      (try tx.events(after: 0, of: nil, limit: 9), try tx.floorPosition(), try tx.lastPosition())
    }
    try expect(found.0 == [events[1], events[4]], "other events than those named are gone")
    try expect(found.1 == events[3].position, "the floor did not rise, or sank")
    try expect(found.2 == events[4].position, "the last position changed")
    let next = try await ledger.write { tx throws(Refusal) in
      for subject in [gone, kept] { try tx.removeEvents(of: subject) }
      let last = try tx.lastPosition()
      return (last, try tx.append(event(.migration, kept, 7)))
    }
    try expect(next.0 == events[4].position, "the last position sank with what was removed")
    try expect(next.1.position == events[4].position + 1, "a position was given twice")
    let floor = try await ledger.read { tx throws(Refusal) in try tx.floorPosition() }
    try expect(floor == events[4].position, "the floor is not below what is left")
  }

  private func forgetting() async throws {
    let records = (1...3).map { number in
      RequestRecord(
        id: .random(), method: "/s/M", fingerprint: "f", at: Timestamp(microseconds: number))
    }
    try await ledger.write { tx throws(Refusal) in
      for record in records.reversed() { try tx.remember(record) }
    }
    let counts = try await ledger.write { tx throws(Refusal) in
      [
        try tx.removeRequests(before: Timestamp(microseconds: 3), limit: 1),
        try tx.removeRequests(before: Timestamp(microseconds: 3), limit: 9),
      ]
    }
    try expect(counts == [1, 1], "other calls than the oldest are forgotten: \(counts)")
    let left = try await ledger.read { tx throws(Refusal) in
      var left: [Identifier] = []
      for record in records where try tx.request(record.id) != nil { left.append(record.id) }
      return left
    }
    try expect(left == [records[2].id], "a call of late is forgotten")
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
    @Sendable func evacuation(_ state: Evacuation.State) -> Evacuation {
      Evacuation(
        id: .random(), host: rows.server.host, options: .init(), state: state, fence: 1,
        createdAt: Timestamp(microseconds: 9), updatedAt: Timestamp(microseconds: 9))
    }
    try await ledger.write { tx throws(Refusal) in try tx.insert(evacuation(.running)) }
    try await refused("a backend is emptied twice at a time") { tx throws(Refusal) in
      try tx.insert(evacuation(.stopping))
    }
    try await ledger.write { tx throws(Refusal) in try tx.insert(evacuation(.done)) }
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
