// Made by protoc-gen-galleon from galleon/v1/share_service.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// What CreateShare asks.
package struct CreateShareRequest: BridgedMessage {
  package static let fullName = "galleon.v1.CreateShareRequest"
  package static let plan = MessagePlan.of(galleon__v1__create_share_request__init)
  package static let defaults = Defaults(CreateShareRequest())

  /// Name for people; need not be unique. Required.
  package var name: String = ""

  /// UUID of the share server to hold it. Required.
  package var shareServerId: String = ""

  /// Size in GiB, at least 1. Required.
  package var sizeGib: Int64 = 0

  /// Protocol to serve it with. Required.
  package var `protocol`: ShareProtocol = ShareProtocol()

  /// UUID of its share type; empty for none.
  package var shareTypeId: String = ""

  /// Project that owns it; empty: the share server's.
  package var projectId: String = ""

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    name: String = "", shareServerId: String = "", sizeGib: Int64 = 0,
    `protocol`: ShareProtocol = ShareProtocol(), shareTypeId: String = "", projectId: String = "",
    requestId: String = ""
  ) {
    self.name = name
    self.shareServerId = shareServerId
    self.sizeGib = sizeGib
    self.protocol = `protocol`
    self.shareTypeId = shareTypeId
    self.projectId = projectId
    self.requestId = requestId
  }
}

extension CreateShareRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__CreateShareRequest>)
    throws(ProtobufError)
  {
    try source.pointee.name.read(into: &self.name, "galleon.v1.CreateShareRequest.name")
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.CreateShareRequest.share_server_id")
    self.sizeGib = source.pointee.size_gib
    self.protocol = ShareProtocol(
      rawValue: .init(truncatingIfNeeded: source.pointee.protocol.rawValue))
    try source.pointee.share_type_id.read(
      into: &self.shareTypeId, "galleon.v1.CreateShareRequest.share_type_id")
    try source.pointee.project_id.read(
      into: &self.projectId, "galleon.v1.CreateShareRequest.project_id")
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.CreateShareRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__CreateShareRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__create_share_request__init(target)
    target.pointee.name = arena.text(name)
    target.pointee.share_server_id = arena.text(shareServerId)
    target.pointee.size_gib = sizeGib
    target.pointee.protocol = .init(rawValue: .init(truncatingIfNeeded: `protocol`.rawValue))
    target.pointee.share_type_id = arena.text(shareTypeId)
    target.pointee.project_id = arena.text(projectId)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What CreateShare answers.
package struct CreateShareResponse: BridgedMessage {
  package static let fullName = "galleon.v1.CreateShareResponse"
  package static let plan = MessagePlan.of(galleon__v1__create_share_response__init)
  package static let defaults = Defaults(CreateShareResponse())

  /// The share, in status creating.
  package var share: Share?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(share: Share? = nil) {
    self.share = share
  }
}

extension CreateShareResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__CreateShareResponse>)
    throws(ProtobufError)
  {
    try self.share.read(from: source.pointee.share)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__CreateShareResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__create_share_response__init(target)
    target.pointee.share = try self.share.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What GetShare asks.
package struct GetShareRequest: BridgedMessage {
  package static let fullName = "galleon.v1.GetShareRequest"
  package static let plan = MessagePlan.of(galleon__v1__get_share_request__init)
  package static let defaults = Defaults(GetShareRequest())

  /// UUID of the share. Required.
  package var shareId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareId: String = "") {
    self.shareId = shareId
  }
}

