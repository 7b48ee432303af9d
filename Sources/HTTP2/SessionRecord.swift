/// What nghttp2's callbacks recorded while it read or wrote, in order; handled after it has returned.
struct SessionRecord {
  var events: [SessionEvent] = []
  /// The bytes of data events.
  var bytes: [UInt8] = []

  /// Hands each event to `handle`, with `bytes`, and lets go of it; the room is kept unless it is a great deal.
  mutating func replay(_ handle: (SessionEvent, UnsafeRawBufferPointer) -> Void) {
    var rest: [SessionEvent] = []
    swap(&rest, &events)
    rest.reverse()
    bytes.withUnsafeBytes { bytes in
      while let event = rest.popLast() { handle(event, bytes) }
    }
    swap(&rest, &events)
    bytes.removeAll(keepingCapacity: bytes.count <= 65_536)
  }
}
