// Made by protoc-gen-galleon from galleon/v1/evacuation.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// How far an evacuation has come.
package struct EvacuationState: ProtobufEnum {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Not known to this version of the schema.
  package static let unspecified = EvacuationState(rawValue: 0)

  /// Servers are planned, moved, or wait for their cutover. The backend takes no new share servers.
  package static let running = EvacuationState(rawValue: 1)

  /// StopEvacuation was accepted: nothing new is started, what is at work comes to its end.
  package static let stopping = EvacuationState(rawValue: 2)

  /// Stopped: nothing of it is at work. ResumeEvacuation goes on. Final until then.
  package static let stopped = EvacuationState(rawValue: 3)

  /// Every share server has left the backend. Final.
  package static let done = EvacuationState(rawValue: 4)

  /// Everything was tried, and some servers are left: the items say which and why. ResumeEvacuation
  /// tries again. Final until then.
  package static let doneWithFailures = EvacuationState(rawValue: 5)

  /// The values that the schema names, in its order.
  package static let allValues: [EvacuationState] = [
    .unspecified, .running, .stopping, .stopped, .done, .doneWithFailures,
  ]

  package var name: String? {
    switch rawValue {
    case 0: "EVACUATION_STATE_UNSPECIFIED"
    case 1: "EVACUATION_STATE_RUNNING"
    case 2: "EVACUATION_STATE_STOPPING"
    case 3: "EVACUATION_STATE_STOPPED"
    case 4: "EVACUATION_STATE_DONE"
    case 5: "EVACUATION_STATE_DONE_WITH_FAILURES"
    default: nil
    }
  }
}

/// What becomes of a share server in an evacuation.
package struct EvacuationItemState: ProtobufEnum {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Not known to this version of the schema.
  package static let unspecified = EvacuationItemState(rawValue: 0)

  /// It has a destination, and waits for its turn.
  package static let planned = EvacuationItemState(rawValue: 1)

  /// It has no destination; reason and message say why. Looked at again when everything else is
  /// done.
  package static let blocked = EvacuationItemState(rawValue: 2)

  /// Its migration is being started.
  package static let starting = EvacuationItemState(rawValue: 3)

  /// Its migration is on its way; task_state says how far.
  package static let migrating = EvacuationItemState(rawValue: 4)

  /// It has left the backend.
  package static let moved = EvacuationItemState(rawValue: 5)

  /// Its migration failed. Tried again by ResumeEvacuation alone.
  package static let failed = EvacuationItemState(rawValue: 6)

  /// Its migration was cancelled. Tried again by ResumeEvacuation alone.
  package static let cancelled = EvacuationItemState(rawValue: 7)

  /// There is nothing of it left on the backend to move, and it was not the evacuation that moved
  /// it.
  package static let gone = EvacuationItemState(rawValue: 8)

  /// The values that the schema names, in its order.
  package static let allValues: [EvacuationItemState] = [
    .unspecified, .planned, .blocked, .starting, .migrating, .moved, .failed, .cancelled, .gone,
  ]

  package var name: String? {
    switch rawValue {
    case 0: "EVACUATION_ITEM_STATE_UNSPECIFIED"
    case 1: "EVACUATION_ITEM_STATE_PLANNED"
    case 2: "EVACUATION_ITEM_STATE_BLOCKED"
    case 3: "EVACUATION_ITEM_STATE_STARTING"
    case 4: "EVACUATION_ITEM_STATE_MIGRATING"
    case 5: "EVACUATION_ITEM_STATE_MOVED"
    case 6: "EVACUATION_ITEM_STATE_FAILED"
    case 7: "EVACUATION_ITEM_STATE_CANCELLED"
    case 8: "EVACUATION_ITEM_STATE_GONE"
    default: nil
    }
  }
}

