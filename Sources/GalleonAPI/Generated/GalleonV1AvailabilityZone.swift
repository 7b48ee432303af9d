// Made by protoc-gen-galleon from galleon/v1/availability_zone.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// A part of the installation that fails by itself. Comes from the configuration.
package struct AvailabilityZone: BridgedMessage {
  package static let fullName = "galleon.v1.AvailabilityZone"
  package static let plan = MessagePlan.of(galleon__v1__availability_zone__init)
  package static let defaults = Defaults(AvailabilityZone())

  /// Its name.
  package var name: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(name: String = "") {
    self.name = name
  }
}

extension AvailabilityZone {
  package mutating func read(from source: UnsafePointer<Galleon__V1__AvailabilityZone>)
    throws(ProtobufError)
  {
    try source.pointee.name.read(into: &self.name, "galleon.v1.AvailabilityZone.name")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__AvailabilityZone>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__availability_zone__init(target)
    target.pointee.name = arena.text(name)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
