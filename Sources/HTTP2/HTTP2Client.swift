import CLinux
import Glibc

/// A client's connection to one server.
package final class HTTP2Client: Sendable {
  private let connection: Connection

  private init(_ connection: Connection) {
    self.connection = connection
  }

  package var loop: EventLoop { connection.loop }

  /// Connects within `timeout`; each address of a host name is tried in turn.
  ///
  /// - Parameters:
  ///   - tls: makes the connection secure; nil leaves it plain.
  ///   - onClose: called on the loop when the server says GOAWAY, and when the connection is gone.
  /// - Throws: an error that says what cannot be reached and why.
  package static func connect(
    to endpoint: Endpoint, tls: TLSClient? = nil, loop: EventLoop, limits: Limits = Limits(),
    timeout: Duration, onClose: @escaping @Sendable (HTTP2Error) -> Void
  ) async throws(HTTP2Error) -> HTTP2Client {
    var last = HTTP2Error(.address, "\(endpoint) stands for no address")
    for address in try SocketAddress.resolve(endpoint, passive: false) {
      do throws(HTTP2Error) {
        let descriptor = try await connect(address, endpoint, loop, timeout)
        var limits = limits
        limits.handshakeTime = min(limits.handshakeTime, timeout)
        return try await open(descriptor, tls, endpoint, loop, limits, onClose)
      } catch {
        last = error
      }
    }
    throw last
  }

  /// Opens a stream; what it brings goes to `handler`. To be called on the loop.
  ///
  /// - Throws: when the connection is gone or going.
  package func open(_ headers: [HeaderField], _ handler: any StreamHandler)
    throws(HTTP2Error) -> Stream
  {
    guard !connection.isClosed else {
      throw HTTP2Error(.closed, "the connection to \(connection.peer) is closed")
    }
    let stream = Stream(connection: connection)
    stream.handler = handler
    try connection.submitRequest(stream, headers)
    return stream
  }

  /// Ends the connection; its streams end with it.
  package func close() async {
    await loop.ask { [connection] in
      connection.close(HTTP2Error(.closed, "this side closed the connection"))
    }
  }

  private static func open(
    _ descriptor: CInt, _ tls: TLSClient?, _ endpoint: Endpoint, _ loop: EventLoop,
    _ limits: Limits, _ onClose: @escaping @Sendable (HTTP2Error) -> Void
  ) async throws(HTTP2Error) -> HTTP2Client {
    let result = await withCheckedContinuation {
      (done: CheckedContinuation<Result<HTTP2Client, HTTP2Error>, Never>) in
      loop.execute {
        do throws(HTTP2Error) {
          var socket = Socket(descriptor: descriptor, peer: SocketName.peer(descriptor))
          if let tls {
            try socket.secure(
              tls.context, role: .client, expecting: tls.serverName ?? endpoint.host)
          }
          let connection = try Connection(socket, role: .client, loop: loop, limits: limits)
          // Until it is open, its end is the answer to whoever asked for it.
          connection.onClose = { done.resume(returning: .failure($0)) }
          connection.onOpen = { [unowned connection] in
            connection.onClose = onClose
            connection.onGoingAway = {
              onClose(HTTP2Error(.goingAway, "the server is going away"))
            }
            done.resume(returning: .success(HTTP2Client(connection)))
          }
          do throws(HTTP2Error) { try connection.open() } catch { connection.close(error) }
        } catch {
          done.resume(returning: .failure(error))
        }
      }
    }
    return try result.get()
  }

  private static func connect(
    _ address: SocketAddress, _ endpoint: Endpoint, _ loop: EventLoop, _ timeout: Duration
  ) async throws(HTTP2Error) -> CInt {
    let flags = CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue)
    let descriptor = socket(address.family, CInt(SOCK_STREAM.rawValue) | flags, 0)
    guard descriptor >= 0 else { throw .system("socket", errno) }
    let failure = await withCheckedContinuation {
      (done: CheckedContinuation<HTTP2Error?, Never>) in
      loop.execute {
        Connecting(descriptor, endpoint, loop, done).start(address, timeout)
      }
    }
    if let failure {
      Glibc.close(descriptor)
      throw failure
    }
    return descriptor
  }
}

/// What a client makes its connections secure with.
package struct TLSClient: Sendable {
  let context: TLSContext
  /// Nil takes the host that is connected to.
  let serverName: String?

  /// - Throws: an error that names the file and what is wrong with it.
  package init(_ files: TLSClientFiles) throws(HTTP2Error) {
    context = try .client(files)
    serverName = files.serverName
  }
}

/// A connect(2) under way; answers its continuation once: connected, failed, or too late. Touched on the loop only.
private final class Connecting: EventSource {
  private let descriptor: CInt
  private let endpoint: Endpoint
  private let loop: EventLoop
  private var done: CheckedContinuation<HTTP2Error?, Never>?
  private var watchNumber: UInt64?
  private var timer: LoopTimer?

  init(
    _ descriptor: CInt, _ endpoint: Endpoint, _ loop: EventLoop,
    _ done: CheckedContinuation<HTTP2Error?, Never>
  ) {
    self.descriptor = descriptor
    self.endpoint = endpoint
    self.loop = loop
    self.done = done
  }

  func start(_ address: SocketAddress, _ timeout: Duration) {
    var one: CInt = 1
    if address.family != AF_UNIX {
      setsockopt(
        descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<CInt>.size))
    }
    if address.withPointer({ connect(descriptor, $0, $1) }) == 0 { return finish(nil) }
    guard errno == EINPROGRESS else { return finish(failed(errno)) }
    do throws(HTTP2Error) {
      watchNumber = try loop.watch(descriptor, EPOLLOUT.rawValue, self)
    } catch {
      return finish(error)
    }
    timer = loop.schedule(after: timeout) { [self] in
      finish(HTTP2Error(.timeout, "cannot reach \(endpoint): no answer within \(timeout)"))
    }
  }

  func ready(_ events: UInt32) {
    var code: CInt = 0
    var length = socklen_t(MemoryLayout<CInt>.size)
    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length)
    finish(code == 0 ? nil : failed(code))
  }

  func tickEnded() {}

  private func failed(_ code: CInt) -> HTTP2Error {
    .system("cannot reach", code, about: endpoint.description)
  }

  private func finish(_ error: HTTP2Error?) {
    guard let done else { return }
    self.done = nil
    timer?.cancel()
    timer = nil
    if let watchNumber { loop.unwatch(descriptor, watchNumber) }
    done.resume(returning: error)
  }
}
