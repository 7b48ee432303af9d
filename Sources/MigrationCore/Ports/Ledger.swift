/// Where everything the service knows is kept, durably. The domain decides inside a transaction: it reads, decides with
/// pure functions, writes; the transaction is the compare-and-set.
///
/// Until `write` has returned, nothing of it may be shown or acted upon; once it has returned, it outlives any crash.
/// A body that throws changes nothing. Bodies may be run again by the ledger (busy database): they have no effect
/// besides their writes. Faults of the ledger itself are refusals of kind `unavailable` or `dataLoss`.
package protocol Ledger: Sendable {
  /// The ledger's own name, made when it was created: a resume token of another ledger is recognised by it.
  var identity: Identifier { get }
  /// The number of this life of the service: one more than at the last opening. The fencing number.
  var fence: Int64 { get }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerReading) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value

  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerWriting) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value
}

/// What can be asked within a transaction.
package protocol LedgerReading {
  func find<Row: LedgerRow>(_ type: Row.Type, _ id: Identifier) throws(Refusal) -> Row?

  /// Rows that meet all conditions, in the order of lists; all of them, or a page.
  func list<Row: LedgerRow>(_ type: Row.Type, where conditions: [Condition], page: Page?)
    throws(Refusal) -> [Row]

  /// Events after a position, in order; of one subject, or of all.
  func events(after position: Int64, of subject: Identifier?, limit: Int) throws(Refusal)
    -> [HistoryEvent]
  /// The position of the newest event; 0 when there is none.
  func lastPosition() throws(Refusal) -> Int64
  /// The position of the newest event that was ever removed; 0 when none was. All that happened after it is there; whoever
  /// has heard only of what happened before it may have missed something for good.
  func floorPosition() throws(Refusal) -> Int64

  /// An accepted call by its request id.
  func request(_ id: Identifier) throws(Refusal) -> RequestRecord?
}

/// What can be done within a transaction.
package protocol LedgerWriting: LedgerReading {
  /// The row must be new; its references must exist.
  func insert(_ row: some LedgerRow) throws(Refusal)
  /// The row must exist (a missing one is the program's error, refused as a conflict).
  func update(_ row: some LedgerRow) throws(Refusal)
  /// Nothing may refer to the row.
  func delete<Row: LedgerRow>(_ type: Row.Type, _ id: Identifier) throws(Refusal)
  /// Appends an event and gives it its position. A second event with the same subject and revision (revision > 0) is a
  /// conflict.
  func append(_ event: HistoryEvent) throws(Refusal) -> HistoryEvent
  /// Keeps an accepted call, or replaces its record.
  func remember(_ request: RequestRecord) throws(Refusal)

  /// Removes all events of one subject, and raises the floor over them.
  func removeEvents(of subject: Identifier) throws(Refusal)
  /// Removes the oldest events that are not of a migration (resets) and happened before `moment`, `limit` at most, and
  /// raises the floor over them. Answers how many.
  func removeResets(before moment: Timestamp, limit: Int) throws(Refusal) -> Int
  /// Forgets the oldest accepted calls from before `moment`, `limit` at most. Answers how many.
  func removeRequests(before moment: Timestamp, limit: Int) throws(Refusal) -> Int
}

extension LedgerReading {
  /// The row, or the refusal NOT_FOUND that names it.
  package func get<Row: LedgerRow>(_ type: Row.Type, _ id: Identifier) throws(Refusal) -> Row {
    guard let row = try find(type, id) else { throw Refusal.notFound(Row.noun, id) }
    return row
  }

  package func list<Row: LedgerRow>(_ type: Row.Type, where conditions: [Condition] = [])
    throws(Refusal) -> [Row]
  {
    try list(type, where: conditions, page: nil)
  }
}