extension GetShareRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__GetShareRequest>)
    throws(ProtobufError)
  {
    try source.pointee.share_id.read(into: &self.shareId, "galleon.v1.GetShareRequest.share_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__GetShareRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__get_share_request__init(target)
    target.pointee.share_id = arena.text(shareId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What GetShare answers.
package struct GetShareResponse: BridgedMessage {
  package static let fullName = "galleon.v1.GetShareResponse"
  package static let plan = MessagePlan.of(galleon__v1__get_share_response__init)
  package static let defaults = Defaults(GetShareResponse())

  /// The share.
  package var share: Share?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(share: Share? = nil) {
    self.share = share
  }
}

extension GetShareResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__GetShareResponse>)
    throws(ProtobufError)
  {
    try self.share.read(from: source.pointee.share)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__GetShareResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__get_share_response__init(target)
    target.pointee.share = try self.share.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListShares asks.
package struct ListSharesRequest: BridgedMessage {
  package static let fullName = "galleon.v1.ListSharesRequest"
  package static let plan = MessagePlan.of(galleon__v1__list_shares_request__init)
  package static let defaults = Defaults(ListSharesRequest())

  /// Most entries to return: 0 is 100, more than 1000 counts as 1000, negative is INVALID_ARGUMENT.
  package var pageSize: Int32 = 0

  /// next_page_token of the page before; empty for the first page. The filters must stay the same.
  package var pageToken: String = ""

  /// Only those on this share server; empty: on all.
  package var shareServerId: String = ""

  /// Only those of exactly this name; empty: of any.
  package var name: String = ""

  /// Only those in this status; UNSPECIFIED: in any.
  package var status: ShareStatus = ShareStatus()

  /// Only those of this project; empty: of all.
  package var projectId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    pageSize: Int32 = 0, pageToken: String = "", shareServerId: String = "", name: String = "",
    status: ShareStatus = ShareStatus(), projectId: String = ""
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.shareServerId = shareServerId
    self.name = name
    self.status = status
    self.projectId = projectId
  }
}

extension ListSharesRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListSharesRequest>)
    throws(ProtobufError)
  {
    self.pageSize = source.pointee.page_size
    try source.pointee.page_token.read(
      into: &self.pageToken, "galleon.v1.ListSharesRequest.page_token")
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.ListSharesRequest.share_server_id")
    try source.pointee.name.read(into: &self.name, "galleon.v1.ListSharesRequest.name")
    self.status = ShareStatus(rawValue: .init(truncatingIfNeeded: source.pointee.status.rawValue))
    try source.pointee.project_id.read(
      into: &self.projectId, "galleon.v1.ListSharesRequest.project_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListSharesRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_shares_request__init(target)
    target.pointee.page_size = pageSize
    target.pointee.page_token = arena.text(pageToken)
    target.pointee.share_server_id = arena.text(shareServerId)
    target.pointee.name = arena.text(name)
    target.pointee.status = .init(rawValue: .init(truncatingIfNeeded: status.rawValue))
    target.pointee.project_id = arena.text(projectId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListShares answers.
package struct ListSharesResponse: BridgedMessage {
  package static let fullName = "galleon.v1.ListSharesResponse"
  package static let plan = MessagePlan.of(galleon__v1__list_shares_response__init)
  package static let defaults = Defaults(ListSharesResponse())

  /// The page.
  package var shares: [Share] = []

  /// Token of the next page; empty when this is the last one.
  package var nextPageToken: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shares: [Share] = [], nextPageToken: String = "") {
    self.shares = shares
    self.nextPageToken = nextPageToken
  }
}

extension ListSharesResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListSharesResponse>)
    throws(ProtobufError)
  {
    if source.pointee.n_shares != 0 {
      self.shares = try [Share](source.pointee.shares, source.pointee.n_shares)
    }
    try source.pointee.next_page_token.read(
      into: &self.nextPageToken, "galleon.v1.ListSharesResponse.next_page_token")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListSharesResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_shares_response__init(target)
    target.pointee.n_shares = shares.count
    target.pointee.shares = try arena.messages(shares)
    target.pointee.next_page_token = arena.text(nextPageToken)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What DeleteShare asks.
package struct DeleteShareRequest: BridgedMessage {
  package static let fullName = "galleon.v1.DeleteShareRequest"
  package static let plan = MessagePlan.of(galleon__v1__delete_share_request__init)
  package static let defaults = Defaults(DeleteShareRequest())

  /// UUID of the share. Required.
  package var shareId: String = ""

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareId: String = "", requestId: String = "") {
    self.shareId = shareId
    self.requestId = requestId
  }
}

extension DeleteShareRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__DeleteShareRequest>)
    throws(ProtobufError)
  {
    try source.pointee.share_id.read(into: &self.shareId, "galleon.v1.DeleteShareRequest.share_id")
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.DeleteShareRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__DeleteShareRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__delete_share_request__init(target)
    target.pointee.share_id = arena.text(shareId)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What DeleteShare answers: nothing to say yet.
package struct DeleteShareResponse: BridgedMessage {
  package static let fullName = "galleon.v1.DeleteShareResponse"
  package static let plan = MessagePlan.of(galleon__v1__delete_share_response__init)
  package static let defaults = Defaults(DeleteShareResponse())

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}
}

extension DeleteShareResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__DeleteShareResponse>)
    throws(ProtobufError)
  {
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__DeleteShareResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__delete_share_response__init(target)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ExtendShare asks.
package struct ExtendShareRequest: BridgedMessage {
  package static let fullName = "galleon.v1.ExtendShareRequest"
  package static let plan = MessagePlan.of(galleon__v1__extend_share_request__init)
  package static let defaults = Defaults(ExtendShareRequest())

  /// UUID of the share. Required.
  package var shareId: String = ""

  /// The new size in GiB, larger than now. Required.
  package var newSizeGib: Int64 = 0

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareId: String = "", newSizeGib: Int64 = 0, requestId: String = "") {
    self.shareId = shareId
    self.newSizeGib = newSizeGib
    self.requestId = requestId
  }
}

