import HTTP2

/// A peer that may say in `x-forwarded-client-cert` for whom it calls.
package enum TrustedProxy: Sendable, Hashable {
  /// By its own verified certificate.
  case certificate(IdentityPattern)
  /// By its address.
  case network(NetworkRange)
  /// Whoever can open this Unix socket of ours.
  case socket(path: String)

  func matches(_ peer: ConnectionPeer) -> Bool {
    switch self {
    case .certificate(let pattern):
      peer.certificate?.identity.map(pattern.matches) ?? false
    case .network(let range):
      range.contains(peer.address)
    case .socket(let path):
      peer.listener == .unix(path: path)
    }
  }
}
