import HTTP2

/// One place where the service listens.
struct ListenConfiguration: Sendable, Hashable, CustomStringConvertible {
  var address: ListenAddress
  /// What its connections are made secure with; nil leaves them plain.
  var tls: TLSServerFiles?

  /// Whether whoever gets in has shown who they are, or is on this machine.
  ///
  /// - Parameter asksWho: whether every call is asked who makes it.
  func isSafe(asksWho: Bool) -> Bool {
    if address.isLocal { return true }
    guard let tls else { return false }
    return asksWho || (tls.clientAuthorities != nil && tls.requiresClientCertificate)
  }

  var description: String { tls == nil ? "\(address)" : "\(address) (TLS)" }
}

extension ConfigurationLoader {
  static func readListen(
    _ reader: ConfigurationReader, insecure: Bool, asksWho: Bool, directory: String
  ) -> [ListenConfiguration] {
    let found = reader.mixed("listen") { (text: String) throws(BadValue) in
      ListenConfiguration(address: try ListenAddress(text, relativeTo: directory))
    } mapping: { section in
      readListener(section, directory: directory)
    }
    guard let found else { return [.init(address: .tcp(host: "127.0.0.1", port: 50051))] }
    var listeners: [ListenConfiguration] = []
    for (listener, place) in found {
      let address = listener.address
      if !address.isChosenByKernel, listeners.contains(where: { $0.address == address }) {
        reader.report(at: place, "\(address) is in the list twice; keep one of them")
      }
      if !listener.isSafe(asksWho: asksWho), !insecure {
        reader.report(at: place, unsafe(listener, asksWho))
      }
      listeners.append(listener)
    }
    if listeners.isEmpty, reader.diagnostics.problems.isEmpty {
      reader.report(at: "listen", "found an empty list, expected at least one address")
    }
    return listeners
  }

  private static func unsafe(_ listener: ListenConfiguration, _ asksWho: Bool) -> String {
    let address = listener.address
    if listener.tls != nil {
      return "\(address) can be reached from other machines, and nobody there has to show who "
        + "they are; give it \"client_authorities\", or say in \"access\" who may call, or write "
        + "\"insecure: true\" (or start with --insecure) if that network is trusted"
    }
    if asksWho {
      return "\(address) can be reached from other machines, and whoever listens in between reads "
        + "everything, tokens too; give it \"tls\", or write \"insecure: true\" (or start with "
        + "--insecure) if that network is trusted"
    }
    return "\(address) can be reached from other machines, and whoever reaches it may do "
      + "everything; listen on 127.0.0.1, [::1] or a Unix socket, give it \"tls\" with "
      + "\"client_authorities\", or write \"insecure: true\" (or start with --insecure) if that "
      + "network is trusted"
  }

  private static func readListener(_ reader: ConfigurationReader, directory: String)
    -> ListenConfiguration?
  {
    let address = reader.required("address", example: "0.0.0.0:50051") {
      (text: String) throws(BadValue) in try ListenAddress(text, relativeTo: directory)
    }
    let section = reader.section("tls")
    let tls = section.isPresent ? readTLS(section, directory: directory) : nil
    reader.finish()
    guard let address else { return nil }
    return ListenConfiguration(address: address, tls: tls)
  }

  private static func readTLS(_ reader: ConfigurationReader, directory: String)
    -> TLSServerFiles?
  {
    let path = ScalarParser.path(relativeTo: directory)
    let certificate = reader.required(
      "certificate", example: "/etc/galleon/server.pem", path)
    let key = reader.required("private_key", example: "/etc/galleon/server.key", path)
    let authorities = reader.optional("client_authorities", path)
    let revocations = reader.optional("client_revocations", path)
    let client = reader.value(
      "client_certificate", default: .required, ScalarParser.word(ClientCertificate.self))
    let version = reader.value(
      "minimum_version", default: .tls12, ScalarParser.word(TLSVersion.self))
    if authorities == nil, reader.has("client_revocations") || reader.has("client_certificate") {
      reader.report(
        "client certificates are asked for when there are \"client_authorities\" to verify them "
          + "against; add that key or remove the others")
    }
    reader.finish()
    guard let certificate, let key else { return nil }
    return TLSServerFiles(
      certificateChain: certificate, privateKey: key, clientAuthorities: authorities,
      revocations: revocations, requiresClientCertificate: client == .required,
      minimumVersion: version)
  }

  private enum ClientCertificate: String, CaseIterable {
    case required, optional
  }
}
