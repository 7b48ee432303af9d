// Made by protoc-gen-galleon from galleon/v1/share_server.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// Whether a share server serves. The names are OpenStack Manila's.
package struct ShareServerStatus: ProtobufEnum {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Not given. In a filter: not filtered. In a reset: INVALID_ARGUMENT.
  package static let unspecified = ShareServerStatus(rawValue: 0)

  /// Serves, and can receive new shares.
  package static let active = ShareServerStatus(rawValue: 1)

  /// Failed; a person must look.
  package static let error = ShareServerStatus(rawValue: 2)

  /// Is being deleted on its backend.
  package static let deleting = ShareServerStatus(rawValue: 3)

  /// Is being made on its backend.
  package static let creating = ShareServerStatus(rawValue: 4)

  /// Does not serve and is kept: the source after a success, the destination after a cancel.
  package static let inactive = ShareServerStatus(rawValue: 5)

  /// Is the source of a running migration.
  package static let serverMigrating = ShareServerStatus(rawValue: 6)

  /// Is the destination of a running migration.
  package static let serverMigratingTo = ShareServerStatus(rawValue: 7)

  /// Its network is being changed.
  package static let networkChange = ShareServerStatus(rawValue: 8)

  /// Is being taken under management.
  package static let manageStarting = ShareServerStatus(rawValue: 9)

  /// Could not be taken under management.
  package static let manageError = ShareServerStatus(rawValue: 10)

  /// Is being released from management.
  package static let unmanageStarting = ShareServerStatus(rawValue: 11)

  /// Could not be released from management.
  package static let unmanageError = ShareServerStatus(rawValue: 12)

  /// The values that the schema names, in its order.
  package static let allValues: [ShareServerStatus] = [
    .unspecified, .active, .error, .deleting, .creating, .inactive, .serverMigrating,
    .serverMigratingTo, .networkChange, .manageStarting, .manageError, .unmanageStarting,
    .unmanageError,
  ]

  package var name: String? {
    switch rawValue {
    case 0: "SHARE_SERVER_STATUS_UNSPECIFIED"
    case 1: "SHARE_SERVER_STATUS_ACTIVE"
    case 2: "SHARE_SERVER_STATUS_ERROR"
    case 3: "SHARE_SERVER_STATUS_DELETING"
    case 4: "SHARE_SERVER_STATUS_CREATING"
    case 5: "SHARE_SERVER_STATUS_INACTIVE"
    case 6: "SHARE_SERVER_STATUS_SERVER_MIGRATING"
    case 7: "SHARE_SERVER_STATUS_SERVER_MIGRATING_TO"
    case 8: "SHARE_SERVER_STATUS_NETWORK_CHANGE"
    case 9: "SHARE_SERVER_STATUS_MANAGE_STARTING"
    case 10: "SHARE_SERVER_STATUS_MANAGE_ERROR"
    case 11: "SHARE_SERVER_STATUS_UNMANAGE_STARTING"
    case 12: "SHARE_SERVER_STATUS_UNMANAGE_ERROR"
    default: nil
    }
  }
}

/// A server on a backend (an NFS server with its addresses) that holds shares.
package struct ShareServer: BridgedMessage {
  package static let fullName = "galleon.v1.ShareServer"
  package static let plan = MessagePlan.of(galleon__v1__share_server__init)
  package static let defaults = Defaults(ShareServer())

  /// UUID, set by the service. A migration makes a new server with a new id.
  package var id: String = ""

  /// Project that owns it, set by whoever created it.
  package var projectId: String = ""

  /// Backend it is on, `host@backend`.
  package var host: String = ""

  /// Whether it serves; set by the service, and by ResetShareServerStatus.
  package var status: ShareServerStatus = ShareServerStatus()

  /// Its part in the newest migration; UNSPECIFIED when it never was in one.
  package var taskState: TaskState = TaskState()

  /// On the destination of a migration: UUID of the source, from the first instant on and for ever.
  /// Else empty.
  package var sourceShareServerId: String = ""

  /// Name of the server on its backend, set by the driver.
  package var identifier: String = ""

  /// UUID of the share network its addresses are in.
  package var shareNetworkId: String = ""

  /// UUIDs of the subnets its addresses are in.
  package var shareNetworkSubnetIds: [String] = []

  /// Its addresses, set by the service.
  package var networkAllocations: [NetworkAllocation] = []

  /// What the driver keeps about the server, set by the driver; of meaning to it alone.
  package var backendDetails: [String: String] = [:]

  /// The service may delete the server when its last share is gone.
  package var autoDeletable: Bool = false

  /// When it was created.
  package var createTime: GoogleProtobufTimestamp?

  /// When it last changed.
  package var updateTime: GoogleProtobufTimestamp?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    id: String = "", projectId: String = "", host: String = "",
    status: ShareServerStatus = ShareServerStatus(), taskState: TaskState = TaskState(),
    sourceShareServerId: String = "", identifier: String = "", shareNetworkId: String = "",
    shareNetworkSubnetIds: [String] = [], networkAllocations: [NetworkAllocation] = [],
    backendDetails: [String: String] = [:], autoDeletable: Bool = false,
    createTime: GoogleProtobufTimestamp? = nil, updateTime: GoogleProtobufTimestamp? = nil
  ) {
    self.id = id
    self.projectId = projectId
    self.host = host
    self.status = status
    self.taskState = taskState
    self.sourceShareServerId = sourceShareServerId
    self.identifier = identifier
    self.shareNetworkId = shareNetworkId
    self.shareNetworkSubnetIds = shareNetworkSubnetIds
    self.networkAllocations = networkAllocations
    self.backendDetails = backendDetails
    self.autoDeletable = autoDeletable
    self.createTime = createTime
    self.updateTime = updateTime
  }
}

