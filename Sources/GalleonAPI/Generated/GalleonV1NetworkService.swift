// Made by protoc-gen-galleon from galleon/v1/network_service.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// What CreateShareNetwork asks.
package struct CreateShareNetworkRequest: BridgedMessage {
  package static let fullName = "galleon.v1.CreateShareNetworkRequest"
  package static let plan = MessagePlan.of(galleon__v1__create_share_network_request__init)
  package static let defaults = Defaults(CreateShareNetworkRequest())

  /// Name for people; need not be unique. Required.
  package var name: String = ""

  /// Project that owns it. Required.
  package var projectId: String = ""

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(name: String = "", projectId: String = "", requestId: String = "") {
    self.name = name
    self.projectId = projectId
    self.requestId = requestId
  }
}

extension CreateShareNetworkRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__CreateShareNetworkRequest>)
    throws(ProtobufError)
  {
    try source.pointee.name.read(into: &self.name, "galleon.v1.CreateShareNetworkRequest.name")
    try source.pointee.project_id.read(
      into: &self.projectId, "galleon.v1.CreateShareNetworkRequest.project_id")
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.CreateShareNetworkRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__CreateShareNetworkRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__create_share_network_request__init(target)
    target.pointee.name = arena.text(name)
    target.pointee.project_id = arena.text(projectId)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What CreateShareNetwork answers.
package struct CreateShareNetworkResponse: BridgedMessage {
  package static let fullName = "galleon.v1.CreateShareNetworkResponse"
  package static let plan = MessagePlan.of(galleon__v1__create_share_network_response__init)
  package static let defaults = Defaults(CreateShareNetworkResponse())

  /// The share network.
  package var shareNetwork: ShareNetwork?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareNetwork: ShareNetwork? = nil) {
    self.shareNetwork = shareNetwork
  }
}

extension CreateShareNetworkResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__CreateShareNetworkResponse>)
    throws(ProtobufError)
  {
    try self.shareNetwork.read(from: source.pointee.share_network)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__CreateShareNetworkResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__create_share_network_response__init(target)
    target.pointee.share_network = try self.shareNetwork.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What GetShareNetwork asks.
package struct GetShareNetworkRequest: BridgedMessage {
  package static let fullName = "galleon.v1.GetShareNetworkRequest"
  package static let plan = MessagePlan.of(galleon__v1__get_share_network_request__init)
  package static let defaults = Defaults(GetShareNetworkRequest())

  /// UUID of the share network. Required.
  package var shareNetworkId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareNetworkId: String = "") {
    self.shareNetworkId = shareNetworkId
  }
}

extension GetShareNetworkRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__GetShareNetworkRequest>)
    throws(ProtobufError)
  {
    try source.pointee.share_network_id.read(
      into: &self.shareNetworkId, "galleon.v1.GetShareNetworkRequest.share_network_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__GetShareNetworkRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__get_share_network_request__init(target)
    target.pointee.share_network_id = arena.text(shareNetworkId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What GetShareNetwork answers.
package struct GetShareNetworkResponse: BridgedMessage {
  package static let fullName = "galleon.v1.GetShareNetworkResponse"
  package static let plan = MessagePlan.of(galleon__v1__get_share_network_response__init)
  package static let defaults = Defaults(GetShareNetworkResponse())

  /// The share network.
  package var shareNetwork: ShareNetwork?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareNetwork: ShareNetwork? = nil) {
    self.shareNetwork = shareNetwork
  }
}

extension GetShareNetworkResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__GetShareNetworkResponse>)
    throws(ProtobufError)
  {
    try self.shareNetwork.read(from: source.pointee.share_network)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__GetShareNetworkResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__get_share_network_response__init(target)
    target.pointee.share_network = try self.shareNetwork.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListShareNetworks asks.
package struct ListShareNetworksRequest: BridgedMessage {
  package static let fullName = "galleon.v1.ListShareNetworksRequest"
  package static let plan = MessagePlan.of(galleon__v1__list_share_networks_request__init)
  package static let defaults = Defaults(ListShareNetworksRequest())

  /// Most entries to return: 0 is 100, more than 1000 counts as 1000, negative is INVALID_ARGUMENT.
  package var pageSize: Int32 = 0

  /// next_page_token of the page before; empty for the first page. The filters must stay the same.
  package var pageToken: String = ""

  /// Only those of this project; empty: of all.
  package var projectId: String = ""

  /// Only those of exactly this name; empty: of any.
  package var name: String = ""

  /// Only those in this status; UNSPECIFIED: in any.
  package var status: ShareNetworkStatus = ShareNetworkStatus()

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    pageSize: Int32 = 0, pageToken: String = "", projectId: String = "", name: String = "",
    status: ShareNetworkStatus = ShareNetworkStatus()
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.projectId = projectId
    self.name = name
    self.status = status
  }
}

extension ListShareNetworksRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListShareNetworksRequest>)
    throws(ProtobufError)
  {
    self.pageSize = source.pointee.page_size
    try source.pointee.page_token.read(
      into: &self.pageToken, "galleon.v1.ListShareNetworksRequest.page_token")
    try source.pointee.project_id.read(
      into: &self.projectId, "galleon.v1.ListShareNetworksRequest.project_id")
    try source.pointee.name.read(into: &self.name, "galleon.v1.ListShareNetworksRequest.name")
    self.status = ShareNetworkStatus(
      rawValue: .init(truncatingIfNeeded: source.pointee.status.rawValue))
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListShareNetworksRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_share_networks_request__init(target)
    target.pointee.page_size = pageSize
    target.pointee.page_token = arena.text(pageToken)
    target.pointee.project_id = arena.text(projectId)
    target.pointee.name = arena.text(name)
    target.pointee.status = .init(rawValue: .init(truncatingIfNeeded: status.rawValue))
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListShareNetworks answers.
package struct ListShareNetworksResponse: BridgedMessage {
  package static let fullName = "galleon.v1.ListShareNetworksResponse"
  package static let plan = MessagePlan.of(galleon__v1__list_share_networks_response__init)
  package static let defaults = Defaults(ListShareNetworksResponse())

  /// The page.
  package var shareNetworks: [ShareNetwork] = []

  /// Token of the next page; empty when this is the last one.
  package var nextPageToken: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareNetworks: [ShareNetwork] = [], nextPageToken: String = "") {
    self.shareNetworks = shareNetworks
    self.nextPageToken = nextPageToken
  }
}

