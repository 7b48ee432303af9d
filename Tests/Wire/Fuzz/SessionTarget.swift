import Glibc

@testable import HTTP2

/// A real connection of a server, over a pair of sockets, whose handlers send back what they get. The input follows the
/// client's preface; it must neither crash nor leave the connection open.
enum SessionTarget {
  private static let loop: EventLoop = {
    do { return try EventLoop() } catch { preconditionFailure("no event loop: \(error)") }
  }()

  static func run(_ input: UnsafeRawBufferPointer) -> CInt {
    var ends: [CInt] = [0, 0]
    let kind = CInt(SOCK_STREAM.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return 0 }
    let (here, there) = (ends[0], ends[1])
    _ = fcntl(there, F_SETFL, O_NONBLOCK)
    loop.execute { serve(there) }
    let bytes = preface + input
    _ = bytes.withUnsafeBytes { send(here, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
    shutdown(here, CInt(SHUT_WR))
    // The server closes when it has read the end: whoever never does would hang here, and libFuzzer says so.
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while recv(here, &buffer, buffer.count, 0) > 0 {}
    close(here)
    return 0
  }

  private static let preface =
    Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]

  private static func serve(_ descriptor: CInt) {
    let made: Connection
    do throws(HTTP2Error) {
      made = try Connection(
        Socket(descriptor: descriptor, peer: "fuzzer"), role: .server, loop: loop,
        limits: Limits(), budget: MemoryBudget(limit: 1 << 20))
    } catch {
      return
    }
    made.accept = { Echo($0) }
    // The connection keeps itself until it is closed.
    made.onClose = { _ in withExtendedLifetime(made) {} }
    do throws(HTTP2Error) { try made.open() } catch { made.close(error) }
  }
}

/// Sends everything back.
private final class Echo: StreamHandler {
  private let stream: HTTP2.Stream

  init(_ stream: HTTP2.Stream) { self.stream = stream }

  func headersReceived(_ block: HeaderBlock, ended: Bool) {
    stream.sendHeaders([HeaderField(":status", "200")])
    if ended { stream.finish(trailers: [HeaderField("x-end", "yes")]) }
    stream.giveBack(block)
  }

  func dataReceived(_ bytes: UnsafeRawBufferPointer, ended: Bool) {
    stream.send(Array(bytes))
    stream.keeps(bytes.count)
    stream.consume(bytes.count)
    if ended { stream.finish(trailers: [HeaderField("x-end", "yes")]) }
  }

  func trailersReceived(_ block: HeaderBlock) {
    stream.finish(trailers: [HeaderField("x-end", "yes")])
  }

  func writable() {}
  func closed(_ end: StreamEnd) {}
}
