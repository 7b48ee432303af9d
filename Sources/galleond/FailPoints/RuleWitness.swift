import MigrationCore

/// A transaction that notes the numbers of the transitions written in it.
final class RuleWitness: LedgerWriting {
  private let transaction: any LedgerWriting
  private(set) var rules: [Int] = []

  init(_ transaction: any LedgerWriting) {
    self.transaction = transaction
  }

  func append(_ event: HistoryEvent) throws(Refusal) -> HistoryEvent {
    let event = try transaction.append(event)
    if let rule = event.rule { rules.append(rule) }
    return event
  }

  func find<Row: LedgerRow>(_ type: Row.Type, _ id: Identifier) throws(Refusal) -> Row? {
    try transaction.find(type, id)
  }

  func list<Row: LedgerRow>(_ type: Row.Type, where conditions: [Condition], page: Page?)
    throws(Refusal) -> [Row]
  {
    try transaction.list(type, where: conditions, page: page)
  }

  func events(after position: Int64, of subject: Identifier?, limit: Int) throws(Refusal)
    -> [HistoryEvent]
  {
    try transaction.events(after: position, of: subject, limit: limit)
  }

  func lastPosition() throws(Refusal) -> Int64 { try transaction.lastPosition() }

  func floorPosition() throws(Refusal) -> Int64 { try transaction.floorPosition() }

  func request(_ id: Identifier) throws(Refusal) -> RequestRecord? { try transaction.request(id) }

  func insert(_ row: some LedgerRow) throws(Refusal) { try transaction.insert(row) }

  func update(_ row: some LedgerRow) throws(Refusal) { try transaction.update(row) }

  func delete<Row: LedgerRow>(_ type: Row.Type, _ id: Identifier) throws(Refusal) {
    try transaction.delete(type, id)
  }

  func remember(_ request: RequestRecord) throws(Refusal) { try transaction.remember(request) }

  func removeEvents(of subject: Identifier) throws(Refusal) {
    try transaction.removeEvents(of: subject)
  }

  func removeResets(before moment: Timestamp, limit: Int) throws(Refusal) -> Int {
    try transaction.removeResets(before: moment, limit: limit)
  }

  func removeRequests(before moment: Timestamp, limit: Int) throws(Refusal) -> Int {
    try transaction.removeRequests(before: moment, limit: limit)
  }
}