extension ListShareNetworksResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListShareNetworksResponse>)
    throws(ProtobufError)
  {
    if source.pointee.n_share_networks != 0 {
      self.shareNetworks = try [ShareNetwork](
        source.pointee.share_networks, source.pointee.n_share_networks)
    }
    try source.pointee.next_page_token.read(
      into: &self.nextPageToken, "galleon.v1.ListShareNetworksResponse.next_page_token")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListShareNetworksResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_share_networks_response__init(target)
    target.pointee.n_share_networks = shareNetworks.count
    target.pointee.share_networks = try arena.messages(shareNetworks)
    target.pointee.next_page_token = arena.text(nextPageToken)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What DeleteShareNetwork asks.
package struct DeleteShareNetworkRequest: BridgedMessage {
  package static let fullName = "galleon.v1.DeleteShareNetworkRequest"
  package static let plan = MessagePlan.of(galleon__v1__delete_share_network_request__init)
  package static let defaults = Defaults(DeleteShareNetworkRequest())

  /// UUID of the share network. Required.
  package var shareNetworkId: String = ""

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareNetworkId: String = "", requestId: String = "") {
    self.shareNetworkId = shareNetworkId
    self.requestId = requestId
  }
}

extension DeleteShareNetworkRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__DeleteShareNetworkRequest>)
    throws(ProtobufError)
  {
    try source.pointee.share_network_id.read(
      into: &self.shareNetworkId, "galleon.v1.DeleteShareNetworkRequest.share_network_id")
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.DeleteShareNetworkRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__DeleteShareNetworkRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__delete_share_network_request__init(target)
    target.pointee.share_network_id = arena.text(shareNetworkId)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What DeleteShareNetwork answers: nothing to say yet.
package struct DeleteShareNetworkResponse: BridgedMessage {
  package static let fullName = "galleon.v1.DeleteShareNetworkResponse"
  package static let plan = MessagePlan.of(galleon__v1__delete_share_network_response__init)
  package static let defaults = Defaults(DeleteShareNetworkResponse())

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}
}

