import Logging
import MigrationCore

/// The resources around migrations: networks, share servers, shares, snapshots, access rules, share types. A change
/// is recorded as an intent and answered; a worker then does it on the backend and records that it is done. A restart
/// of the service takes every recorded intent up again.
package final class Inventory: Sendable {
  let ledger: any Ledger
  let backends: BackendCatalog
  let clock: any WallClock
  let logger: Logger
  let works: WorkQueue
  let settings: Settings
  /// The one project that is seen; nil for all.
  let project: String?
  /// The inventory of all projects; nil when this is it.
  private let whole: Inventory?
  private let doubtful: DoubtfulWrites

  package init(
    ledger: any Ledger, backends: BackendCatalog, clock: any WallClock, logger: Logger,
    settings: Settings = Settings()
  ) {
    self.ledger = ledger
    self.backends = backends
    self.clock = clock
    self.logger = logger
    self.settings = settings
    works = WorkQueue(settings.executor)
    project = nil
    whole = nil
    doubtful = DoubtfulWrites(clock: clock, executor: settings.executor)
  }

  init(of whole: Inventory, seenFrom project: String) {
    ledger = ProjectLedger(base: whole.ledger, project: project)
    backends = whole.backends
    clock = whole.clock
    logger = whole.logger
    settings = whole.settings
    works = whole.works
    self.project = project
    self.whole = whole
    doubtful = whole.doubtful
  }

  package func get<Row: LedgerRow>(_ type: Row.Type, _ id: Identifier) async throws(Refusal)
    -> Row
  {
    try await ledger.read { tx throws(Refusal) in try tx.get(type, id) }
  }

  package func list<Row: LedgerRow>(
    _ type: Row.Type, where conditions: [Condition] = [], page: Page? = nil
  ) async throws(Refusal) -> [Row] {
    try await ledger.read { [project] tx throws(Refusal) in
      let own = try project.map { (project) throws(Refusal) in
        try tx.projectConditions(Row.noun, project)
      }
      return try tx.list(type, where: conditions + (own ?? []), page: page)
    }
  }

  /// Writes an intent. When the ledger fails, the loss may be false news: what it then really holds is taken up.
  func intend<Value: Sendable>(
    _ write: @escaping @Sendable (any LedgerWriting) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    let whole = whole ?? self
    return try await doubtful.make { () throws(Refusal) in
      try await ledger.write(write)
    } takingUp: { () throws(Refusal) in
      try await whole.recover()
    }
  }

  /// Returns when every intent recorded so far has been worked on.
  package func settle() async {
    await works.settle()
  }

  /// Stops the workers; what they leave undone is taken up by the next life of the service.
  package func shutdown() async {
    doubtful.close()
    await works.cancelAll()
  }
}
