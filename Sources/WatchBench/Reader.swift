import Glibc
import HTTP2

/// What all watches of a run have seen. Touched on the loop only.
///
/// `@unchecked` because everything in it is read and written on the one loop of the run.
final class Sightings: @unchecked Sendable {
  struct Event {
    var migration = ""
    var revision: UInt64 = 0
    /// Microseconds since 1970 at which each watch had the whole message.
    var arrivals: [Int64] = []
  }

  var events: [String: Event] = [:]
  var complete = 0
  var heartbeats = 0
  var other = 0
  /// By the status of their end.
  var ended: [String: Int] = [:]
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
    bytes.append(contentsOf: data)
    var start = 0
    while bytes.count - start >= 5 {
      let length = bytes[start + 1..<start + 5].reduce(0) { $0 << 8 | Int($1) }
      guard bytes.count - start >= 5 + length else { break }
      message(bytes[start + 5..<start + 5 + length])
      start += 5 + length
    }
    bytes.removeFirst(start)
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

  /// A WatchMigrationsResponse: its field 1 is the event.
  private func message(_ body: ArraySlice<UInt8>) {
    var response = Fields(body)
    guard let field = response.next(), field.number == 1 else { return }
    var event = Fields(field.bytes)
    var (transition, token): (ArraySlice<UInt8>?, ArraySlice<UInt8>?) = (nil, nil)
    while let field = event.next() {
      switch field.number {
      case 2: sightings.complete += 1
      case 3: transition = field.bytes
      case 5: sightings.heartbeats += 1
      case 6: token = field.bytes
      default: sightings.other += 1
      }
    }
    guard let transition, let token else { return }
    note(transition, String(decoding: token, as: UTF8.self))
  }

  private func note(_ transition: ArraySlice<UInt8>, _ token: String) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let time = Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
    if sightings.events[token] == nil { sightings.events[token] = Self.read(transition) }
    sightings.events[token]?.arrivals.append(time)
  }

  /// A MigrationTransitionEvent: 1 is the transition with its revision, 2 the migration with its id.
  private static func read(_ transition: ArraySlice<UInt8>) -> Sightings.Event {
    var found = Sightings.Event()
    var fields = Fields(transition)
    while let field = fields.next() {
      var inner = Fields(field.bytes)
      guard let first = inner.next(), first.number == 1 else { continue }
      if field.number == 1 { found.revision = first.value }
      if field.number == 2 { found.migration = String(decoding: first.bytes, as: UTF8.self) }
    }
    return found
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