extension DeleteShareNetworkResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__DeleteShareNetworkResponse>)
    throws(ProtobufError)
  {
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__DeleteShareNetworkResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__delete_share_network_response__init(target)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What CreateShareNetworkSubnet asks.
package struct CreateShareNetworkSubnetRequest: BridgedMessage {
  package static let fullName = "galleon.v1.CreateShareNetworkSubnetRequest"
  package static let plan = MessagePlan.of(galleon__v1__create_share_network_subnet_request__init)
  package static let defaults = Defaults(CreateShareNetworkSubnetRequest())

  /// UUID of the share network. Required.
  package var shareNetworkId: String = ""

  /// Name of the availability zone it is for; empty makes it a default subnet.
  package var availabilityZone: String = ""

  /// The range in CIDR form. Required.
  package var cidr: String = ""

  /// Address of the gateway, inside the range; empty when there is none.
  package var gateway: String = ""

  /// VLAN or segment number; 0 when the network has none.
  package var segmentationId: Int32 = 0

  /// Kind of segment: "flat", "vlan", "vxlan"; empty when unknown.
  package var networkType: String = ""

  /// Largest packet in bytes; 0 leaves it to the backend.
  package var mtu: Int32 = 0

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    shareNetworkId: String = "", availabilityZone: String = "", cidr: String = "",
    gateway: String = "", segmentationId: Int32 = 0, networkType: String = "", mtu: Int32 = 0,
    requestId: String = ""
  ) {
    self.shareNetworkId = shareNetworkId
    self.availabilityZone = availabilityZone
    self.cidr = cidr
    self.gateway = gateway
    self.segmentationId = segmentationId
    self.networkType = networkType
    self.mtu = mtu
    self.requestId = requestId
  }
}

