/// What nghttp2's callbacks recorded while it read or wrote, in order; handled after it has returned.
struct SessionRecord {
  var events: [SessionEvent] = []
  /// The bytes of data events.
  var bytes: [UInt8] = []

  /// Forgets everything but keeps the room, unless it is a great deal.
  mutating func removeAll() {
    events.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: bytes.count <= 65_536)
  }
}
