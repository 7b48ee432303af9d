// Made by protoc-gen-galleon from galleon/v1/migration.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// Which side of a failed migration is to be the good one.
package struct RecoveryDirection: ProtobufEnum {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Not said; RecoverMigration refuses it.
  package static let unspecified = RecoveryDirection(rawValue: 0)

  /// The destination has everything and shall serve: it becomes active with the shares, the source
  /// inactive.
  package static let forward = RecoveryDirection(rawValue: 1)

  /// The source has everything and shall serve as before: it becomes active with the shares, the
  /// destination inactive.
  package static let backward = RecoveryDirection(rawValue: 2)

  /// The values that the schema names, in its order.
  package static let allValues: [RecoveryDirection] = [.unspecified, .forward, .backward]

  package var name: String? {
    switch rawValue {
    case 0: "RECOVERY_DIRECTION_UNSPECIFIED"
    case 1: "RECOVERY_DIRECTION_FORWARD"
    case 2: "RECOVERY_DIRECTION_BACKWARD"
    default: nil
    }
  }
}

/// How far a recovery has come.
package struct RecoveryState: ProtobufEnum {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Not known to this version of the schema.
  package static let unspecified = RecoveryState(rawValue: 0)

  /// Verified and accepted; the drivers are at work.
  package static let inProgress = RecoveryState(rawValue: 1)

  /// Everything of the migration is consistent again.
  package static let done = RecoveryState(rawValue: 2)

  /// A driver failed; RecoverMigration may be called again.
  package static let failed = RecoveryState(rawValue: 3)

  /// The values that the schema names, in its order.
  package static let allValues: [RecoveryState] = [.unspecified, .inProgress, .done, .failed]

  package var name: String? {
    switch rawValue {
    case 0: "RECOVERY_STATE_UNSPECIFIED"
    case 1: "RECOVERY_STATE_IN_PROGRESS"
    case 2: "RECOVERY_STATE_DONE"
    case 3: "RECOVERY_STATE_FAILED"
    default: nil
    }
  }
}

/// Why a watch begins anew.
package struct MigrationWatchResetReason: ProtobufEnum {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Never sent.
  package static let unspecified = MigrationWatchResetReason(rawValue: 0)

  /// Some of what happened since was removed from the ledger by retention.
  package static let tokenTooOld = MigrationWatchResetReason(rawValue: 1)

  /// The resume_token is of another ledger.
  package static let otherLedger = MigrationWatchResetReason(rawValue: 2)

  /// The resume_token is of something this ledger does not know yet: the ledger was restored from a
  /// backup.
  package static let tokenFromFuture = MigrationWatchResetReason(rawValue: 3)

  /// The values that the schema names, in its order.
  package static let allValues: [MigrationWatchResetReason] = [
    .unspecified, .tokenTooOld, .otherLedger, .tokenFromFuture,
  ]

  package var name: String? {
    switch rawValue {
    case 0: "MIGRATION_WATCH_RESET_REASON_UNSPECIFIED"
    case 1: "MIGRATION_WATCH_RESET_REASON_TOKEN_TOO_OLD"
    case 2: "MIGRATION_WATCH_RESET_REASON_OTHER_LEDGER"
    case 3: "MIGRATION_WATCH_RESET_REASON_TOKEN_FROM_FUTURE"
    default: nil
    }
  }
}

/// One move of a share server to another backend. Made by StartMigration, kept for ever, readable
/// at any time. Every field is written by the service.
package struct Migration: BridgedMessage {
  package static let fullName = "galleon.v1.Migration"
  package static let plan = MessagePlan.of(galleon__v1__migration__init)
  package static let defaults = Defaults(Migration())

  /// UUID.
  package var id: String = ""

  /// Project that owns the share server.
  package var projectId: String = ""

  /// UUID of the share server that moves.
  package var sourceShareServerId: String = ""

  /// UUID of the new share server; empty until it is made, in migration_in_progress.
  package var destinationShareServerId: String = ""

  /// Backend the server was on when the start was accepted, `host@backend`.
  package var sourceHost: String = ""

  /// Backend the server moves to, `host@backend`.
  package var destinationHost: String = ""

  /// What the operator asked for.
  package var options: MigrationOptions?

  /// What the destination's driver said it can do, when the start was accepted.
  package var capabilities: MigrationCapabilities?

  /// How far it has come.
  package var taskState: TaskState = TaskState()

  /// How much is copied; the same that GetMigrationProgress answers.
  package var progress: MigrationProgress?

  /// When the start was accepted.
  package var createTime: GoogleProtobufTimestamp?

  /// When this record last changed.
  package var updateTime: GoogleProtobufTimestamp?

  /// When migration_driver_phase1_done was reached; absent before.
  package var phase1DoneTime: GoogleProtobufTimestamp?

  /// When the complete was accepted; absent before.
  package var completeTime: GoogleProtobufTimestamp?

  /// When a final state was reached; absent before.
  package var endTime: GoogleProtobufTimestamp?

  /// What went wrong last; absent when nothing did.
  package var lastError: MigrationError?

  /// Every transition so far, and every reset of what belongs to the migration, oldest first.
  /// Filled by GetMigration and the calls that change a migration; empty in lists and watches.
  package var history: [MigrationTransition] = []

  /// Number of the newest transition: 1 for the start's own, then one more for each, without gaps.
  package var revision: Int64 = 0

  /// What may be changed while it is on its way.
  package var controls: MigrationControls?

  /// Its place among those that wait in migration_starting for their turn: 1 is the next; 0 when it
  /// does not wait.
  package var queuePosition: Int32 = 0

  /// How it was resolved after migration_error; absent when nobody asked for that.
  package var recovery: MigrationRecovery?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    id: String = "", projectId: String = "", sourceShareServerId: String = "",
    destinationShareServerId: String = "", sourceHost: String = "", destinationHost: String = "",
    options: MigrationOptions? = nil, capabilities: MigrationCapabilities? = nil,
    taskState: TaskState = TaskState(), progress: MigrationProgress? = nil,
    createTime: GoogleProtobufTimestamp? = nil, updateTime: GoogleProtobufTimestamp? = nil,
    phase1DoneTime: GoogleProtobufTimestamp? = nil, completeTime: GoogleProtobufTimestamp? = nil,
    endTime: GoogleProtobufTimestamp? = nil, lastError: MigrationError? = nil,
    history: [MigrationTransition] = [], revision: Int64 = 0, controls: MigrationControls? = nil,
    queuePosition: Int32 = 0, recovery: MigrationRecovery? = nil
  ) {
    self.id = id
    self.projectId = projectId
    self.sourceShareServerId = sourceShareServerId
    self.destinationShareServerId = destinationShareServerId
    self.sourceHost = sourceHost
    self.destinationHost = destinationHost
    self.options = options
    self.capabilities = capabilities
    self.taskState = taskState
    self.progress = progress
    self.createTime = createTime
    self.updateTime = updateTime
    self.phase1DoneTime = phase1DoneTime
    self.completeTime = completeTime
    self.endTime = endTime
    self.lastError = lastError
    self.history = history
    self.revision = revision
    self.controls = controls
    self.queuePosition = queuePosition
    self.recovery = recovery
  }
}

