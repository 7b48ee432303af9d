// Made by protoc-gen-galleon from google/protobuf/wrappers.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// Wrapper message for `double`.
///
/// The JSON representation for `DoubleValue` is JSON number.
package struct GoogleProtobufDoubleValue: BridgedMessage {
  package static let fullName = "google.protobuf.DoubleValue"
  package static let plan = MessagePlan.of(google__protobuf__double_value__init)
  package static let defaults = Defaults(GoogleProtobufDoubleValue())

  /// The double value.
  package var value: Double = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(value: Double = 0) {
    self.value = value
  }
}

extension GoogleProtobufDoubleValue {
  package mutating func read(from source: UnsafePointer<Google__Protobuf__DoubleValue>)
    throws(ProtobufError)
  {
    self.value = Double(bitPattern: source.pointee.value)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Google__Protobuf__DoubleValue>, _ arena: Arena
  ) throws(ProtobufError) {
    google__protobuf__double_value__init(target)
    target.pointee.value = value.bitPattern
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Wrapper message for `float`.
///
/// The JSON representation for `FloatValue` is JSON number.
package struct GoogleProtobufFloatValue: BridgedMessage {
  package static let fullName = "google.protobuf.FloatValue"
  package static let plan = MessagePlan.of(google__protobuf__float_value__init)
  package static let defaults = Defaults(GoogleProtobufFloatValue())

  /// The float value.
  package var value: Float = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(value: Float = 0) {
    self.value = value
  }
}

extension GoogleProtobufFloatValue {
  package mutating func read(from source: UnsafePointer<Google__Protobuf__FloatValue>)
    throws(ProtobufError)
  {
    self.value = Float(bitPattern: source.pointee.value)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Google__Protobuf__FloatValue>, _ arena: Arena
  ) throws(ProtobufError) {
    google__protobuf__float_value__init(target)
    target.pointee.value = value.bitPattern
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Wrapper message for `int64`.
///
/// The JSON representation for `Int64Value` is JSON string.
package struct GoogleProtobufInt64Value: BridgedMessage {
  package static let fullName = "google.protobuf.Int64Value"
  package static let plan = MessagePlan.of(google__protobuf__int64_value__init)
  package static let defaults = Defaults(GoogleProtobufInt64Value())

  /// The int64 value.
  package var value: Int64 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(value: Int64 = 0) {
    self.value = value
  }
}

extension GoogleProtobufInt64Value {
  package mutating func read(from source: UnsafePointer<Google__Protobuf__Int64Value>)
    throws(ProtobufError)
  {
    self.value = source.pointee.value
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Google__Protobuf__Int64Value>, _ arena: Arena
  ) throws(ProtobufError) {
    google__protobuf__int64_value__init(target)
    target.pointee.value = value
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Wrapper message for `uint64`.
///
/// The JSON representation for `UInt64Value` is JSON string.
package struct GoogleProtobufUInt64Value: BridgedMessage {
  package static let fullName = "google.protobuf.UInt64Value"
  package static let plan = MessagePlan.of(google__protobuf__uint64_value__init)
  package static let defaults = Defaults(GoogleProtobufUInt64Value())

  /// The uint64 value.
  package var value: UInt64 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(value: UInt64 = 0) {
    self.value = value
  }
}

extension GoogleProtobufUInt64Value {
  package mutating func read(from source: UnsafePointer<Google__Protobuf__UInt64Value>)
    throws(ProtobufError)
  {
    self.value = source.pointee.value
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Google__Protobuf__UInt64Value>, _ arena: Arena
  ) throws(ProtobufError) {
    google__protobuf__uint64_value__init(target)
    target.pointee.value = value
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Wrapper message for `int32`.
///
/// The JSON representation for `Int32Value` is JSON number.
package struct GoogleProtobufInt32Value: BridgedMessage {
  package static let fullName = "google.protobuf.Int32Value"
  package static let plan = MessagePlan.of(google__protobuf__int32_value__init)
  package static let defaults = Defaults(GoogleProtobufInt32Value())

  /// The int32 value.
  package var value: Int32 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(value: Int32 = 0) {
    self.value = value
  }
}

extension GoogleProtobufInt32Value {
  package mutating func read(from source: UnsafePointer<Google__Protobuf__Int32Value>)
    throws(ProtobufError)
  {
    self.value = source.pointee.value
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Google__Protobuf__Int32Value>, _ arena: Arena
  ) throws(ProtobufError) {
    google__protobuf__int32_value__init(target)
    target.pointee.value = value
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Wrapper message for `uint32`.
///
/// The JSON representation for `UInt32Value` is JSON number.
package struct GoogleProtobufUInt32Value: BridgedMessage {
  package static let fullName = "google.protobuf.UInt32Value"
  package static let plan = MessagePlan.of(google__protobuf__uint32_value__init)
  package static let defaults = Defaults(GoogleProtobufUInt32Value())

  /// The uint32 value.
  package var value: UInt32 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(value: UInt32 = 0) {
    self.value = value
  }
}

extension GoogleProtobufUInt32Value {
  package mutating func read(from source: UnsafePointer<Google__Protobuf__UInt32Value>)
    throws(ProtobufError)
  {
    self.value = source.pointee.value
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Google__Protobuf__UInt32Value>, _ arena: Arena
  ) throws(ProtobufError) {
    google__protobuf__uint32_value__init(target)
    target.pointee.value = value
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Wrapper message for `bool`.
///
/// The JSON representation for `BoolValue` is JSON `true` and `false`.
package struct GoogleProtobufBoolValue: BridgedMessage {
  package static let fullName = "google.protobuf.BoolValue"
  package static let plan = MessagePlan.of(google__protobuf__bool_value__init)
  package static let defaults = Defaults(GoogleProtobufBoolValue())

  /// The bool value.
  package var value: Bool = false

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(value: Bool = false) {
    self.value = value
  }
}

extension GoogleProtobufBoolValue {
  package mutating func read(from source: UnsafePointer<Google__Protobuf__BoolValue>)
    throws(ProtobufError)
  {
    self.value = source.pointee.value != 0
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Google__Protobuf__BoolValue>, _ arena: Arena
  ) throws(ProtobufError) {
    google__protobuf__bool_value__init(target)
    target.pointee.value = value ? 1 : 0
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Wrapper message for `string`.
///
/// The JSON representation for `StringValue` is JSON string.
package struct GoogleProtobufStringValue: BridgedMessage {
  package static let fullName = "google.protobuf.StringValue"
  package static let plan = MessagePlan.of(google__protobuf__string_value__init)
  package static let defaults = Defaults(GoogleProtobufStringValue())

  /// The string value.
  package var value: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(value: String = "") {
    self.value = value
  }
}

extension GoogleProtobufStringValue {
  package mutating func read(from source: UnsafePointer<Google__Protobuf__StringValue>)
    throws(ProtobufError)
  {
    try source.pointee.value.read(into: &self.value, "google.protobuf.StringValue.value")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Google__Protobuf__StringValue>, _ arena: Arena
  ) throws(ProtobufError) {
    google__protobuf__string_value__init(target)
    target.pointee.value = arena.text(value)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Wrapper message for `bytes`.
///
/// The JSON representation for `BytesValue` is JSON string.
package struct GoogleProtobufBytesValue: BridgedMessage {
  package static let fullName = "google.protobuf.BytesValue"
  package static let plan = MessagePlan.of(google__protobuf__bytes_value__init)
  package static let defaults = Defaults(GoogleProtobufBytesValue())

  /// The bytes value.
  package var value: [UInt8] = []

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(value: [UInt8] = []) {
    self.value = value
  }
}

extension GoogleProtobufBytesValue {
  package mutating func read(from source: UnsafePointer<Google__Protobuf__BytesValue>)
    throws(ProtobufError)
  {
    self.value = source.pointee.value.bytes
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Google__Protobuf__BytesValue>, _ arena: Arena
  ) throws(ProtobufError) {
    google__protobuf__bytes_value__init(target)
    target.pointee.value = arena.bytes(value)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
