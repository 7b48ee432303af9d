import GalleonAPI
import MigrationCore
import Orchestration

extension GalleonAPI.Migration {
  /// With `history` only where a caller asked for one migration.
  init(_ status: MigrationStatus, history: [HistoryEvent] = []) {
    let migration = status.migration
    self.init()
    id = migration.id.rawValue
    projectId = migration.projectID
    sourceShareServerId = migration.sourceShareServerID.rawValue
    destinationShareServerId = migration.destinationShareServerID?.rawValue ?? ""
    sourceHost = migration.sourceHost.rawValue
    destinationHost = migration.destinationHost.rawValue
    options = .init(migration.options)
    capabilities = .init(migration.capabilities)
    taskState = .init(migration.taskState)
    progress = .init(status)
    createTime = .init(migration.createdAt)
    updateTime = .init(migration.updatedAt)
    phase1DoneTime = migration.phase1DoneAt.map { .init($0) }
    completeTime = migration.completingAt.map { .init($0) }
    endTime = migration.endedAt.map { .init($0) }
    lastError = migration.failure.map { .init($0) }
    self.history = history.map(GalleonAPI.MigrationTransition.init)
    revision = migration.revision
    controls = .init(migration.controls)
    recovery = migration.recovery.map { .init($0) }
  }
}

extension GalleonAPI.MigrationProgress {
  init(_ status: MigrationStatus) {
    let migration = status.migration
    let report = status.report
    self.init()
    migrationId = migration.id.rawValue
    sourceShareServerId = migration.sourceShareServerID.rawValue
    destinationShareServerId = migration.destinationShareServerID?.rawValue ?? ""
    taskState = .init(migration.taskState)
    totalPercent = status.percent
    bytesDone = report.bytesDone
    bytesTotal = report.bytesTotal
    filesDone = report.filesDone
    filesTotal = report.filesTotal
    bytesPerSecond = report.bytesPerSecond
    estimatedTimeLeft = report.timeLeft.map { .init($0) }
    shares = report.shares.map { share in
      .init(share, name: status.shareNames[share.shareID] ?? "", pass: report.pass)
    }
    lastError = migration.failure.map { .init($0) }
  }
}

extension GalleonAPI.ShareProgress {
  init(_ share: MigrationCore.ShareProgress, name: String, pass: Int) {
    self.init()
    shareId = share.shareID.rawValue
    shareName = name
    bytesDone = share.bytesDone
    bytesTotal = share.bytesTotal
    filesDone = share.filesDone
    filesTotal = share.filesTotal
    passNumber = Int32(clamping: pass)
    phase = pass == 0 ? "" : pass == 1 ? "full copy" : "delta \(pass - 1)"
  }
}

extension GalleonAPI.MigrationError {
  init(_ failure: MigrationFailure) {
    self.init()
    step = failure.step.rawValue
    reason = failure.reason
    message = failure.message
  }
}

extension GalleonAPI.MigrationTransition {
  init(_ event: HistoryEvent) {
    self.init()
    revision = event.revision
    ruleNumber = Int32(clamping: event.rule ?? 0)
    fromState = Self.state(event.from)
    toState = Self.state(event.to)
    recordTime = .init(event.at)
    message = event.sentence
    actor = event.actor ?? ""
  }

  private static func state(_ word: String?) -> GalleonAPI.TaskState {
    guard let word, let state = MigrationCore.TaskState(rawValue: word) else { return .unspecified }
    return .init(state)
  }
}

extension HistoryEvent {
  /// A reset is of one row, which the states of a migration cannot name: “share 0a1b…: error → available, …”.
  fileprivate var sentence: String {
    if noun == .migration { return message }
    return "\(noun.words) \(subjectID): \(from ?? "none") → \(to ?? "none"), \(message)"
  }
}

extension GalleonAPI.MigrationOptions {
  init(_ options: MigrationCore.MigrationOptions) {
    self.init()
    writable = options.writable
    nondisruptive = options.nondisruptive
    preserveSnapshots = options.preserveSnapshots
    newShareNetworkId = options.newShareNetworkID?.rawValue ?? ""
  }
}

extension GalleonAPI.MigrationCapabilities {
  init(_ can: Capabilities) {
    self.init()
    writable = can.writable
    nondisruptive = can.nondisruptive
    preserveSnapshots = can.preserveSnapshots
    shareNetworkChange = can.shareNetworkChange
    migrationCancel = can.migrationCancel
    migrationGetProgress = can.migrationGetProgress
  }
}

extension GalleonAPI.MigrationConflict {
  init(_ conflict: Conflict) {
    self.init()
    reason = conflict.reason.rawValue
    resourceType = conflict.resourceType
    resourceId = conflict.resourceID
    message = conflict.message
  }
}

extension GalleonAPI.MigrationEstimate {
  init(_ estimate: Estimate) {
    self.init()
    bytes = estimate.bytes
    files = estimate.files
    duration = .init(estimate.duration)
    cutoverDuration = .init(estimate.cutover)
  }
}

extension GalleonAPI.Backend {
  init(_ state: BackendState) {
    self.init()
    host = state.address.rawValue
    driver = state.kind
    availabilityZone = state.availabilityZone
    enabled = state.isEnabled
    up = state.isUp
    healthMessage = state.report?.problem ?? ""
    let pools = state.report?.pools ?? []
    self.pools = pools.map { pool in
      .init(name: pool.name, totalBytes: pool.totalBytes, freeBytes: pool.freeBytes)
    }
    capabilities = .init(
      migration: .init(state.capabilities), snapshots: true, replicas: false,
      protocols: state.protocols.map { .init($0) })
    totalBytes = state.report?.totalBytes ?? 0
    freeBytes = state.report?.freeBytes ?? 0
    lastHeartbeatTime = state.lastHeartbeat.map { .init($0) }
    evacuating = state.isEvacuating
  }
}
