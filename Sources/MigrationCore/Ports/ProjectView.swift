/// The ledger as a caller of one project sees it: what is of another project is not found. Lists are as they are: whoever
/// decides has to see everything, and whoever answers with a list asks for the project's rows (`Row.projectConditions`).
package struct ProjectView: LedgerWriting {
  private let base: any LedgerReading
  /// Nil within a reading transaction.
  private let writing: (any LedgerWriting)?
  private let project: String

  package init(_ base: any LedgerReading, project: String) {
    self.base = base
    writing = nil
    self.project = project
  }

  package init(_ base: any LedgerWriting, project: String) {
    self.base = base
    writing = base
    self.project = project
  }

  package func find<Row: LedgerRow>(_ type: Row.Type, _ id: Identifier) throws(Refusal) -> Row? {
    guard let row = try base.find(type, id), try shows(row) else { return nil }
    return row
  }

  /// Whether a row is the project's, or belongs to none.
  private func shows(_ row: some LedgerRow) throws(Refusal) -> Bool {
    switch type(of: row).noun {
    case .shareServer, .share, .snapshot, .shareNetwork, .migration:
      row.value(of: .projectID) == project
    case .subnet:
      try owner(ShareNetwork.self, row.value(of: .shareNetworkID))
    case .accessRule:
      try owner(Share.self, row.value(of: .shareID))
    case .allocation, .shareType:
      true
    case .evacuation:
      false
    }
  }

  private func owner<Row: LedgerRow>(_ type: Row.Type, _ id: String?) throws(Refusal) -> Bool {
    guard let id = id.flatMap(Identifier.init), let row = try base.find(type, id) else {
      return false
    }
    return row.value(of: .projectID) == project
  }

  // MARK: Passed on

  package func list<Row: LedgerRow>(_ type: Row.Type, where conditions: [Condition], page: Page?)
    throws(Refusal) -> [Row]
  {
    try base.list(type, where: conditions, page: page)
  }

  package func events(after position: Int64, of subject: Identifier?, limit: Int)
    throws(Refusal) -> [HistoryEvent]
  {
    try base.events(after: position, of: subject, limit: limit)
  }

  package func lastPosition() throws(Refusal) -> Int64 { try base.lastPosition() }
  package func floorPosition() throws(Refusal) -> Int64 { try base.floorPosition() }
  package func request(_ id: Identifier) throws(Refusal) -> RequestRecord? { try base.request(id) }

  private var writer: any LedgerWriting {
    guard let writing else { preconditionFailure("a reading transaction writes nothing") }
    return writing
  }

  package func insert(_ row: some LedgerRow) throws(Refusal) { try writer.insert(row) }
  package func update(_ row: some LedgerRow) throws(Refusal) { try writer.update(row) }

  package func delete<Row: LedgerRow>(_ type: Row.Type, _ id: Identifier) throws(Refusal) {
    try writer.delete(type, id)
  }

  package func append(_ event: HistoryEvent) throws(Refusal) -> HistoryEvent {
    try writer.append(event)
  }

  package func remember(_ request: RequestRecord) throws(Refusal) { try writer.remember(request) }

  package func removeEvents(of subject: Identifier) throws(Refusal) {
    try writer.removeEvents(of: subject)
  }

  package func removeResets(before moment: Timestamp, limit: Int) throws(Refusal) -> Int {
    try writer.removeResets(before: moment, limit: limit)
  }

  package func removeRequests(before moment: Timestamp, limit: Int) throws(Refusal) -> Int {
    try writer.removeRequests(before: moment, limit: limit)
  }
}

extension LedgerReading {
  /// The same as a caller of `project` sees it; nil sees everything.
  package func seen(from project: String?) -> any LedgerReading {
    if let project { ProjectView(self, project: project) } else { self }
  }

  /// What a list of the project's rows of this kind asks for.
  package func projectConditions(_ noun: Noun, _ project: String) throws(Refusal) -> [Condition] {
    switch noun {
    case .shareServer, .share, .snapshot, .shareNetwork, .migration:
      return [.equal(.projectID, project)]
    case .subnet:
      let networks = try list(ShareNetwork.self, where: [.equal(.projectID, project)])
      return [Condition(.shareNetworkID, in: networks.map(\.id.rawValue))]
    case .accessRule:
      let shares = try list(Share.self, where: [.equal(.projectID, project)])
      return [Condition(.shareID, in: shares.map(\.id.rawValue))]
    case .allocation:
      let servers = try list(ShareServer.self, where: [.equal(.projectID, project)])
      return [Condition(.shareServerID, in: servers.map(\.id.rawValue))]
    case .shareType:
      return []
    case .evacuation:
      return [Condition(.status, in: [])]
    }
  }
}
