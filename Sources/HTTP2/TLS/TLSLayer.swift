import COpenSSL
import Glibc

/// TLS over one connected socket. Its bytes go through a BIO of our own, because OpenSSL's writes without MSG_NOSIGNAL
/// and a peer that is gone would end the process (send(2)).
///
/// Not `Sendable`: it lives on its connection's loop.
final class TLSLayer {
  enum Progress { case done, wantsRead, wantsWrite }

  private let handle: OpaquePointer
  private let peer: String
  // Kept alive as long as anything is made secure with it.
  private let context: TLSContext

  /// - Parameter expecting: for a client, the name or address that the server's certificate must have.
  init(
    _ context: TLSContext, descriptor: CInt, peer: String, role: Session.Role,
    expecting name: String = ""
  ) throws(HTTP2Error) {
    guard let handle = SSL_new(context.handle), let bio = BIO_new(SocketBIO.method.handle) else {
      throw .tls("no TLS for \(peer)")
    }
    self.handle = handle
    self.context = context
    self.peer = peer
    BIO_set_data(bio, UnsafeMutableRawPointer(bitPattern: Int(descriptor) + 1))
    BIO_set_init(bio, 1)
    SSL_set_bio(handle, bio, bio)
    switch role {
    case .server:
      SSL_set_accept_state(handle)
    case .client:
      SSL_set_connect_state(handle)
      expect(name)
    }
  }

  deinit {
    SSL_free(handle)
  }

  /// Names are announced and verified, addresses only verified (RFC 6066, section 3).
  private func expect(_ name: String) {
    let parameters = SSL_get0_param(handle)
    if X509_VERIFY_PARAM_set1_ip_asc(parameters, name) == 1 { return }
    ERR_clear_error()
    SSL_set1_host(handle, name)
    galleon_ssl_set_server_name(handle, name)
  }

  /// Goes on with the handshake.
  ///
  /// - Throws: an error that says why it failed; the peer has been told by an alert.
  func handshake() throws(HTTP2Error) -> Progress {
    ERR_clear_error()
    let result = SSL_do_handshake(handle)
    if result == 1 {
      try requireHTTP2()
      return .done
    }
    switch SSL_get_error(handle, result) {
    case SSL_ERROR_WANT_READ: return .wantsRead
    case SSL_ERROR_WANT_WRITE: return .wantsWrite
    default: throw failure("TLS with \(peer) failed")
    }
  }

  private func requireHTTP2() throws(HTTP2Error) {
    var name: UnsafePointer<UInt8>?
    var length: UInt32 = 0
    SSL_get0_alpn_selected(handle, &name, &length)
    guard length == 2, name?[0] == 0x68, name?[1] == 0x32 else {
      throw HTTP2Error(.tls, "\(peer) does not speak HTTP/2 over TLS (ALPN h2)")
    }
  }

