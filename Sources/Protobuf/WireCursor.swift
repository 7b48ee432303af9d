/// A place in bytes of the binary format. Every step is checked against the end.
///
/// What is seldom long is read in place; what is long, by functions that are given a copy and return a place, so that the
/// cursor itself stays in registers.
struct WireCursor {
  var position: UnsafePointer<UInt8>
  let end: UnsafePointer<UInt8>

  init(_ position: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
    self.position = position
    self.end = end
  }

  var isAtEnd: Bool { position == end }

  /// A field's number and wire type.
  @inline(__always) mutating func tag() throws(ProtobufError) -> (number: UInt32, wire: UInt8) {
    var tag = UInt32(position[0])
    if tag < 0x80 { position += 1 } else { (tag, position) = try longTag() }
    guard tag >> 3 != 0 else { throw Self.zeroNumber() }
    return (tag >> 3, UInt8(truncatingIfNeeded: tag & 7))
  }

  @inline(never) private func longTag() throws(ProtobufError) -> (UInt32, UnsafePointer<UInt8>) {
    var tag: UInt32 = 0
    for index in 0..<5 {
      guard position + index < end else { throw Self.truncated("a field's tag") }
      let byte = position[index]
      guard index < 4 || byte <= 0x0F else { break }
      tag |= UInt32(byte & 0x7F) << (7 * UInt32(index))
      if byte < 0x80 { return (tag, position + (index + 1)) }
    }
    throw .malformed("a field's tag has more than 32 bits")
  }

  @inline(__always) mutating func skipVarint() throws(ProtobufError) {
    guard position < end else { throw Self.truncated("a number") }
    if position[0] < 0x80 {
      position += 1
      return
    }
    if end - position >= 8 {
      // The first byte of eight that does not say that another follows.
      let bytes = UnsafeRawPointer(position).loadUnaligned(as: UInt64.self)
      let ends = ~UInt64(littleEndian: bytes) & 0x8080_8080_8080_8080
      if ends != 0 {
        position += ends.trailingZeroBitCount / 8 + 1
        return
      }
    }
    position = try afterLongVarint()
  }

  @inline(never) private func afterLongVarint() throws(ProtobufError) -> UnsafePointer<UInt8> {
    for index in 1..<10 {
      guard position + index < end else { throw Self.truncated("a number") }
      let byte = position[index]
      guard index < 9 || byte <= 1 else { break }
      if byte < 0x80 { return position + (index + 1) }
    }
    throw .malformed("a number has more than 64 bits")
  }

  /// The length of what follows, which is checked to be there.
  @inline(__always) mutating func length() throws(ProtobufError) -> Int {
    guard position < end else { throw Self.truncated("a length") }
    let byte = position[0]
    var length = Int(byte)
    if byte < 0x80 {
      position += 1
    } else if end - position >= 2, position[1] < 0x80 {
      length = length & 0x7F | Int(position[1]) << 7
      position += 2
    } else {
      (length, position) = try longLength()
    }
    guard length <= end - position else { throw Self.truncated("a field") }
    return length
  }

  @inline(never) private func longLength() throws(ProtobufError) -> (Int, UnsafePointer<UInt8>) {
    var length = 0
    for index in 0..<5 {
      guard position + index < end else { throw Self.truncated("a length") }
      let byte = position[index]
      length |= Int(byte & 0x7F) << (7 * index)
      guard length <= Int(Int32.max) else { break }
      if byte < 0x80 { return (length, position + (index + 1)) }
    }
    throw .malformed("a length has more than 31 bits")
  }

  @inline(__always) mutating func skip(_ count: Int) throws(ProtobufError) {
    guard count <= end - position else { throw Self.truncated("a number") }
    position += count
  }

  /// Steps over a field whose tag has been read; groups with all that is in them.
  /// - Parameter levels: how many groups may lie in one another here.
  mutating func skipField(
    _ number: UInt32, _ wire: UInt8, levels: Int, limit: Int
  ) throws(ProtobufError) {
    switch wire {
    case WireType.varint: try skipVarint()
    case WireType.fixed64: try skip(8)
    case WireType.lengthDelimited: position += try length()
    case WireType.fixed32: try skip(4)
    case WireType.startGroup: try skipGroup(number, levels: levels, limit: limit)
    case WireType.endGroup: throw .malformed("group \(number) ends without a start")
    default: throw .malformed("field \(number) has wire type \(wire), which does not exist")
    }
  }

  private mutating func skipGroup(
    _ number: UInt32, levels: Int, limit: Int
  ) throws(ProtobufError) {
    var open = [number]
    while let innermost = open.last {
      guard open.count <= levels else { throw .nestingTooDeep(limit: limit) }
      guard !isAtEnd else { throw Self.truncated("group \(innermost)") }
      let (number, wire) = try tag()
      switch wire {
      case WireType.startGroup: open.append(number)
      case WireType.endGroup:
        guard number == innermost else {
          throw .malformed("group \(innermost) ends as group \(number)")
        }
        open.removeLast()
      default: try skipField(number, wire, levels: 0, limit: limit)
      }
    }
  }

  @inline(never) private static func truncated(_ what: String) -> ProtobufError {
    .malformed("the bytes end within \(what)")
  }

  @inline(never) private static func zeroNumber() -> ProtobufError {
    .malformed("a field has the number 0")
  }
}
