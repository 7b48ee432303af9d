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
    var cursor = WireCursor(start, end)
    var seen: UInt64 = 0
    while !cursor.isAtEnd {
      let (number, wire) = try cursor.tag()
      let field = plan.pointee.field(number)
      if field.wire == wire {
        if field.mark != 0 {
          if seen & field.mark != 0 { isPlain = false }
          seen |= field.mark
        }
        switch wire {
        case WireType.varint: try cursor.skipVarint()
        case WireType.fixed64: try cursor.skip(8)
        case WireType.fixed32: try cursor.skip(4)
        default:
          let length = try cursor.length()
          if let inner = field.message {
            try check(cursor.position, cursor.position + length, inner, depth + 1)
          }
          cursor.position += length
        }
      } else if field.shape == .packable, wire == WireType.lengthDelimited {
        try checkPacked(&cursor, field)
      } else {
        isPlain = false
        try cursor.skipField(
          number, wire, levels: limits.nesting - depth, limit: limits.nesting)
      }
    }
  }

  private func checkPacked(_ cursor: inout WireCursor, _ field: FieldPlan) throws(ProtobufError) {
    let length = try cursor.length()
    let width = field.wire == WireType.fixed64 ? 8 : field.wire == WireType.fixed32 ? 4 : 1
    guard length % width == 0 else {
      throw .malformed("field \(field.number) is packed and not a multiple of \(width) bytes long")
    }
    if field.wire == WireType.varint {
      var elements = WireCursor(cursor.position, cursor.position + length)
      while !elements.isAtEnd { try elements.skipVarint() }
    }
    cursor.position += length
  }
}
