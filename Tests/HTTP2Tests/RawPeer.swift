import Foundation
import HTTP2

/// The client's end of a TCP connection to a port of this machine, for bytes that no honest client sends. It blocks, for at
/// most five minutes at a time.
final class RawPeer {
  private let descriptor: CInt

  init(port: UInt16) throws {
    descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    var patience = timeval(tv_sec: 300, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw CocoaError(.fileNoSuchFile) }
  }

  deinit { close(descriptor) }

  /// False when the server does not take them any more.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        Glibc.send(
          descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, CInt(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  func endSending() { shutdown(descriptor, CInt(SHUT_WR)) }

  /// What the server sends until it closes the connection, or until that is enough.
  func readToEnd(until isEnough: ([UInt8]) -> Bool = { _ in false }) -> [UInt8] {
    var all: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while !isEnough(all) {
      let count = recv(descriptor, &part, part.count, 0)
      guard count > 0 else { break }
      all += part[..<count]
    }
    return all
  }

  /// The codes of the GOAWAY frames that the server sends until it closes the connection.
  func goAwayCodes() -> [ErrorCode] { Self.goAways(in: readToEnd()) }

  static func goAways(in bytes: [UInt8]) -> [ErrorCode] {
    frames(in: bytes).compactMap { frame in
      guard frame.type == 7, frame.payload.count >= 8 else { return nil }
      return ErrorCode(
        rawValue: frame.payload[4..<8].reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
    }
  }

  static func frameTypes(in bytes: [UInt8]) -> [UInt8] { frames(in: bytes).map(\.type) }

  // MARK: Frames

  /// The client's preface with empty SETTINGS (RFC 9113, section 3.4).
  static let preface =
    Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(type: 4, flags: 0, stream: 0, [])

  static func frame(type: UInt8, flags: UInt8, stream: UInt32, _ payload: [UInt8]) -> [UInt8] {
    let length = payload.count
    return [
      UInt8(length >> 16 & 0xff), UInt8(length >> 8 & 0xff), UInt8(length & 0xff), type, flags,
      UInt8(stream >> 24), UInt8(stream >> 16 & 0xff), UInt8(stream >> 8 & 0xff),
      UInt8(stream & 0xff),
    ] + payload
  }

  /// The codes of RST_STREAM frames by stream.
  static func resets(in bytes: [UInt8]) -> [UInt32: ErrorCode] {
    var codes: [UInt32: ErrorCode] = [:]
    for frame in frames(in: bytes) where frame.type == 3 && frame.payload.count == 4 {
      codes[frame.stream] = ErrorCode(
        rawValue: frame.payload.reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
    }
    return codes
  }

  struct Frame {
    let type: UInt8
    let flags: UInt8
    let stream: UInt32
    let payload: [UInt8]
  }

  /// The whole frames of what a server sent.
  static func frames(in bytes: [UInt8]) -> [Frame] {
    var frames: [Frame] = []
    var start = 0
    while start + 9 <= bytes.count {
      let length = Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
      guard start + 9 + length <= bytes.count else { break }
      let id = bytes[start + 5..<start + 9].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      frames.append(
        Frame(
          type: bytes[start + 3], flags: bytes[start + 4], stream: id & 0x7fff_ffff,
          payload: Array(bytes[start + 9..<start + 9 + length])))
      start += 9 + length
    }
    return frames
  }

  /// HEADERS of a POST whose body follows; `/held` is never answered.
  static func request(_ stream: UInt32, path: String = "/held") -> [UInt8] {
    // Static fields, then a literal path and authority (RFC 7541, sections 6.1 and 6.2.2).
    let block: [UInt8] =
      [0x83, 0x86, 0x04, UInt8(path.utf8.count)] + Array(path.utf8) + [0x01, 4] + Array("test".utf8)
    return frame(type: 1, flags: 4, stream: stream, block)
  }

  /// HEADERS of a POST of `/up` and the first piece of its body; more may follow.
  static func upload(_ stream: UInt32, _ text: String) -> [UInt8] {
    let block: [UInt8] =
      [0x83, 0x86, 0x04, 3] + Array("/up".utf8) + [0x01, 4] + Array("test".utf8)
    return frame(type: 1, flags: 4, stream: stream, block)
      + frame(type: 0, flags: 0, stream: stream, Array(text.utf8))
  }

  /// RST_STREAM with CANCEL.
  static func reset(_ stream: UInt32) -> [UInt8] {
    frame(type: 3, flags: 0, stream: stream, [0, 0, 0, 8])
  }
}
