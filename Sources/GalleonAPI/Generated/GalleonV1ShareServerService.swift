// Made by protoc-gen-galleon from galleon/v1/share_server_service.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// What CreateShareServer asks.
package struct CreateShareServerRequest: BridgedMessage {
  package static let fullName = "galleon.v1.CreateShareServerRequest"
  package static let plan = MessagePlan.of(galleon__v1__create_share_server_request__init)
  package static let defaults = Defaults(CreateShareServerRequest())

  /// Project that owns it. Required.
  package var projectId: String = ""

  /// Backend to make it on, `host@backend`. Required.
  package var host: String = ""

  /// UUID of the share network its addresses are in. Required.
  package var shareNetworkId: String = ""

  /// UUIDs of subnets of that network; empty: all in the backend's availability zone, else all
  /// default ones.
  package var shareNetworkSubnetIds: [String] = []

  /// The service may delete the server when its last share is gone.
  package var autoDeletable: Bool = false

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    projectId: String = "", host: String = "", shareNetworkId: String = "",
    shareNetworkSubnetIds: [String] = [], autoDeletable: Bool = false, requestId: String = ""
  ) {
    self.projectId = projectId
    self.host = host
    self.shareNetworkId = shareNetworkId
    self.shareNetworkSubnetIds = shareNetworkSubnetIds
    self.autoDeletable = autoDeletable
    self.requestId = requestId
  }
}

extension CreateShareServerRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__CreateShareServerRequest>)
    throws(ProtobufError)
  {
    try source.pointee.project_id.read(
      into: &self.projectId, "galleon.v1.CreateShareServerRequest.project_id")
    try source.pointee.host.read(into: &self.host, "galleon.v1.CreateShareServerRequest.host")
    try source.pointee.share_network_id.read(
      into: &self.shareNetworkId, "galleon.v1.CreateShareServerRequest.share_network_id")
    if source.pointee.n_share_network_subnet_ids != 0 {
      self.shareNetworkSubnetIds = try [String](
        source.pointee.share_network_subnet_ids, source.pointee.n_share_network_subnet_ids
      ) { (data) throws(ProtobufError) in
        try data.text("galleon.v1.CreateShareServerRequest.share_network_subnet_ids")
      }
    }
    self.autoDeletable = source.pointee.auto_deletable != 0
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.CreateShareServerRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__CreateShareServerRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__create_share_server_request__init(target)
    target.pointee.project_id = arena.text(projectId)
    target.pointee.host = arena.text(host)
    target.pointee.share_network_id = arena.text(shareNetworkId)
    target.pointee.n_share_network_subnet_ids = shareNetworkSubnetIds.count
    target.pointee.share_network_subnet_ids = arena.array(shareNetworkSubnetIds) { arena.text($0) }
    target.pointee.auto_deletable = autoDeletable ? 1 : 0
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What CreateShareServer answers.
package struct CreateShareServerResponse: BridgedMessage {
  package static let fullName = "galleon.v1.CreateShareServerResponse"
  package static let plan = MessagePlan.of(galleon__v1__create_share_server_response__init)
  package static let defaults = Defaults(CreateShareServerResponse())

  /// The share server, in status creating.
  package var shareServer: ShareServer?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareServer: ShareServer? = nil) {
    self.shareServer = shareServer
  }
}

extension CreateShareServerResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__CreateShareServerResponse>)
    throws(ProtobufError)
  {
    try self.shareServer.read(from: source.pointee.share_server)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__CreateShareServerResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__create_share_server_response__init(target)
    target.pointee.share_server = try self.shareServer.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What GetShareServer asks.
package struct GetShareServerRequest: BridgedMessage {
  package static let fullName = "galleon.v1.GetShareServerRequest"
  package static let plan = MessagePlan.of(galleon__v1__get_share_server_request__init)
  package static let defaults = Defaults(GetShareServerRequest())

  /// UUID of the share server. Required.
  package var shareServerId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareServerId: String = "") {
    self.shareServerId = shareServerId
  }
}