extension CreateShareNetworkSubnetRequest {
  package mutating func read(
    from source: UnsafePointer<Galleon__V1__CreateShareNetworkSubnetRequest>
  ) throws(ProtobufError) {
    try source.pointee.share_network_id.read(
      into: &self.shareNetworkId, "galleon.v1.CreateShareNetworkSubnetRequest.share_network_id")
    try source.pointee.availability_zone.read(
      into: &self.availabilityZone, "galleon.v1.CreateShareNetworkSubnetRequest.availability_zone")
    try source.pointee.cidr.read(
      into: &self.cidr, "galleon.v1.CreateShareNetworkSubnetRequest.cidr")
    try source.pointee.gateway.read(
      into: &self.gateway, "galleon.v1.CreateShareNetworkSubnetRequest.gateway")
    self.segmentationId = source.pointee.segmentation_id
    try source.pointee.network_type.read(
      into: &self.networkType, "galleon.v1.CreateShareNetworkSubnetRequest.network_type")
    self.mtu = source.pointee.mtu
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.CreateShareNetworkSubnetRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__CreateShareNetworkSubnetRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__create_share_network_subnet_request__init(target)
    target.pointee.share_network_id = arena.text(shareNetworkId)
    target.pointee.availability_zone = arena.text(availabilityZone)
    target.pointee.cidr = arena.text(cidr)
    target.pointee.gateway = arena.text(gateway)
    target.pointee.segmentation_id = segmentationId
    target.pointee.network_type = arena.text(networkType)
    target.pointee.mtu = mtu
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What CreateShareNetworkSubnet answers.
package struct CreateShareNetworkSubnetResponse: BridgedMessage {
  package static let fullName = "galleon.v1.CreateShareNetworkSubnetResponse"
  package static let plan = MessagePlan.of(galleon__v1__create_share_network_subnet_response__init)
  package static let defaults = Defaults(CreateShareNetworkSubnetResponse())

  /// The subnet.
  package var shareNetworkSubnet: ShareNetworkSubnet?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareNetworkSubnet: ShareNetworkSubnet? = nil) {
    self.shareNetworkSubnet = shareNetworkSubnet
  }
}

extension CreateShareNetworkSubnetResponse {
  package mutating func read(
    from source: UnsafePointer<Galleon__V1__CreateShareNetworkSubnetResponse>
  ) throws(ProtobufError) {
    try self.shareNetworkSubnet.read(from: source.pointee.share_network_subnet)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__CreateShareNetworkSubnetResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__create_share_network_subnet_response__init(target)
    target.pointee.share_network_subnet = try self.shareNetworkSubnet.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What GetShareNetworkSubnet asks.
package struct GetShareNetworkSubnetRequest: BridgedMessage {
  package static let fullName = "galleon.v1.GetShareNetworkSubnetRequest"
  package static let plan = MessagePlan.of(galleon__v1__get_share_network_subnet_request__init)
  package static let defaults = Defaults(GetShareNetworkSubnetRequest())

  /// UUID of the subnet. Required.
  package var shareNetworkSubnetId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareNetworkSubnetId: String = "") {
    self.shareNetworkSubnetId = shareNetworkSubnetId
  }
}

extension GetShareNetworkSubnetRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__GetShareNetworkSubnetRequest>)
    throws(ProtobufError)
  {
    try source.pointee.share_network_subnet_id.read(
      into: &self.shareNetworkSubnetId,
      "galleon.v1.GetShareNetworkSubnetRequest.share_network_subnet_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__GetShareNetworkSubnetRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__get_share_network_subnet_request__init(target)
    target.pointee.share_network_subnet_id = arena.text(shareNetworkSubnetId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What GetShareNetworkSubnet answers.
package struct GetShareNetworkSubnetResponse: BridgedMessage {
  package static let fullName = "galleon.v1.GetShareNetworkSubnetResponse"
  package static let plan = MessagePlan.of(galleon__v1__get_share_network_subnet_response__init)
  package static let defaults = Defaults(GetShareNetworkSubnetResponse())

  /// The subnet.
  package var shareNetworkSubnet: ShareNetworkSubnet?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareNetworkSubnet: ShareNetworkSubnet? = nil) {
    self.shareNetworkSubnet = shareNetworkSubnet
  }
}

extension GetShareNetworkSubnetResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__GetShareNetworkSubnetResponse>)
    throws(ProtobufError)
  {
    try self.shareNetworkSubnet.read(from: source.pointee.share_network_subnet)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__GetShareNetworkSubnetResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__get_share_network_subnet_response__init(target)
    target.pointee.share_network_subnet = try self.shareNetworkSubnet.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListShareNetworkSubnets asks.
package struct ListShareNetworkSubnetsRequest: BridgedMessage {
  package static let fullName = "galleon.v1.ListShareNetworkSubnetsRequest"
  package static let plan = MessagePlan.of(galleon__v1__list_share_network_subnets_request__init)
  package static let defaults = Defaults(ListShareNetworkSubnetsRequest())

  /// Most entries to return: 0 is 100, more than 1000 counts as 1000, negative is INVALID_ARGUMENT.
  package var pageSize: Int32 = 0

  /// next_page_token of the page before; empty for the first page. The filters must stay the same.
  package var pageToken: String = ""

  /// Only those of this share network; empty: of all.
  package var shareNetworkId: String = ""

  /// Only those for this availability zone; empty: for all, and the default ones.
  package var availabilityZone: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    pageSize: Int32 = 0, pageToken: String = "", shareNetworkId: String = "",
    availabilityZone: String = ""
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.shareNetworkId = shareNetworkId
    self.availabilityZone = availabilityZone
  }
}

extension ListShareNetworkSubnetsRequest {
  package mutating func read(
    from source: UnsafePointer<Galleon__V1__ListShareNetworkSubnetsRequest>
  ) throws(ProtobufError) {
    self.pageSize = source.pointee.page_size
    try source.pointee.page_token.read(
      into: &self.pageToken, "galleon.v1.ListShareNetworkSubnetsRequest.page_token")
    try source.pointee.share_network_id.read(
      into: &self.shareNetworkId, "galleon.v1.ListShareNetworkSubnetsRequest.share_network_id")
    try source.pointee.availability_zone.read(
      into: &self.availabilityZone, "galleon.v1.ListShareNetworkSubnetsRequest.availability_zone")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListShareNetworkSubnetsRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_share_network_subnets_request__init(target)
    target.pointee.page_size = pageSize
    target.pointee.page_token = arena.text(pageToken)
    target.pointee.share_network_id = arena.text(shareNetworkId)
    target.pointee.availability_zone = arena.text(availabilityZone)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListShareNetworkSubnets answers.
package struct ListShareNetworkSubnetsResponse: BridgedMessage {
  package static let fullName = "galleon.v1.ListShareNetworkSubnetsResponse"
  package static let plan = MessagePlan.of(galleon__v1__list_share_network_subnets_response__init)
  package static let defaults = Defaults(ListShareNetworkSubnetsResponse())

  /// The page.
  package var shareNetworkSubnets: [ShareNetworkSubnet] = []

  /// Token of the next page; empty when this is the last one.
  package var nextPageToken: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareNetworkSubnets: [ShareNetworkSubnet] = [], nextPageToken: String = "") {
    self.shareNetworkSubnets = shareNetworkSubnets
    self.nextPageToken = nextPageToken
  }
}

extension ListShareNetworkSubnetsResponse {
  package mutating func read(
    from source: UnsafePointer<Galleon__V1__ListShareNetworkSubnetsResponse>
  ) throws(ProtobufError) {
    if source.pointee.n_share_network_subnets != 0 {
      self.shareNetworkSubnets = try [ShareNetworkSubnet](
        source.pointee.share_network_subnets, source.pointee.n_share_network_subnets)
    }
    try source.pointee.next_page_token.read(
      into: &self.nextPageToken, "galleon.v1.ListShareNetworkSubnetsResponse.next_page_token")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListShareNetworkSubnetsResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_share_network_subnets_response__init(target)
    target.pointee.n_share_network_subnets = shareNetworkSubnets.count
    target.pointee.share_network_subnets = try arena.messages(shareNetworkSubnets)
    target.pointee.next_page_token = arena.text(nextPageToken)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What DeleteShareNetworkSubnet asks.
package struct DeleteShareNetworkSubnetRequest: BridgedMessage {
  package static let fullName = "galleon.v1.DeleteShareNetworkSubnetRequest"
  package static let plan = MessagePlan.of(galleon__v1__delete_share_network_subnet_request__init)
  package static let defaults = Defaults(DeleteShareNetworkSubnetRequest())

  /// UUID of the subnet. Required.
  package var shareNetworkSubnetId: String = ""

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareNetworkSubnetId: String = "", requestId: String = "") {
    self.shareNetworkSubnetId = shareNetworkSubnetId
    self.requestId = requestId
  }
}

extension DeleteShareNetworkSubnetRequest {
  package mutating func read(
    from source: UnsafePointer<Galleon__V1__DeleteShareNetworkSubnetRequest>
  ) throws(ProtobufError) {
    try source.pointee.share_network_subnet_id.read(
      into: &self.shareNetworkSubnetId,
      "galleon.v1.DeleteShareNetworkSubnetRequest.share_network_subnet_id")
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.DeleteShareNetworkSubnetRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__DeleteShareNetworkSubnetRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__delete_share_network_subnet_request__init(target)
    target.pointee.share_network_subnet_id = arena.text(shareNetworkSubnetId)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What DeleteShareNetworkSubnet answers: nothing to say yet.
package struct DeleteShareNetworkSubnetResponse: BridgedMessage {
  package static let fullName = "galleon.v1.DeleteShareNetworkSubnetResponse"
  package static let plan = MessagePlan.of(galleon__v1__delete_share_network_subnet_response__init)
  package static let defaults = Defaults(DeleteShareNetworkSubnetResponse())

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}
}

extension DeleteShareNetworkSubnetResponse {
  package mutating func read(
    from source: UnsafePointer<Galleon__V1__DeleteShareNetworkSubnetResponse>
  ) throws(ProtobufError) {
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__DeleteShareNetworkSubnetResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__delete_share_network_subnet_response__init(target)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListAvailabilityZones asks.
package struct ListAvailabilityZonesRequest: BridgedMessage {
  package static let fullName = "galleon.v1.ListAvailabilityZonesRequest"
  package static let plan = MessagePlan.of(galleon__v1__list_availability_zones_request__init)
  package static let defaults = Defaults(ListAvailabilityZonesRequest())

  /// Most entries to return: 0 is 100, more than 1000 counts as 1000, negative is INVALID_ARGUMENT.
  package var pageSize: Int32 = 0

  /// next_page_token of the page before; empty for the first page. The filters must stay the same.
  package var pageToken: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(pageSize: Int32 = 0, pageToken: String = "") {
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

extension ListAvailabilityZonesRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListAvailabilityZonesRequest>)
    throws(ProtobufError)
  {
    self.pageSize = source.pointee.page_size
    try source.pointee.page_token.read(
      into: &self.pageToken, "galleon.v1.ListAvailabilityZonesRequest.page_token")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListAvailabilityZonesRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_availability_zones_request__init(target)
    target.pointee.page_size = pageSize
    target.pointee.page_token = arena.text(pageToken)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListAvailabilityZones answers.
package struct ListAvailabilityZonesResponse: BridgedMessage {
  package static let fullName = "galleon.v1.ListAvailabilityZonesResponse"
  package static let plan = MessagePlan.of(galleon__v1__list_availability_zones_response__init)
  package static let defaults = Defaults(ListAvailabilityZonesResponse())

  /// The page.
  package var availabilityZones: [AvailabilityZone] = []

  /// Token of the next page; empty when this is the last one.
  package var nextPageToken: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(availabilityZones: [AvailabilityZone] = [], nextPageToken: String = "") {
    self.availabilityZones = availabilityZones
    self.nextPageToken = nextPageToken
  }
}

extension ListAvailabilityZonesResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListAvailabilityZonesResponse>)
    throws(ProtobufError)
  {
    if source.pointee.n_availability_zones != 0 {
      self.availabilityZones = try [AvailabilityZone](
        source.pointee.availability_zones, source.pointee.n_availability_zones)
    }
    try source.pointee.next_page_token.read(
      into: &self.nextPageToken, "galleon.v1.ListAvailabilityZonesResponse.next_page_token")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListAvailabilityZonesResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_availability_zones_response__init(target)
    target.pointee.n_availability_zones = availabilityZones.count
    target.pointee.availability_zones = try arena.messages(availabilityZones)
    target.pointee.next_page_token = arena.text(nextPageToken)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
