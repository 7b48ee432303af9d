import CLinux
import Glibc

/// Owns one connected socket: the bytes of a connection go through here and nowhere else, plain or through TLS.
struct Socket: ~Copyable {
  let descriptor: CInt
  let peer: String
  private var tls: TLSLayer?

  init(descriptor: CInt, peer: String) {
    self.descriptor = descriptor
    self.peer = peer
  }

  deinit {
    close(descriptor)
  }

  /// Has everything from here on go through TLS, beginning with its handshake.
  mutating func secure(_ context: TLSContext, role: Session.Role, expecting name: String = "")
    throws(HTTP2Error)
  {
    tls = try TLSLayer(
      context, descriptor: descriptor, peer: peer, role: role, expecting: name)
  }

  var isSecure: Bool { tls != nil }

  /// The name of the cipher; nil without TLS.
  var cipher: String? { tls?.cipher }

  /// Goes on with the handshake of TLS; a plain socket needs none.
  func handshake() throws(HTTP2Error) -> TLSLayer.Progress {
    try tls?.handshake() ?? .done
  }

  /// Who the peer is by its certificate; nil when it showed none.
  var peerCertificate: PeerCertificate? { tls?.certificate }

  /// Whether there is more to read that epoll does not know of.
  var hasPending: Bool { tls?.hasPending ?? false }

