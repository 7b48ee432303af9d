/// A look at bytes before protobuf-c sees them: it checks no depth, fails on groups and on known
/// numbers with another wire type, and does not merge.
///
/// Only what the schema says is a message is looked into; everything else is stepped over.
struct WireScan {
  private let limits: DecodingLimits
  /// Whether protobuf-c reads the bytes by the specification as they are.
  private(set) var isPlain = true

  init(limits: DecodingLimits) { self.limits = limits }

  /// Checks one message, which lies `depth` levels deep.
  mutating func check(
    _ bytes: UnsafeBufferPointer<UInt8>, _ plan: UnsafePointer<MessagePlan.Table>,
    depth: Int = 0
  ) throws(ProtobufError) {
    guard let start = bytes.baseAddress else { return }
    try check(start, start + bytes.count, plan, depth)
  }

  private mutating func check(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>,
    _ plan: UnsafePointer<MessagePlan.Table>, _ depth: Int
  ) throws(ProtobufError) {
    guard depth <= limits.nesting else { throw .nestingTooDeep(limit: limits.nesting) }
    // Taken out once: for each look at a table, the compiler copies all of it.
    let (first, count) = (plan.pointee.first, plan.pointee.denseCount)
    var cursor = WireCursor(start, end)
    var (seen, again): (UInt64, UInt64) = (0, 0)
    while !cursor.isAtEnd {
      let (number, wire) = try cursor.tag()
      let field = number < count ? first + Int(number) : plan.pointee.sparseField(number)
      guard field.pointee.wire == wire else {
        cursor.position = try afterUnusual(cursor, number, wire, field, depth)
        continue
      }
      again |= seen & field.pointee.mark
      seen |= field.pointee.mark
      if wire == WireType.lengthDelimited {
        let length = try cursor.length()
        if let inner = field.pointee.message {
          try check(cursor.position, cursor.position + length, inner, depth + 1)
        }
        cursor.position += length
      } else if wire == WireType.varint {
        try cursor.skipVarint()
      } else {
        try cursor.skip(wire == WireType.fixed64 ? 8 : 4)
      }
    }
    if again != 0 { isPlain = false }
  }

  /// Steps over a field that has another wire type than its own: packed, or one that nobody knows.
  @inline(never) private mutating func afterUnusual(
    _ start: WireCursor, _ number: UInt32, _ wire: UInt8, _ field: UnsafePointer<FieldPlan>,
    _ depth: Int
  ) throws(ProtobufError) -> UnsafePointer<UInt8> {
    var cursor = start
    if field.pointee.shape == .packable, wire == WireType.lengthDelimited {
      let length = try cursor.length()
      try checkPacked(WireCursor(cursor.position, cursor.position + length), field.pointee)
      cursor.position += length
    } else {
      isPlain = false
      try cursor.skipField(number, wire, levels: limits.nesting - depth, limit: limits.nesting)
    }
    return cursor.position
  }

  private func checkPacked(_ content: WireCursor, _ field: FieldPlan) throws(ProtobufError) {
    let width = field.wire == WireType.fixed64 ? 8 : field.wire == WireType.fixed32 ? 4 : 1
    guard (content.end - content.position) % width == 0 else {
      throw .malformed("field \(field.number) is packed and not a multiple of \(width) bytes long")
    }
    if field.wire == WireType.varint {
      var elements = content
      while !elements.isAtEnd { try elements.skipVarint() }
    }
  }
}
