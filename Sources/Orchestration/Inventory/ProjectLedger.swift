import MigrationCore

/// A ledger whose transactions see what a caller of one project sees.
struct ProjectLedger: Ledger {
  let base: any Ledger
  let project: String

  var identity: Identifier { base.identity }
  var fence: Int64 { base.fence }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerReading) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    try await base.read { [project] tx throws(Refusal) in
      try body(ProjectView(tx, project: project))
    }
  }

  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerWriting) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    try await base.write { [project] tx throws(Refusal) in
      try body(ProjectView(tx, project: project))
    }
  }
}

extension Inventory {
  /// The same as a caller of `project` sees it, with the same workers: what is of another project is not there, neither to
  /// be read nor to be changed. Nil sees everything.
  package func seen(from project: String?) -> Inventory {
    guard let project else { return self }
    return Inventory(of: self, seenFrom: project)
  }
}
