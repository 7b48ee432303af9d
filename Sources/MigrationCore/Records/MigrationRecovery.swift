/// Which side of a failed migration is to be the good one.
package enum RecoveryDirection: String, Sendable, Hashable, Codable, CaseIterable {
  /// The destination has everything and shall serve.
  case forward
  /// The source has everything and shall serve as before.
  case backward
}

/// An operator's way out of `migration_error`: one side is declared good, after its driver has verified that it is.
package struct MigrationRecovery: Hashable, Sendable, Codable {
  package var direction: RecoveryDirection
  package var state: State
  /// Who asked for it, and why.
  package var actor: String?
  package var reason: String
  /// What went wrong; empty unless it failed.
  package var message: String
  package var requestedAt: Timestamp
  package var endedAt: Timestamp?

  package init(
    direction: RecoveryDirection, state: State = .inProgress, actor: String? = nil,
    reason: String = "", message: String = "", requestedAt: Timestamp, endedAt: Timestamp? = nil
  ) {
    self.direction = direction
    self.state = state
    self.actor = actor
    self.reason = reason
    self.message = message
    self.requestedAt = requestedAt
    self.endedAt = endedAt
  }

  /// How far a recovery has come.
  package enum State: String, Sendable, Hashable, Codable, CaseIterable {
    /// Verified and accepted; the drivers are at work. A restart goes on with it.
    case inProgress = "in_progress"
    /// Everything of the migration is consistent again.
    case done
    /// A driver failed; it may be asked for again.
    case failed
  }

  private enum CodingKeys: String, CodingKey {
    case direction
    case state
    case actor
    case reason
    case message
    case requestedAt = "requested_at"
    case endedAt = "ended_at"
  }
}