  /// The bytes read; 0 at the end of the peer's side, nil when there is nothing yet.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(HTTP2Error) -> Int? {
    if let tls { return try tls.read(into: buffer) }
    while true {
      let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      if count >= 0 { return count }
      switch errno {
      case EINTR: continue
      case EAGAIN: return nil
      default: throw .system("reading from \(peer)", errno)
      }
    }
  }

  /// Writes `bytes` from `start` on; answers how many the kernel took, nil when it takes none now.
  mutating func write(_ bytes: [UInt8], from start: Int) throws(HTTP2Error) -> Int? {
    if let tls { return try write(bytes, from: start, through: tls) }
    while true {
      let count = bytes.withUnsafeBytes { bytes in
        send(
          descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start, CInt(MSG_NOSIGNAL))
      }
      if count >= 0 { return count }
      switch errno {
      case EINTR: continue
      case EAGAIN: return nil
      default: throw .system("writing to \(peer)", errno)
      }
    }
  }

  private func write(_ bytes: [UInt8], from start: Int, through tls: TLSLayer)
    throws(HTTP2Error) -> Int?
  {
    let result = bytes.withUnsafeBytes { bytes -> Result<Int?, HTTP2Error> in
      do throws(HTTP2Error) {
        return .success(try tls.write(UnsafeRawBufferPointer(rebasing: bytes[start...])))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Tells the peer that nothing more comes; the descriptor lives on until the socket's end.
  func shutDown() {
    tls?.shutDown()
    shutdown(descriptor, CInt(SHUT_RDWR))
  }
}

/// A socket address as the kernel wants it.
struct SocketAddress: Hashable {
  let family: CInt
  private var bytes: [UInt8]

  private init(family: CInt, bytes: [UInt8]) {
    self.family = family
    self.bytes = bytes
  }

  /// The addresses of an endpoint; a host name may have several (getaddrinfo(3)).
  static func resolve(_ endpoint: Endpoint, passive: Bool) throws(HTTP2Error) -> [SocketAddress] {
    switch endpoint {
    case .unix(let path): [try unix(path)]
    case .tcp(let host, let port): try internet(host, port, passive: passive)
    }
  }

  /// The same internet address with another port.
  func with(port: UInt16) -> SocketAddress {
    var copy = self
    // sockaddr_in and sockaddr_in6 both have it after the family, in network order (ip(7), ipv6(7)).
    copy.bytes.replaceSubrange(2..<4, with: [UInt8(port >> 8), UInt8(port & 0xff)])
    return copy
  }

  func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    bytes.withUnsafeBytes { raw in
      guard let base = raw.baseAddress else { preconditionFailure("an address without bytes") }
      return body(base.assumingMemoryBound(to: sockaddr.self), socklen_t(raw.count))
    }
  }

  /// The address in digits; nil for what is no internet address.
  var endpoint: Endpoint? {
    var copy = self
    return copy.bytes.withUnsafeMutableBytes { raw -> Endpoint? in
      guard let base = raw.baseAddress, family != AF_UNIX else { return nil }
      return SocketName.endpoint(
        base.assumingMemoryBound(to: sockaddr.self), socklen_t(raw.count))
    }
  }

  private static func unix(_ path: String) throws(HTTP2Error) -> SocketAddress {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let capacity = MemoryLayout.size(ofValue: address.sun_path)
    guard !path.isEmpty, path.utf8.count < capacity, !path.utf8.contains(0) else {
      throw HTTP2Error(
        .address, "the path of a Unix socket must have 1 to \(capacity - 1) bytes: “\(path)”")
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return SocketAddress(family: AF_UNIX, bytes: withUnsafeBytes(of: address) { Array($0) })
  }

  private static func internet(_ host: String, _ port: UInt16, passive: Bool)
    throws(HTTP2Error) -> [SocketAddress]
  {
    var hints = addrinfo()
    hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_NUMERICSERV | (passive ? AI_PASSIVE : 0)
    var list: UnsafeMutablePointer<addrinfo>?
    let result = getaddrinfo(host, String(port), &hints, &list)
    defer { if let list { freeaddrinfo(list) } }
    guard result == 0 else {
      throw HTTP2Error(
        .address, "“\(host)” cannot be found: \(String(cString: gai_strerror(result)))")
    }
    var found: [SocketAddress] = []
    var next = list
    while let entry = next {
      let raw = UnsafeRawBufferPointer(
        start: entry.pointee.ai_addr, count: Int(entry.pointee.ai_addrlen))
      let address = SocketAddress(family: entry.pointee.ai_family, bytes: Array(raw))
      // A name may be listed twice in hosts(5).
      if !found.contains(address) { found.append(address) }
      next = entry.pointee.ai_next
    }
    return found
  }
}

/// The two ends of a socket, for people.
enum SocketName {
  static func local(_ descriptor: CInt) -> Endpoint? { name(descriptor, getsockname) }

  static func remote(_ descriptor: CInt) -> Endpoint? { name(descriptor, getpeername) }

  static func peer(_ descriptor: CInt) -> String {
    switch remote(descriptor) {
    case .tcp(let host, let port): Endpoint.tcp(host: host, port: port).description
    case .unix, nil: "unix"
    }
  }

  private static func name(
    _ descriptor: CInt,
    _ ask: (CInt, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> CInt
  ) -> Endpoint? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> Endpoint? in
        guard ask(descriptor, address, &length) == 0 else { return nil }
        guard address.pointee.sa_family != sa_family_t(AF_UNIX) else {
          return .unix(path: path(in: UnsafeRawBufferPointer(start: address, count: Int(length))))
        }
        return endpoint(address, length)
      }
    }
  }

  /// The path after the family; empty for a socket without a name (unix(7)).
  private static func path(in address: UnsafeRawBufferPointer) -> String {
    let start = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? address.count
    guard address.count > start else { return "" }
    return String(decoding: address[start...].prefix { $0 != 0 }, as: UTF8.self)
  }

  /// An internet address in digits (getnameinfo(3)).
  static func endpoint(_ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Endpoint? {
    var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    var service = [CChar](repeating: 0, count: Int(NI_MAXSERV))
    let result = getnameinfo(
      address, length, &host, socklen_t(host.count), &service, socklen_t(service.count),
      NI_NUMERICHOST | NI_NUMERICSERV)
    guard result == 0, let port = UInt16(text(service)) else { return nil }
    return .tcp(host: text(host), port: port)
  }

  private static func text(_ bytes: [CChar]) -> String {
    String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
