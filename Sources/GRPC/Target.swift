/// Where a server listens or a client connects.
package enum Target: Sendable, Hashable {
  /// A host name or address, and a port; port 0 lets the system choose when listening.
  case tcp(host: String, port: UInt16)
  /// The path of a Unix socket.
  case unix(path: String)
}

extension Target: CustomStringConvertible {
  /// `127.0.0.1:50051`, `[::1]:50051` or `unix:/run/galleon.sock`.
  package var description: String {
    switch self {
    case .tcp(let host, let port):
      host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }
}
