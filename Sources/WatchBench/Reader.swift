import Glibc
import HTTP2

/// What all watches of a run have seen. Touched on the loop only.
///
/// All are told the same bytes, so a message is read once, and compared after that: this program shares the machine with the
/// service that it measures.
///
/// `@unchecked` because everything in it is read and written on the one loop of the run.
final class Sightings: @unchecked Sendable {
  struct Event {
    var migration = ""
    var revision: UInt64 = 0
    /// Microseconds since 1970 at which each watch had the whole message.
    var arrivals: [Int64] = []
  }

  enum Kind {
    case complete, heartbeat, other
    /// An index into `events`.
    case transition(Int)
  }

  private struct Message {
    let bytes: [UInt8]
    let kind: Kind
  }

  /// One for each message that told of it: who reads it from the ledger may get other bytes.
  private(set) var events: [Event] = []
  private(set) var complete = 0
  private(set) var heartbeats = 0
  private(set) var other = 0
  /// By the status of their end.
  var ended: [String: Int] = [:]
  /// The last messages that were new.
  private var known: [Message] = []
  private static let knownMax = 64

  func forget() {
    events = []
    known = []
  }

  /// A watch has a whole message.
  func saw(_ bytes: UnsafeRawBufferPointer) {
    switch kind(of: bytes) {
    case .complete: complete += 1
    case .heartbeat: heartbeats += 1
    case .other: other += 1
    case .transition(let index):
      var now = timespec()
      clock_gettime(CLOCK_REALTIME, &now)
      events[index].arrivals.append(Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000)
    }
  }

  private func kind(of bytes: UnsafeRawBufferPointer) -> Kind {
    for message in known.reversed() where message.bytes.count == bytes.count {
      if isEqual(message.bytes, bytes) { return message.kind }
    }
    if known.count == Self.knownMax { known.removeFirst(Self.knownMax / 2) }
    let new = Message(bytes: Array(bytes), kind: read(Array(bytes)[...]))
    known.append(new)
    return new.kind
  }

  private func isEqual(_ left: [UInt8], _ right: UnsafeRawBufferPointer) -> Bool {
    let count = right.count
    return left.withUnsafeBytes { left in
      guard let left = left.baseAddress, let right = right.baseAddress else { return true }
      return memcmp(left, right, count) == 0
    }
  }

  /// A WatchMigrationsResponse: its field 1 is the event.
  private func read(_ body: ArraySlice<UInt8>) -> Kind {
    var response = Fields(body)
    guard let field = response.next(), field.number == 1 else { return .other }
    var event = Fields(field.bytes)
    var kind = Kind.other
    while let field = event.next() {
      switch field.number {
      case 2: kind = .complete
      case 3:
        kind = .transition(events.count)
        events.append(Self.transition(field.bytes))
      case 5: kind = .heartbeat
      default: break
      }
    }
    return kind
  }

  /// A MigrationTransitionEvent: 1 is the transition with its revision, 2 the migration with its id.
  private static func transition(_ bytes: ArraySlice<UInt8>) -> Event {
    var found = Event()
    var fields = Fields(bytes)
    while let field = fields.next() {
      var inner = Fields(field.bytes)
      guard let first = inner.next(), first.number == 1 else { continue }
      if field.number == 1 { found.revision = first.value }
      if field.number == 2 { found.migration = String(decoding: first.bytes, as: UTF8.self) }
    }
    return found
  }
}

/// One watch: notes when each transition has come. A slow one reads nothing more after the snapshot.
final class Reader: StreamHandler {
  var stream: Stream?
  private let isSlow: Bool
  private let sightings: Sightings
  private var bytes: [UInt8] = []

  init(_ sightings: Sightings, isSlow: Bool) {
    self.sightings = sightings
    self.isSlow = isSlow
  }

  func headersReceived(_ block: HeaderBlock, ended: Bool) {
    if ended { noteEnd(block) }
  }

  func dataReceived(_ data: UnsafeRawBufferPointer, ended: Bool) {
    if !isSlow { stream?.consume(data.count) }
    guard bytes.isEmpty else {
      bytes.append(contentsOf: data)
      let whole = bytes.withUnsafeBytes { messages(in: $0) }
      bytes.removeFirst(whole)
      return
    }
    let whole = messages(in: data)
    if whole < data.count { bytes = Array(data[whole...]) }
  }

  /// Answers how many bytes are of whole messages.
  private func messages(in data: UnsafeRawBufferPointer) -> Int {
    var start = 0
    while data.count - start >= 5 {
      let length = Int(
        UInt32(bigEndian: data.loadUnaligned(fromByteOffset: start + 1, as: UInt32.self)))
      guard data.count - start >= 5 + length else { break }
      sightings.saw(UnsafeRawBufferPointer(rebasing: data[start + 5..<start + 5 + length]))
      start += 5 + length
    }
    return start
  }

  func trailersReceived(_ block: HeaderBlock) { noteEnd(block) }

  func writable() {}

  func closed(_ end: StreamEnd) { stream = nil }

  private func noteEnd(_ block: HeaderBlock) {
    var (status, hasToken) = ("", false)
    block.forEach { name, value in
      switch String(decoding: name, as: UTF8.self) {
      case "grpc-status": status = String(decoding: value, as: UTF8.self)
      case "galleon-resume-token": hasToken = true
      default: break
      }
    }
    sightings.ended["\(status)\(hasToken ? " with token" : "")", default: 0] += 1
  }
}

/// The fields of a message, one after the other; enough of the wire format to measure with.
struct Fields {
  struct Field {
    var number = 0
    var value: UInt64 = 0
    var bytes: ArraySlice<UInt8> = []
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  mutating func next() -> Field? {
    guard !rest.isEmpty else { return nil }
    let key = varint()
    var field = Field(number: Int(key >> 3))
    switch key & 7 {
    case 0:
      field.value = varint()
    case 1, 5:
      rest = rest.dropFirst(key & 7 == 1 ? 8 : 4)
    default:
      let length = Int(varint())
      field.bytes = rest.prefix(length)
      rest = rest.dropFirst(length)
    }
    return field
  }

  private mutating func varint() -> UInt64 {
    var (value, shift): (UInt64, UInt64) = (0, 0)
    while let byte = rest.popFirst() {
      value |= UInt64(byte & 0x7f) << shift
      shift += 7
      if byte < 0x80 { break }
    }
    return value
  }
}
