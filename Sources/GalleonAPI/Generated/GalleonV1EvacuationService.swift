// Made by protoc-gen-galleon from galleon/v1/evacuation_service.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// What PlanEvacuation asks.
package struct PlanEvacuationRequest: BridgedMessage {
  package static let fullName = "galleon.v1.PlanEvacuationRequest"
  package static let plan = MessagePlan.of(galleon__v1__plan_evacuation_request__init)
  package static let defaults = Defaults(PlanEvacuationRequest())

  /// Backend to empty, `host@backend`. Required.
  package var host: String = ""

  /// As EvacuateBackend takes them; absent: all destinations, nothing demanded.
  package var options: EvacuationOptions?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(host: String = "", options: EvacuationOptions? = nil) {
    self.host = host
    self.options = options
  }
}

extension PlanEvacuationRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__PlanEvacuationRequest>)
    throws(ProtobufError)
  {
    try source.pointee.host.read(into: &self.host, "galleon.v1.PlanEvacuationRequest.host")
    try self.options.read(from: source.pointee.options)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__PlanEvacuationRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__plan_evacuation_request__init(target)
    target.pointee.host = arena.text(host)
    target.pointee.options = try self.options.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What PlanEvacuation answers.
package struct PlanEvacuationResponse: BridgedMessage {
  package static let fullName = "galleon.v1.PlanEvacuationResponse"
  package static let plan = MessagePlan.of(galleon__v1__plan_evacuation_response__init)
  package static let defaults = Defaults(PlanEvacuationResponse())

  /// Every share server of the backend: where it would go and why, or why it cannot.
  package var items: [EvacuationItem] = []

  /// How many could move.
  package var movableCount: Int32 = 0

  /// Bytes that would be copied, estimated.
  package var bytesTotal: Int64 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(items: [EvacuationItem] = [], movableCount: Int32 = 0, bytesTotal: Int64 = 0) {
    self.items = items
    self.movableCount = movableCount
    self.bytesTotal = bytesTotal
  }
}

extension PlanEvacuationResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__PlanEvacuationResponse>)
    throws(ProtobufError)
  {
    if source.pointee.n_items != 0 {
      self.items = try [EvacuationItem](source.pointee.items, source.pointee.n_items)
    }
    self.movableCount = source.pointee.movable_count
    self.bytesTotal = source.pointee.bytes_total
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__PlanEvacuationResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__plan_evacuation_response__init(target)
    target.pointee.n_items = items.count
    target.pointee.items = try arena.messages(items)
    target.pointee.movable_count = movableCount
    target.pointee.bytes_total = bytesTotal
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What EvacuateBackend asks.
package struct EvacuateBackendRequest: BridgedMessage {
  package static let fullName = "galleon.v1.EvacuateBackendRequest"
  package static let plan = MessagePlan.of(galleon__v1__evacuate_backend_request__init)
  package static let defaults = Defaults(EvacuateBackendRequest())

  /// Backend to empty, `host@backend`. Required.
  package var host: String = ""

  /// How; absent: to all destinations, nothing demanded, four at a time, each cutover by hand.
  package var options: EvacuationOptions?

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(host: String = "", options: EvacuationOptions? = nil, requestId: String = "") {
    self.host = host
    self.options = options
    self.requestId = requestId
  }
}

extension EvacuateBackendRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__EvacuateBackendRequest>)
    throws(ProtobufError)
  {
    try source.pointee.host.read(into: &self.host, "galleon.v1.EvacuateBackendRequest.host")
    try self.options.read(from: source.pointee.options)
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.EvacuateBackendRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__EvacuateBackendRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__evacuate_backend_request__init(target)
    target.pointee.host = arena.text(host)
    target.pointee.options = try self.options.structure(in: arena)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What EvacuateBackend answers.
package struct EvacuateBackendResponse: BridgedMessage {
  package static let fullName = "galleon.v1.EvacuateBackendResponse"
  package static let plan = MessagePlan.of(galleon__v1__evacuate_backend_response__init)
  package static let defaults = Defaults(EvacuateBackendResponse())

  /// The evacuation, running; its items come with its first plan.
  package var evacuation: Evacuation?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(evacuation: Evacuation? = nil) {
    self.evacuation = evacuation
  }
}

extension EvacuateBackendResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__EvacuateBackendResponse>)
    throws(ProtobufError)
  {
    try self.evacuation.read(from: source.pointee.evacuation)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__EvacuateBackendResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__evacuate_backend_response__init(target)
    target.pointee.evacuation = try self.evacuation.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What StopEvacuation asks.
package struct StopEvacuationRequest: BridgedMessage {
  package static let fullName = "galleon.v1.StopEvacuationRequest"
  package static let plan = MessagePlan.of(galleon__v1__stop_evacuation_request__init)
  package static let defaults = Defaults(StopEvacuationRequest())

  /// UUID of the evacuation. Required.
  package var evacuationId: String = ""

  /// Also cancel its migrations that are in their first phase, those that wait for their cutover
  /// included. Migrations it has not started itself are left alone.
  package var cancelMigrations: Bool = false

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(evacuationId: String = "", cancelMigrations: Bool = false, requestId: String = "") {
    self.evacuationId = evacuationId
    self.cancelMigrations = cancelMigrations
    self.requestId = requestId
  }
}

extension StopEvacuationRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__StopEvacuationRequest>)
    throws(ProtobufError)
  {
    try source.pointee.evacuation_id.read(
      into: &self.evacuationId, "galleon.v1.StopEvacuationRequest.evacuation_id")
    self.cancelMigrations = source.pointee.cancel_migrations != 0
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.StopEvacuationRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__StopEvacuationRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__stop_evacuation_request__init(target)
    target.pointee.evacuation_id = arena.text(evacuationId)
    target.pointee.cancel_migrations = cancelMigrations ? 1 : 0
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What StopEvacuation answers.
package struct StopEvacuationResponse: BridgedMessage {
  package static let fullName = "galleon.v1.StopEvacuationResponse"
  package static let plan = MessagePlan.of(galleon__v1__stop_evacuation_response__init)
  package static let defaults = Defaults(StopEvacuationResponse())

  /// The evacuation, stopping.
  package var evacuation: Evacuation?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(evacuation: Evacuation? = nil) {
    self.evacuation = evacuation
  }
}

extension StopEvacuationResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__StopEvacuationResponse>)
    throws(ProtobufError)
  {
    try self.evacuation.read(from: source.pointee.evacuation)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__StopEvacuationResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__stop_evacuation_response__init(target)
    target.pointee.evacuation = try self.evacuation.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ResumeEvacuation asks.
package struct ResumeEvacuationRequest: BridgedMessage {
  package static let fullName = "galleon.v1.ResumeEvacuationRequest"
  package static let plan = MessagePlan.of(galleon__v1__resume_evacuation_request__init)
  package static let defaults = Defaults(ResumeEvacuationRequest())

  /// UUID of the evacuation. Required.
  package var evacuationId: String = ""

  /// UUID chosen by the caller; with it the call can be sent again safely (see the service). May be
  /// empty.
  package var requestId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(evacuationId: String = "", requestId: String = "") {
    self.evacuationId = evacuationId
    self.requestId = requestId
  }
}

extension ResumeEvacuationRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ResumeEvacuationRequest>)
    throws(ProtobufError)
  {
    try source.pointee.evacuation_id.read(
      into: &self.evacuationId, "galleon.v1.ResumeEvacuationRequest.evacuation_id")
    try source.pointee.request_id.read(
      into: &self.requestId, "galleon.v1.ResumeEvacuationRequest.request_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ResumeEvacuationRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__resume_evacuation_request__init(target)
    target.pointee.evacuation_id = arena.text(evacuationId)
    target.pointee.request_id = arena.text(requestId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ResumeEvacuation answers.
package struct ResumeEvacuationResponse: BridgedMessage {
  package static let fullName = "galleon.v1.ResumeEvacuationResponse"
  package static let plan = MessagePlan.of(galleon__v1__resume_evacuation_response__init)
  package static let defaults = Defaults(ResumeEvacuationResponse())

  /// The evacuation, running.
  package var evacuation: Evacuation?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(evacuation: Evacuation? = nil) {
    self.evacuation = evacuation
  }
}

extension ResumeEvacuationResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ResumeEvacuationResponse>)
    throws(ProtobufError)
  {
    try self.evacuation.read(from: source.pointee.evacuation)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ResumeEvacuationResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__resume_evacuation_response__init(target)
    target.pointee.evacuation = try self.evacuation.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What GetEvacuation asks.
package struct GetEvacuationRequest: BridgedMessage {
  package static let fullName = "galleon.v1.GetEvacuationRequest"
  package static let plan = MessagePlan.of(galleon__v1__get_evacuation_request__init)
  package static let defaults = Defaults(GetEvacuationRequest())

  /// UUID of the evacuation. Required.
  package var evacuationId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(evacuationId: String = "") {
    self.evacuationId = evacuationId
  }
}

extension GetEvacuationRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__GetEvacuationRequest>)
    throws(ProtobufError)
  {
    try source.pointee.evacuation_id.read(
      into: &self.evacuationId, "galleon.v1.GetEvacuationRequest.evacuation_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__GetEvacuationRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__get_evacuation_request__init(target)
    target.pointee.evacuation_id = arena.text(evacuationId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What GetEvacuation answers.
package struct GetEvacuationResponse: BridgedMessage {
  package static let fullName = "galleon.v1.GetEvacuationResponse"
  package static let plan = MessagePlan.of(galleon__v1__get_evacuation_response__init)
  package static let defaults = Defaults(GetEvacuationResponse())

  /// The evacuation.
  package var evacuation: Evacuation?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(evacuation: Evacuation? = nil) {
    self.evacuation = evacuation
  }
}

extension GetEvacuationResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__GetEvacuationResponse>)
    throws(ProtobufError)
  {
    try self.evacuation.read(from: source.pointee.evacuation)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__GetEvacuationResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__get_evacuation_response__init(target)
    target.pointee.evacuation = try self.evacuation.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListEvacuations asks.
package struct ListEvacuationsRequest: BridgedMessage {
  package static let fullName = "galleon.v1.ListEvacuationsRequest"
  package static let plan = MessagePlan.of(galleon__v1__list_evacuations_request__init)
  package static let defaults = Defaults(ListEvacuationsRequest())

  /// Most entries to return: 0 is 100, more than 1000 counts as 1000, negative is INVALID_ARGUMENT.
  package var pageSize: Int32 = 0

  /// next_page_token of the page before; empty for the first page. The filters must stay the same.
  package var pageToken: String = ""

  /// Only those of this backend, `host@backend`; empty: of all.
  package var host: String = ""

  /// Only those in one of these states; empty: in any.
  package var states: [EvacuationState] = []

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    pageSize: Int32 = 0, pageToken: String = "", host: String = "", states: [EvacuationState] = []
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.host = host
    self.states = states
  }
}

extension ListEvacuationsRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListEvacuationsRequest>)
    throws(ProtobufError)
  {
    self.pageSize = source.pointee.page_size
    try source.pointee.page_token.read(
      into: &self.pageToken, "galleon.v1.ListEvacuationsRequest.page_token")
    try source.pointee.host.read(into: &self.host, "galleon.v1.ListEvacuationsRequest.host")
    if source.pointee.n_states != 0 {
      self.states = try [EvacuationState](source.pointee.states, source.pointee.n_states) {
        EvacuationState(rawValue: .init(truncatingIfNeeded: $0.rawValue))
      }
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListEvacuationsRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_evacuations_request__init(target)
    target.pointee.page_size = pageSize
    target.pointee.page_token = arena.text(pageToken)
    target.pointee.host = arena.text(host)
    target.pointee.n_states = states.count
    target.pointee.states = arena.array(states) {
      .init(rawValue: .init(truncatingIfNeeded: $0.rawValue))
    }
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What ListEvacuations answers.
package struct ListEvacuationsResponse: BridgedMessage {
  package static let fullName = "galleon.v1.ListEvacuationsResponse"
  package static let plan = MessagePlan.of(galleon__v1__list_evacuations_response__init)
  package static let defaults = Defaults(ListEvacuationsResponse())

  /// The page.
  package var evacuations: [Evacuation] = []

  /// Token of the next page; empty when this is the last one.
  package var nextPageToken: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(evacuations: [Evacuation] = [], nextPageToken: String = "") {
    self.evacuations = evacuations
    self.nextPageToken = nextPageToken
  }
}

extension ListEvacuationsResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ListEvacuationsResponse>)
    throws(ProtobufError)
  {
    if source.pointee.n_evacuations != 0 {
      self.evacuations = try [Evacuation](source.pointee.evacuations, source.pointee.n_evacuations)
    }
    try source.pointee.next_page_token.read(
      into: &self.nextPageToken, "galleon.v1.ListEvacuationsResponse.next_page_token")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__ListEvacuationsResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__list_evacuations_response__init(target)
    target.pointee.n_evacuations = evacuations.count
    target.pointee.evacuations = try arena.messages(evacuations)
    target.pointee.next_page_token = arena.text(nextPageToken)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// What WatchEvacuation asks.
package struct WatchEvacuationRequest: BridgedMessage {
  package static let fullName = "galleon.v1.WatchEvacuationRequest"
  package static let plan = MessagePlan.of(galleon__v1__watch_evacuation_request__init)
  package static let defaults = Defaults(WatchEvacuationRequest())

  /// UUID of the evacuation. Required.
  package var evacuationId: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(evacuationId: String = "") {
    self.evacuationId = evacuationId
  }
}

extension WatchEvacuationRequest {
  package mutating func read(from source: UnsafePointer<Galleon__V1__WatchEvacuationRequest>)
    throws(ProtobufError)
  {
    try source.pointee.evacuation_id.read(
      into: &self.evacuationId, "galleon.v1.WatchEvacuationRequest.evacuation_id")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__WatchEvacuationRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__watch_evacuation_request__init(target)
    target.pointee.evacuation_id = arena.text(evacuationId)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// One message of the stream.
package struct WatchEvacuationResponse: BridgedMessage {
  package static let fullName = "galleon.v1.WatchEvacuationResponse"
  package static let plan = MessagePlan.of(galleon__v1__watch_evacuation_response__init)
  package static let defaults = Defaults(WatchEvacuationResponse())

  /// What happened.
  package var event: EvacuationEvent?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(event: EvacuationEvent? = nil) {
    self.event = event
  }
}

extension WatchEvacuationResponse {
  package mutating func read(from source: UnsafePointer<Galleon__V1__WatchEvacuationResponse>)
    throws(ProtobufError)
  {
    try self.event.read(from: source.pointee.event)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__WatchEvacuationResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__watch_evacuation_response__init(target)
    target.pointee.event = try self.event.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