extension Migration {
  package mutating func read(from source: UnsafePointer<Galleon__V1__Migration>)
    throws(ProtobufError)
  {
    try source.pointee.id.read(into: &self.id, "galleon.v1.Migration.id")
    try source.pointee.project_id.read(into: &self.projectId, "galleon.v1.Migration.project_id")
    try source.pointee.source_share_server_id.read(
      into: &self.sourceShareServerId, "galleon.v1.Migration.source_share_server_id")
    try source.pointee.destination_share_server_id.read(
      into: &self.destinationShareServerId, "galleon.v1.Migration.destination_share_server_id")
    try source.pointee.source_host.read(into: &self.sourceHost, "galleon.v1.Migration.source_host")
    try source.pointee.destination_host.read(
      into: &self.destinationHost, "galleon.v1.Migration.destination_host")
    try self.options.read(from: source.pointee.options)
    try self.capabilities.read(from: source.pointee.capabilities)
    self.taskState = TaskState(
      rawValue: .init(truncatingIfNeeded: source.pointee.task_state.rawValue))
    try self.progress.read(from: source.pointee.progress)
    try self.createTime.read(from: source.pointee.create_time)
    try self.updateTime.read(from: source.pointee.update_time)
    try self.phase1DoneTime.read(from: source.pointee.phase1_done_time)
    try self.completeTime.read(from: source.pointee.complete_time)
    try self.endTime.read(from: source.pointee.end_time)
    try self.lastError.read(from: source.pointee.last_error)
    if source.pointee.n_history != 0 {
      self.history = try [MigrationTransition](source.pointee.history, source.pointee.n_history)
    }
    self.revision = source.pointee.revision
    try self.controls.read(from: source.pointee.controls)
    self.queuePosition = source.pointee.queue_position
    try self.recovery.read(from: source.pointee.recovery)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(_ target: UnsafeMutablePointer<Galleon__V1__Migration>, _ arena: Arena)
    throws(ProtobufError)
  {
    galleon__v1__migration__init(target)
    target.pointee.id = arena.text(id)
    target.pointee.project_id = arena.text(projectId)
    target.pointee.source_share_server_id = arena.text(sourceShareServerId)
    target.pointee.destination_share_server_id = arena.text(destinationShareServerId)
    target.pointee.source_host = arena.text(sourceHost)
    target.pointee.destination_host = arena.text(destinationHost)
    target.pointee.options = try self.options.structure(in: arena)
    target.pointee.capabilities = try self.capabilities.structure(in: arena)
    target.pointee.task_state = .init(rawValue: .init(truncatingIfNeeded: taskState.rawValue))
    target.pointee.progress = try self.progress.structure(in: arena)
    target.pointee.create_time = try self.createTime.structure(in: arena)
    target.pointee.update_time = try self.updateTime.structure(in: arena)
    target.pointee.phase1_done_time = try self.phase1DoneTime.structure(in: arena)
    target.pointee.complete_time = try self.completeTime.structure(in: arena)
    target.pointee.end_time = try self.endTime.structure(in: arena)
    target.pointee.last_error = try self.lastError.structure(in: arena)
    target.pointee.n_history = history.count
    target.pointee.history = try arena.messages(history)
    target.pointee.revision = revision
    target.pointee.controls = try self.controls.structure(in: arena)
    target.pointee.queue_position = queuePosition
    target.pointee.recovery = try self.recovery.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What an operator may change while a migration is on its way. Set by StartMigration and
/// UpdateMigration.
package struct MigrationControls: BridgedMessage {
  package static let fullName = "galleon.v1.MigrationControls"
  package static let plan = MessagePlan.of(galleon__v1__migration_controls__init)
  package static let defaults = Defaults(MigrationControls())

  /// Of migrations that wait for their turn the highest goes first, equal ones in the order of
  /// their starts. -100 to 100.
  package var priority: Int32 = 0

  /// Most data to move a second, in bytes; 0 is as fast as the backends allow.
  package var bandwidthLimit: Int64 = 0

  /// From this moment on the service cuts over by itself, as soon as migration_driver_phase1_done
  /// is reached and the destination backend is up; absent leaves that to CompleteMigration.
  package var completeAfter: GoogleProtobufTimestamp?

  /// After this moment the service no longer cuts over by itself: the migration waits for
  /// CompleteMigration. Absent sets no end. Needs complete_after, and must be later.
  package var completeBefore: GoogleProtobufTimestamp?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    priority: Int32 = 0, bandwidthLimit: Int64 = 0, completeAfter: GoogleProtobufTimestamp? = nil,
    completeBefore: GoogleProtobufTimestamp? = nil
  ) {
    self.priority = priority
    self.bandwidthLimit = bandwidthLimit
    self.completeAfter = completeAfter
    self.completeBefore = completeBefore
  }
}

extension MigrationControls {
  package mutating func read(from source: UnsafePointer<Galleon__V1__MigrationControls>)
    throws(ProtobufError)
  {
    self.priority = source.pointee.priority
    self.bandwidthLimit = source.pointee.bandwidth_limit
    try self.completeAfter.read(from: source.pointee.complete_after)
    try self.completeBefore.read(from: source.pointee.complete_before)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__MigrationControls>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__migration_controls__init(target)
    target.pointee.priority = priority
    target.pointee.bandwidth_limit = bandwidthLimit
    target.pointee.complete_after = try self.completeAfter.structure(in: arena)
    target.pointee.complete_before = try self.completeBefore.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// An operator's way out of migration_error. Written by the service. The migration's task state
/// stays migration_error: that it failed stays true.
package struct MigrationRecovery: BridgedMessage {
  package static let fullName = "galleon.v1.MigrationRecovery"
  package static let plan = MessagePlan.of(galleon__v1__migration_recovery__init)
  package static let defaults = Defaults(MigrationRecovery())

  /// The side that was chosen.
  package var direction: RecoveryDirection = RecoveryDirection()

  /// How far it has come.
  package var state: RecoveryState = RecoveryState()

  /// Who asked for it, as far as the service knows: an identity or an address.
  package var `actor`: String = ""

  /// Why, in the words of RecoverMigration.
  package var reason: String = ""

  /// What went wrong, for a person; empty unless the state is FAILED.
  package var message: String = ""

  /// When it was accepted.
  package var requestTime: GoogleProtobufTimestamp?

  /// When it was done or failed; absent before.
  package var endTime: GoogleProtobufTimestamp?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    direction: RecoveryDirection = RecoveryDirection(), state: RecoveryState = RecoveryState(),
    `actor`: String = "", reason: String = "", message: String = "",
    requestTime: GoogleProtobufTimestamp? = nil, endTime: GoogleProtobufTimestamp? = nil
  ) {
    self.direction = direction
    self.state = state
    self.actor = `actor`
    self.reason = reason
    self.message = message
    self.requestTime = requestTime
    self.endTime = endTime
  }
}

extension MigrationRecovery {
  package mutating func read(from source: UnsafePointer<Galleon__V1__MigrationRecovery>)
    throws(ProtobufError)
  {
    self.direction = RecoveryDirection(
      rawValue: .init(truncatingIfNeeded: source.pointee.direction.rawValue))
    self.state = RecoveryState(rawValue: .init(truncatingIfNeeded: source.pointee.state.rawValue))
    try source.pointee.actor.read(into: &self.actor, "galleon.v1.MigrationRecovery.actor")
    try source.pointee.reason.read(into: &self.reason, "galleon.v1.MigrationRecovery.reason")
    try source.pointee.message.read(into: &self.message, "galleon.v1.MigrationRecovery.message")
    try self.requestTime.read(from: source.pointee.request_time)
    try self.endTime.read(from: source.pointee.end_time)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__MigrationRecovery>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__migration_recovery__init(target)
    target.pointee.direction = .init(rawValue: .init(truncatingIfNeeded: direction.rawValue))
    target.pointee.state = .init(rawValue: .init(truncatingIfNeeded: state.rawValue))
    target.pointee.actor = arena.text(`actor`)
    target.pointee.reason = arena.text(reason)
    target.pointee.message = arena.text(message)
    target.pointee.request_time = try self.requestTime.structure(in: arena)
    target.pointee.end_time = try self.endTime.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// One thing that a recovery changes. Written by RecoverMigration.
package struct RecoveryChange: BridgedMessage {
  package static let fullName = "galleon.v1.RecoveryChange"
  package static let plan = MessagePlan.of(galleon__v1__recovery_change__init)
  package static let defaults = Defaults(RecoveryChange())

  /// Kind of the resource: share_server, share, snapshot.
  package var resourceType: String = ""

  /// UUID of the resource.
  package var resourceId: String = ""

  /// Status before, in Manila's words.
  package var fromStatus: String = ""

  /// Status after.
  package var toStatus: String = ""

  /// UUID of the share server it belongs to after; empty for a share server.
  package var shareServerId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    resourceType: String = "", resourceId: String = "", fromStatus: String = "",
    toStatus: String = "", shareServerId: String = ""
  ) {
    self.resourceType = resourceType
    self.resourceId = resourceId
    self.fromStatus = fromStatus
    self.toStatus = toStatus
    self.shareServerId = shareServerId
  }
}

extension RecoveryChange {
  package mutating func read(from source: UnsafePointer<Galleon__V1__RecoveryChange>)
    throws(ProtobufError)
  {
    try source.pointee.resource_type.read(
      into: &self.resourceType, "galleon.v1.RecoveryChange.resource_type")
    try source.pointee.resource_id.read(
      into: &self.resourceId, "galleon.v1.RecoveryChange.resource_id")
    try source.pointee.from_status.read(
      into: &self.fromStatus, "galleon.v1.RecoveryChange.from_status")
    try source.pointee.to_status.read(into: &self.toStatus, "galleon.v1.RecoveryChange.to_status")
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.RecoveryChange.share_server_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__RecoveryChange>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__recovery_change__init(target)
    target.pointee.resource_type = arena.text(resourceType)
    target.pointee.resource_id = arena.text(resourceId)
    target.pointee.from_status = arena.text(fromStatus)
    target.pointee.to_status = arena.text(toStatus)
    target.pointee.share_server_id = arena.text(shareServerId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What an operator demands of a migration. The flags enforce, they do not choose: true refuses
/// unless the destination can; false lets the driver do whatever it can.
package struct MigrationOptions: BridgedMessage {
  package static let fullName = "galleon.v1.MigrationOptions"
  package static let plan = MessagePlan.of(galleon__v1__migration_options__init)
  package static let defaults = Defaults(MigrationOptions())

  /// Shares must stay writable while the first phase copies.
  package var writable: Bool = false

  /// The cutover must not disturb clients: addresses and handles stay.
  package var nondisruptive: Bool = false

  /// Snapshots must arrive at the destination.
  package var preserveSnapshots: Bool = false

  /// UUID of the share network the destination shall be in; empty keeps the source's.
  package var newShareNetworkId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    writable: Bool = false, nondisruptive: Bool = false, preserveSnapshots: Bool = false,
    newShareNetworkId: String = ""
  ) {
    self.writable = writable
    self.nondisruptive = nondisruptive
    self.preserveSnapshots = preserveSnapshots
    self.newShareNetworkId = newShareNetworkId
  }
}

extension MigrationOptions {
  package mutating func read(from source: UnsafePointer<Galleon__V1__MigrationOptions>)
    throws(ProtobufError)
  {
    self.writable = source.pointee.writable != 0
    self.nondisruptive = source.pointee.nondisruptive != 0
    self.preserveSnapshots = source.pointee.preserve_snapshots != 0
    try source.pointee.new_share_network_id.read(
      into: &self.newShareNetworkId, "galleon.v1.MigrationOptions.new_share_network_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__MigrationOptions>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__migration_options__init(target)
    target.pointee.writable = writable ? 1 : 0
    target.pointee.nondisruptive = nondisruptive ? 1 : 0
    target.pointee.preserve_snapshots = preserveSnapshots ? 1 : 0
    target.pointee.new_share_network_id = arena.text(newShareNetworkId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What a driver can do in a migration. Reported by the driver.
package struct MigrationCapabilities: BridgedMessage {
  package static let fullName = "galleon.v1.MigrationCapabilities"
  package static let plan = MessagePlan.of(galleon__v1__migration_capabilities__init)
  package static let defaults = Defaults(MigrationCapabilities())

  /// Shares stay writable while the first phase copies.
  package var writable: Bool = false

  /// The cutover does not disturb clients.
  package var nondisruptive: Bool = false

  /// Snapshots arrive at the destination.
  package var preserveSnapshots: Bool = false

  /// The server can move into another share network (Manila's `share_network_id`).
  package var shareNetworkChange: Bool = false

  /// A migration can be cancelled in its first phase.
  package var migrationCancel: Bool = false

  /// The driver reports progress while it copies.
  package var migrationGetProgress: Bool = false

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    writable: Bool = false, nondisruptive: Bool = false, preserveSnapshots: Bool = false,
    shareNetworkChange: Bool = false, migrationCancel: Bool = false,
    migrationGetProgress: Bool = false
  ) {
    self.writable = writable
    self.nondisruptive = nondisruptive
    self.preserveSnapshots = preserveSnapshots
    self.shareNetworkChange = shareNetworkChange
    self.migrationCancel = migrationCancel
    self.migrationGetProgress = migrationGetProgress
  }
}

extension MigrationCapabilities {
  package mutating func read(from source: UnsafePointer<Galleon__V1__MigrationCapabilities>)
    throws(ProtobufError)
  {
    self.writable = source.pointee.writable != 0
    self.nondisruptive = source.pointee.nondisruptive != 0
    self.preserveSnapshots = source.pointee.preserve_snapshots != 0
    self.shareNetworkChange = source.pointee.share_network_change != 0
    self.migrationCancel = source.pointee.migration_cancel != 0
    self.migrationGetProgress = source.pointee.migration_get_progress != 0
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__MigrationCapabilities>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__migration_capabilities__init(target)
    target.pointee.writable = writable ? 1 : 0
    target.pointee.nondisruptive = nondisruptive ? 1 : 0
    target.pointee.preserve_snapshots = preserveSnapshots ? 1 : 0
    target.pointee.share_network_change = shareNetworkChange ? 1 : 0
    target.pointee.migration_cancel = migrationCancel ? 1 : 0
    target.pointee.migration_get_progress = migrationGetProgress ? 1 : 0
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// How much of a migration is copied. Reported by the driver while it copies, kept by the service
/// after the end.
package struct MigrationProgress: BridgedMessage {
  package static let fullName = "galleon.v1.MigrationProgress"
  package static let plan = MessagePlan.of(galleon__v1__migration_progress__init)
  package static let defaults = Defaults(MigrationProgress())

  /// UUID of the migration.
  package var migrationId: String = ""

  /// UUID of the share server that moves.
  package var sourceShareServerId: String = ""

  /// UUID of the new share server; empty until it is made.
  package var destinationShareServerId: String = ""

  /// How far the migration has come.
  package var taskState: TaskState = TaskState()

  /// 0 to 100: 0 before the driver runs, the driver's value while it copies, 100 from
  /// migration_driver_phase1_done to migration_success; after an error or a cancel the last value
  /// reached.
  package var totalPercent: Double = 0

  /// Bytes copied so far.
  package var bytesDone: Int64 = 0

  /// Bytes to copy as far as known now; grows when a later pass finds changes.
  package var bytesTotal: Int64 = 0

  /// Files, directories and other entries copied so far.
  package var filesDone: Int64 = 0

  /// Entries to copy as far as known now.
  package var filesTotal: Int64 = 0

  /// Rate at which data is copied now, bytes per second; 0 when nothing is being copied.
  package var bytesPerSecond: Double = 0

  /// Time left until migration_driver_phase1_done, estimated; absent when nobody can tell.
  package var estimatedTimeLeft: GoogleProtobufDuration?

  /// The same for each share of the server.
  package var shares: [ShareProgress] = []

  /// What went wrong last; absent when nothing did.
  package var lastError: MigrationError?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    migrationId: String = "", sourceShareServerId: String = "",
    destinationShareServerId: String = "", taskState: TaskState = TaskState(),
    totalPercent: Double = 0, bytesDone: Int64 = 0, bytesTotal: Int64 = 0, filesDone: Int64 = 0,
    filesTotal: Int64 = 0, bytesPerSecond: Double = 0,
    estimatedTimeLeft: GoogleProtobufDuration? = nil, shares: [ShareProgress] = [],
    lastError: MigrationError? = nil
  ) {
    self.migrationId = migrationId
    self.sourceShareServerId = sourceShareServerId
    self.destinationShareServerId = destinationShareServerId
    self.taskState = taskState
    self.totalPercent = totalPercent
    self.bytesDone = bytesDone
    self.bytesTotal = bytesTotal
    self.filesDone = filesDone
    self.filesTotal = filesTotal
    self.bytesPerSecond = bytesPerSecond
    self.estimatedTimeLeft = estimatedTimeLeft
    self.shares = shares
    self.lastError = lastError
  }
}

extension MigrationProgress {
  package mutating func read(from source: UnsafePointer<Galleon__V1__MigrationProgress>)
    throws(ProtobufError)
  {
    try source.pointee.migration_id.read(
      into: &self.migrationId, "galleon.v1.MigrationProgress.migration_id")
    try source.pointee.source_share_server_id.read(
      into: &self.sourceShareServerId, "galleon.v1.MigrationProgress.source_share_server_id")
    try source.pointee.destination_share_server_id.read(
      into: &self.destinationShareServerId,
      "galleon.v1.MigrationProgress.destination_share_server_id")
    self.taskState = TaskState(
      rawValue: .init(truncatingIfNeeded: source.pointee.task_state.rawValue))
    self.totalPercent = Double(bitPattern: source.pointee.total_percent)
    self.bytesDone = source.pointee.bytes_done
    self.bytesTotal = source.pointee.bytes_total
    self.filesDone = source.pointee.files_done
    self.filesTotal = source.pointee.files_total
    self.bytesPerSecond = Double(bitPattern: source.pointee.bytes_per_second)
    try self.estimatedTimeLeft.read(from: source.pointee.estimated_time_left)
    if source.pointee.n_shares != 0 {
      self.shares = try [ShareProgress](source.pointee.shares, source.pointee.n_shares)
    }
    try self.lastError.read(from: source.pointee.last_error)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__MigrationProgress>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__migration_progress__init(target)
    target.pointee.migration_id = arena.text(migrationId)
    target.pointee.source_share_server_id = arena.text(sourceShareServerId)
    target.pointee.destination_share_server_id = arena.text(destinationShareServerId)
    target.pointee.task_state = .init(rawValue: .init(truncatingIfNeeded: taskState.rawValue))
    target.pointee.total_percent = totalPercent.bitPattern
    target.pointee.bytes_done = bytesDone
    target.pointee.bytes_total = bytesTotal
    target.pointee.files_done = filesDone
    target.pointee.files_total = filesTotal
    target.pointee.bytes_per_second = bytesPerSecond.bitPattern
    target.pointee.estimated_time_left = try self.estimatedTimeLeft.structure(in: arena)
    target.pointee.n_shares = shares.count
    target.pointee.shares = try arena.messages(shares)
    target.pointee.last_error = try self.lastError.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// How much of one share is copied. Reported by the driver.
package struct ShareProgress: BridgedMessage {
  package static let fullName = "galleon.v1.ShareProgress"
  package static let plan = MessagePlan.of(galleon__v1__share_progress__init)
  package static let defaults = Defaults(ShareProgress())

  /// UUID of the share.
  package var shareId: String = ""

  /// Name of the share, for people.
  package var shareName: String = ""

  /// Bytes copied so far.
  package var bytesDone: Int64 = 0

  /// Bytes to copy as far as known now.
  package var bytesTotal: Int64 = 0

  /// Entries copied so far.
  package var filesDone: Int64 = 0

  /// Entries to copy as far as known now.
  package var filesTotal: Int64 = 0

  /// Number of the pass over the share: 1 is the full one, later ones copy what changed; 0 before
  /// the first.
  package var passNumber: Int32 = 0

  /// What the driver does with the share now, in a few words for people ("full copy", "delta").
  package var phase: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    shareId: String = "", shareName: String = "", bytesDone: Int64 = 0, bytesTotal: Int64 = 0,
    filesDone: Int64 = 0, filesTotal: Int64 = 0, passNumber: Int32 = 0, phase: String = ""
  ) {
    self.shareId = shareId
    self.shareName = shareName
    self.bytesDone = bytesDone
    self.bytesTotal = bytesTotal
    self.filesDone = filesDone
    self.filesTotal = filesTotal
    self.passNumber = passNumber
    self.phase = phase
  }
}

extension ShareProgress {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ShareProgress>)
    throws(ProtobufError)
  {
    try source.pointee.share_id.read(into: &self.shareId, "galleon.v1.ShareProgress.share_id")
    try source.pointee.share_name.read(into: &self.shareName, "galleon.v1.ShareProgress.share_name")
    self.bytesDone = source.pointee.bytes_done
    self.bytesTotal = source.pointee.bytes_total
    self.filesDone = source.pointee.files_done
    self.filesTotal = source.pointee.files_total
    self.passNumber = source.pointee.pass_number
    try source.pointee.phase.read(into: &self.phase, "galleon.v1.ShareProgress.phase")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ShareProgress>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__share_progress__init(target)
    target.pointee.share_id = arena.text(shareId)
    target.pointee.share_name = arena.text(shareName)
    target.pointee.bytes_done = bytesDone
    target.pointee.bytes_total = bytesTotal
    target.pointee.files_done = filesDone
    target.pointee.files_total = filesTotal
    target.pointee.pass_number = passNumber
    target.pointee.phase = arena.text(phase)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What went wrong in a migration. Written by the service.
package struct MigrationError: BridgedMessage {
  package static let fullName = "galleon.v1.MigrationError"
  package static let plan = MessagePlan.of(galleon__v1__migration_error__init)
  package static let defaults = Defaults(MigrationError())

  /// The step that failed: the task state in which it happened, in Manila's words.
  package var step: String = ""

  /// Stable word for programs: DRIVER_FAILED, DRIVER_STALLED, DRIVER_DEADLINE_EXCEEDED,
  /// DRIVER_CALL_CANCELLED, DATA_UNREADABLE, DATA_UNWRITABLE, DATA_INCOMPLETE,
  /// SOURCE_STILL_CHANGING, LOSS_NOT_ALLOWED, BACKEND_NOT_FOUND, NO_FREE_ADDRESS, ADDRESS_IN_USE,
  /// NO_SUBNET_IN_AVAILABILITY_ZONE; drivers may add their own.
  package var reason: String = ""

  /// Sentence for a person.
  package var message: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(step: String = "", reason: String = "", message: String = "") {
    self.step = step
    self.reason = reason
    self.message = message
  }
}

extension MigrationError {
  package mutating func read(from source: UnsafePointer<Galleon__V1__MigrationError>)
    throws(ProtobufError)
  {
    try source.pointee.step.read(into: &self.step, "galleon.v1.MigrationError.step")
    try source.pointee.reason.read(into: &self.reason, "galleon.v1.MigrationError.reason")
    try source.pointee.message.read(into: &self.message, "galleon.v1.MigrationError.message")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__MigrationError>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__migration_error__init(target)
    target.pointee.step = arena.text(step)
    target.pointee.reason = arena.text(reason)
    target.pointee.message = arena.text(message)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// One entry of a migration's history. Written by the service in the transaction that changed the
/// state.
package struct MigrationTransition: BridgedMessage {
  package static let fullName = "galleon.v1.MigrationTransition"
  package static let plan = MessagePlan.of(galleon__v1__migration_transition__init)
  package static let defaults = Defaults(MigrationTransition())

  /// 1 for the first transition of the migration, then one more for each, without gaps; 0 for an
  /// operator's reset, which is no transition.
  package var revision: Int64 = 0

  /// Number of the row in the table of transitions that allowed it; 0 when an operator reset
  /// something.
  package var ruleNumber: Int32 = 0

  /// State before; UNSPECIFIED in the first entry.
  package var fromState: TaskState = TaskState()

  /// State after; equal to from_state when the entry records something else than a change of state.
  package var toState: TaskState = TaskState()

  /// When it was recorded.
  package var recordTime: GoogleProtobufTimestamp?

  /// Sentence for a person: why it happened; of an operator's reset, what was reset, and why.
  package var message: String = ""

  /// Who caused it, as far as the service knows: an identity or an address; empty for the service
  /// itself.
  package var `actor`: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    revision: Int64 = 0, ruleNumber: Int32 = 0, fromState: TaskState = TaskState(),
    toState: TaskState = TaskState(), recordTime: GoogleProtobufTimestamp? = nil,
    message: String = "", `actor`: String = ""
  ) {
    self.revision = revision
    self.ruleNumber = ruleNumber
    self.fromState = fromState
    self.toState = toState
    self.recordTime = recordTime
    self.message = message
    self.actor = `actor`
  }
}

extension MigrationTransition {
  package mutating func read(from source: UnsafePointer<Galleon__V1__MigrationTransition>)
    throws(ProtobufError)
  {
    self.revision = source.pointee.revision
    self.ruleNumber = source.pointee.rule_number
    self.fromState = TaskState(
      rawValue: .init(truncatingIfNeeded: source.pointee.from_state.rawValue))
    self.toState = TaskState(rawValue: .init(truncatingIfNeeded: source.pointee.to_state.rawValue))
    try self.recordTime.read(from: source.pointee.record_time)
    try source.pointee.message.read(into: &self.message, "galleon.v1.MigrationTransition.message")
    try source.pointee.actor.read(into: &self.actor, "galleon.v1.MigrationTransition.actor")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__MigrationTransition>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__migration_transition__init(target)
    target.pointee.revision = revision
    target.pointee.rule_number = ruleNumber
    target.pointee.from_state = .init(rawValue: .init(truncatingIfNeeded: fromState.rawValue))
    target.pointee.to_state = .init(rawValue: .init(truncatingIfNeeded: toState.rawValue))
    target.pointee.record_time = try self.recordTime.structure(in: arena)
    target.pointee.message = arena.text(message)
    target.pointee.actor = arena.text(`actor`)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// One thing that stands in the way of a migration. Written by CheckMigration.
package struct MigrationConflict: BridgedMessage {
  package static let fullName = "galleon.v1.MigrationConflict"
  package static let plan = MessagePlan.of(galleon__v1__migration_conflict__init)
  package static let defaults = Defaults(MigrationConflict())

  /// Stable word for programs: DRIVERS_CANNOT_EXCHANGE_DATA, NOT_ENOUGH_FREE_SPACE,
  /// WRITABLE_NOT_SUPPORTED, NONDISRUPTIVE_NOT_SUPPORTED, NONDISRUPTIVE_WITH_NETWORK_CHANGE,
  /// PRESERVE_SNAPSHOTS_NOT_SUPPORTED, SHARE_NETWORK_CHANGE_NOT_SUPPORTED, ADDRESS_IN_USE,
  /// NO_FREE_ADDRESS, LOSS_NOT_ALLOWED, DATA_UNREADABLE; drivers may add their own.
  package var reason: String = ""

  /// Kind of the resource it is about: share_server, share, snapshot, access_rule, share_network,
  /// backend.
  package var resourceType: String = ""

  /// Id of that resource; for a backend its `host@backend`.
  package var resourceId: String = ""

  /// Sentence for a person that says what is wrong and what would help.
  package var message: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    reason: String = "", resourceType: String = "", resourceId: String = "", message: String = ""
  ) {
    self.reason = reason
    self.resourceType = resourceType
    self.resourceId = resourceId
    self.message = message
  }
}

extension MigrationConflict {
  package mutating func read(from source: UnsafePointer<Galleon__V1__MigrationConflict>)
    throws(ProtobufError)
  {
    try source.pointee.reason.read(into: &self.reason, "galleon.v1.MigrationConflict.reason")
    try source.pointee.resource_type.read(
      into: &self.resourceType, "galleon.v1.MigrationConflict.resource_type")
    try source.pointee.resource_id.read(
      into: &self.resourceId, "galleon.v1.MigrationConflict.resource_id")
    try source.pointee.message.read(into: &self.message, "galleon.v1.MigrationConflict.message")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__MigrationConflict>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__migration_conflict__init(target)
    target.pointee.reason = arena.text(reason)
    target.pointee.resource_type = arena.text(resourceType)
    target.pointee.resource_id = arena.text(resourceId)
    target.pointee.message = arena.text(message)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What a migration would take. Estimated by the driver; nothing in it is promised.
package struct MigrationEstimate: BridgedMessage {
  package static let fullName = "galleon.v1.MigrationEstimate"
  package static let plan = MessagePlan.of(galleon__v1__migration_estimate__init)
  package static let defaults = Defaults(MigrationEstimate())

  /// Bytes to copy.
  package var bytes: Int64 = 0

  /// Entries to copy.
  package var files: Int64 = 0

  /// Length of the first phase; absent when the driver cannot tell.
  package var duration: GoogleProtobufDuration?

  /// Time for which clients cannot work during the cutover; absent when the driver cannot tell.
  package var cutoverDuration: GoogleProtobufDuration?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    bytes: Int64 = 0, files: Int64 = 0, duration: GoogleProtobufDuration? = nil,
    cutoverDuration: GoogleProtobufDuration? = nil
  ) {
    self.bytes = bytes
    self.files = files
    self.duration = duration
    self.cutoverDuration = cutoverDuration
  }
}

extension MigrationEstimate {
  package mutating func read(from source: UnsafePointer<Galleon__V1__MigrationEstimate>)
    throws(ProtobufError)
  {
    self.bytes = source.pointee.bytes
    self.files = source.pointee.files
    try self.duration.read(from: source.pointee.duration)
    try self.cutoverDuration.read(from: source.pointee.cutover_duration)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__MigrationEstimate>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__migration_estimate__init(target)
    target.pointee.bytes = bytes
    target.pointee.files = files
    target.pointee.duration = try self.duration.structure(in: arena)
    target.pointee.cutover_duration = try self.cutoverDuration.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// One message of WatchMigration and WatchMigrations. Written by the service.
package struct MigrationEvent: BridgedMessage {
  package static let fullName = "galleon.v1.MigrationEvent"
  package static let plan = MessagePlan.of(galleon__v1__migration_event__init)
  package static let defaults = Defaults(MigrationEvent())

  /// What happened. A receiver passes over a kind it does not know.
  package var event: Event?

  /// Place of this message in the stream: a watch begun with it tells everything that came after.
  /// Opaque; compare for equality only. Set on every message.
  package var resumeToken: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(event: Event? = nil, resumeToken: String = "") {
    self.event = event
    self.resumeToken = resumeToken
  }

  /// What happened. A receiver passes over a kind it does not know.
  package enum Event: Sendable, Hashable {
    /// The state of one migration when the watch began (nothing to do with a snapshot of a share).
    case snapshot(Migration)
    /// Every migration that the watch covers has been told; only changes follow.
    case snapshotComplete(MigrationSnapshotComplete)
    /// A migration changed.
    case transition(MigrationTransitionEvent)
    /// A migration copied more. Latest wins: ticks may be left out, and never precede their task
    /// state.
    case progress(MigrationProgress)
    /// Nothing happened for a while (about 15 s).
    case heartbeat(MigrationHeartbeat)
    /// The watch begins anew, because the resume_token it was begun with is of no use, or because
    /// the reader was so slow that what it missed is gone: forget what was told, everything is told
    /// again.
    case reset(MigrationWatchReset)
    /// A migration changed without a transition: what UpdateMigration sets. In order with the
    /// transitions.
    case updated(Migration)
  }
}

extension MigrationEvent {
  package mutating func read(from source: UnsafePointer<Galleon__V1__MigrationEvent>)
    throws(ProtobufError)
  {
    try source.pointee.resume_token.read(
      into: &self.resumeToken, "galleon.v1.MigrationEvent.resume_token")
    switch source.pointee.event_case.rawValue {
    case 1:
      self.event = try .snapshot(Migration.copy(orDefault: source.pointee.snapshot))
    case 2:
      self.event = try .snapshotComplete(
        MigrationSnapshotComplete.copy(orDefault: source.pointee.snapshot_complete))
    case 3:
      self.event = try .transition(
        MigrationTransitionEvent.copy(orDefault: source.pointee.transition))
    case 4:
      self.event = try .progress(MigrationProgress.copy(orDefault: source.pointee.progress))
    case 5:
      self.event = try .heartbeat(MigrationHeartbeat.copy(orDefault: source.pointee.heartbeat))
    case 7:
      self.event = try .reset(MigrationWatchReset.copy(orDefault: source.pointee.reset))
    case 8:
      self.event = try .updated(Migration.copy(orDefault: source.pointee.updated))
    default: break
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__MigrationEvent>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__migration_event__init(target)
    target.pointee.resume_token = arena.text(resumeToken)
    switch event {
    case .snapshot(let value):
      target.pointee.event_case = .init(rawValue: 1)
      target.pointee.snapshot = try arena.message(value)
    case .snapshotComplete(let value):
      target.pointee.event_case = .init(rawValue: 2)
      target.pointee.snapshot_complete = try arena.message(value)
    case .transition(let value):
      target.pointee.event_case = .init(rawValue: 3)
      target.pointee.transition = try arena.message(value)
    case .progress(let value):
      target.pointee.event_case = .init(rawValue: 4)
      target.pointee.progress = try arena.message(value)
    case .heartbeat(let value):
      target.pointee.event_case = .init(rawValue: 5)
      target.pointee.heartbeat = try arena.message(value)
    case .reset(let value):
      target.pointee.event_case = .init(rawValue: 7)
      target.pointee.reset = try arena.message(value)
    case .updated(let value):
      target.pointee.event_case = .init(rawValue: 8)
      target.pointee.updated = try arena.message(value)
    case nil: break
    }
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Mark in a watch: the state at its beginning is complete.
package struct MigrationSnapshotComplete: BridgedMessage {
  package static let fullName = "galleon.v1.MigrationSnapshotComplete"
  package static let plan = MessagePlan.of(galleon__v1__migration_snapshot_complete__init)
  package static let defaults = Defaults(MigrationSnapshotComplete())

  /// How many migrations were told.
  package var migrationCount: Int64 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(migrationCount: Int64 = 0) {
    self.migrationCount = migrationCount
  }
}

extension MigrationSnapshotComplete {
  package mutating func read(from source: UnsafePointer<Galleon__V1__MigrationSnapshotComplete>)
    throws(ProtobufError)
  {
    self.migrationCount = source.pointee.migration_count
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__MigrationSnapshotComplete>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__migration_snapshot_complete__init(target)
    target.pointee.migration_count = migrationCount
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// A transition, as a watch tells it.
package struct MigrationTransitionEvent: BridgedMessage {
  package static let fullName = "galleon.v1.MigrationTransitionEvent"
  package static let plan = MessagePlan.of(galleon__v1__migration_transition_event__init)
  package static let defaults = Defaults(MigrationTransitionEvent())

  /// The transition. Its revision is one more than the last one told of this migration; a receiver
  /// that resumed drops what it already has (revision at most the last one seen).
  package var transition: MigrationTransition?

  /// The migration right after the transition.
  package var migration: Migration?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(transition: MigrationTransition? = nil, migration: Migration? = nil) {
    self.transition = transition
    self.migration = migration
  }
}

extension MigrationTransitionEvent {
  package mutating func read(from source: UnsafePointer<Galleon__V1__MigrationTransitionEvent>)
    throws(ProtobufError)
  {
    try self.transition.read(from: source.pointee.transition)
    try self.migration.read(from: source.pointee.migration)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__MigrationTransitionEvent>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__migration_transition_event__init(target)
    target.pointee.transition = try self.transition.structure(in: arena)
    target.pointee.migration = try self.migration.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Mark in a watch: all before it is void, and the state at this moment follows as at the beginning
/// of a watch.
package struct MigrationWatchReset: BridgedMessage {
  package static let fullName = "galleon.v1.MigrationWatchReset"
  package static let plan = MessagePlan.of(galleon__v1__migration_watch_reset__init)
  package static let defaults = Defaults(MigrationWatchReset())

  /// Why.
  package var reason: MigrationWatchResetReason = MigrationWatchResetReason()

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(reason: MigrationWatchResetReason = MigrationWatchResetReason()) {
    self.reason = reason
  }
}

extension MigrationWatchReset {
  package mutating func read(from source: UnsafePointer<Galleon__V1__MigrationWatchReset>)
    throws(ProtobufError)
  {
    self.reason = MigrationWatchResetReason(
      rawValue: .init(truncatingIfNeeded: source.pointee.reason.rawValue))
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__MigrationWatchReset>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__migration_watch_reset__init(target)
    target.pointee.reason = .init(rawValue: .init(truncatingIfNeeded: reason.rawValue))
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Sign of life on a quiet watch.
package struct MigrationHeartbeat: BridgedMessage {
  package static let fullName = "galleon.v1.MigrationHeartbeat"
  package static let plan = MessagePlan.of(galleon__v1__migration_heartbeat__init)
  package static let defaults = Defaults(MigrationHeartbeat())

  /// The service's clock.
  package var serverTime: GoogleProtobufTimestamp?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(serverTime: GoogleProtobufTimestamp? = nil) {
    self.serverTime = serverTime
  }
}

extension MigrationHeartbeat {
  package mutating func read(from source: UnsafePointer<Galleon__V1__MigrationHeartbeat>)
    throws(ProtobufError)
  {
    try self.serverTime.read(from: source.pointee.server_time)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__MigrationHeartbeat>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__migration_heartbeat__init(target)
    target.pointee.server_time = try self.serverTime.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