extension ExtendShareRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ExtendShareRequest>)
    throws(ProtobufError)
  {
    try source.pointee.share_id.read(into: &self.shareId, "galleon.v1.ExtendShareRequest.share_id")
    self.newSizeGib = source.pointee.new_size_gib
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.ExtendShareRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ExtendShareRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__extend_share_request__init(target)
    target.pointee.share_id = arena.text(shareId)
    target.pointee.new_size_gib = newSizeGib
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ExtendShare answers.
package struct ExtendShareResponse: BridgedMessage {
  package static let fullName = "galleon.v1.ExtendShareResponse"
  package static let plan = MessagePlan.of(galleon__v1__extend_share_response__init)
  package static let defaults = Defaults(ExtendShareResponse())

  /// The share, in status extending.
  package var share: Share?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(share: Share? = nil) {
    self.share = share
  }
}

extension ExtendShareResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ExtendShareResponse>)
    throws(ProtobufError)
  {
    try self.share.read(from: source.pointee.share)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ExtendShareResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__extend_share_response__init(target)
    target.pointee.share = try self.share.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ResetShareStatus asks.
package struct ResetShareStatusRequest: BridgedMessage {
  package static let fullName = "galleon.v1.ResetShareStatusRequest"
  package static let plan = MessagePlan.of(galleon__v1__reset_share_status_request__init)
  package static let defaults = Defaults(ResetShareStatusRequest())

  /// UUID of the share. Required.
  package var shareId: String = ""

  /// The new status. Required.
  package var status: ShareStatus = ShareStatus()

  /// Why, for the history. Required.
  package var reason: String = ""

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    shareId: String = "", status: ShareStatus = ShareStatus(), reason: String = "",
    requestId: String = ""
  ) {
    self.shareId = shareId
    self.status = status
    self.reason = reason
    self.requestId = requestId
  }
}

extension ResetShareStatusRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ResetShareStatusRequest>)
    throws(ProtobufError)
  {
    try source.pointee.share_id.read(
      into: &self.shareId, "galleon.v1.ResetShareStatusRequest.share_id")
    self.status = ShareStatus(rawValue: .init(truncatingIfNeeded: source.pointee.status.rawValue))
    try source.pointee.reason.read(into: &self.reason, "galleon.v1.ResetShareStatusRequest.reason")
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.ResetShareStatusRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ResetShareStatusRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__reset_share_status_request__init(target)
    target.pointee.share_id = arena.text(shareId)
    target.pointee.status = .init(rawValue: .init(truncatingIfNeeded: status.rawValue))
    target.pointee.reason = arena.text(reason)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ResetShareStatus answers.
package struct ResetShareStatusResponse: BridgedMessage {
  package static let fullName = "galleon.v1.ResetShareStatusResponse"
  package static let plan = MessagePlan.of(galleon__v1__reset_share_status_response__init)
  package static let defaults = Defaults(ResetShareStatusResponse())

  /// The share after it.
  package var share: Share?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(share: Share? = nil) {
    self.share = share
  }
}

extension ResetShareStatusResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ResetShareStatusResponse>)
    throws(ProtobufError)
  {
    try self.share.read(from: source.pointee.share)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ResetShareStatusResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__reset_share_status_response__init(target)
    target.pointee.share = try self.share.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What CreateSnapshot asks.
package struct CreateSnapshotRequest: BridgedMessage {
  package static let fullName = "galleon.v1.CreateSnapshotRequest"
  package static let plan = MessagePlan.of(galleon__v1__create_snapshot_request__init)
  package static let defaults = Defaults(CreateSnapshotRequest())

  /// UUID of the share. Required.
  package var shareId: String = ""

  /// Name for people; need not be unique. Required.
  package var name: String = ""

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareId: String = "", name: String = "", requestId: String = "") {
    self.shareId = shareId
    self.name = name
    self.requestId = requestId
  }
}

