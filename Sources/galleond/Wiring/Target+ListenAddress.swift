import GRPC

extension Target {
  /// The address as the transport takes it.
  init(_ address: ListenAddress) {
    switch address {
    case .tcp(let host, let port): self = .tcp(host: host, port: port)
    case .unix(let path): self = .unix(path: path)
    }
  }
}
