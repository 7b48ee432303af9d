/// What waits to be sent on a stream. Nearly always that is one piece, which then needs no queue.
struct SendBuffer {
  private var piece: [UInt8] = []
  private var sent = 0
  /// What is sent after it.
  private var queue: [[UInt8]] = []
  private var next = 0
  /// Bytes not yet taken.
  private(set) var count = 0

  mutating func append(_ bytes: [UInt8]) {
    if count == 0 {
      piece = bytes
      sent = 0
    } else {
      queue.append(bytes)
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
      if sent == piece.count { takeNext() }
    }
    return filled
  }

  private mutating func takeNext() {
    sent = 0
    guard next < queue.count else {
      piece = []
      return
    }
    piece = queue[next]
    next += 1
    if next == queue.count {
      queue.removeAll(keepingCapacity: true)
      next = 0
    } else if next == 64 {
      queue.removeFirst(64)
      next = 0
    }
  }
}
