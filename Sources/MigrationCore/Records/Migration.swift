/// The life of one migration. Kept until retention, off by default, removes it; Manila has no such record.
package struct Migration: LedgerRow {
  package static let noun = Noun.migration

  package let id: Identifier
  package var projectID: String
  package var sourceShareServerID: Identifier
  /// Valid from `migration_in_progress` on.
  package var destinationShareServerID: Identifier?
  package var sourceHost: BackendAddress
  package var destinationHost: BackendAddress
  /// What the operator asked for.
  package var options: MigrationOptions
  /// What may be changed while it runs.
  package var controls: MigrationControls
  /// What the destination driver said it can do, when the start was accepted.
  package var capabilities: Capabilities
  /// The shares of the source when the start was accepted.
  package var shareIDs: [Identifier]
  /// The snapshots of those shares.
  package var snapshotIDs: [Identifier]
  /// The subnets the destination has its addresses in, chosen when the start was accepted; nil where an earlier version of
  /// the service accepted it.
  package var destinationSubnetIDs: [Identifier]?
  package var taskState: TaskState
  /// The last progress written: at each transition.
  package var progress: ProgressReport
  /// Valid iff the migration ended in, or is on its way to, `migration_error`.
  package var failure: MigrationFailure?
  /// How it was recovered after an error; nil when nobody asked for that.
  package var recovery: MigrationRecovery?
  /// The number of its last transition; the first is 1, and there are no gaps.
  package var revision: Int64
  /// The life of the service that owns the migration; writes of an earlier life are refused.
  package var fence: Int64
  package let createdAt: Timestamp
  package var updatedAt: Timestamp
  package var phase1DoneAt: Timestamp?
  /// When the cutover was accepted.
  package var completingAt: Timestamp?
  /// Valid iff the task state is final.
  package var endedAt: Timestamp?

  package init(
    id: Identifier,
    projectID: String,
    sourceShareServerID: Identifier,
    destinationShareServerID: Identifier? = nil,
    sourceHost: BackendAddress,
    destinationHost: BackendAddress,
    options: MigrationOptions,
    controls: MigrationControls = MigrationControls(),
    capabilities: Capabilities,
    shareIDs: [Identifier],
    snapshotIDs: [Identifier],
    destinationSubnetIDs: [Identifier]? = nil,
    taskState: TaskState,
    progress: ProgressReport = ProgressReport(),
    failure: MigrationFailure? = nil,
    recovery: MigrationRecovery? = nil,
    revision: Int64 = 0,
    fence: Int64,
    createdAt: Timestamp,
    updatedAt: Timestamp,
    phase1DoneAt: Timestamp? = nil,
    completingAt: Timestamp? = nil,
    endedAt: Timestamp? = nil
  ) {
    self.id = id
    self.projectID = projectID
    self.sourceShareServerID = sourceShareServerID
    self.destinationShareServerID = destinationShareServerID
    self.sourceHost = sourceHost
    self.destinationHost = destinationHost
    self.options = options
    self.controls = controls
    self.capabilities = capabilities
    self.shareIDs = shareIDs
    self.snapshotIDs = snapshotIDs
    self.destinationSubnetIDs = destinationSubnetIDs
    self.taskState = taskState
    self.progress = progress
    self.failure = failure
    self.recovery = recovery
    self.revision = revision
    self.fence = fence
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.phase1DoneAt = phase1DoneAt
    self.completingAt = completingAt
    self.endedAt = endedAt
  }

  /// Whether the service is at work on it, or waits for its operator: its servers belong to it alone.
  package var isBusy: Bool { !taskState.isFinal || recovery?.state == .inProgress }

  package func value(of column: Column) -> String? {
    switch column {
    case .projectID: projectID
    case .taskState: taskState.rawValue
    case .sourceShareServerID: sourceShareServerID.rawValue
    case .destinationShareServerID: destinationShareServerID?.rawValue
    case .host: sourceHost.rawValue
    case .destinationHost: destinationHost.rawValue
    case .name, .status, .shareServerID, .shareNetworkID, .shareTypeID, .shareID, .subnetID,
      .availabilityZone:
      nil
    }
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case projectID = "project_id"
    case sourceShareServerID = "source_share_server_id"
    case destinationShareServerID = "destination_share_server_id"
    case sourceHost = "source_host"
    case destinationHost = "destination_host"
    case options
    case controls
    case capabilities
    case shareIDs = "share_ids"
    case snapshotIDs = "snapshot_ids"
    case destinationSubnetIDs = "destination_subnet_ids"
    case taskState = "task_state"
    case progress
    case failure
    case recovery
    case revision
    case fence
    case createdAt = "created_at"
    case updatedAt = "updated_at"
    case phase1DoneAt = "phase1_done_at"
    case completingAt = "completing_at"
    case endedAt = "ended_at"
  }
}
