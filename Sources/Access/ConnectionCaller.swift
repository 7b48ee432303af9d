import GRPC
import HTTP2
import Synchronization

/// What is known of the callers behind one connection: found out once, and used for every call.
final class ConnectionCaller: Sendable {
  let peer: ConnectionPeer
  /// Whether it may speak for others.
  let isProxy: Bool
  /// Who is at the other end itself.
  let own: Result<KnownCaller, AccessRefusal>

  /// The last header of a proxy, and the caller that it led to.
  private struct Forwarded {
    var text = ""
    var caller: KnownCaller?
  }
  private let last = Mutex(Forwarded())

  init(_ peer: ConnectionPeer, proxies: [TrustedProxy], _ book: RoleBook) {
    self.peer = peer
    isProxy = proxies.contains { $0.matches(peer) }
    do throws(AccessRefusal) {
      own = .success(try Self.own(peer, book))
    } catch {
      own = .failure(error)
    }
  }

  private static func own(_ peer: ConnectionPeer, _ book: RoleBook) throws(AccessRefusal)
    -> KnownCaller
  {
    if let certificate = peer.certificate {
      guard let identity = certificate.identity else {
        throw .unauthenticated(
          "CERTIFICATE_NAMELESS",
          "the client certificate needs one SPIFFE URI, a DNS name or a common name")
      }
      return try book.caller(identity, .certificate)
    }
    if case .unix(let path) = peer.listener { return try book.caller("unix:\(path)", .socket) }
    throw .unauthenticated("CREDENTIALS_MISSING", "needs a client certificate")
  }

  /// The caller of `authorization`.
  func token(
    _ value: UnsafeRawBufferPointer,
    _ verify: (UnsafeRawBufferPointer) throws(AccessRefusal) -> KnownCaller
  ) -> Result<KnownCaller, AccessRefusal> {
    do throws(AccessRefusal) {
      return .success(try verify(try Self.bearer(value)))
    } catch {
      return .failure(error)
    }
  }

  /// The token after `Bearer`, in any case (RFC 6750, section 2.1; RFC 9110, section 11.1).
  private static func bearer(_ value: UnsafeRawBufferPointer) throws(AccessRefusal)
    -> UnsafeRawBufferPointer
  {
    let scheme = "bearer "
    let isBearer =
      value.count > scheme.utf8.count
      && zip(value, scheme.utf8).allSatisfy { $0 == $1 || $0 | 0x20 == $1 }
    guard isBearer else {
      throw .token(.malformed("is missing: “authorization” is of another kind"))
    }
    var start = scheme.utf8.count
    while start < value.count, value[start] == UInt8(ascii: " ") { start += 1 }
    return UnsafeRawBufferPointer(rebasing: value[start...])
  }

  /// The caller that the same header led to before.
  func forwarded(_ text: String) -> KnownCaller? {
    last.withLock { $0.text == text ? $0.caller : nil }
  }

  func remember(_ text: String, _ caller: KnownCaller) {
    last.withLock { last in
      last = Forwarded(text: text, caller: caller)
    }
  }
}
