// Made by protoc-gen-galleon from galleon/v1/share_type.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// A kind of share that operators define.
package struct ShareType: BridgedMessage {
  package static let fullName = "galleon.v1.ShareType"
  package static let plan = MessagePlan.of(galleon__v1__share_type__init)
  package static let defaults = Defaults(ShareType())

  /// UUID, set by the service.
  package var id: String = ""

  /// Name, unique; set by whoever created it.
  package var name: String = ""

  /// What a backend must offer; set by whoever created it. `availability_zones` is a comma
  /// separated list of exact names; other keys are kept and have no effect.
  package var extraSpecs: [String: String] = [:]

  /// When it was created.
  package var createTime: GoogleProtobufTimestamp?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    id: String = "", name: String = "", extraSpecs: [String: String] = [:],
    createTime: GoogleProtobufTimestamp? = nil
  ) {
    self.id = id
    self.name = name
    self.extraSpecs = extraSpecs
    self.createTime = createTime
  }
}

extension ShareType {
  package mutating func read(from source: UnsafePointer<Galleon__V1__ShareType>)
    throws(ProtobufError)
  {
    try source.pointee.id.read(into: &self.id, "galleon.v1.ShareType.id")
    try source.pointee.name.read(into: &self.name, "galleon.v1.ShareType.name")
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.extra_specs, count: source.pointee.n_extra_specs)
    {
      let key = try entry.pointee.key.text("galleon.v1.ShareType.extra_specs")
      self.extraSpecs[key] = try entry.pointee.value.text("galleon.v1.ShareType.extra_specs")
    }
    try self.createTime.read(from: source.pointee.create_time)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(_ target: UnsafeMutablePointer<Galleon__V1__ShareType>, _ arena: Arena)
    throws(ProtobufError)
  {
    galleon__v1__share_type__init(target)
    target.pointee.id = arena.text(id)
    target.pointee.name = arena.text(name)
    target.pointee.n_extra_specs = extraSpecs.count
    target.pointee.extra_specs = try arena.entries(extraSpecs, by: <) {
      (key, value, entry: UnsafeMutablePointer<Galleon__V1__ShareType__ExtraSpecsEntry>)
        throws(ProtobufError) in
      galleon__v1__share_type__extra_specs_entry__init(entry)
      entry.pointee.key = arena.text(key)
      entry.pointee.value = arena.text(value)
    }
    target.pointee.create_time = try self.createTime.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
