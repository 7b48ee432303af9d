import CLinux
import Glibc

/// Accepts connections at one address. Touched on its loop only.
final class Listener: EventSource {
  let endpoint: Endpoint
  let number = EntityNumber.next()
  private let descriptor: CInt
  private let loop: EventLoop
  private let onAccept: (consuming Socket) -> Void
  private var watchNumber: UInt64 = 0
  private var isClosed = false

  private init(
    _ descriptor: CInt, _ endpoint: Endpoint, _ loop: EventLoop,
    _ onAccept: @escaping (consuming Socket) -> Void
  ) {
    self.descriptor = descriptor
    self.endpoint = endpoint
    self.loop = loop
    self.onAccept = onAccept
  }

  /// Listens at every address of `endpoint` that this machine has, all with the same port; at least one.
  static func open(
    _ endpoint: Endpoint, loop: EventLoop, onAccept: @escaping (consuming Socket) -> Void
  ) throws(HTTP2Error) -> (listeners: [Listener], endpoint: Endpoint) {
    var listeners: [Listener] = []
    var bound = endpoint
    var missing = HTTP2Error(.address, "\(endpoint) stands for no address")
    do throws(HTTP2Error) {
      for var address in try SocketAddress.resolve(endpoint, passive: true) {
        if case .tcp(_, let port) = bound { address = address.with(port: port) }
        let descriptor: CInt
        do throws(HTTP2Error) {
          descriptor = try listen(address, endpoint)
        } catch  where error.isMissingAddress {
          missing = error
          continue
        }
        let listener = Listener(descriptor, endpoint, loop, onAccept)
        listener.watchNumber = try loop.watch(descriptor, EPOLLIN.rawValue, listener)
        listeners.append(listener)
        if case .tcp(let host, 0) = bound, case .tcp(_, let port) = SocketName.local(descriptor) {
          bound = .tcp(host: host, port: port)
        }
      }
      guard let first = listeners.first else { throw missing }
      if case .tcp = endpoint, listeners.count == 1 {
        bound = SocketName.local(first.descriptor) ?? bound
      }
      return (listeners, bound)
    } catch {
      for listener in listeners { listener.close() }
      throw error
    }
  }

  var status: ListenerStatus {
    var local = endpoint
    if case .tcp = endpoint { local = SocketName.local(descriptor) ?? endpoint }
    return ListenerStatus(number: number, local: local)
  }

  deinit {
    if !isClosed { Glibc.close(descriptor) }
  }

  func ready(_ events: UInt32) {
    // A burst is taken in several rounds, so that the connections there are get their turn.
    for _ in 0..<64 {
      guard !isClosed else { return }
      let connected = galleon_accept4(descriptor, Self.flags)
      if connected >= 0 {
        configure(connected)
        onAccept(Socket(descriptor: connected, peer: SocketName.peer(connected)))
        continue
      }
      switch errno {
      case EINTR, ECONNABORTED: continue
      case EMFILE, ENFILE, ENOBUFS, ENOMEM: return pause()
      default: return
      }
    }
  }

  func tickEnded() {}

  func close() {
    guard !isClosed else { return }
    isClosed = true
    loop.unwatch(descriptor, watchNumber)
    Glibc.close(descriptor)
    if case .unix(let path) = endpoint { unlink(path) }
  }

  /// Out of descriptors or memory: let it be for a moment, or the loop would spin.
  private func pause() {
    loop.change(descriptor, watchNumber, 0)
    _ = loop.schedule(after: .milliseconds(200)) { [weak self] in
      guard let self, !isClosed else { return }
      loop.change(descriptor, watchNumber, EPOLLIN.rawValue)
    }
  }

  private func configure(_ connected: CInt) {
    guard case .tcp = endpoint else { return }
    var one: CInt = 1
    setsockopt(
      connected, CInt(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<CInt>.size))
  }

  private static let flags = CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue)

  private static func listen(_ address: SocketAddress, _ endpoint: Endpoint)
    throws(HTTP2Error) -> CInt
  {
    if case .unix(let path) = endpoint { try removeStale(path, address) }
    let descriptor = socket(address.family, CInt(SOCK_STREAM.rawValue) | flags, 0)
    guard descriptor >= 0 else { throw .system("socket", errno) }
    guard bindOnly(descriptor, address, endpoint), Glibc.listen(descriptor, 4096) == 0 else {
      let code = errno
      Glibc.close(descriptor)
      throw .system("cannot listen on", code, about: endpoint.description)
    }
    return descriptor
  }

  /// False with errno set.
  private static func bindOnly(
    _ descriptor: CInt, _ address: SocketAddress, _ endpoint: Endpoint
  ) -> Bool {
    switch endpoint {
    case .unix(let path):
      // Before bind(2), so that the file never has more than this; after it, because the umask takes bits away. Nobody can
      // connect in between: the socket does not listen yet.
      return fchmod(descriptor, unixMode) == 0
        && address.withPointer { bind(descriptor, $0, $1) } == 0 && chmod(path, unixMode) == 0
    case .tcp:
      var one: CInt = 1
      let size = socklen_t(MemoryLayout<CInt>.size)
      // Without SO_REUSEADDR a restart would wait for the old connections' TIME_WAIT. SO_REUSEPORT is not set: a second
      // process must not share the port silently.
      setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, size)
      return address.withPointer { bind(descriptor, $0, $1) } == 0
    }
  }

  /// Owner and group: who may connect to a Unix socket may write to its file (unix(7)).
  private static let unixMode: mode_t = 0o660

  /// A socket file that nobody listens on is left by a process that was killed.
  private static func removeStale(_ path: String, _ address: SocketAddress) throws(HTTP2Error) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw HTTP2Error(
        .system(EEXIST), "cannot listen on unix:\(path): a file that is no socket is there")
    }
    let probe = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard probe >= 0 else { throw .system("socket", errno) }
    defer { Glibc.close(probe) }
    guard address.withPointer({ connect(probe, $0, $1) }) != 0, errno == ECONNREFUSED else {
      throw .system("cannot listen on", EADDRINUSE, about: "unix:\(path)")
    }
    unlink(path)
  }
}
