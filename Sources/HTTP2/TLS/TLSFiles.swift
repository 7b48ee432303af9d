/// What a server's TLS is made of, as paths of PEM files.
package struct TLSServerFiles: Sendable, Hashable {
  /// The server's certificate, then its intermediates.
  package var certificateChain: String
  package var privateKey: String
  /// The authorities that client certificates are verified against; nil asks for none.
  package var clientAuthorities: String?
  /// Lists of revoked client certificates (RFC 5280, section 5), one of each authority; nil checks none.
  package var revocations: String?
  /// Whether a client without a certificate is turned away; meaningful with `clientAuthorities` alone.
  package var requiresClientCertificate: Bool
  package var minimumVersion: TLSVersion

  package init(
    certificateChain: String, privateKey: String, clientAuthorities: String? = nil,
    revocations: String? = nil, requiresClientCertificate: Bool = true,
    minimumVersion: TLSVersion = .tls12
  ) {
    self.certificateChain = certificateChain
    self.privateKey = privateKey
    self.clientAuthorities = clientAuthorities
    self.revocations = revocations
    self.requiresClientCertificate = requiresClientCertificate
    self.minimumVersion = minimumVersion
  }

  /// Every file that a change of is a reason to load again.
  package var paths: [String] {
    [certificateChain, privateKey] + [clientAuthorities, revocations].compactMap { $0 }
  }
}

/// What a client's TLS is made of.
package struct TLSClientFiles: Sendable, Hashable {
  /// The authorities that the server is verified against, as a path of a PEM file; nil takes the system's.
  package var authorities: String?
  /// The client's own certificate and key; nil shows none.
  package var certificateChain: String?
  package var privateKey: String?
  /// The name or address that the server's certificate must have; nil takes the one connected to.
  package var serverName: String?

  package init(
    authorities: String? = nil, certificateChain: String? = nil, privateKey: String? = nil,
    serverName: String? = nil
  ) {
    self.authorities = authorities
    self.certificateChain = certificateChain
    self.privateKey = privateKey
    self.serverName = serverName
  }
}

/// The oldest version of TLS that is spoken; anything before 1.2 is not (RFC 9113, section 9.2).
package enum TLSVersion: String, Sendable, Hashable, CaseIterable {
  case tls12 = "1.2"
  case tls13 = "1.3"
}

/// Who the peer of a connection is, by its verified certificate.
package struct PeerCertificate: Sendable, Hashable {
  /// URIs of the subject's alternative names; a SPIFFE identity is one of them.
  package var uris: [String]
  package var dnsNames: [String]
  /// The subject's common name; empty when it has none.
  package var commonName: String

  package init(uris: [String] = [], dnsNames: [String] = [], commonName: String = "") {
    self.uris = uris
    self.dnsNames = dnsNames
    self.commonName = commonName
  }
}
