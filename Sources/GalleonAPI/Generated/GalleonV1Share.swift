// Made by protoc-gen-galleon from galleon/v1/share.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// The protocol a share is served with.
package struct ShareProtocol: ProtobufEnum {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Not given; INVALID_ARGUMENT in a create.
  package static let unspecified = ShareProtocol(rawValue: 0)

  /// NFS.
  package static let nfs = ShareProtocol(rawValue: 1)

  /// CIFS, also called SMB.
  package static let cifs = ShareProtocol(rawValue: 2)

  /// The values that the schema names, in its order.
  package static let allValues: [ShareProtocol] = [.unspecified, .nfs, .cifs]

  package var name: String? {
    switch rawValue {
    case 0: "SHARE_PROTOCOL_UNSPECIFIED"
    case 1: "SHARE_PROTOCOL_NFS"
    case 2: "SHARE_PROTOCOL_CIFS"
    default: nil
    }
  }
}

/// Whether a share can be used. The names are OpenStack Manila's.
package struct ShareStatus: ProtobufEnum {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Not given. In a filter: not filtered. In a reset: INVALID_ARGUMENT.
  package static let unspecified = ShareStatus(rawValue: 0)

  /// Is being made.
  package static let creating = ShareStatus(rawValue: 1)

  /// Can be used.
  package static let available = ShareStatus(rawValue: 2)

  /// Is being deleted.
  package static let deleting = ShareStatus(rawValue: 3)

  /// Failed; a person must look.
  package static let error = ShareStatus(rawValue: 4)

  /// Could not be deleted.
  package static let errorDeleting = ShareStatus(rawValue: 5)

  /// Moves with its server.
  package static let serverMigrating = ShareStatus(rawValue: 6)

  /// Is being made larger.
  package static let extending = ShareStatus(rawValue: 7)

  /// Could not be made larger.
  package static let extendingError = ShareStatus(rawValue: 8)

  /// Is being made smaller.
  package static let shrinking = ShareStatus(rawValue: 9)

  /// Could not be made smaller.
  package static let shrinkingError = ShareStatus(rawValue: 10)

  /// The values that the schema names, in its order.
  package static let allValues: [ShareStatus] = [
    .unspecified, .creating, .available, .deleting, .error, .errorDeleting, .serverMigrating,
    .extending, .extendingError, .shrinking, .shrinkingError,
  ]

  package var name: String? {
    switch rawValue {
    case 0: "SHARE_STATUS_UNSPECIFIED"
    case 1: "SHARE_STATUS_CREATING"
    case 2: "SHARE_STATUS_AVAILABLE"
    case 3: "SHARE_STATUS_DELETING"
    case 4: "SHARE_STATUS_ERROR"
    case 5: "SHARE_STATUS_ERROR_DELETING"
    case 6: "SHARE_STATUS_SERVER_MIGRATING"
    case 7: "SHARE_STATUS_EXTENDING"
    case 8: "SHARE_STATUS_EXTENDING_ERROR"
    case 9: "SHARE_STATUS_SHRINKING"
    case 10: "SHARE_STATUS_SHRINKING_ERROR"
    default: nil
    }
  }
}

/// Whether the access rules of a share are in force on its backend.
package struct AccessRulesStatus: ProtobufEnum {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Never sent.
  package static let unspecified = AccessRulesStatus(rawValue: 0)

  /// All are in force.
  package static let active = AccessRulesStatus(rawValue: 1)

  /// Are being applied.
  package static let syncing = AccessRulesStatus(rawValue: 2)

  /// At least one could not be applied.
  package static let error = AccessRulesStatus(rawValue: 3)

  /// The values that the schema names, in its order.
  package static let allValues: [AccessRulesStatus] = [.unspecified, .active, .syncing, .error]

  package var name: String? {
    switch rawValue {
    case 0: "ACCESS_RULES_STATUS_UNSPECIFIED"
    case 1: "ACCESS_RULES_STATUS_ACTIVE"
    case 2: "ACCESS_RULES_STATUS_SYNCING"
    case 3: "ACCESS_RULES_STATUS_ERROR"
    default: nil
    }
  }
}

/// A file system that clients mount. Its id survives a migration.
package struct Share: BridgedMessage {
  package static let fullName = "galleon.v1.Share"
  package static let plan = MessagePlan.of(galleon__v1__share__init)
  package static let defaults = Defaults(Share())

  /// UUID, set by the service.
  package var id: String = ""

  /// Name for people, set by whoever created it; need not be unique.
  package var name: String = ""

  /// Project that owns it, set by whoever created it.
  package var projectId: String = ""

  /// Size in GiB.
  package var sizeGib: Int64 = 0

  /// Protocol it is served with, set by whoever created it.
  package var `protocol`: ShareProtocol = ShareProtocol()

  /// UUID of its share type; empty when it has none.
  package var shareTypeId: String = ""

  /// Whether it can be used; set by the service, and by ResetShareStatus.
  package var status: ShareStatus = ShareStatus()

  /// Where it is, `host@backend#pool`; set by the service.
  package var host: String = ""

  /// UUID of the share server that holds it.
  package var shareServerId: String = ""

  /// UUID of the share network it is mounted in; set by the service.
  package var shareNetworkId: String = ""

  /// Name of the availability zone it is in; set by the service.
  package var availabilityZone: String = ""

  /// Where clients mount it; set by the driver.
  package var exportLocations: [ExportLocation] = []

  /// It has copies kept equal elsewhere.
  package var hasReplicas: Bool = false

  /// UUID of the share group it belongs to; empty when to none.
  package var shareGroupId: String = ""

  /// Whether its access rules are in force; set by the service.
  package var accessRulesStatus: AccessRulesStatus = AccessRulesStatus()

  /// When it was created.
  package var createTime: GoogleProtobufTimestamp?

  /// When it last changed.
  package var updateTime: GoogleProtobufTimestamp?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    id: String = "", name: String = "", projectId: String = "", sizeGib: Int64 = 0,
    `protocol`: ShareProtocol = ShareProtocol(), shareTypeId: String = "",
    status: ShareStatus = ShareStatus(), host: String = "", shareServerId: String = "",
    shareNetworkId: String = "", availabilityZone: String = "",
    exportLocations: [ExportLocation] = [], hasReplicas: Bool = false, shareGroupId: String = "",
    accessRulesStatus: AccessRulesStatus = AccessRulesStatus(),
    createTime: GoogleProtobufTimestamp? = nil, updateTime: GoogleProtobufTimestamp? = nil
  ) {
    self.id = id
    self.name = name
    self.projectId = projectId
    self.sizeGib = sizeGib
    self.protocol = `protocol`
    self.shareTypeId = shareTypeId
    self.status = status
    self.host = host
    self.shareServerId = shareServerId
    self.shareNetworkId = shareNetworkId
    self.availabilityZone = availabilityZone
    self.exportLocations = exportLocations
    self.hasReplicas = hasReplicas
    self.shareGroupId = shareGroupId
    self.accessRulesStatus = accessRulesStatus
    self.createTime = createTime
    self.updateTime = updateTime
  }
}