extension CreateSnapshotRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__CreateSnapshotRequest>)
    throws(ProtobufError)
  {
    try source.pointee.share_id.read(
      into: &self.shareId, "galleon.v1.CreateSnapshotRequest.share_id")
    try source.pointee.name.read(into: &self.name, "galleon.v1.CreateSnapshotRequest.name")
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.CreateSnapshotRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__CreateSnapshotRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__create_snapshot_request__init(target)
    target.pointee.share_id = arena.text(shareId)
    target.pointee.name = arena.text(name)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What CreateSnapshot answers.
package struct CreateSnapshotResponse: BridgedMessage {
  package static let fullName = "galleon.v1.CreateSnapshotResponse"
  package static let plan = MessagePlan.of(galleon__v1__create_snapshot_response__init)
  package static let defaults = Defaults(CreateSnapshotResponse())

  /// The snapshot, in status creating.
  package var snapshot: Snapshot?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(snapshot: Snapshot? = nil) {
    self.snapshot = snapshot
  }
}

extension CreateSnapshotResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__CreateSnapshotResponse>)
    throws(ProtobufError)
  {
    try self.snapshot.read(from: source.pointee.snapshot)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__CreateSnapshotResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__create_snapshot_response__init(target)
    target.pointee.snapshot = try self.snapshot.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What GetSnapshot asks.
package struct GetSnapshotRequest: BridgedMessage {
  package static let fullName = "galleon.v1.GetSnapshotRequest"
  package static let plan = MessagePlan.of(galleon__v1__get_snapshot_request__init)
  package static let defaults = Defaults(GetSnapshotRequest())

  /// UUID of the snapshot. Required.
  package var snapshotId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(snapshotId: String = "") {
    self.snapshotId = snapshotId
  }
}

extension GetSnapshotRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__GetSnapshotRequest>)
    throws(ProtobufError)
  {
    try source.pointee.snapshot_id.read(
      into: &self.snapshotId, "galleon.v1.GetSnapshotRequest.snapshot_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__GetSnapshotRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__get_snapshot_request__init(target)
    target.pointee.snapshot_id = arena.text(snapshotId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What GetSnapshot answers.
package struct GetSnapshotResponse: BridgedMessage {
  package static let fullName = "galleon.v1.GetSnapshotResponse"
  package static let plan = MessagePlan.of(galleon__v1__get_snapshot_response__init)
  package static let defaults = Defaults(GetSnapshotResponse())

  /// The snapshot.
  package var snapshot: Snapshot?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(snapshot: Snapshot? = nil) {
    self.snapshot = snapshot
  }
}

extension GetSnapshotResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__GetSnapshotResponse>)
    throws(ProtobufError)
  {
    try self.snapshot.read(from: source.pointee.snapshot)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__GetSnapshotResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__get_snapshot_response__init(target)
    target.pointee.snapshot = try self.snapshot.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListSnapshots asks.
package struct ListSnapshotsRequest: BridgedMessage {
  package static let fullName = "galleon.v1.ListSnapshotsRequest"
  package static let plan = MessagePlan.of(galleon__v1__list_snapshots_request__init)
  package static let defaults = Defaults(ListSnapshotsRequest())

  /// Most entries to return: 0 is 100, more than 1000 counts as 1000, negative is INVALID_ARGUMENT.
  package var pageSize: Int32 = 0

  /// next_page_token of the page before; empty for the first page. The filters must stay the same.
  package var pageToken: String = ""

  /// Only those of this share; empty: of all.
  package var shareId: String = ""

  /// Only those of shares on this share server; empty: on all.
  package var shareServerId: String = ""

  /// Only those of exactly this name; empty: of any.
  package var name: String = ""

  /// Only those in this status; UNSPECIFIED: in any.
  package var status: SnapshotStatus = SnapshotStatus()

  /// Only those of this project; empty: of all.
  package var projectId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    pageSize: Int32 = 0, pageToken: String = "", shareId: String = "", shareServerId: String = "",
    name: String = "", status: SnapshotStatus = SnapshotStatus(), projectId: String = ""
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.shareId = shareId
    self.shareServerId = shareServerId
    self.name = name
    self.status = status
    self.projectId = projectId
  }
}

extension ListSnapshotsRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListSnapshotsRequest>)
    throws(ProtobufError)
  {
    self.pageSize = source.pointee.page_size
    try source.pointee.page_token.read(
      into: &self.pageToken, "galleon.v1.ListSnapshotsRequest.page_token")
    try source.pointee.share_id.read(
      into: &self.shareId, "galleon.v1.ListSnapshotsRequest.share_id")
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.ListSnapshotsRequest.share_server_id")
    try source.pointee.name.read(into: &self.name, "galleon.v1.ListSnapshotsRequest.name")
    self.status = SnapshotStatus(
      rawValue: .init(truncatingIfNeeded: source.pointee.status.rawValue))
    try source.pointee.project_id.read(
      into: &self.projectId, "galleon.v1.ListSnapshotsRequest.project_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListSnapshotsRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_snapshots_request__init(target)
    target.pointee.page_size = pageSize
    target.pointee.page_token = arena.text(pageToken)
    target.pointee.share_id = arena.text(shareId)
    target.pointee.share_server_id = arena.text(shareServerId)
    target.pointee.name = arena.text(name)
    target.pointee.status = .init(rawValue: .init(truncatingIfNeeded: status.rawValue))
    target.pointee.project_id = arena.text(projectId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListSnapshots answers.
package struct ListSnapshotsResponse: BridgedMessage {
  package static let fullName = "galleon.v1.ListSnapshotsResponse"
  package static let plan = MessagePlan.of(galleon__v1__list_snapshots_response__init)
  package static let defaults = Defaults(ListSnapshotsResponse())

  /// The page.
  package var snapshots: [Snapshot] = []

  /// Token of the next page; empty when this is the last one.
  package var nextPageToken: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(snapshots: [Snapshot] = [], nextPageToken: String = "") {
    self.snapshots = snapshots
    self.nextPageToken = nextPageToken
  }
}

extension ListSnapshotsResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListSnapshotsResponse>)
    throws(ProtobufError)
  {
    if source.pointee.n_snapshots != 0 {
      self.snapshots = try [Snapshot](source.pointee.snapshots, source.pointee.n_snapshots)
    }
    try source.pointee.next_page_token.read(
      into: &self.nextPageToken, "galleon.v1.ListSnapshotsResponse.next_page_token")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListSnapshotsResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_snapshots_response__init(target)
    target.pointee.n_snapshots = snapshots.count
    target.pointee.snapshots = try arena.messages(snapshots)
    target.pointee.next_page_token = arena.text(nextPageToken)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What DeleteSnapshot asks.
package struct DeleteSnapshotRequest: BridgedMessage {
  package static let fullName = "galleon.v1.DeleteSnapshotRequest"
  package static let plan = MessagePlan.of(galleon__v1__delete_snapshot_request__init)
  package static let defaults = Defaults(DeleteSnapshotRequest())

  /// UUID of the snapshot. Required.
  package var snapshotId: String = ""

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(snapshotId: String = "", requestId: String = "") {
    self.snapshotId = snapshotId
    self.requestId = requestId
  }
}

extension DeleteSnapshotRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__DeleteSnapshotRequest>)
    throws(ProtobufError)
  {
    try source.pointee.snapshot_id.read(
      into: &self.snapshotId, "galleon.v1.DeleteSnapshotRequest.snapshot_id")
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.DeleteSnapshotRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__DeleteSnapshotRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__delete_snapshot_request__init(target)
    target.pointee.snapshot_id = arena.text(snapshotId)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What DeleteSnapshot answers: nothing to say yet.
package struct DeleteSnapshotResponse: BridgedMessage {
  package static let fullName = "galleon.v1.DeleteSnapshotResponse"
  package static let plan = MessagePlan.of(galleon__v1__delete_snapshot_response__init)
  package static let defaults = Defaults(DeleteSnapshotResponse())

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}
}

extension DeleteSnapshotResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__DeleteSnapshotResponse>)
    throws(ProtobufError)
  {
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__DeleteSnapshotResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__delete_snapshot_response__init(target)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ResetSnapshotStatus asks.
package struct ResetSnapshotStatusRequest: BridgedMessage {
  package static let fullName = "galleon.v1.ResetSnapshotStatusRequest"
  package static let plan = MessagePlan.of(galleon__v1__reset_snapshot_status_request__init)
  package static let defaults = Defaults(ResetSnapshotStatusRequest())

  /// UUID of the snapshot. Required.
  package var snapshotId: String = ""

  /// The new status. Required.
  package var status: SnapshotStatus = SnapshotStatus()

  /// Why, for the history. Required.
  package var reason: String = ""

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    snapshotId: String = "", status: SnapshotStatus = SnapshotStatus(), reason: String = "",
    requestId: String = ""
  ) {
    self.snapshotId = snapshotId
    self.status = status
    self.reason = reason
    self.requestId = requestId
  }
}

extension ResetSnapshotStatusRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ResetSnapshotStatusRequest>)
    throws(ProtobufError)
  {
    try source.pointee.snapshot_id.read(
      into: &self.snapshotId, "galleon.v1.ResetSnapshotStatusRequest.snapshot_id")
    self.status = SnapshotStatus(
      rawValue: .init(truncatingIfNeeded: source.pointee.status.rawValue))
    try source.pointee.reason.read(
      into: &self.reason, "galleon.v1.ResetSnapshotStatusRequest.reason")
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.ResetSnapshotStatusRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ResetSnapshotStatusRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__reset_snapshot_status_request__init(target)
    target.pointee.snapshot_id = arena.text(snapshotId)
    target.pointee.status = .init(rawValue: .init(truncatingIfNeeded: status.rawValue))
    target.pointee.reason = arena.text(reason)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ResetSnapshotStatus answers.
package struct ResetSnapshotStatusResponse: BridgedMessage {
  package static let fullName = "galleon.v1.ResetSnapshotStatusResponse"
  package static let plan = MessagePlan.of(galleon__v1__reset_snapshot_status_response__init)
  package static let defaults = Defaults(ResetSnapshotStatusResponse())

  /// The snapshot after it.
  package var snapshot: Snapshot?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(snapshot: Snapshot? = nil) {
    self.snapshot = snapshot
  }
}

extension ResetSnapshotStatusResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ResetSnapshotStatusResponse>)
    throws(ProtobufError)
  {
    try self.snapshot.read(from: source.pointee.snapshot)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ResetSnapshotStatusResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__reset_snapshot_status_response__init(target)
    target.pointee.snapshot = try self.snapshot.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What AllowAccess asks.
package struct AllowAccessRequest: BridgedMessage {
  package static let fullName = "galleon.v1.AllowAccessRequest"
  package static let plan = MessagePlan.of(galleon__v1__allow_access_request__init)
  package static let defaults = Defaults(AllowAccessRequest())

  /// UUID of the share. Required.
  package var shareId: String = ""

  /// What access_to names. Required.
  package var accessType: AccessType = AccessType()

  /// An address or a CIDR for ip, a user name for user, a common name for cert. Required.
  package var accessTo: String = ""

  /// What is allowed. Required.
  package var accessLevel: AccessLevel = AccessLevel()

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    shareId: String = "", accessType: AccessType = AccessType(), accessTo: String = "",
    accessLevel: AccessLevel = AccessLevel(), requestId: String = ""
  ) {
    self.shareId = shareId
    self.accessType = accessType
    self.accessTo = accessTo
    self.accessLevel = accessLevel
    self.requestId = requestId
  }
}

extension AllowAccessRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__AllowAccessRequest>)
    throws(ProtobufError)
  {
    try source.pointee.share_id.read(into: &self.shareId, "galleon.v1.AllowAccessRequest.share_id")
    self.accessType = AccessType(
      rawValue: .init(truncatingIfNeeded: source.pointee.access_type.rawValue))
    try source.pointee.access_to.read(
      into: &self.accessTo, "galleon.v1.AllowAccessRequest.access_to")
    self.accessLevel = AccessLevel(
      rawValue: .init(truncatingIfNeeded: source.pointee.access_level.rawValue))
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.AllowAccessRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__AllowAccessRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__allow_access_request__init(target)
    target.pointee.share_id = arena.text(shareId)
    target.pointee.access_type = .init(rawValue: .init(truncatingIfNeeded: accessType.rawValue))
    target.pointee.access_to = arena.text(accessTo)
    target.pointee.access_level = .init(rawValue: .init(truncatingIfNeeded: accessLevel.rawValue))
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What AllowAccess answers.
package struct AllowAccessResponse: BridgedMessage {
  package static let fullName = "galleon.v1.AllowAccessResponse"
  package static let plan = MessagePlan.of(galleon__v1__allow_access_response__init)
  package static let defaults = Defaults(AllowAccessResponse())

  /// The access rule, in state queued_to_apply.
  package var accessRule: AccessRule?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(accessRule: AccessRule? = nil) {
    self.accessRule = accessRule
  }
}

extension AllowAccessResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__AllowAccessResponse>)
    throws(ProtobufError)
  {
    try self.accessRule.read(from: source.pointee.access_rule)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__AllowAccessResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__allow_access_response__init(target)
    target.pointee.access_rule = try self.accessRule.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListAccessRules asks.
package struct ListAccessRulesRequest: BridgedMessage {
  package static let fullName = "galleon.v1.ListAccessRulesRequest"
  package static let plan = MessagePlan.of(galleon__v1__list_access_rules_request__init)
  package static let defaults = Defaults(ListAccessRulesRequest())

  /// Most entries to return: 0 is 100, more than 1000 counts as 1000, negative is INVALID_ARGUMENT.
  package var pageSize: Int32 = 0

  /// next_page_token of the page before; empty for the first page. The filters must stay the same.
  package var pageToken: String = ""

  /// UUID of the share. Required.
  package var shareId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(pageSize: Int32 = 0, pageToken: String = "", shareId: String = "") {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.shareId = shareId
  }
}

extension ListAccessRulesRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListAccessRulesRequest>)
    throws(ProtobufError)
  {
    self.pageSize = source.pointee.page_size
    try source.pointee.page_token.read(
      into: &self.pageToken, "galleon.v1.ListAccessRulesRequest.page_token")
    try source.pointee.share_id.read(
      into: &self.shareId, "galleon.v1.ListAccessRulesRequest.share_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListAccessRulesRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_access_rules_request__init(target)
    target.pointee.page_size = pageSize
    target.pointee.page_token = arena.text(pageToken)
    target.pointee.share_id = arena.text(shareId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListAccessRules answers.
package struct ListAccessRulesResponse: BridgedMessage {
  package static let fullName = "galleon.v1.ListAccessRulesResponse"
  package static let plan = MessagePlan.of(galleon__v1__list_access_rules_response__init)
  package static let defaults = Defaults(ListAccessRulesResponse())

  /// The page.
  package var accessRules: [AccessRule] = []

  /// Token of the next page; empty when this is the last one.
  package var nextPageToken: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(accessRules: [AccessRule] = [], nextPageToken: String = "") {
    self.accessRules = accessRules
    self.nextPageToken = nextPageToken
  }
}

extension ListAccessRulesResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListAccessRulesResponse>)
    throws(ProtobufError)
  {
    if source.pointee.n_access_rules != 0 {
      self.accessRules = try [AccessRule](
        source.pointee.access_rules, source.pointee.n_access_rules)
    }
    try source.pointee.next_page_token.read(
      into: &self.nextPageToken, "galleon.v1.ListAccessRulesResponse.next_page_token")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListAccessRulesResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_access_rules_response__init(target)
    target.pointee.n_access_rules = accessRules.count
    target.pointee.access_rules = try arena.messages(accessRules)
    target.pointee.next_page_token = arena.text(nextPageToken)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What DenyAccess asks.
package struct DenyAccessRequest: BridgedMessage {
  package static let fullName = "galleon.v1.DenyAccessRequest"
  package static let plan = MessagePlan.of(galleon__v1__deny_access_request__init)
  package static let defaults = Defaults(DenyAccessRequest())

  /// UUID of the access rule. Required.
  package var accessRuleId: String = ""

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(accessRuleId: String = "", requestId: String = "") {
    self.accessRuleId = accessRuleId
    self.requestId = requestId
  }
}

extension DenyAccessRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__DenyAccessRequest>)
    throws(ProtobufError)
  {
    try source.pointee.access_rule_id.read(
      into: &self.accessRuleId, "galleon.v1.DenyAccessRequest.access_rule_id")
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.DenyAccessRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__DenyAccessRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__deny_access_request__init(target)
    target.pointee.access_rule_id = arena.text(accessRuleId)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What DenyAccess answers: nothing to say yet.
package struct DenyAccessResponse: BridgedMessage {
  package static let fullName = "galleon.v1.DenyAccessResponse"
  package static let plan = MessagePlan.of(galleon__v1__deny_access_response__init)
  package static let defaults = Defaults(DenyAccessResponse())

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}
}

extension DenyAccessResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__DenyAccessResponse>)
    throws(ProtobufError)
  {
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__DenyAccessResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__deny_access_response__init(target)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