extension GetShareServerRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__GetShareServerRequest>)
    throws(ProtobufError)
  {
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.GetShareServerRequest.share_server_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__GetShareServerRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__get_share_server_request__init(target)
    target.pointee.share_server_id = arena.text(shareServerId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What GetShareServer answers.
package struct GetShareServerResponse: BridgedMessage {
  package static let fullName = "galleon.v1.GetShareServerResponse"
  package static let plan = MessagePlan.of(galleon__v1__get_share_server_response__init)
  package static let defaults = Defaults(GetShareServerResponse())

  /// The share server.
  package var shareServer: ShareServer?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareServer: ShareServer? = nil) {
    self.shareServer = shareServer
  }
}

extension GetShareServerResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__GetShareServerResponse>)
    throws(ProtobufError)
  {
    try self.shareServer.read(from: source.pointee.share_server)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__GetShareServerResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__get_share_server_response__init(target)
    target.pointee.share_server = try self.shareServer.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListShareServers asks.
package struct ListShareServersRequest: BridgedMessage {
  package static let fullName = "galleon.v1.ListShareServersRequest"
  package static let plan = MessagePlan.of(galleon__v1__list_share_servers_request__init)
  package static let defaults = Defaults(ListShareServersRequest())

  /// Most entries to return: 0 is 100, more than 1000 counts as 1000, negative is INVALID_ARGUMENT.
  package var pageSize: Int32 = 0

  /// next_page_token of the page before; empty for the first page. The filters must stay the same.
  package var pageToken: String = ""

  /// Only destinations of migrations of this share server; empty: all.
  package var sourceShareServerId: String = ""

  /// Only those in this status; UNSPECIFIED: in any.
  package var status: ShareServerStatus = ShareServerStatus()

  /// Only those in this task state; UNSPECIFIED: in any.
  package var taskState: TaskState = TaskState()

  /// Only those on this backend, `host@backend`; empty: on all.
  package var host: String = ""

  /// Only those of this project; empty: of all.
  package var projectId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    pageSize: Int32 = 0, pageToken: String = "", sourceShareServerId: String = "",
    status: ShareServerStatus = ShareServerStatus(), taskState: TaskState = TaskState(),
    host: String = "", projectId: String = ""
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.sourceShareServerId = sourceShareServerId
    self.status = status
    self.taskState = taskState
    self.host = host
    self.projectId = projectId
  }
}

