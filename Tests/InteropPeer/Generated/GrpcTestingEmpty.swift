// Made by protoc-gen-galleon from grpc/testing/empty.proto; see scripts/generate-swift.sh.

import CInteropProto
import Protobuf

/// An empty message that you can re-use to avoid defining duplicated empty
/// messages in your project. A typical example is to use it as argument or the
/// return value of a service API. For instance:
///
///   service Foo {
///     rpc Bar (grpc.testing.Empty) returns (grpc.testing.Empty) { };
///   };
package struct Empty: BridgedMessage {
  package static let fullName = "grpc.testing.Empty"
  package static let plan = MessagePlan.of(grpc__testing__empty__init)
  package static let defaults = Defaults(Empty())

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}
}

extension Empty {
  package mutating func read(from source: UnsafePointer<Grpc__Testing__Empty>) throws(ProtobufError)
  {
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(_ target: UnsafeMutablePointer<Grpc__Testing__Empty>, _ arena: Arena)
    throws(ProtobufError)
  {
    grpc__testing__empty__init(target)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