  /// As much as there is and fits; 0 at the end of the peer's side, nil when there is nothing yet.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(HTTP2Error) -> Int? {
    var filled = 0
    while filled < buffer.count {
      var count = 0
      ERR_clear_error()
      let result = SSL_read_ex(
        handle, buffer.baseAddress.map { $0 + filled }, buffer.count - filled, &count)
      if result == 1 {
        filled += count
        continue
      }
      switch SSL_get_error(handle, result) {
      case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return filled > 0 ? filled : nil
      case SSL_ERROR_ZERO_RETURN: return filled
      default: throw failure("reading from \(peer)")
      }
    }
    return filled
  }

  /// Whether there are bytes that epoll does not know of.
  var hasPending: Bool { SSL_has_pending(handle) == 1 }

  /// Answers how many bytes were taken, nil when none can be taken now.
  func write(_ bytes: UnsafeRawBufferPointer) throws(HTTP2Error) -> Int? {
    var count = 0
    ERR_clear_error()
    let result = SSL_write_ex(handle, bytes.baseAddress, bytes.count, &count)
    if result == 1 { return count }
    switch SSL_get_error(handle, result) {
    case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return nil
    default: throw failure("writing to \(peer)")
    }
  }

  /// Says goodbye (close_notify), once, without waiting for the answer.
  func shutDown() {
    ERR_clear_error()
    SSL_shutdown(handle)
    ERR_clear_error()
  }

  private func failure(_ what: String) -> HTTP2Error {
    let verdict = SSL_get_verify_result(handle)
    guard verdict != X509_V_OK, let words = X509_verify_cert_error_string(verdict) else {
      return .tls(what)
    }
    return .tls("\(what) (the certificate: \(String(cString: words)))")
  }

  /// Its standard name: `TLS_AES_128_GCM_SHA256`.
  var cipher: String? {
    SSL_get_current_cipher(handle).flatMap(SSL_CIPHER_standard_name).map { String(cString: $0) }
  }

  /// Who the peer is; nil when it showed no certificate.
  var certificate: PeerCertificate? {
    guard SSL_get_verify_result(handle) == X509_V_OK,
      let certificate = SSL_get0_peer_certificate(handle)
    else { return nil }
    var found = PeerCertificate()
    found.commonName = Self.commonName(certificate)
    guard let names = galleon_subject_names(certificate) else { return found }
    defer { galleon_names_free(names) }
    for index in 0..<galleon_names_count(names) {
      guard let text = galleon_name_text(names, index).flatMap(Self.text) else { continue }
      if galleon_name_type(names, index) == GEN_URI { found.uris.append(text) }
      if galleon_name_type(names, index) == GEN_DNS { found.dnsNames.append(text) }
    }
    return found
  }

  private static func commonName(_ certificate: OpaquePointer) -> String {
    let subject = X509_get_subject_name(certificate)
    let index = X509_NAME_get_index_by_NID(subject, NID_commonName, -1)
    guard index >= 0, let entry = X509_NAME_get_entry(subject, index) else { return "" }
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = ASN1_STRING_to_UTF8(&bytes, X509_NAME_ENTRY_get_data(entry))
    defer { CRYPTO_free(bytes, #file, #line) }
    guard count > 0, let bytes else { return "" }
    return plain(UnsafeBufferPointer(start: bytes, count: Int(count))) ?? ""
  }

  private static func text(_ string: UnsafePointer<ASN1_STRING>) -> String? {
    let count = Int(ASN1_STRING_length(string))
    guard let bytes = ASN1_STRING_get0_data(string) else { return nil }
    return plain(UnsafeBufferPointer(start: bytes, count: count))
  }

  /// A name with a NUL or a control character in it is made to deceive: it is none.
  private static func plain(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7f }) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }
}

/// Reads and writes a non-blocking socket for OpenSSL (BIO_meth_new(3)). The data pointer is the descriptor plus one.
private enum SocketBIO {
  /// `@unchecked` because it is complete before anybody has it, and never changed.
  struct Method: @unchecked Sendable {
    let handle: OpaquePointer?

    init() {
      handle = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "galleon socket")
      BIO_meth_set_read(handle, read)
      BIO_meth_set_write(handle, write)
      BIO_meth_set_ctrl(handle, control)
    }
  }

  static let method = Method()

  private static let read:
    @convention(c) (OpaquePointer?, UnsafeMutablePointer<CChar>?, CInt) -> CInt = {
      bio, buffer, count in
      galleon_bio_clear_retry(bio)
      while true {
        let got = recv(descriptor(bio), buffer, Int(count), 0)
        if got >= 0 { return CInt(got) }
        if errno == EINTR { continue }
        if errno == EAGAIN { galleon_bio_will_read(bio) }
        return -1
      }
    }

  private static let write: @convention(c) (OpaquePointer?, UnsafePointer<CChar>?, CInt) -> CInt = {
    bio, bytes, count in
    galleon_bio_clear_retry(bio)
    while true {
      let sent = send(descriptor(bio), bytes, Int(count), CInt(MSG_NOSIGNAL))
      if sent >= 0 { return CInt(sent) }
      if errno == EINTR { continue }
      if errno == EAGAIN { galleon_bio_will_write(bio) }
      return -1
    }
  }

  private static let control:
    @convention(c) (OpaquePointer?, CInt, CLong, UnsafeMutableRawPointer?) -> CLong = {
      _, command, _, _ in
      command == BIO_CTRL_FLUSH ? 1 : 0
    }

  private static func descriptor(_ bio: OpaquePointer?) -> CInt {
    CInt(Int(bitPattern: BIO_get_data(bio)) - 1)
  }
}
