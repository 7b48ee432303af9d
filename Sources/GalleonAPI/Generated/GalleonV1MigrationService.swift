// Made by protoc-gen-galleon from galleon/v1/migration_service.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// What CheckMigration asks.
package struct CheckMigrationRequest: BridgedMessage {
  package static let fullName = "galleon.v1.CheckMigrationRequest"
  package static let plan = MessagePlan.of(galleon__v1__check_migration_request__init)
  package static let defaults = Defaults(CheckMigrationRequest())

  /// UUID of the share server to move. Required.
  package var shareServerId: String = ""

  /// Backend to move it to, `host@backend` without a pool. Required.
  package var destinationHost: String = ""

  /// Refuse unless shares stay writable while the first phase copies.
  package var writable: Bool = false

  /// Refuse unless the cutover does not disturb clients.
  package var nondisruptive: Bool = false

  /// Refuse unless snapshots arrive at the destination.
  package var preserveSnapshots: Bool = false

  /// UUID of the share network the destination shall be in; empty keeps the source's.
  package var newShareNetworkId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    shareServerId: String = "", destinationHost: String = "", writable: Bool = false,
    nondisruptive: Bool = false, preserveSnapshots: Bool = false, newShareNetworkId: String = ""
  ) {
    self.shareServerId = shareServerId
    self.destinationHost = destinationHost
    self.writable = writable
    self.nondisruptive = nondisruptive
    self.preserveSnapshots = preserveSnapshots
    self.newShareNetworkId = newShareNetworkId
  }
}

