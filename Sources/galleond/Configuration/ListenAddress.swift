import Glibc

/// An address the service listens on.
enum ListenAddress: Sendable, Hashable, CustomStringConvertible {
  /// A numeric IPv4 or IPv6 address and a port; port 0 lets the kernel choose.
  case tcp(host: String, port: UInt16)
  /// The path of a Unix socket.
  case unix(path: String)

  static let expected = """
    an address: "127.0.0.1:50051", "[::1]:50051" or "unix:/run/galleon/galleon.sock"
    """

  /// The longest path `sockaddr_un` holds, without its closing NUL (unix(7)).
  private static let longestSocketPath = 107

  /// Whether it has port 0: then each listener gets another port, and two may have the same words.
  var isChosenByKernel: Bool {
    if case .tcp(_, 0) = self { true } else { false }
  }

  /// Reads `HOST:PORT`, `[HOST]:PORT` or `unix:PATH`; a relative path means below `directory`.
  init(_ text: String, relativeTo directory: String) throws(BadValue) {
    if let path = text.dropping(prefix: "unix:") {
      guard !path.isEmpty else { throw BadValue(Self.expected) }
      let whole = path.resolved(against: directory)
      guard whole.utf8.count <= Self.longestSocketPath else {
        throw BadValue("a socket path of at most \(Self.longestSocketPath) bytes (unix(7))")
      }
      self = .unix(path: whole)
      return
    }
    guard let colon = text.lastIndex(of: ":") else { throw BadValue(Self.expected) }
    var host = text[..<colon]
    guard let port = UInt16(text[text.index(after: colon)...]) else {
      throw BadValue("a port from 0 to 65535 at the end, as in 127.0.0.1:50051")
    }
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
      guard Self.isNumeric(String(host), family: AF_INET6) else { throw BadValue(Self.expected) }
    } else if host.contains(":") {
      throw BadValue("square brackets around an IPv6 address, as in [::1]:50051")
    } else if host == "localhost" {
      throw BadValue("a numeric address: 127.0.0.1:\(port) or [::1]:\(port)")
    } else if !Self.isNumeric(String(host), family: AF_INET) {
      throw BadValue(Self.expected)
    }
    self = .tcp(host: String(host), port: port)
  }

  /// Whether only this machine can reach it.
  var isLocal: Bool {
    switch self {
    case .unix: true
    case .tcp(let host, _): host.hasPrefix("127.") || host == "::1"
    }
  }

  var description: String {
    switch self {
    case .unix(let path): "unix:\(path)"
    case .tcp(let host, let port) where host.contains(":"): "[\(host)]:\(port)"
    case .tcp(let host, let port): "\(host):\(port)"
    }
  }

  private static func isNumeric(_ host: String, family: Int32) -> Bool {
    var storage = in6_addr()
    return withUnsafeMutablePointer(to: &storage) { inet_pton(family, host, $0) == 1 }
  }
}
