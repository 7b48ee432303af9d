// Made by protoc-gen-galleon from galleon/v1/share_network.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// Whether a share network can be used. The names are OpenStack Manila's.
package struct ShareNetworkStatus: ProtobufEnum {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Not given. In a filter: not filtered.
  package static let unspecified = ShareNetworkStatus(rawValue: 0)

  /// Can be used.
  package static let active = ShareNetworkStatus(rawValue: 1)

  /// Failed; a person must look.
  package static let error = ShareNetworkStatus(rawValue: 2)

  /// Is being changed.
  package static let networkChange = ShareNetworkStatus(rawValue: 3)

  /// The values that the schema names, in its order.
  package static let allValues: [ShareNetworkStatus] = [
    .unspecified, .active, .error, .networkChange,
  ]

  package var name: String? {
    switch rawValue {
    case 0: "SHARE_NETWORK_STATUS_UNSPECIFIED"
    case 1: "SHARE_NETWORK_STATUS_ACTIVE"
    case 2: "SHARE_NETWORK_STATUS_ERROR"
    case 3: "SHARE_NETWORK_STATUS_NETWORK_CHANGE"
    default: nil
    }
  }
}

/// Which network an address belongs to.
package struct NetworkAllocationLabel: ProtobufEnum {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Never sent.
  package static let unspecified = NetworkAllocationLabel(rawValue: 0)

  /// The project's network; clients mount shares here.
  package static let user = NetworkAllocationLabel(rawValue: 1)

  /// The operator's network.
  package static let admin = NetworkAllocationLabel(rawValue: 2)

  /// The values that the schema names, in its order.
  package static let allValues: [NetworkAllocationLabel] = [.unspecified, .user, .admin]

  package var name: String? {
    switch rawValue {
    case 0: "NETWORK_ALLOCATION_LABEL_UNSPECIFIED"
    case 1: "NETWORK_ALLOCATION_LABEL_USER"
    case 2: "NETWORK_ALLOCATION_LABEL_ADMIN"
    default: nil
    }
  }
}

/// A network of a project in which share servers get their addresses.
package struct ShareNetwork: BridgedMessage {
  package static let fullName = "galleon.v1.ShareNetwork"
  package static let plan = MessagePlan.of(galleon__v1__share_network__init)
  package static let defaults = Defaults(ShareNetwork())

  /// UUID, set by the service.
  package var id: String = ""

  /// Name for people, set by whoever created it; need not be unique.
  package var name: String = ""

  /// Project that owns it, set by whoever created it.
  package var projectId: String = ""

  /// Whether it can be used; set by the service.
  package var status: ShareNetworkStatus = ShareNetworkStatus()

  /// Its subnets, one or more for each availability zone, and default ones.
  package var subnets: [ShareNetworkSubnet] = []

  /// When it was created.
  package var createTime: GoogleProtobufTimestamp?

  /// When it last changed.
  package var updateTime: GoogleProtobufTimestamp?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    id: String = "", name: String = "", projectId: String = "",
    status: ShareNetworkStatus = ShareNetworkStatus(), subnets: [ShareNetworkSubnet] = [],
    createTime: GoogleProtobufTimestamp? = nil, updateTime: GoogleProtobufTimestamp? = nil
  ) {
    self.id = id
    self.name = name
    self.projectId = projectId
    self.status = status
    self.subnets = subnets
    self.createTime = createTime
    self.updateTime = updateTime
  }
}

extension ShareNetwork {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ShareNetwork>)
    throws(ProtobufError)
  {
    try source.pointee.id.read(into: &self.id, "galleon.v1.ShareNetwork.id")
    try source.pointee.name.read(into: &self.name, "galleon.v1.ShareNetwork.name")
    try source.pointee.project_id.read(into: &self.projectId, "galleon.v1.ShareNetwork.project_id")
    self.status = ShareNetworkStatus(
      rawValue: .init(truncatingIfNeeded: source.pointee.status.rawValue))
    if source.pointee.n_subnets != 0 {
      self.subnets = try [ShareNetworkSubnet](source.pointee.subnets, source.pointee.n_subnets)
    }
    try self.createTime.read(from: source.pointee.create_time)
    try self.updateTime.read(from: source.pointee.update_time)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ShareNetwork>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__share_network__init(target)
    target.pointee.id = arena.text(id)
    target.pointee.name = arena.text(name)
    target.pointee.project_id = arena.text(projectId)
    target.pointee.status = .init(rawValue: .init(truncatingIfNeeded: status.rawValue))
    target.pointee.n_subnets = subnets.count
    target.pointee.subnets = try arena.messages(subnets)
    target.pointee.create_time = try self.createTime.structure(in: arena)
    target.pointee.update_time = try self.updateTime.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// A range of addresses of a share network. Set by whoever created it, except id and times.
package struct ShareNetworkSubnet: BridgedMessage {
  package static let fullName = "galleon.v1.ShareNetworkSubnet"
  package static let plan = MessagePlan.of(galleon__v1__share_network_subnet__init)
  package static let defaults = Defaults(ShareNetworkSubnet())

  /// UUID, set by the service.
  package var id: String = ""

  /// UUID of the share network it belongs to.
  package var shareNetworkId: String = ""

  /// Name of the availability zone it is for; empty makes it a default subnet, used where no zone
  /// has its own.
  package var availabilityZone: String = ""

  /// The range in CIDR form, "10.0.0.0/24" or "2001:db8::/64".
  package var cidr: String = ""

  /// Address of the gateway; empty when there is none.
  package var gateway: String = ""

  /// VLAN or segment number; 0 when the network has none.
  package var segmentationId: Int32 = 0

  /// Kind of segment: "flat", "vlan", "vxlan"; empty when unknown.
  package var networkType: String = ""

  /// Largest packet in bytes; 0 leaves it to the backend.
  package var mtu: Int32 = 0

  /// 4 or 6; set by the service from the CIDR.
  package var ipVersion: Int32 = 0

  /// When it was created.
  package var createTime: GoogleProtobufTimestamp?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    id: String = "", shareNetworkId: String = "", availabilityZone: String = "", cidr: String = "",
    gateway: String = "", segmentationId: Int32 = 0, networkType: String = "", mtu: Int32 = 0,
    ipVersion: Int32 = 0, createTime: GoogleProtobufTimestamp? = nil
  ) {
    self.id = id
    self.shareNetworkId = shareNetworkId
    self.availabilityZone = availabilityZone
    self.cidr = cidr
    self.gateway = gateway
    self.segmentationId = segmentationId
    self.networkType = networkType
    self.mtu = mtu
    self.ipVersion = ipVersion
    self.createTime = createTime
  }
}

