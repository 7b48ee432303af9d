// Made by protoc-gen-galleon from grpc/testing/messages.proto; see scripts/generate-swift.sh.

import CInteropProto
import Protobuf

/// The type of payload that should be returned.
package struct PayloadType: ProtobufEnum {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Compressable text format.
  package static let compressable = PayloadType(rawValue: 0)

  /// The values that the schema names, in its order.
  package static let allValues: [PayloadType] = [.compressable]

  package var name: String? {
    switch rawValue {
    case 0: "COMPRESSABLE"
    default: nil
    }
  }
}

/// The type of route that a client took to reach a server w.r.t. gRPCLB.
/// The server must fill in "fallback" if it detects that the RPC reached
/// the server via the "gRPCLB fallback" path, and "backend" if it detects
/// that the RPC reached the server via "gRPCLB backend" path (i.e. if it got
/// the address of this server from the gRPCLB server BalanceLoad RPC). Exactly
/// how this detection is done is context and server dependent.
package struct GrpclbRouteType: ProtobufEnum {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Server didn't detect the route that a client took to reach it.
  package static let unknown = GrpclbRouteType(rawValue: 0)

  /// Indicates that a client reached a server via gRPCLB fallback.
  package static let fallback = GrpclbRouteType(rawValue: 1)

  /// Indicates that a client reached a server as a gRPCLB-given backend.
  package static let backend = GrpclbRouteType(rawValue: 2)

  /// The values that the schema names, in its order.
  package static let allValues: [GrpclbRouteType] = [.unknown, .fallback, .backend]

  package var name: String? {
    switch rawValue {
    case 0: "GRPCLB_ROUTE_TYPE_UNKNOWN"
    case 1: "GRPCLB_ROUTE_TYPE_FALLBACK"
    case 2: "GRPCLB_ROUTE_TYPE_BACKEND"
    default: nil
    }
  }
}

/// TODO(dgq): Go back to using well-known types once
/// https://github.com/grpc/grpc/issues/6980 has been fixed.
/// import "google/protobuf/wrappers.proto";
package struct BoolValue: BridgedMessage {
  package static let fullName = "grpc.testing.BoolValue"
  package static let plan = MessagePlan.of(grpc__testing__bool_value__init)
  package static let defaults = Defaults(BoolValue())

  /// The bool value.
  package var value: Bool = false

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(value: Bool = false) {
    self.value = value
  }
}

