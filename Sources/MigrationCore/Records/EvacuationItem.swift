/// One share server of an evacuation, and what becomes of it.
package struct EvacuationItem: Hashable, Sendable, Codable {
  package let serverID: Identifier
  package var state: State
  /// Where it goes; nil when there is nowhere.
  package var destination: BackendAddress?
  /// The request id its start is made under, written before the start: a repeated start is the same one.
  package var startID: Identifier?
  package var migrationID: Identifier?
  /// Somebody else started the migration.
  package var isAdopted: Bool
  /// Starts that were refused, since it was last planned by an operator's wish.
  package var refusals: Int
  /// Why it cannot move or did not; empty when all is well.
  package var reason: String
  /// Why it goes where it goes, or why it does not, for a person.
  package var message: String
  /// To copy: estimated at first, then what the migration found.
  package var bytes: Int64

  package init(
    serverID: Identifier, state: State, destination: BackendAddress? = nil,
    startID: Identifier? = nil, migrationID: Identifier? = nil, isAdopted: Bool = false,
    refusals: Int = 0, reason: String = "", message: String = "", bytes: Int64 = 0
  ) {
    self.serverID = serverID
    self.state = state
    self.destination = destination
    self.startID = startID
    self.migrationID = migrationID
    self.isAdopted = isAdopted
    self.refusals = refusals
    self.reason = reason
    self.message = message
    self.bytes = bytes
  }

  /// What becomes of a server.
  package enum State: String, Sendable, Hashable, Codable, CaseIterable {
    /// Has a destination, waits for its turn.
    case planned
    /// Has none.
    case blocked
    /// The intent to start its migration is written.
    case starting
    /// Its migration is on its way.
    case migrating
    /// Its migration has succeeded.
    case moved
    case failed
    case cancelled
    /// Nothing is left of it on the backend, and the evacuation had no part in that.
    case gone

    /// Whether nothing more happens to it in this round.
    package var isSettled: Bool {
      switch self {
      case .planned, .starting, .migrating: false
      case .blocked, .moved, .failed, .cancelled, .gone: true
      }
    }

    /// Whether it has left the backend.
    package var hasLeft: Bool { self == .moved || self == .gone }
  }

  private enum CodingKeys: String, CodingKey {
    case serverID = "server_id"
    case state
    case destination
    case startID = "start_id"
    case migrationID = "migration_id"
    case isAdopted = "is_adopted"
    case refusals
    case reason
    case message
    case bytes
  }
}