extension ShareNetworkSubnet {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ShareNetworkSubnet>)
    throws(ProtobufError)
  {
    try source.pointee.id.read(into: &self.id, "galleon.v1.ShareNetworkSubnet.id")
    try source.pointee.share_network_id.read(
      into: &self.shareNetworkId, "galleon.v1.ShareNetworkSubnet.share_network_id")
    try source.pointee.availability_zone.read(
      into: &self.availabilityZone, "galleon.v1.ShareNetworkSubnet.availability_zone")
    try source.pointee.cidr.read(into: &self.cidr, "galleon.v1.ShareNetworkSubnet.cidr")
    try source.pointee.gateway.read(into: &self.gateway, "galleon.v1.ShareNetworkSubnet.gateway")
    self.segmentationId = source.pointee.segmentation_id
    try source.pointee.network_type.read(
      into: &self.networkType, "galleon.v1.ShareNetworkSubnet.network_type")
    self.mtu = source.pointee.mtu
    self.ipVersion = source.pointee.ip_version
    try self.createTime.read(from: source.pointee.create_time)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ShareNetworkSubnet>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__share_network_subnet__init(target)
    target.pointee.id = arena.text(id)
    target.pointee.share_network_id = arena.text(shareNetworkId)
    target.pointee.availability_zone = arena.text(availabilityZone)
    target.pointee.cidr = arena.text(cidr)
    target.pointee.gateway = arena.text(gateway)
    target.pointee.segmentation_id = segmentationId
    target.pointee.network_type = arena.text(networkType)
    target.pointee.mtu = mtu
    target.pointee.ip_version = ipVersion
    target.pointee.create_time = try self.createTime.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// One address of a share server. Set by the service.
package struct NetworkAllocation: BridgedMessage {
  package static let fullName = "galleon.v1.NetworkAllocation"
  package static let plan = MessagePlan.of(galleon__v1__network_allocation__init)
  package static let defaults = Defaults(NetworkAllocation())

  /// UUID.
  package var id: String = ""

  /// UUID of the subnet the address is from.
  package var shareNetworkSubnetId: String = ""

  /// The IP address.
  package var ipAddress: String = ""

  /// The MAC address; empty when the backend has none.
  package var macAddress: String = ""

  /// Which network the address belongs to.
  package var label: NetworkAllocationLabel = NetworkAllocationLabel()

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    id: String = "", shareNetworkSubnetId: String = "", ipAddress: String = "",
    macAddress: String = "", label: NetworkAllocationLabel = NetworkAllocationLabel()
  ) {
    self.id = id
    self.shareNetworkSubnetId = shareNetworkSubnetId
    self.ipAddress = ipAddress
    self.macAddress = macAddress
    self.label = label
  }
}

extension NetworkAllocation {
  package mutating func read(from source: UnsafePointer<Galleon__V1__NetworkAllocation>)
    throws(ProtobufError)
  {
    try source.pointee.id.read(into: &self.id, "galleon.v1.NetworkAllocation.id")
    try source.pointee.share_network_subnet_id.read(
      into: &self.shareNetworkSubnetId, "galleon.v1.NetworkAllocation.share_network_subnet_id")
    try source.pointee.ip_address.read(
      into: &self.ipAddress, "galleon.v1.NetworkAllocation.ip_address")
    try source.pointee.mac_address.read(
      into: &self.macAddress, "galleon.v1.NetworkAllocation.mac_address")
    self.label = NetworkAllocationLabel(
      rawValue: .init(truncatingIfNeeded: source.pointee.label.rawValue))
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__NetworkAllocation>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__network_allocation__init(target)
    target.pointee.id = arena.text(id)
    target.pointee.share_network_subnet_id = arena.text(shareNetworkSubnetId)
    target.pointee.ip_address = arena.text(ipAddress)
    target.pointee.mac_address = arena.text(macAddress)
    target.pointee.label = .init(rawValue: .init(truncatingIfNeeded: label.rawValue))
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
