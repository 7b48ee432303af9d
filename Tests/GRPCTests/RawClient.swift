import Foundation

@testable import GRPC

/// A client by hand, for what arrives in one read: frames that are written together. It blocks, for at most five minutes at a
/// time.
final class RawClient {
  private let descriptor: CInt
  private var received: [UInt8] = []

  init(port: UInt16) throws {
    descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    var patience = timeval(tv_sec: 300, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
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

  /// All at once: a few kilobytes are one segment on the loopback.
  func send(_ bytes: [UInt8]) throws {
    let sent = bytes.withUnsafeBytes {
      Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
    }
    guard sent == bytes.count else { throw CocoaError(.fileWriteUnknown) }
  }

  /// The texts of all messages so far by stream, when those of `streams` are among them; fewer when the server has closed the
  /// connection.
  func answers(of streams: Set<UInt32>) -> [UInt32: String] {
    var part = [UInt8](repeating: 0, count: 65_536)
    while true {
      let texts = texts
      if streams.isSubset(of: texts.keys) { return texts }
      let count = recv(descriptor, &part, part.count, 0)
      guard count > 0 else { return texts }
      received += part[..<count]
    }
  }

  private var texts: [UInt32: String] {
    var texts: [UInt32: String] = [:]
    var start = 0
    while start + 9 <= received.count {
      let length = received[start..<start + 3].reduce(0) { $0 << 8 | Int($1) }
      guard start + 9 + length <= received.count else { break }
      let stream = received[start + 5..<start + 9].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      if received[start + 3] == 0, length > 5 {
        texts[stream] = String(
          decoding: received[start + 14..<start + 9 + length], as: UTF8.self)
      }
      start += 9 + length
    }
    return texts
  }

  // MARK: Frames

  static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + Answer.frame(4, 0, 0)

  /// HEADERS of a call; its messages may follow.
  static func call(_ stream: UInt32, _ path: String) -> [UInt8] {
    let fields = [
      (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "test"),
      ("content-type", "application/grpc"), ("te", "trailers"),
    ]
    return Answer.headers(stream, fields.flatMap { Answer.field($0.0, $0.1) })
  }

  /// A whole call with one message.
  static func call(_ stream: UInt32, _ path: String, _ text: String) -> [UInt8] {
    call(stream, path) + Answer.message(stream, Array(text.utf8), ended: true)
  }

  /// RST_STREAM with CANCEL.
  static func reset(_ stream: UInt32) -> [UInt8] { Answer.reset(stream, 8) }
}