extension ListShareServersRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListShareServersRequest>)
    throws(ProtobufError)
  {
    self.pageSize = source.pointee.page_size
    try source.pointee.page_token.read(
      into: &self.pageToken, "galleon.v1.ListShareServersRequest.page_token")
    try source.pointee.source_share_server_id.read(
      into: &self.sourceShareServerId, "galleon.v1.ListShareServersRequest.source_share_server_id")
    self.status = ShareServerStatus(
      rawValue: .init(truncatingIfNeeded: source.pointee.status.rawValue))
    self.taskState = TaskState(
      rawValue: .init(truncatingIfNeeded: source.pointee.task_state.rawValue))
    try source.pointee.host.read(into: &self.host, "galleon.v1.ListShareServersRequest.host")
    try source.pointee.project_id.read(
      into: &self.projectId, "galleon.v1.ListShareServersRequest.project_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListShareServersRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_share_servers_request__init(target)
    target.pointee.page_size = pageSize
    target.pointee.page_token = arena.text(pageToken)
    target.pointee.source_share_server_id = arena.text(sourceShareServerId)
    target.pointee.status = .init(rawValue: .init(truncatingIfNeeded: status.rawValue))
    target.pointee.task_state = .init(rawValue: .init(truncatingIfNeeded: taskState.rawValue))
    target.pointee.host = arena.text(host)
    target.pointee.project_id = arena.text(projectId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListShareServers answers.
package struct ListShareServersResponse: BridgedMessage {
  package static let fullName = "galleon.v1.ListShareServersResponse"
  package static let plan = MessagePlan.of(galleon__v1__list_share_servers_response__init)
  package static let defaults = Defaults(ListShareServersResponse())

  /// The page.
  package var shareServers: [ShareServer] = []

  /// Token of the next page; empty when this is the last one.
  package var nextPageToken: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareServers: [ShareServer] = [], nextPageToken: String = "") {
    self.shareServers = shareServers
    self.nextPageToken = nextPageToken
  }
}

extension ListShareServersResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListShareServersResponse>)
    throws(ProtobufError)
  {
    if source.pointee.n_share_servers != 0 {
      self.shareServers = try [ShareServer](
        source.pointee.share_servers, source.pointee.n_share_servers)
    }
    try source.pointee.next_page_token.read(
      into: &self.nextPageToken, "galleon.v1.ListShareServersResponse.next_page_token")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListShareServersResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_share_servers_response__init(target)
    target.pointee.n_share_servers = shareServers.count
    target.pointee.share_servers = try arena.messages(shareServers)
    target.pointee.next_page_token = arena.text(nextPageToken)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What DeleteShareServer asks.
package struct DeleteShareServerRequest: BridgedMessage {
  package static let fullName = "galleon.v1.DeleteShareServerRequest"
  package static let plan = MessagePlan.of(galleon__v1__delete_share_server_request__init)
  package static let defaults = Defaults(DeleteShareServerRequest())

  /// UUID of the share server. Required.
  package var shareServerId: String = ""

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareServerId: String = "", requestId: String = "") {
    self.shareServerId = shareServerId
    self.requestId = requestId
  }
}

extension DeleteShareServerRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__DeleteShareServerRequest>)
    throws(ProtobufError)
  {
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.DeleteShareServerRequest.share_server_id")
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.DeleteShareServerRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__DeleteShareServerRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__delete_share_server_request__init(target)
    target.pointee.share_server_id = arena.text(shareServerId)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What DeleteShareServer answers: nothing to say yet.
package struct DeleteShareServerResponse: BridgedMessage {
  package static let fullName = "galleon.v1.DeleteShareServerResponse"
  package static let plan = MessagePlan.of(galleon__v1__delete_share_server_response__init)
  package static let defaults = Defaults(DeleteShareServerResponse())

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}
}

extension DeleteShareServerResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__DeleteShareServerResponse>)
    throws(ProtobufError)
  {
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__DeleteShareServerResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__delete_share_server_response__init(target)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ResetShareServerStatus asks.
package struct ResetShareServerStatusRequest: BridgedMessage {
  package static let fullName = "galleon.v1.ResetShareServerStatusRequest"
  package static let plan = MessagePlan.of(galleon__v1__reset_share_server_status_request__init)
  package static let defaults = Defaults(ResetShareServerStatusRequest())

  /// UUID of the share server. Required.
  package var shareServerId: String = ""

  /// The new status. Required.
  package var status: ShareServerStatus = ShareServerStatus()

  /// Why, for the history. Required.
  package var reason: String = ""

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    shareServerId: String = "", status: ShareServerStatus = ShareServerStatus(),
    reason: String = "", requestId: String = ""
  ) {
    self.shareServerId = shareServerId
    self.status = status
    self.reason = reason
    self.requestId = requestId
  }
}

