// Made by protoc-gen-galleon from grpc/health/v1/health.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

package struct GrpcHealthV1HealthCheckRequest: BridgedMessage {
  package static let fullName = "grpc.health.v1.HealthCheckRequest"
  package static let plan = MessagePlan.of(grpc__health__v1__health_check_request__init)
  package static let defaults = Defaults(GrpcHealthV1HealthCheckRequest())

  package var service: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(service: String = "") {
    self.service = service
  }
}

extension GrpcHealthV1HealthCheckRequest {
  package mutating func read(from source: UnsafePointer<Grpc__Health__V1__HealthCheckRequest>)
    throws(ProtobufError)
  {
    try source.pointee.service.read(
      into: &self.service, "grpc.health.v1.HealthCheckRequest.service")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Health__V1__HealthCheckRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__health__v1__health_check_request__init(target)
    target.pointee.service = arena.text(service)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

package struct GrpcHealthV1HealthCheckResponse: BridgedMessage {
  package static let fullName = "grpc.health.v1.HealthCheckResponse"
  package static let plan = MessagePlan.of(grpc__health__v1__health_check_response__init)
  package static let defaults = Defaults(GrpcHealthV1HealthCheckResponse())

  package var status: GrpcHealthV1HealthCheckResponse.ServingStatus =
    GrpcHealthV1HealthCheckResponse.ServingStatus()

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    status: GrpcHealthV1HealthCheckResponse.ServingStatus =
      GrpcHealthV1HealthCheckResponse.ServingStatus()
  ) {
    self.status = status
  }

  package struct ServingStatus: ProtobufEnum {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    package static let unknown = GrpcHealthV1HealthCheckResponse.ServingStatus(rawValue: 0)

    package static let serving = GrpcHealthV1HealthCheckResponse.ServingStatus(rawValue: 1)

    package static let notServing = GrpcHealthV1HealthCheckResponse.ServingStatus(rawValue: 2)

    package static let serviceUnknown = GrpcHealthV1HealthCheckResponse.ServingStatus(rawValue: 3)

    /// The values that the schema names, in its order.
    package static let allValues: [GrpcHealthV1HealthCheckResponse.ServingStatus] = [
      .unknown, .serving, .notServing, .serviceUnknown,
    ]

    package var name: String? {
      switch rawValue {
      case 0: "UNKNOWN"
      case 1: "SERVING"
      case 2: "NOT_SERVING"
      case 3: "SERVICE_UNKNOWN"
      default: nil
      }
    }
  }
}

extension GrpcHealthV1HealthCheckResponse {
  package mutating func read(from source: UnsafePointer<Grpc__Health__V1__HealthCheckResponse>)
    throws(ProtobufError)
  {
    self.status = GrpcHealthV1HealthCheckResponse.ServingStatus(
      rawValue: .init(truncatingIfNeeded: source.pointee.status.rawValue))
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Health__V1__HealthCheckResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__health__v1__health_check_response__init(target)
    target.pointee.status = .init(rawValue: .init(truncatingIfNeeded: status.rawValue))
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Asks for the health of every service.
package struct GrpcHealthV1HealthListRequest: BridgedMessage {
  package static let fullName = "grpc.health.v1.HealthListRequest"
  package static let plan = MessagePlan.of(grpc__health__v1__health_list_request__init)
  package static let defaults = Defaults(GrpcHealthV1HealthListRequest())

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}
}

extension GrpcHealthV1HealthListRequest {
  package mutating func read(from source: UnsafePointer<Grpc__Health__V1__HealthListRequest>)
    throws(ProtobufError)
  {
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Health__V1__HealthListRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__health__v1__health_list_request__init(target)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

package struct GrpcHealthV1HealthListResponse: BridgedMessage {
  package static let fullName = "grpc.health.v1.HealthListResponse"
  package static let plan = MessagePlan.of(grpc__health__v1__health_list_response__init)
  package static let defaults = Defaults(GrpcHealthV1HealthListResponse())

  /// By the name under which Check and Watch know the service.
  package var statuses: [String: GrpcHealthV1HealthCheckResponse] = [:]

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(statuses: [String: GrpcHealthV1HealthCheckResponse] = [:]) {
    self.statuses = statuses
  }
}

extension GrpcHealthV1HealthListResponse {
  package mutating func read(from source: UnsafePointer<Grpc__Health__V1__HealthListResponse>)
    throws(ProtobufError)
  {
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.statuses, count: source.pointee.n_statuses)
    {
      let key = try entry.pointee.key.text("grpc.health.v1.HealthListResponse.statuses")
      self.statuses[key] = try GrpcHealthV1HealthCheckResponse.copy(orDefault: entry.pointee.value)
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Health__V1__HealthListResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__health__v1__health_list_response__init(target)
    target.pointee.n_statuses = statuses.count
    target.pointee.statuses = try arena.entries(statuses, by: <) {
      (key, value, entry: UnsafeMutablePointer<Grpc__Health__V1__HealthListResponse__StatusesEntry>)
        throws(ProtobufError) in
      grpc__health__v1__health_list_response__statuses_entry__init(entry)
      entry.pointee.key = arena.text(key)
      entry.pointee.value = try arena.message(value)
    }
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