extension ShareServer {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ShareServer>)
    throws(ProtobufError)
  {
    try source.pointee.id.read(into: &self.id, "galleon.v1.ShareServer.id")
    try source.pointee.project_id.read(into: &self.projectId, "galleon.v1.ShareServer.project_id")
    try source.pointee.host.read(into: &self.host, "galleon.v1.ShareServer.host")
    self.status = ShareServerStatus(
      rawValue: .init(truncatingIfNeeded: source.pointee.status.rawValue))
    self.taskState = TaskState(
      rawValue: .init(truncatingIfNeeded: source.pointee.task_state.rawValue))
    try source.pointee.source_share_server_id.read(
      into: &self.sourceShareServerId, "galleon.v1.ShareServer.source_share_server_id")
    try source.pointee.identifier.read(into: &self.identifier, "galleon.v1.ShareServer.identifier")
    try source.pointee.share_network_id.read(
      into: &self.shareNetworkId, "galleon.v1.ShareServer.share_network_id")
    if source.pointee.n_share_network_subnet_ids != 0 {
      self.shareNetworkSubnetIds = try [String](
        source.pointee.share_network_subnet_ids, source.pointee.n_share_network_subnet_ids
      ) { (data) throws(ProtobufError) in
        try data.text("galleon.v1.ShareServer.share_network_subnet_ids")
      }
    }
    if source.pointee.n_network_allocations != 0 {
      self.networkAllocations = try [NetworkAllocation](
        source.pointee.network_allocations, source.pointee.n_network_allocations)
    }
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.backend_details, count: source.pointee.n_backend_details)
    {
      let key = try entry.pointee.key.text("galleon.v1.ShareServer.backend_details")
      self.backendDetails[key] = try entry.pointee.value.text(
        "galleon.v1.ShareServer.backend_details")
    }
    self.autoDeletable = source.pointee.auto_deletable != 0
    try self.createTime.read(from: source.pointee.create_time)
    try self.updateTime.read(from: source.pointee.update_time)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ShareServer>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__share_server__init(target)
    target.pointee.id = arena.text(id)
    target.pointee.project_id = arena.text(projectId)
    target.pointee.host = arena.text(host)
    target.pointee.status = .init(rawValue: .init(truncatingIfNeeded: status.rawValue))
    target.pointee.task_state = .init(rawValue: .init(truncatingIfNeeded: taskState.rawValue))
    target.pointee.source_share_server_id = arena.text(sourceShareServerId)
    target.pointee.identifier = arena.text(identifier)
    target.pointee.share_network_id = arena.text(shareNetworkId)
    target.pointee.n_share_network_subnet_ids = shareNetworkSubnetIds.count
    target.pointee.share_network_subnet_ids = arena.array(shareNetworkSubnetIds) { arena.text($0) }
    target.pointee.n_network_allocations = networkAllocations.count
    target.pointee.network_allocations = try arena.messages(networkAllocations)
    target.pointee.n_backend_details = backendDetails.count
    target.pointee.backend_details = try arena.entries(backendDetails, by: <) {
      (key, value, entry: UnsafeMutablePointer<Galleon__V1__ShareServer__BackendDetailsEntry>)
        throws(ProtobufError) in
      galleon__v1__share_server__backend_details_entry__init(entry)
      entry.pointee.key = arena.text(key)
      entry.pointee.value = arena.text(value)
    }
    target.pointee.auto_deletable = autoDeletable ? 1 : 0
    target.pointee.create_time = try self.createTime.structure(in: arena)
    target.pointee.update_time = try self.updateTime.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
