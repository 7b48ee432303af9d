/// The five bytes in front of every message: a compressed flag and a big-endian length
/// (PROTOCOL-HTTP2.md, "Length-Prefixed-Message").
enum MessagePrefix {
  static let length = 5

  /// Fills in the prefix of a buffer that was encoded with room for it.
  static func write(into framed: inout [UInt8], isCompressed: Bool = false) {
    framed.withUnsafeMutableBytes { write(into: $0, isCompressed: isCompressed) }
  }

  static func write(into framed: UnsafeMutableRawBufferPointer, isCompressed: Bool = false) {
    precondition(framed.count >= length, "an encoded message has five bytes reserved in front")
    let count = UInt32(framed.count - length)
    framed[0] = isCompressed ? 1 : 0
    framed[1] = UInt8(truncatingIfNeeded: count >> 24)
    framed[2] = UInt8(truncatingIfNeeded: count >> 16)
    framed[3] = UInt8(truncatingIfNeeded: count >> 8)
    framed[4] = UInt8(truncatingIfNeeded: count)
  }
}