extension BoolValue {
  package mutating func read(from source: UnsafePointer<Grpc__Testing__BoolValue>)
    throws(ProtobufError)
  {
    self.value = source.pointee.value != 0
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__BoolValue>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__bool_value__init(target)
    target.pointee.value = value ? 1 : 0
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// A block of data, to simply increase gRPC message size.
package struct Payload: BridgedMessage {
  package static let fullName = "grpc.testing.Payload"
  package static let plan = MessagePlan.of(grpc__testing__payload__init)
  package static let defaults = Defaults(Payload())

  /// The type of data in body.
  package var type: PayloadType = PayloadType()

  /// Primary contents of payload.
  package var body: [UInt8] = []

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(type: PayloadType = PayloadType(), body: [UInt8] = []) {
    self.type = type
    self.body = body
  }
}

extension Payload {
  package mutating func read(from source: UnsafePointer<Grpc__Testing__Payload>)
    throws(ProtobufError)
  {
    self.type = PayloadType(rawValue: .init(truncatingIfNeeded: source.pointee.type.rawValue))
    self.body = source.pointee.body.bytes
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(_ target: UnsafeMutablePointer<Grpc__Testing__Payload>, _ arena: Arena)
    throws(ProtobufError)
  {
    grpc__testing__payload__init(target)
    target.pointee.type = .init(rawValue: .init(truncatingIfNeeded: type.rawValue))
    target.pointee.body = arena.bytes(body)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// A protobuf representation for grpc status. This is used by test
/// clients to specify a status that the server should attempt to return.
package struct EchoStatus: BridgedMessage {
  package static let fullName = "grpc.testing.EchoStatus"
  package static let plan = MessagePlan.of(grpc__testing__echo_status__init)
  package static let defaults = Defaults(EchoStatus())

  package var code: Int32 = 0

  package var message: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(code: Int32 = 0, message: String = "") {
    self.code = code
    self.message = message
  }
}

extension EchoStatus {
  package mutating func read(from source: UnsafePointer<Grpc__Testing__EchoStatus>)
    throws(ProtobufError)
  {
    self.code = source.pointee.code
    try source.pointee.message.read(into: &self.message, "grpc.testing.EchoStatus.message")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__EchoStatus>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__echo_status__init(target)
    target.pointee.code = code
    target.pointee.message = arena.text(message)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Unary request.
package struct SimpleRequest: BridgedMessage {
  package static let fullName = "grpc.testing.SimpleRequest"
  package static let plan = MessagePlan.of(grpc__testing__simple_request__init)
  package static let defaults = Defaults(SimpleRequest())

  /// Desired payload type in the response from the server.
  /// If response_type is RANDOM, server randomly chooses one from other formats.
  package var responseType: PayloadType = PayloadType()

  /// Desired payload size in the response from the server.
  package var responseSize: Int32 = 0

  /// Optional input payload sent along with the request.
  package var payload: Payload?

  /// Whether SimpleResponse should include username.
  package var fillUsername: Bool = false

  /// Whether SimpleResponse should include OAuth scope.
  package var fillOauthScope: Bool = false

  /// Whether to request the server to compress the response. This field is
  /// "nullable" in order to interoperate seamlessly with clients not able to
  /// implement the full compression tests by introspecting the call to verify
  /// the response's compression status.
  package var responseCompressed: BoolValue?

  /// Whether server should return a given status
  package var responseStatus: EchoStatus?

  /// Whether the server should expect this request to be compressed.
  package var expectCompressed: BoolValue?

  /// Whether SimpleResponse should include server_id.
  package var fillServerId: Bool = false

  /// Whether SimpleResponse should include grpclb_route_type.
  package var fillGrpclbRouteType: Bool = false

  /// If set the server should record this metrics report data for the current RPC.
  package var orcaPerQueryReport: TestOrcaReport?

  /// If set the server should update this metrics report data at the OOB server.
  package var orcaOobReport: TestOrcaReport?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    responseType: PayloadType = PayloadType(), responseSize: Int32 = 0, payload: Payload? = nil,
    fillUsername: Bool = false, fillOauthScope: Bool = false, responseCompressed: BoolValue? = nil,
    responseStatus: EchoStatus? = nil, expectCompressed: BoolValue? = nil,
    fillServerId: Bool = false, fillGrpclbRouteType: Bool = false,
    orcaPerQueryReport: TestOrcaReport? = nil, orcaOobReport: TestOrcaReport? = nil
  ) {
    self.responseType = responseType
    self.responseSize = responseSize
    self.payload = payload
    self.fillUsername = fillUsername
    self.fillOauthScope = fillOauthScope
    self.responseCompressed = responseCompressed
    self.responseStatus = responseStatus
    self.expectCompressed = expectCompressed
    self.fillServerId = fillServerId
    self.fillGrpclbRouteType = fillGrpclbRouteType
    self.orcaPerQueryReport = orcaPerQueryReport
    self.orcaOobReport = orcaOobReport
  }
}

extension SimpleRequest {
  package mutating func read(from source: UnsafePointer<Grpc__Testing__SimpleRequest>)
    throws(ProtobufError)
  {
    self.responseType = PayloadType(
      rawValue: .init(truncatingIfNeeded: source.pointee.response_type.rawValue))
    self.responseSize = source.pointee.response_size
    try self.payload.read(from: source.pointee.payload)
    self.fillUsername = source.pointee.fill_username != 0
    self.fillOauthScope = source.pointee.fill_oauth_scope != 0
    try self.responseCompressed.read(from: source.pointee.response_compressed)
    try self.responseStatus.read(from: source.pointee.response_status)
    try self.expectCompressed.read(from: source.pointee.expect_compressed)
    self.fillServerId = source.pointee.fill_server_id != 0
    self.fillGrpclbRouteType = source.pointee.fill_grpclb_route_type != 0
    try self.orcaPerQueryReport.read(from: source.pointee.orca_per_query_report)
    try self.orcaOobReport.read(from: source.pointee.orca_oob_report)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__SimpleRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__simple_request__init(target)
    target.pointee.response_type = .init(rawValue: .init(truncatingIfNeeded: responseType.rawValue))
    target.pointee.response_size = responseSize
    target.pointee.payload = try self.payload.structure(in: arena)
    target.pointee.fill_username = fillUsername ? 1 : 0
    target.pointee.fill_oauth_scope = fillOauthScope ? 1 : 0
    target.pointee.response_compressed = try self.responseCompressed.structure(in: arena)
    target.pointee.response_status = try self.responseStatus.structure(in: arena)
    target.pointee.expect_compressed = try self.expectCompressed.structure(in: arena)
    target.pointee.fill_server_id = fillServerId ? 1 : 0
    target.pointee.fill_grpclb_route_type = fillGrpclbRouteType ? 1 : 0
    target.pointee.orca_per_query_report = try self.orcaPerQueryReport.structure(in: arena)
    target.pointee.orca_oob_report = try self.orcaOobReport.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Unary response, as configured by the request.
package struct SimpleResponse: BridgedMessage {
  package static let fullName = "grpc.testing.SimpleResponse"
  package static let plan = MessagePlan.of(grpc__testing__simple_response__init)
  package static let defaults = Defaults(SimpleResponse())

  /// Payload to increase message size.
  package var payload: Payload?

  /// The user the request came from, for verifying authentication was
  /// successful when the client expected it.
  package var username: String = ""

  /// OAuth scope.
  package var oauthScope: String = ""

  /// Server ID. This must be unique among different server instances,
  /// but the same across all RPC's made to a particular server instance.
  package var serverId: String = ""

  /// gRPCLB Path.
  package var grpclbRouteType: GrpclbRouteType = GrpclbRouteType()

  /// Server hostname.
  package var hostname: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    payload: Payload? = nil, username: String = "", oauthScope: String = "", serverId: String = "",
    grpclbRouteType: GrpclbRouteType = GrpclbRouteType(), hostname: String = ""
  ) {
    self.payload = payload
    self.username = username
    self.oauthScope = oauthScope
    self.serverId = serverId
    self.grpclbRouteType = grpclbRouteType
    self.hostname = hostname
  }
}

extension SimpleResponse {
  package mutating func read(from source: UnsafePointer<Grpc__Testing__SimpleResponse>)
    throws(ProtobufError)
  {
    try self.payload.read(from: source.pointee.payload)
    try source.pointee.username.read(into: &self.username, "grpc.testing.SimpleResponse.username")
    try source.pointee.oauth_scope.read(
      into: &self.oauthScope, "grpc.testing.SimpleResponse.oauth_scope")
    try source.pointee.server_id.read(into: &self.serverId, "grpc.testing.SimpleResponse.server_id")
    self.grpclbRouteType = GrpclbRouteType(
      rawValue: .init(truncatingIfNeeded: source.pointee.grpclb_route_type.rawValue))
    try source.pointee.hostname.read(into: &self.hostname, "grpc.testing.SimpleResponse.hostname")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__SimpleResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__simple_response__init(target)
    target.pointee.payload = try self.payload.structure(in: arena)
    target.pointee.username = arena.text(username)
    target.pointee.oauth_scope = arena.text(oauthScope)
    target.pointee.server_id = arena.text(serverId)
    target.pointee.grpclb_route_type = .init(
      rawValue: .init(truncatingIfNeeded: grpclbRouteType.rawValue))
    target.pointee.hostname = arena.text(hostname)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Client-streaming request.
package struct StreamingInputCallRequest: BridgedMessage {
  package static let fullName = "grpc.testing.StreamingInputCallRequest"
  package static let plan = MessagePlan.of(grpc__testing__streaming_input_call_request__init)
  package static let defaults = Defaults(StreamingInputCallRequest())

  /// Optional input payload sent along with the request.
  package var payload: Payload?

  /// Whether the server should expect this request to be compressed. This field
  /// is "nullable" in order to interoperate seamlessly with servers not able to
  /// implement the full compression tests by introspecting the call to verify
  /// the request's compression status.
  package var expectCompressed: BoolValue?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(payload: Payload? = nil, expectCompressed: BoolValue? = nil) {
    self.payload = payload
    self.expectCompressed = expectCompressed
  }
}

extension StreamingInputCallRequest {
  package mutating func read(from source: UnsafePointer<Grpc__Testing__StreamingInputCallRequest>)
    throws(ProtobufError)
  {
    try self.payload.read(from: source.pointee.payload)
    try self.expectCompressed.read(from: source.pointee.expect_compressed)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__StreamingInputCallRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__streaming_input_call_request__init(target)
    target.pointee.payload = try self.payload.structure(in: arena)
    target.pointee.expect_compressed = try self.expectCompressed.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Client-streaming response.
package struct StreamingInputCallResponse: BridgedMessage {
  package static let fullName = "grpc.testing.StreamingInputCallResponse"
  package static let plan = MessagePlan.of(grpc__testing__streaming_input_call_response__init)
  package static let defaults = Defaults(StreamingInputCallResponse())

  /// Aggregated size of payloads received from the client.
  package var aggregatedPayloadSize: Int32 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(aggregatedPayloadSize: Int32 = 0) {
    self.aggregatedPayloadSize = aggregatedPayloadSize
  }
}

extension StreamingInputCallResponse {
  package mutating func read(from source: UnsafePointer<Grpc__Testing__StreamingInputCallResponse>)
    throws(ProtobufError)
  {
    self.aggregatedPayloadSize = source.pointee.aggregated_payload_size
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__StreamingInputCallResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__streaming_input_call_response__init(target)
    target.pointee.aggregated_payload_size = aggregatedPayloadSize
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Configuration for a particular response.
package struct ResponseParameters: BridgedMessage {
  package static let fullName = "grpc.testing.ResponseParameters"
  package static let plan = MessagePlan.of(grpc__testing__response_parameters__init)
  package static let defaults = Defaults(ResponseParameters())

  /// Desired payload sizes in responses from the server.
  package var size: Int32 = 0

  /// Desired interval between consecutive responses in the response stream in
  /// microseconds.
  package var intervalUs: Int32 = 0

  /// Whether to request the server to compress the response. This field is
  /// "nullable" in order to interoperate seamlessly with clients not able to
  /// implement the full compression tests by introspecting the call to verify
  /// the response's compression status.
  package var compressed: BoolValue?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(size: Int32 = 0, intervalUs: Int32 = 0, compressed: BoolValue? = nil) {
    self.size = size
    self.intervalUs = intervalUs
    self.compressed = compressed
  }
}

extension ResponseParameters {
  package mutating func read(from source: UnsafePointer<Grpc__Testing__ResponseParameters>)
    throws(ProtobufError)
  {
    self.size = source.pointee.size
    self.intervalUs = source.pointee.interval_us
    try self.compressed.read(from: source.pointee.compressed)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__ResponseParameters>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__response_parameters__init(target)
    target.pointee.size = size
    target.pointee.interval_us = intervalUs
    target.pointee.compressed = try self.compressed.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Server-streaming request.
package struct StreamingOutputCallRequest: BridgedMessage {
  package static let fullName = "grpc.testing.StreamingOutputCallRequest"
  package static let plan = MessagePlan.of(grpc__testing__streaming_output_call_request__init)
  package static let defaults = Defaults(StreamingOutputCallRequest())

  /// Desired payload type in the response from the server.
  /// If response_type is RANDOM, the payload from each response in the stream
  /// might be of different types. This is to simulate a mixed type of payload
  /// stream.
  package var responseType: PayloadType = PayloadType()

  /// Configuration for each expected response message.
  package var responseParameters: [ResponseParameters] = []

  /// Optional input payload sent along with the request.
  package var payload: Payload?

  /// Whether server should return a given status
  package var responseStatus: EchoStatus?

  /// If set the server should update this metrics report data at the OOB server.
  package var orcaOobReport: TestOrcaReport?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    responseType: PayloadType = PayloadType(), responseParameters: [ResponseParameters] = [],
    payload: Payload? = nil, responseStatus: EchoStatus? = nil, orcaOobReport: TestOrcaReport? = nil
  ) {
    self.responseType = responseType
    self.responseParameters = responseParameters
    self.payload = payload
    self.responseStatus = responseStatus
    self.orcaOobReport = orcaOobReport
  }
}

extension StreamingOutputCallRequest {
  package mutating func read(from source: UnsafePointer<Grpc__Testing__StreamingOutputCallRequest>)
    throws(ProtobufError)
  {
    self.responseType = PayloadType(
      rawValue: .init(truncatingIfNeeded: source.pointee.response_type.rawValue))
    if source.pointee.n_response_parameters != 0 {
      self.responseParameters = try [ResponseParameters](
        source.pointee.response_parameters, source.pointee.n_response_parameters)
    }
    try self.payload.read(from: source.pointee.payload)
    try self.responseStatus.read(from: source.pointee.response_status)
    try self.orcaOobReport.read(from: source.pointee.orca_oob_report)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__StreamingOutputCallRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__streaming_output_call_request__init(target)
    target.pointee.response_type = .init(rawValue: .init(truncatingIfNeeded: responseType.rawValue))
    target.pointee.n_response_parameters = responseParameters.count
    target.pointee.response_parameters = try arena.messages(responseParameters)
    target.pointee.payload = try self.payload.structure(in: arena)
    target.pointee.response_status = try self.responseStatus.structure(in: arena)
    target.pointee.orca_oob_report = try self.orcaOobReport.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Server-streaming response, as configured by the request and parameters.
package struct StreamingOutputCallResponse: BridgedMessage {
  package static let fullName = "grpc.testing.StreamingOutputCallResponse"
  package static let plan = MessagePlan.of(grpc__testing__streaming_output_call_response__init)
  package static let defaults = Defaults(StreamingOutputCallResponse())

  /// Payload to increase response size.
  package var payload: Payload?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(payload: Payload? = nil) {
    self.payload = payload
  }
}

extension StreamingOutputCallResponse {
  package mutating func read(from source: UnsafePointer<Grpc__Testing__StreamingOutputCallResponse>)
    throws(ProtobufError)
  {
    try self.payload.read(from: source.pointee.payload)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__StreamingOutputCallResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__streaming_output_call_response__init(target)
    target.pointee.payload = try self.payload.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// For reconnect interop test only.
/// Client tells server what reconnection parameters it used.
package struct ReconnectParams: BridgedMessage {
  package static let fullName = "grpc.testing.ReconnectParams"
  package static let plan = MessagePlan.of(grpc__testing__reconnect_params__init)
  package static let defaults = Defaults(ReconnectParams())

  package var maxReconnectBackoffMs: Int32 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(maxReconnectBackoffMs: Int32 = 0) {
    self.maxReconnectBackoffMs = maxReconnectBackoffMs
  }
}

extension ReconnectParams {
  package mutating func read(from source: UnsafePointer<Grpc__Testing__ReconnectParams>)
    throws(ProtobufError)
  {
    self.maxReconnectBackoffMs = source.pointee.max_reconnect_backoff_ms
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__ReconnectParams>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__reconnect_params__init(target)
    target.pointee.max_reconnect_backoff_ms = maxReconnectBackoffMs
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// For reconnect interop test only.
/// Server tells client whether its reconnects are following the spec and the
/// reconnect backoffs it saw.
package struct ReconnectInfo: BridgedMessage {
  package static let fullName = "grpc.testing.ReconnectInfo"
  package static let plan = MessagePlan.of(grpc__testing__reconnect_info__init)
  package static let defaults = Defaults(ReconnectInfo())

  package var passed: Bool = false

  package var backoffMs: [Int32] = []

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(passed: Bool = false, backoffMs: [Int32] = []) {
    self.passed = passed
    self.backoffMs = backoffMs
  }
}

extension ReconnectInfo {
  package mutating func read(from source: UnsafePointer<Grpc__Testing__ReconnectInfo>)
    throws(ProtobufError)
  {
    self.passed = source.pointee.passed != 0
    if source.pointee.n_backoff_ms != 0 {
      self.backoffMs = [Int32](source.pointee.backoff_ms, source.pointee.n_backoff_ms)
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__ReconnectInfo>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__reconnect_info__init(target)
    target.pointee.passed = passed ? 1 : 0
    target.pointee.n_backoff_ms = backoffMs.count
    target.pointee.backoff_ms = arena.array(backoffMs)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

package struct LoadBalancerStatsRequest: BridgedMessage {
  package static let fullName = "grpc.testing.LoadBalancerStatsRequest"
  package static let plan = MessagePlan.of(grpc__testing__load_balancer_stats_request__init)
  package static let defaults = Defaults(LoadBalancerStatsRequest())

  /// Request stats for the next num_rpcs sent by client.
  package var numRpcs: Int32 = 0

  /// If num_rpcs have not completed within timeout_sec, return partial results.
  package var timeoutSec: Int32 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(numRpcs: Int32 = 0, timeoutSec: Int32 = 0) {
    self.numRpcs = numRpcs
    self.timeoutSec = timeoutSec
  }
}

extension LoadBalancerStatsRequest {
  package mutating func read(from source: UnsafePointer<Grpc__Testing__LoadBalancerStatsRequest>)
    throws(ProtobufError)
  {
    self.numRpcs = source.pointee.num_rpcs
    self.timeoutSec = source.pointee.timeout_sec
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__LoadBalancerStatsRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__load_balancer_stats_request__init(target)
    target.pointee.num_rpcs = numRpcs
    target.pointee.timeout_sec = timeoutSec
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

package struct LoadBalancerStatsResponse: BridgedMessage {
  package static let fullName = "grpc.testing.LoadBalancerStatsResponse"
  package static let plan = MessagePlan.of(grpc__testing__load_balancer_stats_response__init)
  package static let defaults = Defaults(LoadBalancerStatsResponse())

  /// The number of completed RPCs for each peer.
  package var rpcsByPeer: [String: Int32] = [:]

  /// The number of RPCs that failed to record a remote peer.
  package var numFailures: Int32 = 0

  package var rpcsByMethod: [String: LoadBalancerStatsResponse.RpcsByPeer] = [:]

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    rpcsByPeer: [String: Int32] = [:], numFailures: Int32 = 0,
    rpcsByMethod: [String: LoadBalancerStatsResponse.RpcsByPeer] = [:]
  ) {
    self.rpcsByPeer = rpcsByPeer
    self.numFailures = numFailures
    self.rpcsByMethod = rpcsByMethod
  }

  package struct RpcsByPeer: BridgedMessage {
    package static let fullName = "grpc.testing.LoadBalancerStatsResponse.RpcsByPeer"
    package static let plan = MessagePlan.of(
      grpc__testing__load_balancer_stats_response__rpcs_by_peer__init)
    package static let defaults = Defaults(LoadBalancerStatsResponse.RpcsByPeer())

    /// The number of completed RPCs for each peer.
    package var rpcsByPeer: [String: Int32] = [:]

    /// Fields that the schema does not know, as they were on the wire.
    package var unknownFields: [UInt8] = []

    package init() {}

    package init(rpcsByPeer: [String: Int32] = [:]) {
      self.rpcsByPeer = rpcsByPeer
    }
  }
}

extension LoadBalancerStatsResponse {
  package mutating func read(from source: UnsafePointer<Grpc__Testing__LoadBalancerStatsResponse>)
    throws(ProtobufError)
  {
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.rpcs_by_peer, count: source.pointee.n_rpcs_by_peer)
    {
      let key = try entry.pointee.key.text("grpc.testing.LoadBalancerStatsResponse.rpcs_by_peer")
      self.rpcsByPeer[key] = entry.pointee.value
    }
    self.numFailures = source.pointee.num_failures
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.rpcs_by_method, count: source.pointee.n_rpcs_by_method)
    {
      let key = try entry.pointee.key.text("grpc.testing.LoadBalancerStatsResponse.rpcs_by_method")
      self.rpcsByMethod[key] = try LoadBalancerStatsResponse.RpcsByPeer.copy(
        orDefault: entry.pointee.value)
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__LoadBalancerStatsResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__load_balancer_stats_response__init(target)
    target.pointee.n_rpcs_by_peer = rpcsByPeer.count
    target.pointee.rpcs_by_peer = try arena.entries(rpcsByPeer, by: <) {
      (
        key, value,
        entry: UnsafeMutablePointer<Grpc__Testing__LoadBalancerStatsResponse__RpcsByPeerEntry>
      ) throws(ProtobufError) in
      grpc__testing__load_balancer_stats_response__rpcs_by_peer_entry__init(entry)
      entry.pointee.key = arena.text(key)
      entry.pointee.value = value
    }
    target.pointee.num_failures = numFailures
    target.pointee.n_rpcs_by_method = rpcsByMethod.count
    target.pointee.rpcs_by_method = try arena.entries(rpcsByMethod, by: <) {
      (
        key, value,
        entry: UnsafeMutablePointer<Grpc__Testing__LoadBalancerStatsResponse__RpcsByMethodEntry>
      ) throws(ProtobufError) in
      grpc__testing__load_balancer_stats_response__rpcs_by_method_entry__init(entry)
      entry.pointee.key = arena.text(key)
      entry.pointee.value = try arena.message(value)
    }
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

extension LoadBalancerStatsResponse.RpcsByPeer {
  package mutating func read(
    from source: UnsafePointer<Grpc__Testing__LoadBalancerStatsResponse__RpcsByPeer>
  ) throws(ProtobufError) {
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.rpcs_by_peer, count: source.pointee.n_rpcs_by_peer)
    {
      let key = try entry.pointee.key.text(
        "grpc.testing.LoadBalancerStatsResponse.RpcsByPeer.rpcs_by_peer")
      self.rpcsByPeer[key] = entry.pointee.value
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__LoadBalancerStatsResponse__RpcsByPeer>,
    _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__load_balancer_stats_response__rpcs_by_peer__init(target)
    target.pointee.n_rpcs_by_peer = rpcsByPeer.count
    target.pointee.rpcs_by_peer = try arena.entries(rpcsByPeer, by: <) {
      (
        key, value,
        entry: UnsafeMutablePointer<
          Grpc__Testing__LoadBalancerStatsResponse__RpcsByPeer__RpcsByPeerEntry
        >
      ) throws(ProtobufError) in
      grpc__testing__load_balancer_stats_response__rpcs_by_peer__rpcs_by_peer_entry__init(entry)
      entry.pointee.key = arena.text(key)
      entry.pointee.value = value
    }
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Request for retrieving a test client's accumulated stats.
package struct LoadBalancerAccumulatedStatsRequest: BridgedMessage {
  package static let fullName = "grpc.testing.LoadBalancerAccumulatedStatsRequest"
  package static let plan = MessagePlan.of(
    grpc__testing__load_balancer_accumulated_stats_request__init)
  package static let defaults = Defaults(LoadBalancerAccumulatedStatsRequest())

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}
}

extension LoadBalancerAccumulatedStatsRequest {
  package mutating func read(
    from source: UnsafePointer<Grpc__Testing__LoadBalancerAccumulatedStatsRequest>
  ) throws(ProtobufError) {
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__LoadBalancerAccumulatedStatsRequest>,
    _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__load_balancer_accumulated_stats_request__init(target)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Accumulated stats for RPCs sent by a test client.
package struct LoadBalancerAccumulatedStatsResponse: BridgedMessage {
  package static let fullName = "grpc.testing.LoadBalancerAccumulatedStatsResponse"
  package static let plan = MessagePlan.of(
    grpc__testing__load_balancer_accumulated_stats_response__init)
  package static let defaults = Defaults(LoadBalancerAccumulatedStatsResponse())

  /// The total number of RPCs have ever issued for each type.
  /// Deprecated: use stats_per_method.rpcs_started instead.
  package var numRpcsStartedByMethod: [String: Int32] = [:]

  /// The total number of RPCs have ever completed successfully for each type.
  /// Deprecated: use stats_per_method.result instead.
  package var numRpcsSucceededByMethod: [String: Int32] = [:]

  /// The total number of RPCs have ever failed for each type.
  /// Deprecated: use stats_per_method.result instead.
  package var numRpcsFailedByMethod: [String: Int32] = [:]

  /// Per-method RPC statistics.  The key is the RpcType in string form; e.g.
  /// 'EMPTY_CALL' or 'UNARY_CALL'
  package var statsPerMethod: [String: LoadBalancerAccumulatedStatsResponse.MethodStats] = [:]

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    numRpcsStartedByMethod: [String: Int32] = [:], numRpcsSucceededByMethod: [String: Int32] = [:],
    numRpcsFailedByMethod: [String: Int32] = [:],
    statsPerMethod: [String: LoadBalancerAccumulatedStatsResponse.MethodStats] = [:]
  ) {
    self.numRpcsStartedByMethod = numRpcsStartedByMethod
    self.numRpcsSucceededByMethod = numRpcsSucceededByMethod
    self.numRpcsFailedByMethod = numRpcsFailedByMethod
    self.statsPerMethod = statsPerMethod
  }

  package struct MethodStats: BridgedMessage {
    package static let fullName = "grpc.testing.LoadBalancerAccumulatedStatsResponse.MethodStats"
    package static let plan = MessagePlan.of(
      grpc__testing__load_balancer_accumulated_stats_response__method_stats__init)
    package static let defaults = Defaults(LoadBalancerAccumulatedStatsResponse.MethodStats())

    /// The number of RPCs that were started for this method.
    package var rpcsStarted: Int32 = 0

    /// The number of RPCs that completed with each status for this method.  The
    /// key is the integral value of a google.rpc.Code; the value is the count.
    package var result: [Int32: Int32] = [:]

    /// Fields that the schema does not know, as they were on the wire.
    package var unknownFields: [UInt8] = []

    package init() {}

    package init(rpcsStarted: Int32 = 0, result: [Int32: Int32] = [:]) {
      self.rpcsStarted = rpcsStarted
      self.result = result
    }
  }
}

extension LoadBalancerAccumulatedStatsResponse {
  package mutating func read(
    from source: UnsafePointer<Grpc__Testing__LoadBalancerAccumulatedStatsResponse>
  ) throws(ProtobufError) {
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.num_rpcs_started_by_method,
      count: source.pointee.n_num_rpcs_started_by_method)
    {
      let key = try entry.pointee.key.text(
        "grpc.testing.LoadBalancerAccumulatedStatsResponse.num_rpcs_started_by_method")
      self.numRpcsStartedByMethod[key] = entry.pointee.value
    }
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.num_rpcs_succeeded_by_method,
      count: source.pointee.n_num_rpcs_succeeded_by_method)
    {
      let key = try entry.pointee.key.text(
        "grpc.testing.LoadBalancerAccumulatedStatsResponse.num_rpcs_succeeded_by_method")
      self.numRpcsSucceededByMethod[key] = entry.pointee.value
    }
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.num_rpcs_failed_by_method,
      count: source.pointee.n_num_rpcs_failed_by_method)
    {
      let key = try entry.pointee.key.text(
        "grpc.testing.LoadBalancerAccumulatedStatsResponse.num_rpcs_failed_by_method")
      self.numRpcsFailedByMethod[key] = entry.pointee.value
    }
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.stats_per_method, count: source.pointee.n_stats_per_method)
    {
      let key = try entry.pointee.key.text(
        "grpc.testing.LoadBalancerAccumulatedStatsResponse.stats_per_method")
      self.statsPerMethod[key] = try LoadBalancerAccumulatedStatsResponse.MethodStats.copy(
        orDefault: entry.pointee.value)
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__LoadBalancerAccumulatedStatsResponse>,
    _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__load_balancer_accumulated_stats_response__init(target)
    target.pointee.n_num_rpcs_started_by_method = numRpcsStartedByMethod.count
    target.pointee.num_rpcs_started_by_method = try arena.entries(numRpcsStartedByMethod, by: <) {
      (
        key, value,
        entry: UnsafeMutablePointer<
          Grpc__Testing__LoadBalancerAccumulatedStatsResponse__NumRpcsStartedByMethodEntry
        >
      ) throws(ProtobufError) in
      grpc__testing__load_balancer_accumulated_stats_response__num_rpcs_started_by_method_entry__init(
        entry)
      entry.pointee.key = arena.text(key)
      entry.pointee.value = value
    }
    target.pointee.n_num_rpcs_succeeded_by_method = numRpcsSucceededByMethod.count
    target.pointee.num_rpcs_succeeded_by_method = try arena.entries(numRpcsSucceededByMethod, by: <)
    {
      (
        key, value,
        entry: UnsafeMutablePointer<
          Grpc__Testing__LoadBalancerAccumulatedStatsResponse__NumRpcsSucceededByMethodEntry
        >
      ) throws(ProtobufError) in
      grpc__testing__load_balancer_accumulated_stats_response__num_rpcs_succeeded_by_method_entry__init(
        entry)
      entry.pointee.key = arena.text(key)
      entry.pointee.value = value
    }
    target.pointee.n_num_rpcs_failed_by_method = numRpcsFailedByMethod.count
    target.pointee.num_rpcs_failed_by_method = try arena.entries(numRpcsFailedByMethod, by: <) {
      (
        key, value,
        entry: UnsafeMutablePointer<
          Grpc__Testing__LoadBalancerAccumulatedStatsResponse__NumRpcsFailedByMethodEntry
        >
      ) throws(ProtobufError) in
      grpc__testing__load_balancer_accumulated_stats_response__num_rpcs_failed_by_method_entry__init(
        entry)
      entry.pointee.key = arena.text(key)
      entry.pointee.value = value
    }
    target.pointee.n_stats_per_method = statsPerMethod.count
    target.pointee.stats_per_method = try arena.entries(statsPerMethod, by: <) {
      (
        key, value,
        entry: UnsafeMutablePointer<
          Grpc__Testing__LoadBalancerAccumulatedStatsResponse__StatsPerMethodEntry
        >
      ) throws(ProtobufError) in
      grpc__testing__load_balancer_accumulated_stats_response__stats_per_method_entry__init(entry)
      entry.pointee.key = arena.text(key)
      entry.pointee.value = try arena.message(value)
    }
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

extension LoadBalancerAccumulatedStatsResponse.MethodStats {
  package mutating func read(
    from source: UnsafePointer<Grpc__Testing__LoadBalancerAccumulatedStatsResponse__MethodStats>
  ) throws(ProtobufError) {
    self.rpcsStarted = source.pointee.rpcs_started
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.result, count: source.pointee.n_result)
    {
      let key = entry.pointee.key
      self.result[key] = entry.pointee.value
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<
      Grpc__Testing__LoadBalancerAccumulatedStatsResponse__MethodStats
    >, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__load_balancer_accumulated_stats_response__method_stats__init(target)
    target.pointee.rpcs_started = rpcsStarted
    target.pointee.n_result = result.count
    target.pointee.result = try arena.entries(result, by: <) {
      (
        key, value,
        entry: UnsafeMutablePointer<
          Grpc__Testing__LoadBalancerAccumulatedStatsResponse__MethodStats__ResultEntry
        >
      ) throws(ProtobufError) in
      grpc__testing__load_balancer_accumulated_stats_response__method_stats__result_entry__init(
        entry)
      entry.pointee.key = key
      entry.pointee.value = value
    }
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Configurations for a test client.
package struct ClientConfigureRequest: BridgedMessage {
  package static let fullName = "grpc.testing.ClientConfigureRequest"
  package static let plan = MessagePlan.of(grpc__testing__client_configure_request__init)
  package static let defaults = Defaults(ClientConfigureRequest())

  /// The types of RPCs the client sends.
  package var types: [ClientConfigureRequest.RpcType] = []

  /// The collection of custom metadata to be attached to RPCs sent by the client.
  package var metadata: [ClientConfigureRequest.Metadata] = []

  /// The deadline to use, in seconds, for all RPCs.  If unset or zero, the
  /// client will use the default from the command-line.
  package var timeoutSec: Int32 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    types: [ClientConfigureRequest.RpcType] = [], metadata: [ClientConfigureRequest.Metadata] = [],
    timeoutSec: Int32 = 0
  ) {
    self.types = types
    self.metadata = metadata
    self.timeoutSec = timeoutSec
  }

  /// Type of RPCs to send.
  package struct RpcType: ProtobufEnum {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    package static let emptyCall = ClientConfigureRequest.RpcType(rawValue: 0)

    package static let unaryCall = ClientConfigureRequest.RpcType(rawValue: 1)

    /// The values that the schema names, in its order.
    package static let allValues: [ClientConfigureRequest.RpcType] = [.emptyCall, .unaryCall]

    package var name: String? {
      switch rawValue {
      case 0: "EMPTY_CALL"
      case 1: "UNARY_CALL"
      default: nil
      }
    }
  }

  /// Metadata to be attached for the given type of RPCs.
  package struct Metadata: BridgedMessage {
    package static let fullName = "grpc.testing.ClientConfigureRequest.Metadata"
    package static let plan = MessagePlan.of(
      grpc__testing__client_configure_request__metadata__init)
    package static let defaults = Defaults(ClientConfigureRequest.Metadata())

    package var type: ClientConfigureRequest.RpcType = ClientConfigureRequest.RpcType()

    package var key: String = ""

    package var value: String = ""

    /// Fields that the schema does not know, as they were on the wire.
    package var unknownFields: [UInt8] = []

    package init() {}

    package init(
      type: ClientConfigureRequest.RpcType = ClientConfigureRequest.RpcType(), key: String = "",
      value: String = ""
    ) {
      self.type = type
      self.key = key
      self.value = value
    }
  }
}

extension ClientConfigureRequest {
  package mutating func read(from source: UnsafePointer<Grpc__Testing__ClientConfigureRequest>)
    throws(ProtobufError)
  {
    if source.pointee.n_types != 0 {
      self.types = try [ClientConfigureRequest.RpcType](
        source.pointee.types, source.pointee.n_types
      ) { ClientConfigureRequest.RpcType(rawValue: .init(truncatingIfNeeded: $0.rawValue)) }
    }
    if source.pointee.n_metadata != 0 {
      self.metadata = try [ClientConfigureRequest.Metadata](
        source.pointee.metadata, source.pointee.n_metadata)
    }
    self.timeoutSec = source.pointee.timeout_sec
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__ClientConfigureRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__client_configure_request__init(target)
    target.pointee.n_types = types.count
    target.pointee.types = arena.array(types) {
      .init(rawValue: .init(truncatingIfNeeded: $0.rawValue))
    }
    target.pointee.n_metadata = metadata.count
    target.pointee.metadata = try arena.messages(metadata)
    target.pointee.timeout_sec = timeoutSec
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

extension ClientConfigureRequest.Metadata {
  package mutating func read(
    from source: UnsafePointer<Grpc__Testing__ClientConfigureRequest__Metadata>
  ) throws(ProtobufError) {
    self.type = ClientConfigureRequest.RpcType(
      rawValue: .init(truncatingIfNeeded: source.pointee.type.rawValue))
    try source.pointee.key.read(into: &self.key, "grpc.testing.ClientConfigureRequest.Metadata.key")
    try source.pointee.value.read(
      into: &self.value, "grpc.testing.ClientConfigureRequest.Metadata.value")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__ClientConfigureRequest__Metadata>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__client_configure_request__metadata__init(target)
    target.pointee.type = .init(rawValue: .init(truncatingIfNeeded: type.rawValue))
    target.pointee.key = arena.text(key)
    target.pointee.value = arena.text(value)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Response for updating a test client's configuration.
package struct ClientConfigureResponse: BridgedMessage {
  package static let fullName = "grpc.testing.ClientConfigureResponse"
  package static let plan = MessagePlan.of(grpc__testing__client_configure_response__init)
  package static let defaults = Defaults(ClientConfigureResponse())

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}
}

extension ClientConfigureResponse {
  package mutating func read(from source: UnsafePointer<Grpc__Testing__ClientConfigureResponse>)
    throws(ProtobufError)
  {
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__ClientConfigureResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__client_configure_response__init(target)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Metrics data the server will update and send to the client. It mirrors orca load report
/// https://github.com/cncf/xds/blob/eded343319d09f30032952beda9840bbd3dcf7ac/xds/data/orca/v3/orca_load_report.proto#L15,
/// but avoids orca dependency. Used by both per-query and out-of-band reporting tests.
package struct TestOrcaReport: BridgedMessage {
  package static let fullName = "grpc.testing.TestOrcaReport"
  package static let plan = MessagePlan.of(grpc__testing__test_orca_report__init)
  package static let defaults = Defaults(TestOrcaReport())

  package var cpuUtilization: Double = 0

  package var memoryUtilization: Double = 0

  package var requestCost: [String: Double] = [:]

  package var utilization: [String: Double] = [:]

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    cpuUtilization: Double = 0, memoryUtilization: Double = 0, requestCost: [String: Double] = [:],
    utilization: [String: Double] = [:]
  ) {
    self.cpuUtilization = cpuUtilization
    self.memoryUtilization = memoryUtilization
    self.requestCost = requestCost
    self.utilization = utilization
  }
}

extension TestOrcaReport {
  package mutating func read(from source: UnsafePointer<Grpc__Testing__TestOrcaReport>)
    throws(ProtobufError)
  {
    self.cpuUtilization = Double(bitPattern: source.pointee.cpu_utilization)
    self.memoryUtilization = Double(bitPattern: source.pointee.memory_utilization)
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.request_cost, count: source.pointee.n_request_cost)
    {
      let key = try entry.pointee.key.text("grpc.testing.TestOrcaReport.request_cost")
      self.requestCost[key] = Double(bitPattern: entry.pointee.value)
    }
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.utilization, count: source.pointee.n_utilization)
    {
      let key = try entry.pointee.key.text("grpc.testing.TestOrcaReport.utilization")
      self.utilization[key] = Double(bitPattern: entry.pointee.value)
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Testing__TestOrcaReport>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__testing__test_orca_report__init(target)
    target.pointee.cpu_utilization = cpuUtilization.bitPattern
    target.pointee.memory_utilization = memoryUtilization.bitPattern
    target.pointee.n_request_cost = requestCost.count
    target.pointee.request_cost = try arena.entries(requestCost, by: <) {
      (key, value, entry: UnsafeMutablePointer<Grpc__Testing__TestOrcaReport__RequestCostEntry>)
        throws(ProtobufError) in
      grpc__testing__test_orca_report__request_cost_entry__init(entry)
      entry.pointee.key = arena.text(key)
      entry.pointee.value = value.bitPattern
    }
    target.pointee.n_utilization = utilization.count
    target.pointee.utilization = try arena.entries(utilization, by: <) {
      (key, value, entry: UnsafeMutablePointer<Grpc__Testing__TestOrcaReport__UtilizationEntry>)
        throws(ProtobufError) in
      grpc__testing__test_orca_report__utilization_entry__init(entry)
      entry.pointee.key = arena.text(key)
      entry.pointee.value = value.bitPattern
    }
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
