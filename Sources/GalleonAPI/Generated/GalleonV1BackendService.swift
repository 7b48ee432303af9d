// Made by protoc-gen-galleon from galleon/v1/backend_service.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// What ListBackends asks.
package struct ListBackendsRequest: BridgedMessage {
  package static let fullName = "galleon.v1.ListBackendsRequest"
  package static let plan = MessagePlan.of(galleon__v1__list_backends_request__init)
  package static let defaults = Defaults(ListBackendsRequest())

  /// Most entries to return: 0 is 100, more than 1000 counts as 1000, negative is INVALID_ARGUMENT.
  package var pageSize: Int32 = 0

  /// next_page_token of the page before; empty for the first page. The filters must stay the same.
  package var pageToken: String = ""

  /// Only those in this availability zone; empty: in all.
  package var availabilityZone: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(pageSize: Int32 = 0, pageToken: String = "", availabilityZone: String = "") {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.availabilityZone = availabilityZone
  }
}

extension ListBackendsRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListBackendsRequest>)
    throws(ProtobufError)
  {
    self.pageSize = source.pointee.page_size
    try source.pointee.page_token.read(
      into: &self.pageToken, "galleon.v1.ListBackendsRequest.page_token")
    try source.pointee.availability_zone.read(
      into: &self.availabilityZone, "galleon.v1.ListBackendsRequest.availability_zone")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListBackendsRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_backends_request__init(target)
    target.pointee.page_size = pageSize
    target.pointee.page_token = arena.text(pageToken)
    target.pointee.availability_zone = arena.text(availabilityZone)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListBackends answers.
package struct ListBackendsResponse: BridgedMessage {
  package static let fullName = "galleon.v1.ListBackendsResponse"
  package static let plan = MessagePlan.of(galleon__v1__list_backends_response__init)
  package static let defaults = Defaults(ListBackendsResponse())

  /// The page.
  package var backends: [Backend] = []

  /// Token of the next page; empty when this is the last one.
  package var nextPageToken: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(backends: [Backend] = [], nextPageToken: String = "") {
    self.backends = backends
    self.nextPageToken = nextPageToken
  }
}

extension ListBackendsResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListBackendsResponse>)
    throws(ProtobufError)
  {
    if source.pointee.n_backends != 0 {
      self.backends = try [Backend](source.pointee.backends, source.pointee.n_backends)
    }
    try source.pointee.next_page_token.read(
      into: &self.nextPageToken, "galleon.v1.ListBackendsResponse.next_page_token")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListBackendsResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_backends_response__init(target)
    target.pointee.n_backends = backends.count
    target.pointee.backends = try arena.messages(backends)
    target.pointee.next_page_token = arena.text(nextPageToken)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What GetBackend asks.
package struct GetBackendRequest: BridgedMessage {
  package static let fullName = "galleon.v1.GetBackendRequest"
  package static let plan = MessagePlan.of(galleon__v1__get_backend_request__init)
  package static let defaults = Defaults(GetBackendRequest())

  /// Its name, `host@backend`. Required.
  package var host: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(host: String = "") {
    self.host = host
  }
}

extension GetBackendRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__GetBackendRequest>)
    throws(ProtobufError)
  {
    try source.pointee.host.read(into: &self.host, "galleon.v1.GetBackendRequest.host")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__GetBackendRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__get_backend_request__init(target)
    target.pointee.host = arena.text(host)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What GetBackend answers.
package struct GetBackendResponse: BridgedMessage {
  package static let fullName = "galleon.v1.GetBackendResponse"
  package static let plan = MessagePlan.of(galleon__v1__get_backend_response__init)
  package static let defaults = Defaults(GetBackendResponse())

  /// The backend.
  package var backend: Backend?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(backend: Backend? = nil) {
    self.backend = backend
  }
}

extension GetBackendResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__GetBackendResponse>)
    throws(ProtobufError)
  {
    try self.backend.read(from: source.pointee.backend)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__GetBackendResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__get_backend_response__init(target)
    target.pointee.backend = try self.backend.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListShareTypes asks.
package struct ListShareTypesRequest: BridgedMessage {
  package static let fullName = "galleon.v1.ListShareTypesRequest"
  package static let plan = MessagePlan.of(galleon__v1__list_share_types_request__init)
  package static let defaults = Defaults(ListShareTypesRequest())

  /// Most entries to return: 0 is 100, more than 1000 counts as 1000, negative is INVALID_ARGUMENT.
  package var pageSize: Int32 = 0

  /// next_page_token of the page before; empty for the first page. The filters must stay the same.
  package var pageToken: String = ""

  /// Only the one of exactly this name; empty: all.
  package var name: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(pageSize: Int32 = 0, pageToken: String = "", name: String = "") {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.name = name
  }
}

extension ListShareTypesRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListShareTypesRequest>)
    throws(ProtobufError)
  {
    self.pageSize = source.pointee.page_size
    try source.pointee.page_token.read(
      into: &self.pageToken, "galleon.v1.ListShareTypesRequest.page_token")
    try source.pointee.name.read(into: &self.name, "galleon.v1.ListShareTypesRequest.name")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListShareTypesRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_share_types_request__init(target)
    target.pointee.page_size = pageSize
    target.pointee.page_token = arena.text(pageToken)
    target.pointee.name = arena.text(name)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListShareTypes answers.
package struct ListShareTypesResponse: BridgedMessage {
  package static let fullName = "galleon.v1.ListShareTypesResponse"
  package static let plan = MessagePlan.of(galleon__v1__list_share_types_response__init)
  package static let defaults = Defaults(ListShareTypesResponse())

  /// The page.
  package var shareTypes: [ShareType] = []

  /// Token of the next page; empty when this is the last one.
  package var nextPageToken: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareTypes: [ShareType] = [], nextPageToken: String = "") {
    self.shareTypes = shareTypes
    self.nextPageToken = nextPageToken
  }
}

