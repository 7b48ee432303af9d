import CProtobufC

/// Gives a bit to each field that protobuf-c does not read by the specification when it comes more
/// than once: singular messages, which must be merged; strings, of which it drops all but the last
/// unchecked; the members of a oneof, which share one.
///
/// Fields beyond the 63rd share a bit as well: messages that have two of them are looked at again
/// for nothing.
struct FieldMarks {
  private var used = 0
  private var oneofs: [UInt32: UInt64] = [:]

  mutating func mark(of field: ProtobufCFieldDescriptor) -> UInt64 {
    guard field.label != PROTOBUF_C_LABEL_REPEATED else { return 0 }
    if FieldPlan.isOneof(field) {
      let known = oneofs[field.quantifier_offset]
      let mark = known ?? next()
      oneofs[field.quantifier_offset] = mark
      return mark
    }
    return field.type == PROTOBUF_C_TYPE_MESSAGE || FieldPlan.isText(field) ? next() : 0
  }

  private mutating func next() -> UInt64 {
    defer { used += 1 }
    return 1 << UInt64(min(used, 63))
  }
}
