import CProtobufC

/// At most as many bytes does protobuf-c write (protobuf.dev, "Encoding"). Memory for a message is set aside by these, so they
/// must never be too small.
@usableFromInline enum PackedSize {
  /// A field's number has 29 bits, and its wire type three.
  @usableFromInline static var tag: Int { 5 }
  private static let length = 5
  private static let varint = 10

  /// One element of a repeated field, without what is in it if it is a string or a message.
  @usableFromInline static var element: Int { 15 }

  /// The key and the value of a map's entry, whose fields are 1 and 2, without what is in them.
  @usableFromInline static var entry: Int { 22 }

  /// A field, without what is in it if it is a string, a message or repeated.
  static func fixed(_ field: ProtobufCFieldDescriptor) -> Int {
    tag(field.id) + (field.label == PROTOBUF_C_LABEL_REPEATED ? length : value(field.type))
  }

  private static func tag(_ number: UInt32) -> Int {
    // Seven bits in each byte, and three of the first are the wire type.
    (UInt32.bitWidth - number.leadingZeroBitCount + 3 + 6) / 7
  }

  private static func value(_ type: ProtobufCType) -> Int {
    switch type {
    case PROTOBUF_C_TYPE_BOOL: 1
    case PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_SFIXED32, PROTOBUF_C_TYPE_FLOAT: 4
    case PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_DOUBLE: 8
    case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_BYTES, PROTOBUF_C_TYPE_MESSAGE: length
    default: varint
    }
  }
}
