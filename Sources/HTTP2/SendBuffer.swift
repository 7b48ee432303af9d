/// What waits to be sent on a stream. Nearly always that is one piece, which is then shared with whoever made it, not copied.
struct SendBuffer {
  /// What is sent first.
  private var piece: [UInt8] = []
  private var sent = 0
  /// What is sent after it: small pieces, one behind the other, so that the memory of each is free for the next.
  private var tail: [UInt8] = []
  /// Whether `piece` was `tail` before, so that its room is nobody else's.
  private var isOwnPiece = false
  /// The largest room that is worth keeping: twice what a stream usually holds back.
  private static let roomMax = 131_072
  /// Bytes not yet taken.
  private(set) var count = 0

  /// - Parameter room: of an array that nobody needs, for what does not fit into one piece.
  mutating func append(_ bytes: [UInt8], room: inout [UInt8]) {
    if count == 0 {
      piece = bytes
      isOwnPiece = false
      sent = 0
    } else {
      if tail.isEmpty, room.capacity > tail.capacity { swap(&tail, &room) }
      tail.append(contentsOf: bytes)
    }
    count += bytes.count
  }

  /// The same for bytes that are somebody else's afterwards.
  mutating func append(copying bytes: UnsafeRawBufferPointer, room: inout [UInt8]) {
    if tail.isEmpty, room.capacity > tail.capacity { swap(&tail, &room) }
    tail.append(contentsOf: bytes)
    if count == 0 { takeTail(&room) }
    count += bytes.count
  }

  /// Moves as much as fits into `buffer`; answers with how much that was.
  ///
  /// - Parameter room: gets the room of what has been sent.
  mutating func fill(_ buffer: UnsafeMutableRawBufferPointer, room: inout [UInt8]) -> Int {
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
      if sent == piece.count { takeTail(&room) }
    }
    return filled
  }

  private mutating func takeTail(_ room: inout [UInt8]) {
    sent = 0
    if isOwnPiece, piece.capacity > room.capacity, piece.capacity <= Self.roomMax {
      piece.removeAll(keepingCapacity: true)
      swap(&piece, &room)
    }
    piece = []
    swap(&piece, &tail)
    isOwnPiece = true
  }
}
