/// What nghttp2's callbacks recorded while it read or wrote, in order; handled after it has returned.
///
/// The events lie in memory of their own, because an array counts references when an element is looked at or taken out.
struct SessionRecord: ~Copyable {
  private var events: UnsafeMutableBufferPointer<SessionEvent> = .init(start: nil, count: 0)
  private var count = 0
  /// The stream whose data the last event is.
  private var latestData: Int32 = 0
  /// The bytes of data events.
  private var bytes: [UInt8] = []

  var isEmpty: Bool { count == 0 }

  deinit {
    events[..<count].deinitialize()
    events.deallocate()
  }

  mutating func append(_ event: consuming SessionEvent) {
    if count == events.count { grow() }
    events.initializeElement(at: count, to: event)
    count += 1
    latestData = 0
  }

  mutating func append(_ data: UnsafeRawBufferPointer, of stream: Stream) {
    let start = bytes.count
    bytes.append(contentsOf: data)
    append(.data(.passUnretained(stream), start..<bytes.count, ended: false))
    latestData = stream.id
  }

  /// The data of a stream have ended: its last event says so, or one without bytes.
  mutating func endData(of stream: Stream) {
    guard latestData == stream.id, count > 0 else {
      return append(.data(.passUnretained(stream), bytes.count..<bytes.count, ended: true))
    }
    guard case .data(let stream, let range, _) = events.moveElement(from: count - 1) else {
      preconditionFailure("the last event is no longer what was recorded last")
    }
    events.initializeElement(at: count - 1, to: .data(stream, range, ended: true))
    latestData = 0
  }

  /// Hands each event to `handle`, with `bytes`, and lets go of it; the room is kept unless it is a great deal.
  mutating func replay(_ handle: (consuming SessionEvent, UnsafeRawBufferPointer) -> Void) {
    let (events, count) = (events, count)
    self.count = 0
    bytes.withUnsafeBytes { bytes in
      for index in 0..<count { handle(events.moveElement(from: index), bytes) }
    }
    latestData = 0
    bytes.removeAll(keepingCapacity: bytes.count <= 65_536)
  }

  private mutating func grow() {
    let larger = UnsafeMutableBufferPointer<SessionEvent>.allocate(capacity: max(16, 2 * count))
    _ = larger.moveInitialize(fromContentsOf: events[..<count])
    events.deallocate()
    events = larger
  }
}
