@testable import HTTP2

/// One thing that a client must not send, or that a server must pass over, and what follows from it.
struct MalformedInput: Sendable {
  enum Outcome: Hashable, CustomStringConvertible {
    /// RST_STREAM on stream 1 with this code; the connection goes on.
    case stream(ErrorCode)
    /// GOAWAY with this code, and the connection is closed.
    case connection(ErrorCode)
    /// As if nothing had happened.
    case passedOver

    var description: String {
      switch self {
      case .stream(let code): "RST_STREAM \(code.rawValue)"
      case .connection(let code): "GOAWAY \(code.rawValue)"
      case .passedOver: "nothing"
      }
    }
  }

  let name: String
  /// Where that is said: of RFC 9113, or RFC 7541 where it says so.
  let section: String
  /// What follows the preface.
  let bytes: [UInt8]
  let outcome: Outcome

  init(_ name: String, _ section: String, _ outcome: Outcome, _ frames: [UInt8]...) {
    self.name = name
    self.section = section
    self.outcome = outcome
    bytes = Array(frames.joined())
  }
}

// MARK: Frames and fields

func frame(_ type: FrameType, _ flags: UInt8 = 0, on stream: UInt32, _ payload: [UInt8] = [])
  -> [UInt8]
{
  RawPeer.frame(type: type.rawValue, flags: flags, stream: stream, payload)
}

enum FrameType: UInt8 {
  case data, headers, priority, resetStream, settings, pushPromise, ping, goAway, windowUpdate
  case continuation
  case unknown = 0xfa
}

/// A field that enters no table (RFC 7541, section 6.2.2).
func field(_ name: String, _ value: String) -> [UInt8] {
  [0, UInt8(name.utf8.count)] + Array(name.utf8) + [UInt8(value.utf8.count)] + Array(value.utf8)
}

func setting(_ id: UInt8, _ value: UInt32) -> [UInt8] {
  [0, id] + number(value)
}

func number(_ value: UInt32) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
}

/// The pseudo-header fields of a request whose stream stays open.
let held =
  field(":method", "POST") + field(":scheme", "http") + field(":path", "/held")
  + field(":authority", "test")
let endStream: UInt8 = 1
let endHeaders: UInt8 = 4
let padded: UInt8 = 8
let hasPriority: UInt8 = 0x20

/// HEADERS on stream 1 with these fields after those of a right request; the body follows.
func request(with more: [UInt8] = [], _ flags: UInt8 = endHeaders) -> [UInt8] {
  frame(.headers, flags, on: 1, held + more)
}

/// HEADERS on stream 1 with these fields alone.
func block(_ fields: [UInt8]...) -> [UInt8] {
  frame(.headers, endHeaders | endStream, on: 1, Array(fields.joined()))
}
