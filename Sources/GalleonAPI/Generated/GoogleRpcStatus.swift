// Made by protoc-gen-galleon from google/rpc/status.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// The `Status` type defines a logical error model that is suitable for
/// different programming environments, including REST APIs and RPC APIs. It is
/// used by [gRPC](https://github.com/grpc). Each `Status` message contains
/// three pieces of data: error code, error message, and error details.
///
/// You can find out more about this error model and how to work with it in the
/// [API Design Guide](https://cloud.google.com/apis/design/errors).
package struct GoogleRpcStatus: BridgedMessage {
  package static let fullName = "google.rpc.Status"
  package static let plan = MessagePlan.of(google__rpc__status__init)
  package static let defaults = Defaults(GoogleRpcStatus())

  /// The status code, which should be an enum value of
  /// [google.rpc.Code][google.rpc.Code].
  package var code: Int32 = 0

  /// A developer-facing error message, which should be in English. Any
  /// user-facing error message should be localized and sent in the
  /// [google.rpc.Status.details][google.rpc.Status.details] field, or localized
  /// by the client.
  package var message: String = ""

  /// A list of messages that carry the error details.  There is a common set of
  /// message types for APIs to use.
  package var details: [GoogleProtobufAny] = []

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(code: Int32 = 0, message: String = "", details: [GoogleProtobufAny] = []) {
    self.code = code
    self.message = message
    self.details = details
  }
}

extension GoogleRpcStatus {
  package mutating func read(from source: UnsafePointer<Google__Rpc__Status>) throws(ProtobufError)
  {
    self.code = source.pointee.code
    try source.pointee.message.read(into: &self.message, "google.rpc.Status.message")
    if source.pointee.n_details != 0 {
      self.details = try [GoogleProtobufAny](source.pointee.details, source.pointee.n_details)
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(_ target: UnsafeMutablePointer<Google__Rpc__Status>, _ arena: Arena)
    throws(ProtobufError)
  {
    google__rpc__status__init(target)
    target.pointee.code = code
    target.pointee.message = arena.text(message)
    target.pointee.n_details = details.count
    target.pointee.details = try arena.messages(details)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