extension CheckMigrationRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__CheckMigrationRequest>)
    throws(ProtobufError)
  {
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.CheckMigrationRequest.share_server_id")
    try source.pointee.destination_host.read(
      into: &self.destinationHost, "galleon.v1.CheckMigrationRequest.destination_host")
    self.writable = source.pointee.writable != 0
    self.nondisruptive = source.pointee.nondisruptive != 0
    self.preserveSnapshots = source.pointee.preserve_snapshots != 0
    try source.pointee.new_share_network_id.read(
      into: &self.newShareNetworkId, "galleon.v1.CheckMigrationRequest.new_share_network_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__CheckMigrationRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__check_migration_request__init(target)
    target.pointee.share_server_id = arena.text(shareServerId)
    target.pointee.destination_host = arena.text(destinationHost)
    target.pointee.writable = writable ? 1 : 0
    target.pointee.nondisruptive = nondisruptive ? 1 : 0
    target.pointee.preserve_snapshots = preserveSnapshots ? 1 : 0
    target.pointee.new_share_network_id = arena.text(newShareNetworkId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What CheckMigration answers.
package struct CheckMigrationResponse: BridgedMessage {
  package static let fullName = "galleon.v1.CheckMigrationResponse"
  package static let plan = MessagePlan.of(galleon__v1__check_migration_response__init)
  package static let defaults = Defaults(CheckMigrationResponse())

  /// StartMigration with the same request would be accepted now: there are no conflicts.
  package var compatible: Bool = false

  /// What was asked.
  package var requestedCapabilities: MigrationOptions?

  /// What the destination's driver can do for this server.
  package var supportedCapabilities: MigrationCapabilities?

  /// UUID of the share network the destination would be in.
  package var shareNetworkId: String = ""

  /// Everything that stands in the way, not the first alone; empty when compatible.
  package var conflicts: [MigrationConflict] = []

  /// What it would take; absent when the driver cannot tell.
  package var estimate: MigrationEstimate?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    compatible: Bool = false, requestedCapabilities: MigrationOptions? = nil,
    supportedCapabilities: MigrationCapabilities? = nil, shareNetworkId: String = "",
    conflicts: [MigrationConflict] = [], estimate: MigrationEstimate? = nil
  ) {
    self.compatible = compatible
    self.requestedCapabilities = requestedCapabilities
    self.supportedCapabilities = supportedCapabilities
    self.shareNetworkId = shareNetworkId
    self.conflicts = conflicts
    self.estimate = estimate
  }
}

extension CheckMigrationResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__CheckMigrationResponse>)
    throws(ProtobufError)
  {
    self.compatible = source.pointee.compatible != 0
    try self.requestedCapabilities.read(from: source.pointee.requested_capabilities)
    try self.supportedCapabilities.read(from: source.pointee.supported_capabilities)
    try source.pointee.share_network_id.read(
      into: &self.shareNetworkId, "galleon.v1.CheckMigrationResponse.share_network_id")
    if source.pointee.n_conflicts != 0 {
      self.conflicts = try [MigrationConflict](source.pointee.conflicts, source.pointee.n_conflicts)
    }
    try self.estimate.read(from: source.pointee.estimate)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__CheckMigrationResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__check_migration_response__init(target)
    target.pointee.compatible = compatible ? 1 : 0
    target.pointee.requested_capabilities = try self.requestedCapabilities.structure(in: arena)
    target.pointee.supported_capabilities = try self.supportedCapabilities.structure(in: arena)
    target.pointee.share_network_id = arena.text(shareNetworkId)
    target.pointee.n_conflicts = conflicts.count
    target.pointee.conflicts = try arena.messages(conflicts)
    target.pointee.estimate = try self.estimate.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What SuggestDestinations asks.
package struct SuggestDestinationsRequest: BridgedMessage {
  package static let fullName = "galleon.v1.SuggestDestinationsRequest"
  package static let plan = MessagePlan.of(galleon__v1__suggest_destinations_request__init)
  package static let defaults = Defaults(SuggestDestinationsRequest())

  /// UUID of the share server to move. Required.
  package var shareServerId: String = ""

  /// Only where shares stay writable while the first phase copies.
  package var writable: Bool = false

  /// Only where the cutover does not disturb clients.
  package var nondisruptive: Bool = false

  /// Only where snapshots arrive.
  package var preserveSnapshots: Bool = false

  /// UUID of the share network the destination shall be in; empty keeps the source's.
  package var newShareNetworkId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    shareServerId: String = "", writable: Bool = false, nondisruptive: Bool = false,
    preserveSnapshots: Bool = false, newShareNetworkId: String = ""
  ) {
    self.shareServerId = shareServerId
    self.writable = writable
    self.nondisruptive = nondisruptive
    self.preserveSnapshots = preserveSnapshots
    self.newShareNetworkId = newShareNetworkId
  }
}

extension SuggestDestinationsRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__SuggestDestinationsRequest>)
    throws(ProtobufError)
  {
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.SuggestDestinationsRequest.share_server_id")
    self.writable = source.pointee.writable != 0
    self.nondisruptive = source.pointee.nondisruptive != 0
    self.preserveSnapshots = source.pointee.preserve_snapshots != 0
    try source.pointee.new_share_network_id.read(
      into: &self.newShareNetworkId, "galleon.v1.SuggestDestinationsRequest.new_share_network_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__SuggestDestinationsRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__suggest_destinations_request__init(target)
    target.pointee.share_server_id = arena.text(shareServerId)
    target.pointee.writable = writable ? 1 : 0
    target.pointee.nondisruptive = nondisruptive ? 1 : 0
    target.pointee.preserve_snapshots = preserveSnapshots ? 1 : 0
    target.pointee.new_share_network_id = arena.text(newShareNetworkId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What SuggestDestinations answers.
package struct SuggestDestinationsResponse: BridgedMessage {
  package static let fullName = "galleon.v1.SuggestDestinationsResponse"
  package static let plan = MessagePlan.of(galleon__v1__suggest_destinations_response__init)
  package static let defaults = Defaults(SuggestDestinationsResponse())

  /// Every backend but the server's own, the best first.
  package var suggestions: [DestinationSuggestion] = []

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(suggestions: [DestinationSuggestion] = []) {
    self.suggestions = suggestions
  }
}

extension SuggestDestinationsResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__SuggestDestinationsResponse>)
    throws(ProtobufError)
  {
    if source.pointee.n_suggestions != 0 {
      self.suggestions = try [DestinationSuggestion](
        source.pointee.suggestions, source.pointee.n_suggestions)
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__SuggestDestinationsResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__suggest_destinations_response__init(target)
    target.pointee.n_suggestions = suggestions.count
    target.pointee.suggestions = try arena.messages(suggestions)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What StartMigration asks.
package struct StartMigrationRequest: BridgedMessage {
  package static let fullName = "galleon.v1.StartMigrationRequest"
  package static let plan = MessagePlan.of(galleon__v1__start_migration_request__init)
  package static let defaults = Defaults(StartMigrationRequest())

  /// UUID of the share server to move. Required.
  package var shareServerId: String = ""

  /// Backend to move it to, `host@backend` without a pool. Required.
  package var destinationHost: String = ""

  /// Refuse unless shares stay writable while the first phase copies.
  package var writable: Bool = false

  /// Refuse unless the cutover does not disturb clients.
  package var nondisruptive: Bool = false

  /// Refuse unless snapshots arrive at the destination.
  package var preserveSnapshots: Bool = false

  /// UUID of the share network the destination shall be in; empty keeps the source's.
  package var newShareNetworkId: String = ""

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Priority, bandwidth and cutover window; absent: priority 0, no limit, no window.
  package var controls: MigrationControls?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    shareServerId: String = "", destinationHost: String = "", writable: Bool = false,
    nondisruptive: Bool = false, preserveSnapshots: Bool = false, newShareNetworkId: String = "",
    requestId: String = "", controls: MigrationControls? = nil
  ) {
    self.shareServerId = shareServerId
    self.destinationHost = destinationHost
    self.writable = writable
    self.nondisruptive = nondisruptive
    self.preserveSnapshots = preserveSnapshots
    self.newShareNetworkId = newShareNetworkId
    self.requestId = requestId
    self.controls = controls
  }
}

extension StartMigrationRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__StartMigrationRequest>)
    throws(ProtobufError)
  {
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.StartMigrationRequest.share_server_id")
    try source.pointee.destination_host.read(
      into: &self.destinationHost, "galleon.v1.StartMigrationRequest.destination_host")
    self.writable = source.pointee.writable != 0
    self.nondisruptive = source.pointee.nondisruptive != 0
    self.preserveSnapshots = source.pointee.preserve_snapshots != 0
    try source.pointee.new_share_network_id.read(
      into: &self.newShareNetworkId, "galleon.v1.StartMigrationRequest.new_share_network_id")
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.StartMigrationRequest.request_id")
    try self.controls.read(from: source.pointee.controls)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__StartMigrationRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__start_migration_request__init(target)
    target.pointee.share_server_id = arena.text(shareServerId)
    target.pointee.destination_host = arena.text(destinationHost)
    target.pointee.writable = writable ? 1 : 0
    target.pointee.nondisruptive = nondisruptive ? 1 : 0
    target.pointee.preserve_snapshots = preserveSnapshots ? 1 : 0
    target.pointee.new_share_network_id = arena.text(newShareNetworkId)
    target.pointee.request_id = arena.text(requestId)
    target.pointee.controls = try self.controls.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What StartMigration answers.
package struct StartMigrationResponse: BridgedMessage {
  package static let fullName = "galleon.v1.StartMigrationResponse"
  package static let plan = MessagePlan.of(galleon__v1__start_migration_response__init)
  package static let defaults = Defaults(StartMigrationResponse())

  /// The migration, in migration_starting.
  package var migration: Migration?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(migration: Migration? = nil) {
    self.migration = migration
  }
}

extension StartMigrationResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__StartMigrationResponse>)
    throws(ProtobufError)
  {
    try self.migration.read(from: source.pointee.migration)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__StartMigrationResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__start_migration_response__init(target)
    target.pointee.migration = try self.migration.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What CompleteMigration asks.
package struct CompleteMigrationRequest: BridgedMessage {
  package static let fullName = "galleon.v1.CompleteMigrationRequest"
  package static let plan = MessagePlan.of(galleon__v1__complete_migration_request__init)
  package static let defaults = Defaults(CompleteMigrationRequest())

  /// UUID of the migration. Exactly one of this and share_server_id must be set.
  package var migrationId: String = ""

  /// UUID of the source or the destination share server; means its newest migration.
  package var shareServerId: String = ""

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(migrationId: String = "", shareServerId: String = "", requestId: String = "") {
    self.migrationId = migrationId
    self.shareServerId = shareServerId
    self.requestId = requestId
  }
}

extension CompleteMigrationRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__CompleteMigrationRequest>)
    throws(ProtobufError)
  {
    try source.pointee.migration_id.read(
      into: &self.migrationId, "galleon.v1.CompleteMigrationRequest.migration_id")
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.CompleteMigrationRequest.share_server_id")
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.CompleteMigrationRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__CompleteMigrationRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__complete_migration_request__init(target)
    target.pointee.migration_id = arena.text(migrationId)
    target.pointee.share_server_id = arena.text(shareServerId)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What CompleteMigration answers.
package struct CompleteMigrationResponse: BridgedMessage {
  package static let fullName = "galleon.v1.CompleteMigrationResponse"
  package static let plan = MessagePlan.of(galleon__v1__complete_migration_response__init)
  package static let defaults = Defaults(CompleteMigrationResponse())

  /// The migration, in migration_completing.
  package var migration: Migration?

  /// UUID of the share server that will hold the shares.
  package var destinationShareServerId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(migration: Migration? = nil, destinationShareServerId: String = "") {
    self.migration = migration
    self.destinationShareServerId = destinationShareServerId
  }
}

extension CompleteMigrationResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__CompleteMigrationResponse>)
    throws(ProtobufError)
  {
    try self.migration.read(from: source.pointee.migration)
    try source.pointee.destination_share_server_id.read(
      into: &self.destinationShareServerId,
      "galleon.v1.CompleteMigrationResponse.destination_share_server_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__CompleteMigrationResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__complete_migration_response__init(target)
    target.pointee.migration = try self.migration.structure(in: arena)
    target.pointee.destination_share_server_id = arena.text(destinationShareServerId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What CancelMigration asks.
package struct CancelMigrationRequest: BridgedMessage {
  package static let fullName = "galleon.v1.CancelMigrationRequest"
  package static let plan = MessagePlan.of(galleon__v1__cancel_migration_request__init)
  package static let defaults = Defaults(CancelMigrationRequest())

  /// UUID of the migration. Exactly one of this and share_server_id must be set.
  package var migrationId: String = ""

  /// UUID of the source or the destination share server; means its newest migration.
  package var shareServerId: String = ""

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(migrationId: String = "", shareServerId: String = "", requestId: String = "") {
    self.migrationId = migrationId
    self.shareServerId = shareServerId
    self.requestId = requestId
  }
}

extension CancelMigrationRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__CancelMigrationRequest>)
    throws(ProtobufError)
  {
    try source.pointee.migration_id.read(
      into: &self.migrationId, "galleon.v1.CancelMigrationRequest.migration_id")
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.CancelMigrationRequest.share_server_id")
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.CancelMigrationRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__CancelMigrationRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__cancel_migration_request__init(target)
    target.pointee.migration_id = arena.text(migrationId)
    target.pointee.share_server_id = arena.text(shareServerId)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What CancelMigration answers.
package struct CancelMigrationResponse: BridgedMessage {
  package static let fullName = "galleon.v1.CancelMigrationResponse"
  package static let plan = MessagePlan.of(galleon__v1__cancel_migration_response__init)
  package static let defaults = Defaults(CancelMigrationResponse())

  /// The migration, in migration_cancel_in_progress.
  package var migration: Migration?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(migration: Migration? = nil) {
    self.migration = migration
  }
}

extension CancelMigrationResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__CancelMigrationResponse>)
    throws(ProtobufError)
  {
    try self.migration.read(from: source.pointee.migration)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__CancelMigrationResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__cancel_migration_response__init(target)
    target.pointee.migration = try self.migration.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What UpdateMigration asks.
package struct UpdateMigrationRequest: BridgedMessage {
  package static let fullName = "galleon.v1.UpdateMigrationRequest"
  package static let plan = MessagePlan.of(galleon__v1__update_migration_request__init)
  package static let defaults = Defaults(UpdateMigrationRequest())

  /// UUID of the migration. Exactly one of this and share_server_id must be set.
  package var migrationId: String = ""

  /// UUID of the source or the destination share server; means its newest migration.
  package var shareServerId: String = ""

  /// The new values.
  package var controls: MigrationControls?

  /// Which of them to set: priority, bandwidth_limit, complete_after, complete_before. Required; a
  /// path whose field is absent from controls sets it back to its default.
  package var updateMask: GoogleProtobufFieldMask?

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    migrationId: String = "", shareServerId: String = "", controls: MigrationControls? = nil,
    updateMask: GoogleProtobufFieldMask? = nil, requestId: String = ""
  ) {
    self.migrationId = migrationId
    self.shareServerId = shareServerId
    self.controls = controls
    self.updateMask = updateMask
    self.requestId = requestId
  }
}

extension UpdateMigrationRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__UpdateMigrationRequest>)
    throws(ProtobufError)
  {
    try source.pointee.migration_id.read(
      into: &self.migrationId, "galleon.v1.UpdateMigrationRequest.migration_id")
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.UpdateMigrationRequest.share_server_id")
    try self.controls.read(from: source.pointee.controls)
    try self.updateMask.read(from: source.pointee.update_mask)
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.UpdateMigrationRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__UpdateMigrationRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__update_migration_request__init(target)
    target.pointee.migration_id = arena.text(migrationId)
    target.pointee.share_server_id = arena.text(shareServerId)
    target.pointee.controls = try self.controls.structure(in: arena)
    target.pointee.update_mask = try self.updateMask.structure(in: arena)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What UpdateMigration answers.
package struct UpdateMigrationResponse: BridgedMessage {
  package static let fullName = "galleon.v1.UpdateMigrationResponse"
  package static let plan = MessagePlan.of(galleon__v1__update_migration_response__init)
  package static let defaults = Defaults(UpdateMigrationResponse())

  /// The migration.
  package var migration: Migration?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(migration: Migration? = nil) {
    self.migration = migration
  }
}

extension UpdateMigrationResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__UpdateMigrationResponse>)
    throws(ProtobufError)
  {
    try self.migration.read(from: source.pointee.migration)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__UpdateMigrationResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__update_migration_response__init(target)
    target.pointee.migration = try self.migration.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What RecoverMigration asks.
package struct RecoverMigrationRequest: BridgedMessage {
  package static let fullName = "galleon.v1.RecoverMigrationRequest"
  package static let plan = MessagePlan.of(galleon__v1__recover_migration_request__init)
  package static let defaults = Defaults(RecoverMigrationRequest())

  /// UUID of the migration. Exactly one of this and share_server_id must be set.
  package var migrationId: String = ""

  /// UUID of the source or the destination share server; means its newest migration.
  package var shareServerId: String = ""

  /// The side that is good. Required.
  package var direction: RecoveryDirection = RecoveryDirection()

  /// Only verify, and say what would be done.
  package var dryRun: Bool = false

  /// Why, for the history. May be empty.
  package var reason: String = ""

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    migrationId: String = "", shareServerId: String = "",
    direction: RecoveryDirection = RecoveryDirection(), dryRun: Bool = false, reason: String = "",
    requestId: String = ""
  ) {
    self.migrationId = migrationId
    self.shareServerId = shareServerId
    self.direction = direction
    self.dryRun = dryRun
    self.reason = reason
    self.requestId = requestId
  }
}

extension RecoverMigrationRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__RecoverMigrationRequest>)
    throws(ProtobufError)
  {
    try source.pointee.migration_id.read(
      into: &self.migrationId, "galleon.v1.RecoverMigrationRequest.migration_id")
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.RecoverMigrationRequest.share_server_id")
    self.direction = RecoveryDirection(
      rawValue: .init(truncatingIfNeeded: source.pointee.direction.rawValue))
    self.dryRun = source.pointee.dry_run != 0
    try source.pointee.reason.read(into: &self.reason, "galleon.v1.RecoverMigrationRequest.reason")
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.RecoverMigrationRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__RecoverMigrationRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__recover_migration_request__init(target)
    target.pointee.migration_id = arena.text(migrationId)
    target.pointee.share_server_id = arena.text(shareServerId)
    target.pointee.direction = .init(rawValue: .init(truncatingIfNeeded: direction.rawValue))
    target.pointee.dry_run = dryRun ? 1 : 0
    target.pointee.reason = arena.text(reason)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What RecoverMigration answers.
package struct RecoverMigrationResponse: BridgedMessage {
  package static let fullName = "galleon.v1.RecoverMigrationResponse"
  package static let plan = MessagePlan.of(galleon__v1__recover_migration_response__init)
  package static let defaults = Defaults(RecoverMigrationResponse())

  /// The migration.
  package var migration: Migration?

  /// What speaks against the chosen side, all of it. Filled by a dry run alone: without it a
  /// conflict is an error.
  package var conflicts: [MigrationConflict] = []

  /// What is changed, or would be.
  package var changes: [RecoveryChange] = []

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    migration: Migration? = nil, conflicts: [MigrationConflict] = [], changes: [RecoveryChange] = []
  ) {
    self.migration = migration
    self.conflicts = conflicts
    self.changes = changes
  }
}

extension RecoverMigrationResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__RecoverMigrationResponse>)
    throws(ProtobufError)
  {
    try self.migration.read(from: source.pointee.migration)
    if source.pointee.n_conflicts != 0 {
      self.conflicts = try [MigrationConflict](source.pointee.conflicts, source.pointee.n_conflicts)
    }
    if source.pointee.n_changes != 0 {
      self.changes = try [RecoveryChange](source.pointee.changes, source.pointee.n_changes)
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__RecoverMigrationResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__recover_migration_response__init(target)
    target.pointee.migration = try self.migration.structure(in: arena)
    target.pointee.n_conflicts = conflicts.count
    target.pointee.conflicts = try arena.messages(conflicts)
    target.pointee.n_changes = changes.count
    target.pointee.changes = try arena.messages(changes)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What GetMigrationProgress asks.
package struct GetMigrationProgressRequest: BridgedMessage {
  package static let fullName = "galleon.v1.GetMigrationProgressRequest"
  package static let plan = MessagePlan.of(galleon__v1__get_migration_progress_request__init)
  package static let defaults = Defaults(GetMigrationProgressRequest())

  /// UUID of the migration. Exactly one of this and share_server_id must be set.
  package var migrationId: String = ""

  /// UUID of the source or the destination share server; means its newest migration.
  package var shareServerId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(migrationId: String = "", shareServerId: String = "") {
    self.migrationId = migrationId
    self.shareServerId = shareServerId
  }
}

extension GetMigrationProgressRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__GetMigrationProgressRequest>)
    throws(ProtobufError)
  {
    try source.pointee.migration_id.read(
      into: &self.migrationId, "galleon.v1.GetMigrationProgressRequest.migration_id")
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.GetMigrationProgressRequest.share_server_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__GetMigrationProgressRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__get_migration_progress_request__init(target)
    target.pointee.migration_id = arena.text(migrationId)
    target.pointee.share_server_id = arena.text(shareServerId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What GetMigrationProgress answers.
package struct GetMigrationProgressResponse: BridgedMessage {
  package static let fullName = "galleon.v1.GetMigrationProgressResponse"
  package static let plan = MessagePlan.of(galleon__v1__get_migration_progress_response__init)
  package static let defaults = Defaults(GetMigrationProgressResponse())

  /// The progress.
  package var progress: MigrationProgress?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(progress: MigrationProgress? = nil) {
    self.progress = progress
  }
}

extension GetMigrationProgressResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__GetMigrationProgressResponse>)
    throws(ProtobufError)
  {
    try self.progress.read(from: source.pointee.progress)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__GetMigrationProgressResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__get_migration_progress_response__init(target)
    target.pointee.progress = try self.progress.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What GetMigration asks.
package struct GetMigrationRequest: BridgedMessage {
  package static let fullName = "galleon.v1.GetMigrationRequest"
  package static let plan = MessagePlan.of(galleon__v1__get_migration_request__init)
  package static let defaults = Defaults(GetMigrationRequest())

  /// UUID of the migration. Exactly one of this and share_server_id must be set.
  package var migrationId: String = ""

  /// UUID of the source or the destination share server; means its newest migration.
  package var shareServerId: String = ""

  /// With wait: answer when the migration's revision is greater than this. 0 does not wait: every
  /// revision is greater. Negative, or set without wait, is INVALID_ARGUMENT.
  package var waitForRevisionAfter: Int64 = 0

  /// How long to wait at most; then the answer is the migration as it is. Absent or 0 does not
  /// wait, more than ten minutes counts as ten minutes, negative is INVALID_ARGUMENT. Proxies and
  /// callers have deadlines of their own, which should be longer.
  package var wait: GoogleProtobufDuration?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    migrationId: String = "", shareServerId: String = "", waitForRevisionAfter: Int64 = 0,
    wait: GoogleProtobufDuration? = nil
  ) {
    self.migrationId = migrationId
    self.shareServerId = shareServerId
    self.waitForRevisionAfter = waitForRevisionAfter
    self.wait = wait
  }
}

extension GetMigrationRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__GetMigrationRequest>)
    throws(ProtobufError)
  {
    try source.pointee.migration_id.read(
      into: &self.migrationId, "galleon.v1.GetMigrationRequest.migration_id")
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.GetMigrationRequest.share_server_id")
    self.waitForRevisionAfter = source.pointee.wait_for_revision_after
    try self.wait.read(from: source.pointee.wait)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__GetMigrationRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__get_migration_request__init(target)
    target.pointee.migration_id = arena.text(migrationId)
    target.pointee.share_server_id = arena.text(shareServerId)
    target.pointee.wait_for_revision_after = waitForRevisionAfter
    target.pointee.wait = try self.wait.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What GetMigration answers.
package struct GetMigrationResponse: BridgedMessage {
  package static let fullName = "galleon.v1.GetMigrationResponse"
  package static let plan = MessagePlan.of(galleon__v1__get_migration_response__init)
  package static let defaults = Defaults(GetMigrationResponse())

  /// The migration.
  package var migration: Migration?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(migration: Migration? = nil) {
    self.migration = migration
  }
}

extension GetMigrationResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__GetMigrationResponse>)
    throws(ProtobufError)
  {
    try self.migration.read(from: source.pointee.migration)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__GetMigrationResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__get_migration_response__init(target)
    target.pointee.migration = try self.migration.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListMigrations asks.
package struct ListMigrationsRequest: BridgedMessage {
  package static let fullName = "galleon.v1.ListMigrationsRequest"
  package static let plan = MessagePlan.of(galleon__v1__list_migrations_request__init)
  package static let defaults = Defaults(ListMigrationsRequest())

  /// Most entries to return: 0 is 100, more than 1000 counts as 1000, negative is INVALID_ARGUMENT.
  package var pageSize: Int32 = 0

  /// next_page_token of the page before; empty for the first page. The filters must stay the same.
  package var pageToken: String = ""

  /// Only those of this project; empty: of all.
  package var projectId: String = ""

  /// Only those from or to this backend, `host@backend`; empty: of all.
  package var host: String = ""

  /// Only those in one of these states; empty: in any.
  package var taskStates: [TaskState] = []

  /// Only those whose source or destination is this share server; empty: of all.
  package var shareServerId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    pageSize: Int32 = 0, pageToken: String = "", projectId: String = "", host: String = "",
    taskStates: [TaskState] = [], shareServerId: String = ""
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.projectId = projectId
    self.host = host
    self.taskStates = taskStates
    self.shareServerId = shareServerId
  }
}

extension ListMigrationsRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListMigrationsRequest>)
    throws(ProtobufError)
  {
    self.pageSize = source.pointee.page_size
    try source.pointee.page_token.read(
      into: &self.pageToken, "galleon.v1.ListMigrationsRequest.page_token")
    try source.pointee.project_id.read(
      into: &self.projectId, "galleon.v1.ListMigrationsRequest.project_id")
    try source.pointee.host.read(into: &self.host, "galleon.v1.ListMigrationsRequest.host")
    if source.pointee.n_task_states != 0 {
      self.taskStates = try [TaskState](source.pointee.task_states, source.pointee.n_task_states) {
        TaskState(rawValue: .init(truncatingIfNeeded: $0.rawValue))
      }
    }
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.ListMigrationsRequest.share_server_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListMigrationsRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_migrations_request__init(target)
    target.pointee.page_size = pageSize
    target.pointee.page_token = arena.text(pageToken)
    target.pointee.project_id = arena.text(projectId)
    target.pointee.host = arena.text(host)
    target.pointee.n_task_states = taskStates.count
    target.pointee.task_states = arena.array(taskStates) {
      .init(rawValue: .init(truncatingIfNeeded: $0.rawValue))
    }
    target.pointee.share_server_id = arena.text(shareServerId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListMigrations answers.
package struct ListMigrationsResponse: BridgedMessage {
  package static let fullName = "galleon.v1.ListMigrationsResponse"
  package static let plan = MessagePlan.of(galleon__v1__list_migrations_response__init)
  package static let defaults = Defaults(ListMigrationsResponse())

  /// The page.
  package var migrations: [Migration] = []

  /// Token of the next page; empty when this is the last one.
  package var nextPageToken: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(migrations: [Migration] = [], nextPageToken: String = "") {
    self.migrations = migrations
    self.nextPageToken = nextPageToken
  }
}

extension ListMigrationsResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListMigrationsResponse>)
    throws(ProtobufError)
  {
    if source.pointee.n_migrations != 0 {
      self.migrations = try [Migration](source.pointee.migrations, source.pointee.n_migrations)
    }
    try source.pointee.next_page_token.read(
      into: &self.nextPageToken, "galleon.v1.ListMigrationsResponse.next_page_token")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListMigrationsResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_migrations_response__init(target)
    target.pointee.n_migrations = migrations.count
    target.pointee.migrations = try arena.messages(migrations)
    target.pointee.next_page_token = arena.text(nextPageToken)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What WatchMigration asks.
package struct WatchMigrationRequest: BridgedMessage {
  package static let fullName = "galleon.v1.WatchMigrationRequest"
  package static let plan = MessagePlan.of(galleon__v1__watch_migration_request__init)
  package static let defaults = Defaults(WatchMigrationRequest())

  /// UUID of the migration. Exactly one of this and share_server_id must be set.
  package var migrationId: String = ""

  /// UUID of the source or the destination share server; means its newest migration.
  package var shareServerId: String = ""

  /// resume_token of the last message the caller has; empty begins with the current state. The
  /// filters must stay the same. A token that is too old, or of another ledger, is no error: the
  /// watch begins with a reset and the current state. A malformed one is INVALID_ARGUMENT.
  package var resumeToken: String = ""

  /// Least time between two progress ticks of one migration. Absent or 0 is 1 s, less than 0.1 s
  /// counts as 0.1 s, negative is INVALID_ARGUMENT. Transitions are never held back.
  package var minUpdateInterval: GoogleProtobufDuration?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    migrationId: String = "", shareServerId: String = "", resumeToken: String = "",
    minUpdateInterval: GoogleProtobufDuration? = nil
  ) {
    self.migrationId = migrationId
    self.shareServerId = shareServerId
    self.resumeToken = resumeToken
    self.minUpdateInterval = minUpdateInterval
  }
}

extension WatchMigrationRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__WatchMigrationRequest>)
    throws(ProtobufError)
  {
    try source.pointee.migration_id.read(
      into: &self.migrationId, "galleon.v1.WatchMigrationRequest.migration_id")
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.WatchMigrationRequest.share_server_id")
    try source.pointee.resume_token.read(
      into: &self.resumeToken, "galleon.v1.WatchMigrationRequest.resume_token")
    try self.minUpdateInterval.read(from: source.pointee.min_update_interval)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__WatchMigrationRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__watch_migration_request__init(target)
    target.pointee.migration_id = arena.text(migrationId)
    target.pointee.share_server_id = arena.text(shareServerId)
    target.pointee.resume_token = arena.text(resumeToken)
    target.pointee.min_update_interval = try self.minUpdateInterval.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What WatchMigration answers.
package struct WatchMigrationResponse: BridgedMessage {
  package static let fullName = "galleon.v1.WatchMigrationResponse"
  package static let plan = MessagePlan.of(galleon__v1__watch_migration_response__init)
  package static let defaults = Defaults(WatchMigrationResponse())

  /// What happened. Always set.
  package var event: MigrationEvent?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(event: MigrationEvent? = nil) {
    self.event = event
  }
}

extension WatchMigrationResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__WatchMigrationResponse>)
    throws(ProtobufError)
  {
    try self.event.read(from: source.pointee.event)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__WatchMigrationResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__watch_migration_response__init(target)
    target.pointee.event = try self.event.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What WatchMigrations asks.
package struct WatchMigrationsRequest: BridgedMessage {
  package static let fullName = "galleon.v1.WatchMigrationsRequest"
  package static let plan = MessagePlan.of(galleon__v1__watch_migrations_request__init)
  package static let defaults = Defaults(WatchMigrationsRequest())

  /// resume_token of the last message the caller has; empty begins with the current state. The
  /// filters must stay the same. A token that is too old, or of another ledger, is no error: the
  /// watch begins with a reset and the current state. A malformed one is INVALID_ARGUMENT.
  package var resumeToken: String = ""

  /// Only those of this project; empty: of all.
  package var projectId: String = ""

  /// Only those from or to this backend, `host@backend`; empty: of all.
  package var host: String = ""

  /// Only those in one of these states, and only transitions out of or into one of them: revisions
  /// then have gaps. Empty: in any.
  package var taskStates: [TaskState] = []

  /// Only those whose source or destination is this share server; empty: of all.
  package var shareServerId: String = ""

  /// Least time between two progress ticks of one migration. Absent or 0 is 1 s, less than 0.1 s
  /// counts as 0.1 s, negative is INVALID_ARGUMENT. Transitions are never held back.
  package var minUpdateInterval: GoogleProtobufDuration?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    resumeToken: String = "", projectId: String = "", host: String = "",
    taskStates: [TaskState] = [], shareServerId: String = "",
    minUpdateInterval: GoogleProtobufDuration? = nil
  ) {
    self.resumeToken = resumeToken
    self.projectId = projectId
    self.host = host
    self.taskStates = taskStates
    self.shareServerId = shareServerId
    self.minUpdateInterval = minUpdateInterval
  }
}

extension WatchMigrationsRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__WatchMigrationsRequest>)
    throws(ProtobufError)
  {
    try source.pointee.resume_token.read(
      into: &self.resumeToken, "galleon.v1.WatchMigrationsRequest.resume_token")
    try source.pointee.project_id.read(
      into: &self.projectId, "galleon.v1.WatchMigrationsRequest.project_id")
    try source.pointee.host.read(into: &self.host, "galleon.v1.WatchMigrationsRequest.host")
    if source.pointee.n_task_states != 0 {
      self.taskStates = try [TaskState](source.pointee.task_states, source.pointee.n_task_states) {
        TaskState(rawValue: .init(truncatingIfNeeded: $0.rawValue))
      }
    }
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.WatchMigrationsRequest.share_server_id")
    try self.minUpdateInterval.read(from: source.pointee.min_update_interval)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__WatchMigrationsRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__watch_migrations_request__init(target)
    target.pointee.resume_token = arena.text(resumeToken)
    target.pointee.project_id = arena.text(projectId)
    target.pointee.host = arena.text(host)
    target.pointee.n_task_states = taskStates.count
    target.pointee.task_states = arena.array(taskStates) {
      .init(rawValue: .init(truncatingIfNeeded: $0.rawValue))
    }
    target.pointee.share_server_id = arena.text(shareServerId)
    target.pointee.min_update_interval = try self.minUpdateInterval.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What WatchMigrations answers.
package struct WatchMigrationsResponse: BridgedMessage {
  package static let fullName = "galleon.v1.WatchMigrationsResponse"
  package static let plan = MessagePlan.of(galleon__v1__watch_migrations_response__init)
  package static let defaults = Defaults(WatchMigrationsResponse())

  /// What happened. Always set.
  package var event: MigrationEvent?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(event: MigrationEvent? = nil) {
    self.event = event
  }
}

extension WatchMigrationsResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__WatchMigrationsResponse>)
    throws(ProtobufError)
  {
    try self.event.read(from: source.pointee.event)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__WatchMigrationsResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__watch_migrations_response__init(target)
    target.pointee.event = try self.event.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