extension ResetShareServerStatusRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ResetShareServerStatusRequest>)
    throws(ProtobufError)
  {
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.ResetShareServerStatusRequest.share_server_id")
    self.status = ShareServerStatus(
      rawValue: .init(truncatingIfNeeded: source.pointee.status.rawValue))
    try source.pointee.reason.read(
      into: &self.reason, "galleon.v1.ResetShareServerStatusRequest.reason")
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.ResetShareServerStatusRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ResetShareServerStatusRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__reset_share_server_status_request__init(target)
    target.pointee.share_server_id = arena.text(shareServerId)
    target.pointee.status = .init(rawValue: .init(truncatingIfNeeded: status.rawValue))
    target.pointee.reason = arena.text(reason)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ResetShareServerStatus answers.
package struct ResetShareServerStatusResponse: BridgedMessage {
  package static let fullName = "galleon.v1.ResetShareServerStatusResponse"
  package static let plan = MessagePlan.of(galleon__v1__reset_share_server_status_response__init)
  package static let defaults = Defaults(ResetShareServerStatusResponse())

  /// The share server after it.
  package var shareServer: ShareServer?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareServer: ShareServer? = nil) {
    self.shareServer = shareServer
  }
}

extension ResetShareServerStatusResponse {
  package mutating func read(
    from source: UnsafePointer<Galleon__V1__ResetShareServerStatusResponse>
  ) throws(ProtobufError) {
    try self.shareServer.read(from: source.pointee.share_server)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ResetShareServerStatusResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__reset_share_server_status_response__init(target)
    target.pointee.share_server = try self.shareServer.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ResetShareServerTaskState asks.
package struct ResetShareServerTaskStateRequest: BridgedMessage {
  package static let fullName = "galleon.v1.ResetShareServerTaskStateRequest"
  package static let plan = MessagePlan.of(galleon__v1__reset_share_server_task_state_request__init)
  package static let defaults = Defaults(ResetShareServerTaskStateRequest())

  /// UUID of the share server. Required.
  package var shareServerId: String = ""

  /// The new task state; UNSPECIFIED is none.
  package var taskState: TaskState = TaskState()

  /// Why, for the history. Required.
  package var reason: String = ""

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    shareServerId: String = "", taskState: TaskState = TaskState(), reason: String = "",
    requestId: String = ""
  ) {
    self.shareServerId = shareServerId
    self.taskState = taskState
    self.reason = reason
    self.requestId = requestId
  }
}

extension ResetShareServerTaskStateRequest {
  package mutating func read(
    from source: UnsafePointer<Galleon__V1__ResetShareServerTaskStateRequest>
  ) throws(ProtobufError) {
    try source.pointee.share_server_id.read(
      into: &self.shareServerId, "galleon.v1.ResetShareServerTaskStateRequest.share_server_id")
    self.taskState = TaskState(
      rawValue: .init(truncatingIfNeeded: source.pointee.task_state.rawValue))
    try source.pointee.reason.read(
      into: &self.reason, "galleon.v1.ResetShareServerTaskStateRequest.reason")
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.ResetShareServerTaskStateRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ResetShareServerTaskStateRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__reset_share_server_task_state_request__init(target)
    target.pointee.share_server_id = arena.text(shareServerId)
    target.pointee.task_state = .init(rawValue: .init(truncatingIfNeeded: taskState.rawValue))
    target.pointee.reason = arena.text(reason)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ResetShareServerTaskState answers.
package struct ResetShareServerTaskStateResponse: BridgedMessage {
  package static let fullName = "galleon.v1.ResetShareServerTaskStateResponse"
  package static let plan = MessagePlan.of(
    galleon__v1__reset_share_server_task_state_response__init)
  package static let defaults = Defaults(ResetShareServerTaskStateResponse())

  /// The share server after it.
  package var shareServer: ShareServer?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareServer: ShareServer? = nil) {
    self.shareServer = shareServer
  }
}

extension ResetShareServerTaskStateResponse {
  package mutating func read(
    from source: UnsafePointer<Galleon__V1__ResetShareServerTaskStateResponse>
  ) throws(ProtobufError) {
    try self.shareServer.read(from: source.pointee.share_server)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ResetShareServerTaskStateResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__reset_share_server_task_state_response__init(target)
    target.pointee.share_server = try self.shareServer.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
