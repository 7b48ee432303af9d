/// What waits to be sent on a stream. Nearly always that is one piece, which is then shared with whoever made it, not copied.
struct SendBuffer {
  /// What is sent first.
  private var piece: [UInt8] = []
  private var sent = 0
  /// What is sent after it: small pieces, one behind the other, so that the memory of each is free for the next.
  private var tail: [UInt8] = []
  /// Whether `piece` was `tail` before, so that its room is nobody else's.
  private var isOwnPiece = false
  /// Bytes not yet taken.
  private(set) var count = 0

  /// - Parameter rooms: for what does not fit into one piece.
  mutating func append(_ bytes: [UInt8], _ rooms: inout SpareRooms) {
    if count == 0 {
      piece = bytes
      isOwnPiece = false
      sent = 0
    } else {
      if tail.capacity == 0 { tail = rooms.take() }
      tail.append(contentsOf: bytes)
    }
    count += bytes.count
  }

  /// The same for bytes that are somebody else's afterwards.
  mutating func append(copying bytes: UnsafeRawBufferPointer, _ rooms: inout SpareRooms) {
    if tail.capacity == 0 { tail = rooms.take() }
    tail.append(contentsOf: bytes)
    if count == 0 { takeTail(&rooms) }
    count += bytes.count
  }

  /// Moves as much as fits into `buffer`; answers with how much that was.
  ///
  /// - Parameter rooms: gets the room of what has been sent.
  mutating func fill(_ buffer: UnsafeMutableRawBufferPointer, _ rooms: inout SpareRooms) -> Int {
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
      if sent == piece.count { takeTail(&rooms) }
    }
    return filled
  }

  private mutating func takeTail(_ rooms: inout SpareRooms) {
    sent = 0
    var before: [UInt8] = []
    swap(&before, &piece)
    swap(&piece, &tail)
    if isOwnPiece, before.capacity > 0 { rooms.giveBack(before) }
    isOwnPiece = true
  }
}
