import CProtobufC

/// What the scan must know of a field.
struct FieldPlan {
  enum Shape: UInt8 {
    case scalar, packable, bytes, text, message
  }

  let number: UInt32
  /// The wire type of the field; one that does not exist for the unknown field.
  let wire: UInt8
  let shape: Shape
  let isRepeated: Bool
  /// The oneof that the field belongs to, by the offset of its case in the C struct; 0 for none.
  let oneof: UInt32
  /// Bit of the field in the set of fields seen; 0 if the field may come again without harm.
  let mark: UInt64
  /// The message type of the field, if it is one.
  var message: UnsafeMutablePointer<MessagePlan.Table>?

  static var unknown: FieldPlan { FieldPlan() }

  private init() {
    number = 0
    wire = .max
    shape = .scalar
    isRepeated = false
    oneof = 0
    mark = 0
  }

  init(_ field: ProtobufCFieldDescriptor, mark: UInt64) {
    number = field.id
    isRepeated = field.label == PROTOBUF_C_LABEL_REPEATED
    oneof = Self.isOneof(field) ? field.quantifier_offset : 0
    self.mark = mark
    switch field.type {
    case PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_DOUBLE:
      wire = WireType.fixed64
      shape = isRepeated ? .packable : .scalar
    case PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_SFIXED32, PROTOBUF_C_TYPE_FLOAT:
      wire = WireType.fixed32
      shape = isRepeated ? .packable : .scalar
    case PROTOBUF_C_TYPE_MESSAGE:
      wire = WireType.lengthDelimited
      shape = .message
    case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_BYTES:
      wire = WireType.lengthDelimited
      shape = Self.isText(field) ? .text : .bytes
    default:
      wire = WireType.varint
      shape = isRepeated ? .packable : .scalar
    }
  }

  static func isOneof(_ field: ProtobufCFieldDescriptor) -> Bool {
    field.flags & PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue != 0
  }

  /// The C code carries strings as bytes, and text with a mark (see scripts/generate-swift.sh).
  static func isText(_ field: ProtobufCFieldDescriptor) -> Bool {
    field.flags & PROTOBUF_C_FIELD_FLAG_DEPRECATED.rawValue != 0
  }
}