extension ListShareTypesResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListShareTypesResponse>)
    throws(ProtobufError)
  {
    if source.pointee.n_share_types != 0 {
      self.shareTypes = try [ShareType](source.pointee.share_types, source.pointee.n_share_types)
    }
    try source.pointee.next_page_token.read(
      into: &self.nextPageToken, "galleon.v1.ListShareTypesResponse.next_page_token")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListShareTypesResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_share_types_response__init(target)
    target.pointee.n_share_types = shareTypes.count
    target.pointee.share_types = try arena.messages(shareTypes)
    target.pointee.next_page_token = arena.text(nextPageToken)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What CreateShareType asks.
package struct CreateShareTypeRequest: BridgedMessage {
  package static let fullName = "galleon.v1.CreateShareTypeRequest"
  package static let plan = MessagePlan.of(galleon__v1__create_share_type_request__init)
  package static let defaults = Defaults(CreateShareTypeRequest())

  /// Its name, unique. Required.
  package var name: String = ""

  /// What a backend must offer; see ShareType.
  package var extraSpecs: [String: String] = [:]

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(name: String = "", extraSpecs: [String: String] = [:], requestId: String = "") {
    self.name = name
    self.extraSpecs = extraSpecs
    self.requestId = requestId
  }
}

extension CreateShareTypeRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__CreateShareTypeRequest>)
    throws(ProtobufError)
  {
    try source.pointee.name.read(into: &self.name, "galleon.v1.CreateShareTypeRequest.name")
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.extra_specs, count: source.pointee.n_extra_specs)
    {
      let key = try entry.pointee.key.text("galleon.v1.CreateShareTypeRequest.extra_specs")
      self.extraSpecs[key] = try entry.pointee.value.text(
        "galleon.v1.CreateShareTypeRequest.extra_specs")
    }
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.CreateShareTypeRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__CreateShareTypeRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__create_share_type_request__init(target)
    target.pointee.name = arena.text(name)
    target.pointee.n_extra_specs = extraSpecs.count
    target.pointee.extra_specs = try arena.entries(extraSpecs, by: <) {
      (
        key, value,
        entry: UnsafeMutablePointer<Galleon__V1__CreateShareTypeRequest__ExtraSpecsEntry>
      ) throws(ProtobufError) in
      galleon__v1__create_share_type_request__extra_specs_entry__init(entry)
      entry.pointee.key = arena.text(key)
      entry.pointee.value = arena.text(value)
    }
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What CreateShareType answers.
package struct CreateShareTypeResponse: BridgedMessage {
  package static let fullName = "galleon.v1.CreateShareTypeResponse"
  package static let plan = MessagePlan.of(galleon__v1__create_share_type_response__init)
  package static let defaults = Defaults(CreateShareTypeResponse())

  /// The share type.
  package var shareType: ShareType?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareType: ShareType? = nil) {
    self.shareType = shareType
  }
}

extension CreateShareTypeResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__CreateShareTypeResponse>)
    throws(ProtobufError)
  {
    try self.shareType.read(from: source.pointee.share_type)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__CreateShareTypeResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__create_share_type_response__init(target)
    target.pointee.share_type = try self.shareType.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What DeleteShareType asks.
package struct DeleteShareTypeRequest: BridgedMessage {
  package static let fullName = "galleon.v1.DeleteShareTypeRequest"
  package static let plan = MessagePlan.of(galleon__v1__delete_share_type_request__init)
  package static let defaults = Defaults(DeleteShareTypeRequest())

  /// UUID of the share type. Required.
  package var shareTypeId: String = ""

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(shareTypeId: String = "", requestId: String = "") {
    self.shareTypeId = shareTypeId
    self.requestId = requestId
  }
}

extension DeleteShareTypeRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__DeleteShareTypeRequest>)
    throws(ProtobufError)
  {
    try source.pointee.share_type_id.read(
      into: &self.shareTypeId, "galleon.v1.DeleteShareTypeRequest.share_type_id")
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.DeleteShareTypeRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__DeleteShareTypeRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__delete_share_type_request__init(target)
    target.pointee.share_type_id = arena.text(shareTypeId)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What DeleteShareType answers: nothing to say yet.
package struct DeleteShareTypeResponse: BridgedMessage {
  package static let fullName = "galleon.v1.DeleteShareTypeResponse"
  package static let plan = MessagePlan.of(galleon__v1__delete_share_type_response__init)
  package static let defaults = Defaults(DeleteShareTypeResponse())

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}
}

extension DeleteShareTypeResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__DeleteShareTypeResponse>)
    throws(ProtobufError)
  {
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__DeleteShareTypeResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__delete_share_type_response__init(target)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