/// The moving of every share server off a backend. Made by EvacuateBackend, kept for ever, readable
/// at any time. Every field is written by the service. Each server moves by a migration of its own,
/// which can be watched, completed and cancelled as any other.
package struct Evacuation: BridgedMessage {
  package static let fullName = "galleon.v1.Evacuation"
  package static let plan = MessagePlan.of(galleon__v1__evacuation__init)
  package static let defaults = Defaults(Evacuation())

  /// UUID.
  package var id: String = ""

  /// Backend that is emptied, `host@backend`.
  package var host: String = ""

  /// How far it has come.
  package var state: EvacuationState = EvacuationState()

  /// What was asked for.
  package var options: EvacuationOptions?

  /// Every share server of the backend, with what becomes of it, in the order in which they are
  /// moved. Empty until the first plan is made, right after the start. In lists without what is
  /// known of their migrations alone: task state and bytes.
  package var items: [EvacuationItem] = []

  /// How many items there are in which state, and how much is copied of all together.
  package var progress: EvacuationProgress?

  /// Who started, stopped or resumed it last, as far as the service knows.
  package var `actor`: String = ""

  /// Sentence for a person: what it does now, or how it ended.
  package var message: String = ""

  /// When it was accepted.
  package var createTime: GoogleProtobufTimestamp?

  /// When this record last changed.
  package var updateTime: GoogleProtobufTimestamp?

  /// When it came to rest; absent while it is on its way.
  package var endTime: GoogleProtobufTimestamp?

  /// Rises with every change of this record; progress alone does not change it.
  package var revision: Int64 = 0

  /// How often what goes where was planned: once at the start, at each resume, and whenever nothing
  /// more is on its way, for share servers that came meanwhile.
  package var planCount: Int32 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    id: String = "", host: String = "", state: EvacuationState = EvacuationState(),
    options: EvacuationOptions? = nil, items: [EvacuationItem] = [],
    progress: EvacuationProgress? = nil, `actor`: String = "", message: String = "",
    createTime: GoogleProtobufTimestamp? = nil, updateTime: GoogleProtobufTimestamp? = nil,
    endTime: GoogleProtobufTimestamp? = nil, revision: Int64 = 0, planCount: Int32 = 0
  ) {
    self.id = id
    self.host = host
    self.state = state
    self.options = options
    self.items = items
    self.progress = progress
    self.actor = `actor`
    self.message = message
    self.createTime = createTime
    self.updateTime = updateTime
    self.endTime = endTime
    self.revision = revision
    self.planCount = planCount
  }
}

