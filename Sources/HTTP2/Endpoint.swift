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

  /// `127.0.0.1:50051`, `[::1]:50051` or `unix:/run/galleon.sock`.
  package var description: String {
    switch self {
    case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }
}
