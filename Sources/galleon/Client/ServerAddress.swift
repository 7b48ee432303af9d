import GRPC

/// Reads the address of the server as `--server` gives it.
enum ServerAddress {
  static let byDefault = "127.0.0.1:50051"
  static let expected = "HOST:PORT, [IPv6]:PORT or unix:PATH"

  /// Whether nobody on another machine can listen in.
  static func isLocal(_ target: Target) -> Bool {
    switch target {
    case .unix: true
    case .tcp(let host, _): host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
  }

  /// Nil when it is none.
  static func target(_ text: String) -> Target? {
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst("unix:".count))
      return path.isEmpty ? nil : .unix(path: path)
    }
    guard let colon = text.lastIndex(of: ":") else { return nil }
    var host = text[..<colon]
    guard let port = UInt16(text[text.index(after: colon)...]), port > 0 else { return nil }
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
      guard host.contains(":") else { return nil }
    } else if host.contains(":") {
      return nil
    }
    return host.isEmpty ? nil : .tcp(host: String(host), port: port)
  }
}
