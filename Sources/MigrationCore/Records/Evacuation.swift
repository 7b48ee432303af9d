/// The moving of every share server off a backend. Kept for ever.
package struct Evacuation: LedgerRow {
  package static let noun = Noun.evacuation

  package let id: Identifier
  /// The backend that is emptied.
  package var host: BackendAddress
  package var options: EvacuationOptions
  package var state: State
  /// In the order in which they are moved.
  package var items: [EvacuationItem]
  /// What goes where is to be planned anew before anything is started: everything that has not moved is looked at again.
  package var needsPlan: Bool
  /// How often it was planned.
  package var planCount: Int
  /// A stop also calls off what is in its first phase.
  package var cancelsOnStop: Bool
  /// Who started, stopped or resumed it last; nil for the service itself.
  package var actor: String?
  /// What it does, or how it ended, for a person.
  package var message: String
  /// Rises with every write.
  package var revision: Int64
  /// The life of the service that owns it; writes of an earlier life are refused.
  package var fence: Int64
  package let createdAt: Timestamp
  package var updatedAt: Timestamp
  /// Valid iff the state is at rest.
  package var endedAt: Timestamp?

  package init(
    id: Identifier,
    host: BackendAddress,
    options: EvacuationOptions,
    state: State = .running,
    items: [EvacuationItem] = [],
    needsPlan: Bool = true,
    planCount: Int = 0,
    cancelsOnStop: Bool = false,
    actor: String? = nil,
    message: String = "",
    revision: Int64 = 1,
    fence: Int64,
    createdAt: Timestamp,
    updatedAt: Timestamp,
    endedAt: Timestamp? = nil
  ) {
    self.id = id
    self.host = host
    self.options = options
    self.state = state
    self.items = items
    self.needsPlan = needsPlan
    self.planCount = planCount
    self.cancelsOnStop = cancelsOnStop
    self.actor = actor
    self.message = message
    self.revision = revision
    self.fence = fence
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.endedAt = endedAt
  }

  /// How far an evacuation has come.
  package enum State: String, Sendable, Hashable, Codable, CaseIterable {
    case running
    /// Nothing new is started; what is at work comes to its end.
    case stopping
    /// Stopped; can be resumed.
    case stopped
    /// Every server has left.
    case done
    /// Everything was tried and something is left; can be resumed.
    case doneWithFailures = "done_with_failures"

    /// Whether the service does nothing about it any more.
    package var isAtRest: Bool {
      switch self {
      case .running, .stopping: false
      case .stopped, .done, .doneWithFailures: true
      }
    }
  }

  package func value(of column: Column) -> String? {
    switch column {
    case .host: host.rawValue
    case .status: state.rawValue
    case .name, .projectID, .taskState, .sourceShareServerID, .destinationShareServerID,
      .destinationHost, .shareServerID, .shareNetworkID, .shareTypeID, .shareID, .subnetID,
      .availabilityZone:
      nil
    }
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case host
    case options
    case state
    case items
    case needsPlan = "needs_plan"
    case planCount = "plan_count"
    case cancelsOnStop = "cancels_on_stop"
    case actor
    case message
    case revision
    case fence
    case createdAt = "created_at"
    case updatedAt = "updated_at"
    case endedAt = "ended_at"
  }
}
