extension PeerCertificate {
  /// The name that this certificate is known by: its SPIFFE URI, else its first DNS name as `dns:name`, else its common name
  /// as `cn:name`. Nil when it has none of them, or more than one SPIFFE URI, which the standard forbids
  /// (github.com/spiffe/spiffe, standards/X509-SVID.md, section 2).
  package var identity: String? {
    let ids = uris.filter { $0.hasPrefix("spiffe://") }
    if ids.count > 1 { return nil }
    if let id = ids.first { return id }
    if let name = dnsNames.first { return "dns:\(name.lowercased())" }
    return commonName.isEmpty ? nil : "cn:\(commonName)"
  }
}