extension Share {
  package mutating func read(from source: UnsafePointer<Galleon__V1__Share>) throws(ProtobufError) {
    try source.pointee.id.read(into: &self.id, "galleon.v1.Share.id")
    try source.pointee.name.read(into: &self.name, "galleon.v1.Share.name")
    try source.pointee.project_id.read(into: &self.projectId, "galleon.v1.Share.project_id")
    self.sizeGib = source.pointee.size_gib
    self.protocol = ShareProtocol(
      rawValue: .init(truncatingIfNeeded: source.pointee.protocol.rawValue))
    try source.pointee.share_type_id.read(into: &self.shareTypeId, "galleon.v1.Share.share_type_id")
    self.status = ShareStatus(rawValue: .init(truncatingIfNeeded: source.pointee.status.rawValue))
    try source.pointee.host.read(into: &self.host, "galleon.v1.Share.host")
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.Share.share_server_id")
    try source.pointee.share_network_id.read(
      into: &self.shareNetworkId, "galleon.v1.Share.share_network_id")
    try source.pointee.availability_zone.read(
      into: &self.availabilityZone, "galleon.v1.Share.availability_zone")
    if source.pointee.n_export_locations != 0 {
      self.exportLocations = try [ExportLocation](
        source.pointee.export_locations, source.pointee.n_export_locations)
    }
    self.hasReplicas = source.pointee.has_replicas != 0
    try source.pointee.share_group_id.read(
      into: &self.shareGroupId, "galleon.v1.Share.share_group_id")
    self.accessRulesStatus = AccessRulesStatus(
      rawValue: .init(truncatingIfNeeded: source.pointee.access_rules_status.rawValue))
    try self.createTime.read(from: source.pointee.create_time)
    try self.updateTime.read(from: source.pointee.update_time)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(_ target: UnsafeMutablePointer<Galleon__V1__Share>, _ arena: Arena)
    throws(ProtobufError)
  {
    galleon__v1__share__init(target)
    target.pointee.id = arena.text(id)
    target.pointee.name = arena.text(name)
    target.pointee.project_id = arena.text(projectId)
    target.pointee.size_gib = sizeGib
    target.pointee.protocol = .init(rawValue: .init(truncatingIfNeeded: `protocol`.rawValue))
    target.pointee.share_type_id = arena.text(shareTypeId)
    target.pointee.status = .init(rawValue: .init(truncatingIfNeeded: status.rawValue))
    target.pointee.host = arena.text(host)
    target.pointee.share_server_id = arena.text(shareServerId)
    target.pointee.share_network_id = arena.text(shareNetworkId)
    target.pointee.availability_zone = arena.text(availabilityZone)
    target.pointee.n_export_locations = exportLocations.count
    target.pointee.export_locations = try arena.messages(exportLocations)
    target.pointee.has_replicas = hasReplicas ? 1 : 0
    target.pointee.share_group_id = arena.text(shareGroupId)
    target.pointee.access_rules_status = .init(
      rawValue: .init(truncatingIfNeeded: accessRulesStatus.rawValue))
    target.pointee.create_time = try self.createTime.structure(in: arena)
    target.pointee.update_time = try self.updateTime.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// A path by which a share or a snapshot can be mounted. Set by the driver.
package struct ExportLocation: BridgedMessage {
  package static let fullName = "galleon.v1.ExportLocation"
  package static let plan = MessagePlan.of(galleon__v1__export_location__init)
  package static let defaults = Defaults(ExportLocation())

  /// The path, for NFS `address:/path`.
  package var path: String = ""

  /// Clients should try this one first.
  package var preferred: Bool = false

  /// Only for operators.
  package var adminOnly: Bool = false

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(path: String = "", preferred: Bool = false, adminOnly: Bool = false) {
    self.path = path
    self.preferred = preferred
    self.adminOnly = adminOnly
  }
}

extension ExportLocation {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ExportLocation>)
    throws(ProtobufError)
  {
    try source.pointee.path.read(into: &self.path, "galleon.v1.ExportLocation.path")
    self.preferred = source.pointee.preferred != 0
    self.adminOnly = source.pointee.admin_only != 0
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ExportLocation>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__export_location__init(target)
    target.pointee.path = arena.text(path)
    target.pointee.preferred = preferred ? 1 : 0
    target.pointee.admin_only = adminOnly ? 1 : 0
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