extension Evacuation {
  package mutating func read(from source: UnsafePointer<Galleon__V1__Evacuation>)
    throws(ProtobufError)
  {
    try source.pointee.id.read(into: &self.id, "galleon.v1.Evacuation.id")
    try source.pointee.host.read(into: &self.host, "galleon.v1.Evacuation.host")
    self.state = EvacuationState(rawValue: .init(truncatingIfNeeded: source.pointee.state.rawValue))
    try self.options.read(from: source.pointee.options)
    if source.pointee.n_items != 0 {
      self.items = try [EvacuationItem](source.pointee.items, source.pointee.n_items)
    }
    try self.progress.read(from: source.pointee.progress)
    try source.pointee.actor.read(into: &self.actor, "galleon.v1.Evacuation.actor")
    try source.pointee.message.read(into: &self.message, "galleon.v1.Evacuation.message")
    try self.createTime.read(from: source.pointee.create_time)
    try self.updateTime.read(from: source.pointee.update_time)
    try self.endTime.read(from: source.pointee.end_time)
    self.revision = source.pointee.revision
    self.planCount = source.pointee.plan_count
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__Evacuation>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__evacuation__init(target)
    target.pointee.id = arena.text(id)
    target.pointee.host = arena.text(host)
    target.pointee.state = .init(rawValue: .init(truncatingIfNeeded: state.rawValue))
    target.pointee.options = try self.options.structure(in: arena)
    target.pointee.n_items = items.count
    target.pointee.items = try arena.messages(items)
    target.pointee.progress = try self.progress.structure(in: arena)
    target.pointee.actor = arena.text(`actor`)
    target.pointee.message = arena.text(message)
    target.pointee.create_time = try self.createTime.structure(in: arena)
    target.pointee.update_time = try self.updateTime.structure(in: arena)
    target.pointee.end_time = try self.endTime.structure(in: arena)
    target.pointee.revision = revision
    target.pointee.plan_count = planCount
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What an operator asks of an evacuation.
package struct EvacuationOptions: BridgedMessage {
  package static let fullName = "galleon.v1.EvacuationOptions"
  package static let plan = MessagePlan.of(galleon__v1__evacuation_options__init)
  package static let defaults = Defaults(EvacuationOptions())

  /// Backends that servers may move to, `host@backend`; empty: all.
  package var destinationHosts: [String] = []

  /// Move a server only where its shares stay writable while the first phase copies.
  package var writable: Bool = false

  /// Move a server only where the cutover does not disturb clients.
  package var nondisruptive: Bool = false

  /// Move a server only where its snapshots arrive.
  package var preserveSnapshots: Bool = false

  /// Migrations of this evacuation that may be at work at the same time, 1 to 1000; 0 is 4. One
  /// that waits in migration_driver_phase1_done is not at work. The service's own limits hold
  /// besides.
  package var maxConcurrent: Int32 = 0

  /// Each migration cuts over by itself as soon as its first phase is done. Without this and
  /// without a cutover window each waits for CompleteMigration. Not together with
  /// controls.complete_after.
  package var autoComplete: Bool = false

  /// Given to each migration: priority, bandwidth of each, cutover window. A migration that is
  /// started after the window has closed has none.
  package var controls: MigrationControls?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    destinationHosts: [String] = [], writable: Bool = false, nondisruptive: Bool = false,
    preserveSnapshots: Bool = false, maxConcurrent: Int32 = 0, autoComplete: Bool = false,
    controls: MigrationControls? = nil
  ) {
    self.destinationHosts = destinationHosts
    self.writable = writable
    self.nondisruptive = nondisruptive
    self.preserveSnapshots = preserveSnapshots
    self.maxConcurrent = maxConcurrent
    self.autoComplete = autoComplete
    self.controls = controls
  }
}

extension EvacuationOptions {
  package mutating func read(from source: UnsafePointer<Galleon__V1__EvacuationOptions>)
    throws(ProtobufError)
  {
    if source.pointee.n_destination_hosts != 0 {
      self.destinationHosts = try [String](
        source.pointee.destination_hosts, source.pointee.n_destination_hosts
      ) { (data) throws(ProtobufError) in
        try data.text("galleon.v1.EvacuationOptions.destination_hosts")
      }
    }
    self.writable = source.pointee.writable != 0
    self.nondisruptive = source.pointee.nondisruptive != 0
    self.preserveSnapshots = source.pointee.preserve_snapshots != 0
    self.maxConcurrent = source.pointee.max_concurrent
    self.autoComplete = source.pointee.auto_complete != 0
    try self.controls.read(from: source.pointee.controls)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__EvacuationOptions>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__evacuation_options__init(target)
    target.pointee.n_destination_hosts = destinationHosts.count
    target.pointee.destination_hosts = arena.array(destinationHosts) { arena.text($0) }
    target.pointee.writable = writable ? 1 : 0
    target.pointee.nondisruptive = nondisruptive ? 1 : 0
    target.pointee.preserve_snapshots = preserveSnapshots ? 1 : 0
    target.pointee.max_concurrent = maxConcurrent
    target.pointee.auto_complete = autoComplete ? 1 : 0
    target.pointee.controls = try self.controls.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// One share server of an evacuation.
package struct EvacuationItem: BridgedMessage {
  package static let fullName = "galleon.v1.EvacuationItem"
  package static let plan = MessagePlan.of(galleon__v1__evacuation_item__init)
  package static let defaults = Defaults(EvacuationItem())

  /// UUID of the share server.
  package var shareServerId: String = ""

  /// What becomes of it.
  package var state: EvacuationItemState = EvacuationItemState()

  /// Backend it moves to, `host@backend`; empty when there is none.
  package var destinationHost: String = ""

  /// UUID of the migration that moves it; empty before it is started.
  package var migrationId: String = ""

  /// Stable word for programs: why it cannot move or did not; empty when all is well. A refusal's
  /// or a conflict's, where it is the same for every backend; NO_DESTINATION_BACKEND,
  /// CHECK_TOOK_TOO_LONG; or that of the error of its migration.
  package var reason: String = ""

  /// Sentence for a person: why it goes where it goes, or why it does not.
  package var message: String = ""

  /// Bytes to copy: the driver's estimate at first, then what the migration found.
  package var bytesTotal: Int64 = 0

  /// Bytes copied so far.
  package var bytesDone: Int64 = 0

  /// Task state of its migration; UNSPECIFIED without one.
  package var taskState: TaskState = TaskState()

  /// The migration was started by somebody else, and the evacuation waits for its end.
  package var adopted: Bool = false

  /// Every backend that was thought of, best first. Filled by PlanEvacuation alone.
  package var suggestions: [DestinationSuggestion] = []

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    shareServerId: String = "", state: EvacuationItemState = EvacuationItemState(),
    destinationHost: String = "", migrationId: String = "", reason: String = "",
    message: String = "", bytesTotal: Int64 = 0, bytesDone: Int64 = 0,
    taskState: TaskState = TaskState(), adopted: Bool = false,
    suggestions: [DestinationSuggestion] = []
  ) {
    self.shareServerId = shareServerId
    self.state = state
    self.destinationHost = destinationHost
    self.migrationId = migrationId
    self.reason = reason
    self.message = message
    self.bytesTotal = bytesTotal
    self.bytesDone = bytesDone
    self.taskState = taskState
    self.adopted = adopted
    self.suggestions = suggestions
  }
}

extension EvacuationItem {
  package mutating func read(from source: UnsafePointer<Galleon__V1__EvacuationItem>)
    throws(ProtobufError)
  {
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.EvacuationItem.share_server_id")
    self.state = EvacuationItemState(
      rawValue: .init(truncatingIfNeeded: source.pointee.state.rawValue))
    try source.pointee.destination_host.read(
      into: &self.destinationHost, "galleon.v1.EvacuationItem.destination_host")
    try source.pointee.migration_id.read(
      into: &self.migrationId, "galleon.v1.EvacuationItem.migration_id")
    try source.pointee.reason.read(into: &self.reason, "galleon.v1.EvacuationItem.reason")
    try source.pointee.message.read(into: &self.message, "galleon.v1.EvacuationItem.message")
    self.bytesTotal = source.pointee.bytes_total
    self.bytesDone = source.pointee.bytes_done
    self.taskState = TaskState(
      rawValue: .init(truncatingIfNeeded: source.pointee.task_state.rawValue))
    self.adopted = source.pointee.adopted != 0
    if source.pointee.n_suggestions != 0 {
      self.suggestions = try [DestinationSuggestion](
        source.pointee.suggestions, source.pointee.n_suggestions)
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__EvacuationItem>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__evacuation_item__init(target)
    target.pointee.share_server_id = arena.text(shareServerId)
    target.pointee.state = .init(rawValue: .init(truncatingIfNeeded: state.rawValue))
    target.pointee.destination_host = arena.text(destinationHost)
    target.pointee.migration_id = arena.text(migrationId)
    target.pointee.reason = arena.text(reason)
    target.pointee.message = arena.text(message)
    target.pointee.bytes_total = bytesTotal
    target.pointee.bytes_done = bytesDone
    target.pointee.task_state = .init(rawValue: .init(truncatingIfNeeded: taskState.rawValue))
    target.pointee.adopted = adopted ? 1 : 0
    target.pointee.n_suggestions = suggestions.count
    target.pointee.suggestions = try arena.messages(suggestions)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// The whole of an evacuation in numbers.
package struct EvacuationProgress: BridgedMessage {
  package static let fullName = "galleon.v1.EvacuationProgress"
  package static let plan = MessagePlan.of(galleon__v1__evacuation_progress__init)
  package static let defaults = Defaults(EvacuationProgress())

  /// Share servers in all.
  package var serverCount: Int32 = 0

  /// Those that have left the backend: MOVED and GONE.
  package var movedCount: Int32 = 0

  /// Those on their way: STARTING and MIGRATING.
  package var migratingCount: Int32 = 0

  /// Those that wait for their turn: PLANNED.
  package var plannedCount: Int32 = 0

  /// Those that cannot move or did not: BLOCKED, FAILED and CANCELLED.
  package var failedCount: Int32 = 0

  /// Of those on their way: migrations that wait in migration_driver_phase1_done for their cutover.
  package var waitingCount: Int32 = 0

  /// Bytes to copy, of all servers that have, or had, a destination.
  package var bytesTotal: Int64 = 0

  /// Bytes copied so far.
  package var bytesDone: Int64 = 0

  /// Rate of all migrations together, bytes per second.
  package var bytesPerSecond: Double = 0

  /// 0 to 100: of bytes_total; of the servers when there is nothing to copy.
  package var totalPercent: Double = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    serverCount: Int32 = 0, movedCount: Int32 = 0, migratingCount: Int32 = 0,
    plannedCount: Int32 = 0, failedCount: Int32 = 0, waitingCount: Int32 = 0, bytesTotal: Int64 = 0,
    bytesDone: Int64 = 0, bytesPerSecond: Double = 0, totalPercent: Double = 0
  ) {
    self.serverCount = serverCount
    self.movedCount = movedCount
    self.migratingCount = migratingCount
    self.plannedCount = plannedCount
    self.failedCount = failedCount
    self.waitingCount = waitingCount
    self.bytesTotal = bytesTotal
    self.bytesDone = bytesDone
    self.bytesPerSecond = bytesPerSecond
    self.totalPercent = totalPercent
  }
}

extension EvacuationProgress {
  package mutating func read(from source: UnsafePointer<Galleon__V1__EvacuationProgress>)
    throws(ProtobufError)
  {
    self.serverCount = source.pointee.server_count
    self.movedCount = source.pointee.moved_count
    self.migratingCount = source.pointee.migrating_count
    self.plannedCount = source.pointee.planned_count
    self.failedCount = source.pointee.failed_count
    self.waitingCount = source.pointee.waiting_count
    self.bytesTotal = source.pointee.bytes_total
    self.bytesDone = source.pointee.bytes_done
    self.bytesPerSecond = Double(bitPattern: source.pointee.bytes_per_second)
    self.totalPercent = Double(bitPattern: source.pointee.total_percent)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__EvacuationProgress>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__evacuation_progress__init(target)
    target.pointee.server_count = serverCount
    target.pointee.moved_count = movedCount
    target.pointee.migrating_count = migratingCount
    target.pointee.planned_count = plannedCount
    target.pointee.failed_count = failedCount
    target.pointee.waiting_count = waitingCount
    target.pointee.bytes_total = bytesTotal
    target.pointee.bytes_done = bytesDone
    target.pointee.bytes_per_second = bytesPerSecond.bitPattern
    target.pointee.total_percent = totalPercent.bitPattern
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// One backend as a destination for one share server. Written by SuggestDestinations and
/// PlanEvacuation.
package struct DestinationSuggestion: BridgedMessage {
  package static let fullName = "galleon.v1.DestinationSuggestion"
  package static let plan = MessagePlan.of(galleon__v1__destination_suggestion__init)
  package static let defaults = Defaults(DestinationSuggestion())

  /// Backend, `host@backend`.
  package var host: String = ""

  /// 1 for the best; 0 for one that cannot.
  package var rank: Int32 = 0

  /// StartMigration to it would be accepted now, as far as anybody can tell.
  package var compatible: Bool = false

  /// Everything in the way; a refusal of the service is one as well, with its reason. Empty when
  /// compatible.
  package var conflicts: [MigrationConflict] = []

  /// Its capacity in bytes; 0 when its driver has not told.
  package var totalBytes: Int64 = 0

  /// Its free capacity in bytes now, less what is on its way to it.
  package var freeBytes: Int64 = 0

  /// What would be free with the server on it; below 0 when it does not fit.
  package var freeBytesAfter: Int64 = 0

  /// What the move would take; absent when nobody could tell.
  package var estimate: MigrationEstimate?

  /// What its driver could do for this server; absent when it was not asked.
  package var capabilities: MigrationCapabilities?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    host: String = "", rank: Int32 = 0, compatible: Bool = false,
    conflicts: [MigrationConflict] = [], totalBytes: Int64 = 0, freeBytes: Int64 = 0,
    freeBytesAfter: Int64 = 0, estimate: MigrationEstimate? = nil,
    capabilities: MigrationCapabilities? = nil
  ) {
    self.host = host
    self.rank = rank
    self.compatible = compatible
    self.conflicts = conflicts
    self.totalBytes = totalBytes
    self.freeBytes = freeBytes
    self.freeBytesAfter = freeBytesAfter
    self.estimate = estimate
    self.capabilities = capabilities
  }
}

extension DestinationSuggestion {
  package mutating func read(from source: UnsafePointer<Galleon__V1__DestinationSuggestion>)
    throws(ProtobufError)
  {
    try source.pointee.host.read(into: &self.host, "galleon.v1.DestinationSuggestion.host")
    self.rank = source.pointee.rank
    self.compatible = source.pointee.compatible != 0
    if source.pointee.n_conflicts != 0 {
      self.conflicts = try [MigrationConflict](source.pointee.conflicts, source.pointee.n_conflicts)
    }
    self.totalBytes = source.pointee.total_bytes
    self.freeBytes = source.pointee.free_bytes
    self.freeBytesAfter = source.pointee.free_bytes_after
    try self.estimate.read(from: source.pointee.estimate)
    try self.capabilities.read(from: source.pointee.capabilities)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__DestinationSuggestion>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__destination_suggestion__init(target)
    target.pointee.host = arena.text(host)
    target.pointee.rank = rank
    target.pointee.compatible = compatible ? 1 : 0
    target.pointee.n_conflicts = conflicts.count
    target.pointee.conflicts = try arena.messages(conflicts)
    target.pointee.total_bytes = totalBytes
    target.pointee.free_bytes = freeBytes
    target.pointee.free_bytes_after = freeBytesAfter
    target.pointee.estimate = try self.estimate.structure(in: arena)
    target.pointee.capabilities = try self.capabilities.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// One message of WatchEvacuation. Written by the service.
package struct EvacuationEvent: BridgedMessage {
  package static let fullName = "galleon.v1.EvacuationEvent"
  package static let plan = MessagePlan.of(galleon__v1__evacuation_event__init)
  package static let defaults = Defaults(EvacuationEvent())

  /// What happened. A receiver passes over a kind it does not know.
  package var event: Event?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(event: Event? = nil) {
    self.event = event
  }

  /// What happened. A receiver passes over a kind it does not know.
  package enum Event: Sendable, Hashable {
    /// The evacuation as it is now. Latest wins: what was between two of these may be left out.
    case evacuation(Evacuation)
    /// Nothing happened for a while (about 15 s).
    case heartbeat(MigrationHeartbeat)
  }
}

extension EvacuationEvent {
  package mutating func read(from source: UnsafePointer<Galleon__V1__EvacuationEvent>)
    throws(ProtobufError)
  {
    switch source.pointee.event_case.rawValue {
    case 1:
      self.event = try .evacuation(Evacuation.copy(orDefault: source.pointee.evacuation))
    case 2:
      self.event = try .heartbeat(MigrationHeartbeat.copy(orDefault: source.pointee.heartbeat))
    default: break
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__EvacuationEvent>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__evacuation_event__init(target)
    switch event {
    case .evacuation(let value):
      target.pointee.event_case = .init(rawValue: 1)
      target.pointee.evacuation = try arena.message(value)
    case .heartbeat(let value):
      target.pointee.event_case = .init(rawValue: 2)
      target.pointee.heartbeat = try arena.message(value)
    case nil: break
    }
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
