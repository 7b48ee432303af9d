import CLinux
import Glibc

/// A client's connection to one server.
package final class HTTP2Client: Sendable {
  private let connection: Connection

  private init(_ connection: Connection) {
    self.connection = connection
  }

  package var loop: EventLoop { connection.loop }

  /// Connects within `timeout` for each step; each address of a host name is tried in turn. The connection stands when the
  /// server's SETTINGS have come: what answers and does not speak HTTP/2 is no server.
  ///
  /// - Parameters:
  ///   - tls: makes the connection secure; nil leaves it plain.
  ///   - name: the one the server's certificate must have when `tls` says none; nil takes the endpoint's host.
  ///   - userTimeout: how long sent bytes may stay unacknowledged before the kernel gives the connection up
  ///     (TCP_USER_TIMEOUT, tcp(7)); nil leaves that to it.
  ///   - onGoingAway: called on the loop for each GOAWAY of the server, with its debug data; without it `onClose` is.
  ///   - onClose: called on the loop when the connection is gone.
  /// - Throws: an error that says what cannot be reached and why.
  package static func connect(
    to endpoint: Endpoint, tls: TLSClient? = nil, name: String? = nil, loop: EventLoop,
    limits: Limits = Limits(), timeout: Duration, userTimeout: Duration? = nil,
    onGoingAway: (@Sendable (ErrorCode, _ debug: String) -> Void)? = nil,
    onClose: @escaping @Sendable (HTTP2Error) -> Void
  ) async throws(HTTP2Error) -> HTTP2Client {
    let addresses = try SocketAddress.resolve(endpoint, passive: false)
    var limits = limits
    limits.handshakeTime = min(limits.handshakeTime, timeout)
    // On the loop all the way: a server gives a connection up whose first bytes wait for a thread.
    return try await withTaskExecutorPreference(loop) { [limits] () async throws(HTTP2Error) in
      var last = HTTP2Error(.address, "\(endpoint) stands for no address")
      for address in addresses {
        do throws(HTTP2Error) {
          let descriptor = try await connect(address, endpoint, loop, timeout, userTimeout)
          return try await open(
            descriptor, tls, tls?.serverName ?? name ?? endpoint.host, loop, limits, timeout,
            onGoingAway, onClose)
        } catch {
          last = error
        }
      }
      throw last
    }
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

  /// Asks the server for a sign of life; to be called on the loop.
  package func ping() { connection.ping() }

  /// Whether it is gone; to be asked on the loop.
  package var isClosed: Bool { connection.isClosed }

  /// Counts whatever the server sent; to be asked on the loop.
  package var reads: Int { connection.reads }

  /// Whether streams are open; to be asked on the loop.
  package var hasStreams: Bool { connection.hasStreams }

  /// What happened on it; to be asked on the loop.
  package var status: ConnectionStatus { connection.status }

  /// Ends the connection with `error`, which its streams hear; to be called on the loop.
  package func close(_ error: HTTP2Error) { connection.close(error) }

  /// Ends the connection when its last stream has ended; to be called on the loop.
  package func closeWhenIdle() { connection.closeWhenIdle() }

  /// Ends the connection; its streams end with it.
  package func close() async {
    await loop.ask { [connection] in
      connection.close(HTTP2Error(.closed, "this side closed the connection"))
    }
  }

  private static func open(
    _ descriptor: CInt, _ tls: TLSClient?, _ name: String, _ loop: EventLoop, _ limits: Limits,
    _ timeout: Duration, _ onGoingAway: (@Sendable (ErrorCode, String) -> Void)?,
    _ onClose: @escaping @Sendable (HTTP2Error) -> Void
  ) async throws(HTTP2Error) -> HTTP2Client {
    let result = await withCheckedContinuation {
      (done: CheckedContinuation<Result<HTTP2Client, HTTP2Error>, Never>) in
      loop.execute {
        do throws(HTTP2Error) {
          var socket = Socket(descriptor: descriptor, peer: SocketName.peer(descriptor))
          if let tls {
            try socket.secure(tls.context, role: .client, expecting: name)
          }
          let connection = try Connection(socket, role: .client, loop: loop, limits: limits)
          let timer = loop.schedule(after: timeout) { [unowned connection] in
            connection.close(
              HTTP2Error(
                .timeout, "\(connection.peer) did not begin to speak HTTP/2 within \(timeout)"))
          }
          // Until it is open, its end is the answer to whoever asked for it.
          connection.onClose = {
            timer.cancel()
            done.resume(returning: .failure($0))
          }
          connection.onOpen = { [unowned connection] in
            timer.cancel()
            connection.onClose = onClose
            connection.onGoingAway =
              onGoingAway ?? { _, _ in
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
    _ address: SocketAddress, _ endpoint: Endpoint, _ loop: EventLoop, _ timeout: Duration,
    _ userTimeout: Duration?
  ) async throws(HTTP2Error) -> CInt {
    let flags = CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue)
    let descriptor = socket(address.family, CInt(SOCK_STREAM.rawValue) | flags, 0)
    guard descriptor >= 0 else { throw .system("socket", errno) }
    let failure = await withCheckedContinuation {
      (done: CheckedContinuation<HTTP2Error?, Never>) in
      loop.execute {
        Connecting(descriptor, endpoint, loop, done).start(address, timeout, userTimeout)
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

  func start(_ address: SocketAddress, _ timeout: Duration, _ userTimeout: Duration?) {
    if address.family != AF_UNIX {
      set(TCP_NODELAY, 1)
      if let userTimeout {
        let (seconds, attoseconds) = userTimeout.components
        set(
          TCP_USER_TIMEOUT,
          CInt(clamping: max(1, seconds * 1000 + attoseconds / 1_000_000_000_000_000)))
      }
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

  private func set(_ option: CInt, _ value: CInt) {
    var value = value
    setsockopt(
      descriptor, CInt(IPPROTO_TCP), option, &value, socklen_t(MemoryLayout<CInt>.size))
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
