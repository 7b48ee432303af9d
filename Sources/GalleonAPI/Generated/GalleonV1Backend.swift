// Made by protoc-gen-galleon from galleon/v1/backend.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// A storage host with its driver. Comes from the configuration; health and capacity from the
/// driver.
package struct Backend: BridgedMessage {
  package static let fullName = "galleon.v1.Backend"
  package static let plan = MessagePlan.of(galleon__v1__backend__init)
  package static let defaults = Defaults(Backend())

  /// Its name, `host@backend`. Only the whole name is unique.
  package var host: String = ""

  /// Name of its driver.
  package var driver: String = ""

  /// Name of the availability zone it is in.
  package var availabilityZone: String = ""

  /// The configuration lets it be used.
  package var enabled: Bool = false

  /// Its driver gave a sign of life lately (`service_down_time`, 60 s unless configured).
  package var up: Bool = false

  /// Sentence for a person on its health; empty when all is well.
  package var healthMessage: String = ""

  /// Its pools, each a part with a capacity of its own.
  package var pools: [BackendPool] = []

  /// What its driver can do.
  package var capabilities: BackendCapabilities?

  /// Capacity in bytes of all pools.
  package var totalBytes: Int64 = 0

  /// Free capacity in bytes of all pools.
  package var freeBytes: Int64 = 0

  /// The driver's last sign of life; absent when there was none.
  package var lastHeartbeatTime: GoogleProtobufTimestamp?

  /// An evacuation empties it: it takes no new share servers and no migrations.
  package var evacuating: Bool = false

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    host: String = "", driver: String = "", availabilityZone: String = "", enabled: Bool = false,
    up: Bool = false, healthMessage: String = "", pools: [BackendPool] = [],
    capabilities: BackendCapabilities? = nil, totalBytes: Int64 = 0, freeBytes: Int64 = 0,
    lastHeartbeatTime: GoogleProtobufTimestamp? = nil, evacuating: Bool = false
  ) {
    self.host = host
    self.driver = driver
    self.availabilityZone = availabilityZone
    self.enabled = enabled
    self.up = up
    self.healthMessage = healthMessage
    self.pools = pools
    self.capabilities = capabilities
    self.totalBytes = totalBytes
    self.freeBytes = freeBytes
    self.lastHeartbeatTime = lastHeartbeatTime
    self.evacuating = evacuating
  }
}

extension Backend {
  package mutating func read(from source: UnsafePointer<Galleon__V1__Backend>) throws(ProtobufError)
  {
    try source.pointee.host.read(into: &self.host, "galleon.v1.Backend.host")
    try source.pointee.driver.read(into: &self.driver, "galleon.v1.Backend.driver")
    try source.pointee.availability_zone.read(
      into: &self.availabilityZone, "galleon.v1.Backend.availability_zone")
    self.enabled = source.pointee.enabled != 0
    self.up = source.pointee.up != 0
    try source.pointee.health_message.read(
      into: &self.healthMessage, "galleon.v1.Backend.health_message")
    if source.pointee.n_pools != 0 {
      self.pools = try [BackendPool](source.pointee.pools, source.pointee.n_pools)
    }
    try self.capabilities.read(from: source.pointee.capabilities)
    self.totalBytes = source.pointee.total_bytes
    self.freeBytes = source.pointee.free_bytes
    try self.lastHeartbeatTime.read(from: source.pointee.last_heartbeat_time)
    self.evacuating = source.pointee.evacuating != 0
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(_ target: UnsafeMutablePointer<Galleon__V1__Backend>, _ arena: Arena)
    throws(ProtobufError)
  {
    galleon__v1__backend__init(target)
    target.pointee.host = arena.text(host)
    target.pointee.driver = arena.text(driver)
    target.pointee.availability_zone = arena.text(availabilityZone)
    target.pointee.enabled = enabled ? 1 : 0
    target.pointee.up = up ? 1 : 0
    target.pointee.health_message = arena.text(healthMessage)
    target.pointee.n_pools = pools.count
    target.pointee.pools = try arena.messages(pools)
    target.pointee.capabilities = try self.capabilities.structure(in: arena)
    target.pointee.total_bytes = totalBytes
    target.pointee.free_bytes = freeBytes
    target.pointee.last_heartbeat_time = try self.lastHeartbeatTime.structure(in: arena)
    target.pointee.evacuating = evacuating ? 1 : 0
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// A part of a backend with a capacity of its own. Reported by the driver.
package struct BackendPool: BridgedMessage {
  package static let fullName = "galleon.v1.BackendPool"
  package static let plan = MessagePlan.of(galleon__v1__backend_pool__init)
  package static let defaults = Defaults(BackendPool())

  /// Its name, what follows `#` in a share's host.
  package var name: String = ""

  /// Capacity in bytes.
  package var totalBytes: Int64 = 0

  /// Free capacity in bytes.
  package var freeBytes: Int64 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(name: String = "", totalBytes: Int64 = 0, freeBytes: Int64 = 0) {
    self.name = name
    self.totalBytes = totalBytes
    self.freeBytes = freeBytes
  }
}

extension BackendPool {
  package mutating func read(from source: UnsafePointer<Galleon__V1__BackendPool>)
    throws(ProtobufError)
  {
    try source.pointee.name.read(into: &self.name, "galleon.v1.BackendPool.name")
    self.totalBytes = source.pointee.total_bytes
    self.freeBytes = source.pointee.free_bytes
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__BackendPool>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__backend_pool__init(target)
    target.pointee.name = arena.text(name)
    target.pointee.total_bytes = totalBytes
    target.pointee.free_bytes = freeBytes
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What a driver can do. Reported by the driver.
package struct BackendCapabilities: BridgedMessage {
  package static let fullName = "galleon.v1.BackendCapabilities"
  package static let plan = MessagePlan.of(galleon__v1__backend_capabilities__init)
  package static let defaults = Defaults(BackendCapabilities())

  /// In a migration whose destination it is.
  package var migration: MigrationCapabilities?

  /// Takes snapshots of shares.
  package var snapshots: Bool = false

  /// Moves shares that have replicas.
  package var replicas: Bool = false

  /// Protocols it serves.
  package var protocols: [ShareProtocol] = []

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    migration: MigrationCapabilities? = nil, snapshots: Bool = false, replicas: Bool = false,
    protocols: [ShareProtocol] = []
  ) {
    self.migration = migration
    self.snapshots = snapshots
    self.replicas = replicas
    self.protocols = protocols
  }
}

extension BackendCapabilities {
  package mutating func read(from source: UnsafePointer<Galleon__V1__BackendCapabilities>)
    throws(ProtobufError)
  {
    try self.migration.read(from: source.pointee.migration)
    self.snapshots = source.pointee.snapshots != 0
    self.replicas = source.pointee.replicas != 0
    if source.pointee.n_protocols != 0 {
      self.protocols = try [ShareProtocol](source.pointee.protocols, source.pointee.n_protocols) {
        ShareProtocol(rawValue: .init(truncatingIfNeeded: $0.rawValue))
      }
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__BackendCapabilities>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__backend_capabilities__init(target)
    target.pointee.migration = try self.migration.structure(in: arena)
    target.pointee.snapshots = snapshots ? 1 : 0
    target.pointee.replicas = replicas ? 1 : 0
    target.pointee.n_protocols = protocols.count
    target.pointee.protocols = arena.array(protocols) {
      .init(rawValue: .init(truncatingIfNeeded: $0.rawValue))
    }
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
