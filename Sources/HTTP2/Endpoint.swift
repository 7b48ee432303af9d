import Glibc

/// Where a server listens or a client connects.
package enum Endpoint: Sendable, Hashable, CustomStringConvertible {
  /// A host name or address, and a port; 0 lets the system choose one when listening.
  case tcp(host: String, port: UInt16)
  /// The path of a Unix socket. A server makes it for its own user and group alone (mode 0660).
  case unix(path: String)

  /// The name that the other end's certificate must have; a Unix socket has none of its own.
  var host: String {
    switch self {
    case .tcp(let host, _): host
    case .unix: "localhost"
    }
  }

  /// The bytes of a numeric address: 4 or 16; nil of a name and of a Unix socket.
  package var addressBytes: [UInt8]? {
    guard case .tcp(let host, _) = self else { return nil }
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: count)
      // A link-local address may name its interface behind a percent sign.
      let text = String(host.prefix { $0 != "%" })
      if inet_pton(family, text, &bytes) == 1 { return bytes }
    }
    return nil
  }

  /// `127.0.0.1:50051`, `[::1]:50051` or `unix:/run/galleon.sock`.
  package var description: String {
    switch self {
    case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }
}
