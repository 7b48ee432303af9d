/// The streams that a client has ended, or reset: HEADERS or DATA on one of them are a connection error once the stream is
/// closed (RFC 9113, section 5.1). nghttp2 could remember closed streams itself, but keeps the memory of each for that, a
/// thousand on a busy connection, and begins each stream in what was used longest ago; without, it passes such frames over and
/// tells of none. So the heads of frames are read here as well (section 4.1).
///
/// Remembered are those among the latest thousand that the client has opened.
struct EndedStreams {
  private static let remembered = 1024
  private var ended = InlineArray<16, UInt64>(repeating: 0)
  private var latest: Int32 = -1
  /// Bytes that are no head of a frame: the rest of a payload, or the preface that comes first (section 3.4).
  private var rest = 24
  /// A head of which only a part has come.
  private var part = InlineArray<9, UInt8>(repeating: 0)
  private var partCount = 0

  /// Reads what the client sends next.
  ///
  /// - Returns: where the first frame begins that goes on with an ended stream; nil when there is none.
  mutating func firstViolation(in bytes: UnsafeRawBufferPointer) -> Int? {
    var position = 0
    while true {
      let skipped = min(rest, bytes.count - position)
      rest -= skipped
      position += skipped
      guard rest == 0, position < bytes.count else { return nil }
      let start = position
      guard let head = head(in: bytes, &position) else { return nil }
      if isViolation(head) { return start }
    }
  }

  private struct Head {
    let length: Int
    let type: UInt8
    let flags: UInt8
    let stream: Int32
  }

  private mutating func head(in bytes: UnsafeRawBufferPointer, _ position: inout Int) -> Head? {
    if partCount == 0, bytes.count - position >= 9 {
      let start = position
      position += 9
      return Self.head(UnsafeRawBufferPointer(rebasing: bytes[start..<position]))
    }
    while partCount < 9 {
      guard position < bytes.count else { return nil }
      part[partCount] = bytes[position]
      partCount += 1
      position += 1
    }
    partCount = 0
    return part.span.withUnsafeBytes { Self.head($0) }
  }

  @inline(__always)
  private static func head(_ bytes: UnsafeRawBufferPointer) -> Head {
    let first = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
    let stream = UInt32(truncatingIfNeeded: first) << 8 | UInt32(bytes[8])
    return Head(
      length: Int(first >> 40), type: UInt8(truncatingIfNeeded: first >> 32),
      flags: UInt8(truncatingIfNeeded: first >> 24), stream: Int32(stream & 0x7fff_ffff))
  }

  private mutating func isViolation(_ head: Head) -> Bool {
    rest = head.length
    switch head.type {
    case 0, 1:  // DATA, HEADERS
      if contains(head.stream) { return true }
      if head.type == 1 { open(head.stream) }
      if head.flags & 1 != 0 { end(head.stream) }
    case 3:  // RST_STREAM
      end(head.stream)
    default: break
    }
    return false
  }

  @inline(__always)
  private func place(_ stream: Int32) -> (word: Int, bit: UInt64) {
    let number = Int(stream >> 1) % Self.remembered
    return (number / 64, 1 << UInt64(number % 64))
  }

  private func isRemembered(_ stream: Int32) -> Bool {
    stream & 1 == 1 && stream <= latest && latest - stream < 2 * Int32(Self.remembered)
  }

  private func contains(_ stream: Int32) -> Bool {
    let (word, bit) = place(stream)
    return ended[word] & bit != 0 && isRemembered(stream)
  }

  private mutating func open(_ stream: Int32) {
    guard stream & 1 == 1, stream > latest else { return }
    // What these places remembered is too long ago.
    if stream - max(latest, 0) >= 2 * Int32(Self.remembered) {
      ended = InlineArray(repeating: 0)
    } else {
      for passed in stride(from: max(latest + 2, 1), through: stream, by: 2) {
        let (word, bit) = place(passed)
        ended[word] &= ~bit
      }
    }
    latest = stream
  }

  private mutating func end(_ stream: Int32) {
    guard isRemembered(stream) else { return }
    let (word, bit) = place(stream)
    ended[word] |= bit
  }
}
