import COpenSSL

/// Certificates, keys and rules of one side, read from files once: what connections are made secure with. Immutable; a
/// change of the files makes another one (`TLSServerSource`).
///
/// `@unchecked` because an SSL_CTX that is not changed any more may be used by all threads (openssl-threads(7)).
package final class TLSContext: @unchecked Sendable {
  let handle: OpaquePointer

  private init(_ method: OpaquePointer?) throws(HTTP2Error) {
    guard let handle = SSL_CTX_new(method) else { throw .tls("no TLS context can be made") }
    self.handle = handle
  }

  deinit {
    SSL_CTX_free(handle)
  }

  /// - Throws: an error that names the file and what is wrong with it.
  package static func server(_ files: TLSServerFiles) throws(HTTP2Error) -> TLSContext {
    let context = try TLSContext(TLS_server_method())
    context.prepare(files.minimumVersion)
    try context.use(files.certificateChain, files.privateKey)
    SSL_CTX_set_alpn_select_cb(context.handle, chooseProtocol, nil)
    if let authorities = files.clientAuthorities {
      try context.trust(authorities)
      SSL_CTX_set_client_CA_list(context.handle, SSL_load_client_CA_file(authorities))
      let must = files.requiresClientCertificate ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0
      SSL_CTX_set_verify(context.handle, SSL_VERIFY_PEER | must, nil)
    }
    if let revocations = files.revocations { try context.revoke(revocations) }
    // Sessions carry the identity of a certificate that may be revoked by now: every handshake is a full one.
    SSL_CTX_set_options(context.handle, galleon_op_no_ticket)
    SSL_CTX_set_num_tickets(context.handle, 0)
    return context
  }

  package static func client(_ files: TLSClientFiles) throws(HTTP2Error) -> TLSContext {
    let context = try TLSContext(TLS_client_method())
    context.prepare(.tls12)
    if let authorities = files.authorities {
      try context.trust(authorities)
    } else {
      SSL_CTX_set_default_verify_paths(context.handle)
    }
    if let chain = files.certificateChain {
      guard let key = files.privateKey else {
        throw HTTP2Error(.tls, "the certificate \(chain) needs its private key as well")
      }
      try context.use(chain, key)
    }
    SSL_CTX_set_verify(context.handle, SSL_VERIFY_PEER, nil)
    let offered: [UInt8] = [2] + Array("h2".utf8)
    SSL_CTX_set_alpn_protos(context.handle, offered, UInt32(offered.count))
    return context
  }

  private func prepare(_ version: TLSVersion) {
    let number = version == .tls13 ? TLS1_3_VERSION : TLS1_2_VERSION
    galleon_ssl_ctx_set_min_version(handle, number)
    // Forward secrecy and authenticated encryption only (RFC 9113, section 9.2.2 and appendix A).
    SSL_CTX_set_cipher_list(handle, "ECDHE+AESGCM:ECDHE+CHACHA20")
    // No renegotiation and no compression (RFC 9113, section 9.2.1). HTTP/2 has an end of its own (GOAWAY), so a peer
    // that leaves without close_notify is no error.
    SSL_CTX_set_options(
      handle, galleon_op_no_renegotiation | galleon_op_no_compression | galleon_op_ignore_eof)
    // One read for many records, instead of two for each.
    galleon_ssl_ctx_read_ahead(handle)
    galleon_ssl_ctx_set_mode(
      handle,
      Int(SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER)
        | Int(SSL_MODE_RELEASE_BUFFERS))
  }

  private func use(_ chain: String, _ key: String) throws(HTTP2Error) {
    ERR_clear_error()
    guard SSL_CTX_use_certificate_chain_file(handle, chain) == 1 else {
      throw .tls("the certificate \(chain) cannot be used")
    }
    guard SSL_CTX_use_PrivateKey_file(handle, key, SSL_FILETYPE_PEM) == 1 else {
      throw .tls("the private key \(key) cannot be used with the certificate \(chain)")
    }
    guard SSL_CTX_check_private_key(handle) == 1 else {
      throw .tls("the private key \(key) is not that of the certificate \(chain)")
    }
  }

  private func trust(_ authorities: String) throws(HTTP2Error) {
    ERR_clear_error()
    guard SSL_CTX_load_verify_locations(handle, authorities, nil) == 1 else {
      throw .tls("the authorities in \(authorities) cannot be used")
    }
  }

  private func revoke(_ revocations: String) throws(HTTP2Error) {
    ERR_clear_error()
    let store = SSL_CTX_get_cert_store(handle)
    guard let lookup = X509_STORE_add_lookup(store, X509_LOOKUP_file()),
      X509_load_crl_file(lookup, revocations, X509_FILETYPE_PEM) > 0
    else { throw .tls("the revocation list \(revocations) cannot be used") }
    X509_STORE_set_flags(store, UInt(X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL))
  }
}

/// `h2` and nothing else (RFC 9113, section 3.2): a client that does not offer it is refused in the handshake.
private let chooseProtocol:
  @convention(c) (
    OpaquePointer?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, UnsafeMutablePointer<UInt8>?,
    UnsafePointer<UInt8>?, UInt32, UnsafeMutableRawPointer?
  ) -> CInt = { _, chosen, chosenLength, offered, length, _ in
    var index = 0
    let count = Int(length)
    while let offered, index < count {
      let size = Int(offered[index])
      guard index + 1 + size <= count else { break }
      if size == 2, offered[index + 1] == 0x68, offered[index + 2] == 0x32 {
        chosen?.pointee = offered + index + 1
        chosenLength?.pointee = 2
        return SSL_TLSEXT_ERR_OK
      }
      index += 1 + size
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL
  }

extension HTTP2Error {
  /// What OpenSSL's queue of errors says, oldest first, emptied (ERR_get_error(3)).
  static func tls(_ what: String) -> HTTP2Error {
    var words: [String] = []
    while case let code = ERR_get_error(), code != 0 {
      if let reason = ERR_reason_error_string(code) { words.append(String(cString: reason)) }
    }
    let why = words.isEmpty ? "" : ": \(words.joined(separator: ", "))"
    return HTTP2Error(.tls, what + why)
  }
}
