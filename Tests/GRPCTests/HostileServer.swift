import Foundation
import Synchronization

@testable import GRPC

/// A server by hand, for what no honest one sends; each connection has a thread that blocks. What a script sends in
/// place of an answer is sent until the server is told to be honest, so that a test sees whether the client comes back.
final class HostileServer: Sendable {
  /// What is done with a connection whose preface was read.
  typealias Script = @Sendable (HostileConnection) -> Void

  private struct State {
    var descriptors: [CInt] = []
    var isStopped = false
    var connections = 0
  }

  let target: Target
  private let listener: CInt
  private let state = Mutex(State())
  private let honest = Atomic(false)

  /// - Parameter script: of each connection while the server is hostile.
  init(_ script: @escaping Script) throws {
    let path = "/tmp/galleon-hostile-\(UInt64.random(in: 0 ... .max)).sock"
    target = .unix(path: path)
    listener = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0, listen(listener, 64) == 0 else { throw CocoaError(.fileWriteUnknown) }
    Thread.detachNewThread { [self] in accept(script) }
  }

  /// The bytes in place of each answer, by stream.
  convenience init(answers: @escaping @Sendable (UInt32) -> [UInt8]) throws {
    try self.init { connection in
      guard connection.greet() else { return }
      while let stream = connection.request() {
        connection.send(connection.isHonest ? Answer.good(stream) : answers(stream))
      }
    }
  }

  var isHonest: Bool { honest.load(ordering: .acquiring) }

  func becomeHonest() { honest.store(true, ordering: .releasing) }

  /// Connections so far.
  var connections: Int { state.withLock(\.connections) }

  func stop() {
    state.withLock { state in
      state.isStopped = true
      for descriptor in state.descriptors { shutdown(descriptor, CInt(SHUT_RDWR)) }
    }
    shutdown(listener, CInt(SHUT_RDWR))
    if case .unix(let path) = target { unlink(path) }
  }

  private func accept(_ script: @escaping Script) {
    while true {
      let descriptor = Glibc.accept(listener, nil, nil)
      guard descriptor >= 0 else { break }
      let isStopped = state.withLock { state in
        state.descriptors.append(descriptor)
        state.connections += 1
        return state.isStopped
      }
      guard !isStopped else { break }
      Thread.detachNewThread { [self] in
        let connection = HostileConnection(descriptor, self)
        if isHonest { connection.serve() } else { script(connection) }
        // Nobody shuts its number down when it is another's; and not kept: Foundation's Process.run reads beyond the list
        // of a process's descriptors when they are more than a thousand.
        state.withLock { state in
          state.descriptors.removeAll { $0 == descriptor }
          _ = close(descriptor)
        }
      }
    }
    close(listener)
  }
}

/// One connection of it, on its thread.
final class HostileConnection {
  private let descriptor: CInt
  private let server: HostileServer

  init(_ descriptor: CInt, _ server: HostileServer) {
    self.descriptor = descriptor
    self.server = server
  }

  var isHonest: Bool { server.isHonest }

  /// Reads the client's preface and sends empty SETTINGS; false when the client is gone.
  func greet() -> Bool {
    read(24) != nil && send(Answer.frame(4, 0, 0))
  }

  /// Answers as it should until the client is gone.
  func serve() {
    guard greet() else { return }
    while let stream = request() { send(Answer.good(stream)) }
  }

  /// Reads until the client begins another stream; nil when it is gone.
  func request() -> UInt32? {
    while let (type, stream) = next() { if type == 1 { return stream } }
    return nil
  }

  /// Reads nothing more, until the client is gone or the server is stopped.
  func waitForEnd() {
    var event = pollfd(fd: descriptor, events: 0, revents: 0)
    poll(&event, 1, 300_000)
  }

  /// Reads a frame.
  private func next() -> (type: UInt8, stream: UInt32)? {
    guard let head = read(9) else { return nil }
    let length = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
    guard read(length) != nil else { return nil }
    return (head[3], head[5...].reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
  }

  private func read(_ count: Int) -> [UInt8]? {
    var all = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let part = all.withUnsafeMutableBytes {
        recv(descriptor, $0.baseAddress.map { $0 + done }, count - done, 0)
      }
      guard part > 0 else { return nil }
      done += part
    }
    return all
  }

  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let part = bytes.withUnsafeBytes {
        Glibc.send(
          descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent, CInt(MSG_NOSIGNAL))
      }
      guard part > 0 else { return false }
      sent += part
    }
    return true
  }
}

/// Frames of answers.
enum Answer {
  static func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8] = [])
    -> [UInt8]
  {
    let length = payload.count
    return [
      UInt8(length >> 16 & 0xff), UInt8(length >> 8 & 0xff), UInt8(length & 0xff), type, flags,
    ] + number(stream) + payload
  }

  static func number(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  /// A field that enters no table (RFC 7541, section 6.2.2); up to 126 bytes each.
  static func field(_ name: String, _ value: String) -> [UInt8] {
    [0, UInt8(name.utf8.count)] + Array(name.utf8) + [UInt8(value.utf8.count)] + Array(value.utf8)
  }

  static let ok = field(":status", "200") + field("content-type", "application/grpc")

  static func headers(_ stream: UInt32, _ block: [UInt8] = ok, ended: Bool = false) -> [UInt8] {
    frame(1, ended ? 5 : 4, stream, block)
  }

  static func status(_ stream: UInt32, _ code: String) -> [UInt8] {
    headers(stream, field("grpc-status", code), ended: true)
  }

  /// A message as gRPC frames it, with a flag and a length that may be lies, in DATA frames.
  static func message(
    _ stream: UInt32, _ payload: [UInt8], flag: UInt8 = 0, length: UInt32? = nil,
    ended: Bool = false
  ) -> [UInt8] {
    let bytes = [flag] + number(length ?? UInt32(payload.count)) + payload
    var frames: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 16_384) {
      let end = min(start + 16_384, bytes.count)
      frames += frame(0, ended && end == bytes.count ? 1 : 0, stream, Array(bytes[start..<end]))
    }
    return frames
  }

  static func reset(_ stream: UInt32, _ code: UInt32) -> [UInt8] {
    frame(3, 0, stream, number(code))
  }

  static func goAway(last: UInt32, _ code: UInt32 = 0, _ words: String = "") -> [UInt8] {
    frame(7, 0, 0, number(last) + number(code) + Array(words.utf8))
  }

  /// What an honest server says.
  static func good(_ stream: UInt32) -> [UInt8] {
    headers(stream) + message(stream, Array("good".utf8)) + status(stream, "0")
  }

  static func repeated(_ count: Int, _ frame: [UInt8]) -> [UInt8] {
    Array(repeatElement(frame, count: count).joined())
  }
}
