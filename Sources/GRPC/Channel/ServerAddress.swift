import HTTP2

/// One address that a channel may connect to.
struct ServerAddress: Sendable, Hashable {
  let endpoint: Endpoint
  /// The name its certificate must have.
  let name: String
  /// Sent as `:authority`.
  let authority: String

  init(_ endpoint: Endpoint) {
    self.endpoint = endpoint
    authority = endpoint.authority
    switch endpoint {
    case .tcp(let host, _): name = host
    case .unix: name = "localhost"
    }
  }

  /// An address of a name.
  init(_ endpoint: Endpoint, host: String, port: UInt16) {
    self.endpoint = endpoint
    name = host
    authority = Endpoint.tcp(host: host, port: port).description
  }

  /// For people: with the name, where that says more.
  var description: String {
    switch endpoint {
    case .tcp(let host, _) where host != name: "\(authority) (\(host))"
    case .tcp, .unix: endpoint.description
    }
  }
}
