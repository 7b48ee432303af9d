/// What waits to be sent on a stream. Nearly always that is one piece, which is then shared with whoever made it, not copied.
struct SendBuffer {
  /// What is sent first.
  private var piece: [UInt8] = []
  private var sent = 0
  /// What is sent after it: small pieces, one behind the other, so that the memory of each is free for the next.
  private var tail: [UInt8] = []
  /// Bytes not yet taken.
  private(set) var count = 0

  mutating func append(_ bytes: [UInt8]) {
    if count == 0 {
      piece = bytes
      sent = 0
    } else {
      tail.append(contentsOf: bytes)
    }
    count += bytes.count
  }

  /// Moves as much as fits into `buffer`; answers with how much that was.
  mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    var filled = 0
    while filled < buffer.count, count > 0 {
      let part = min(piece.count - sent, buffer.count - filled)
      piece.withUnsafeBytes { bytes in
        UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<filled + part])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[sent..<sent + part]))
      }
      filled += part
      sent += part
      count -= part
      if sent == piece.count { takeTail() }
    }
    return filled
  }

  private mutating func takeTail() {
    sent = 0
    piece = []
    swap(&piece, &tail)
  }
}
