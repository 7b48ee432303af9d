// Made by protoc-gen-galleon from galleon/v1/snapshot.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// Whether a snapshot can be used. The names are OpenStack Manila's.
package struct SnapshotStatus: ProtobufEnum {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Not given. In a filter: not filtered. In a reset: INVALID_ARGUMENT.
  package static let unspecified = SnapshotStatus(rawValue: 0)

  /// Is being made.
  package static let creating = SnapshotStatus(rawValue: 1)

  /// Can be used.
  package static let available = SnapshotStatus(rawValue: 2)

  /// Is being deleted.
  package static let deleting = SnapshotStatus(rawValue: 3)

  /// Failed; a person must look.
  package static let error = SnapshotStatus(rawValue: 4)

  /// Could not be deleted.
  package static let errorDeleting = SnapshotStatus(rawValue: 5)

  /// Moves with its server.
  package static let serverMigrating = SnapshotStatus(rawValue: 6)

  /// The values that the schema names, in its order.
  package static let allValues: [SnapshotStatus] = [
    .unspecified, .creating, .available, .deleting, .error, .errorDeleting, .serverMigrating,
  ]

  package var name: String? {
    switch rawValue {
    case 0: "SNAPSHOT_STATUS_UNSPECIFIED"
    case 1: "SNAPSHOT_STATUS_CREATING"
    case 2: "SNAPSHOT_STATUS_AVAILABLE"
    case 3: "SNAPSHOT_STATUS_DELETING"
    case 4: "SNAPSHOT_STATUS_ERROR"
    case 5: "SNAPSHOT_STATUS_ERROR_DELETING"
    case 6: "SNAPSHOT_STATUS_SERVER_MIGRATING"
    default: nil
    }
  }
}

/// A read-only copy of a share at one moment. Its id survives a migration.
package struct Snapshot: BridgedMessage {
  package static let fullName = "galleon.v1.Snapshot"
  package static let plan = MessagePlan.of(galleon__v1__snapshot__init)
  package static let defaults = Defaults(Snapshot())

  /// UUID, set by the service.
  package var id: String = ""

  /// UUID of the share it was taken of.
  package var shareId: String = ""

  /// Name for people, set by whoever created it; need not be unique.
  package var name: String = ""

  /// Project that owns it: the share's.
  package var projectId: String = ""

  /// Size in GiB of the share when it was taken.
  package var sizeGib: Int64 = 0

  /// Whether it can be used; set by the service, and by ResetSnapshotStatus.
  package var status: SnapshotStatus = SnapshotStatus()

  /// Where the backend keeps it; set by the driver, of meaning to it alone.
  package var providerLocation: String = ""

  /// Where clients mount it; set by the driver; empty when it cannot be mounted.
  package var exportLocations: [ExportLocation] = []

  /// When it was created.
  package var createTime: GoogleProtobufTimestamp?

  /// When it last changed.
  package var updateTime: GoogleProtobufTimestamp?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    id: String = "", shareId: String = "", name: String = "", projectId: String = "",
    sizeGib: Int64 = 0, status: SnapshotStatus = SnapshotStatus(), providerLocation: String = "",
    exportLocations: [ExportLocation] = [], createTime: GoogleProtobufTimestamp? = nil,
    updateTime: GoogleProtobufTimestamp? = nil
  ) {
    self.id = id
    self.shareId = shareId
    self.name = name
    self.projectId = projectId
    self.sizeGib = sizeGib
    self.status = status
    self.providerLocation = providerLocation
    self.exportLocations = exportLocations
    self.createTime = createTime
    self.updateTime = updateTime
  }
}

extension Snapshot {
  package mutating func read(from source: UnsafePointer<Galleon__V1__Snapshot>)
    throws(ProtobufError)
  {
    try source.pointee.id.read(into: &self.id, "galleon.v1.Snapshot.id")
    try source.pointee.share_id.read(into: &self.shareId, "galleon.v1.Snapshot.share_id")
    try source.pointee.name.read(into: &self.name, "galleon.v1.Snapshot.name")
    try source.pointee.project_id.read(into: &self.projectId, "galleon.v1.Snapshot.project_id")
    self.sizeGib = source.pointee.size_gib
    self.status = SnapshotStatus(
      rawValue: .init(truncatingIfNeeded: source.pointee.status.rawValue))
    try source.pointee.provider_location.read(
      into: &self.providerLocation, "galleon.v1.Snapshot.provider_location")
    if source.pointee.n_export_locations != 0 {
      self.exportLocations = try [ExportLocation](
        source.pointee.export_locations, source.pointee.n_export_locations)
    }
    try self.createTime.read(from: source.pointee.create_time)
    try self.updateTime.read(from: source.pointee.update_time)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(_ target: UnsafeMutablePointer<Galleon__V1__Snapshot>, _ arena: Arena)
    throws(ProtobufError)
  {
    galleon__v1__snapshot__init(target)
    target.pointee.id = arena.text(id)
    target.pointee.share_id = arena.text(shareId)
    target.pointee.name = arena.text(name)
    target.pointee.project_id = arena.text(projectId)
    target.pointee.size_gib = sizeGib
    target.pointee.status = .init(rawValue: .init(truncatingIfNeeded: status.rawValue))
    target.pointee.provider_location = arena.text(providerLocation)
    target.pointee.n_export_locations = exportLocations.count
    target.pointee.export_locations = try arena.messages(exportLocations)
    target.pointee.create_time = try self.createTime.structure(in: arena)
    target.pointee.update_time = try self.updateTime.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
