import Synchronization

/// The other end of a connection of a server: what does not change while the connection lives.
package final class ConnectionPeer: Sendable {
  /// For people: `127.0.0.1:41234`, or `unix` for a Unix socket.
  package let address: String
  /// Where the server took the connection; nil when the kernel does not say.
  package let listener: Endpoint?
  /// Who it is by its verified certificate; nil without TLS, or when it showed none.
  package let certificate: PeerCertificate?

  private let finding = Mutex<(any AnyObject & Sendable)?>(nil)

  package init(address: String, listener: Endpoint? = nil, certificate: PeerCertificate? = nil) {
    self.address = address
    self.listener = listener
    self.certificate = certificate
  }

  /// What `find` makes of this peer; made once for each connection, so that calls need not.
  package func found<Finding: AnyObject & Sendable>(_ find: (ConnectionPeer) -> Finding) -> Finding
  {
    finding.withLock { known in
      if let known = known as? Finding { return known }
      let made = find(self)
      known = made
      return made
    }
  }

  /// Of no connection.
  package static let gone = ConnectionPeer(address: "")
}
