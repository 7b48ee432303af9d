import GRPC
import HTTP2
import Logging
import Synchronization

/// Finds out who calls, and lets in who may.
package final class AccessGate: CallGate {
  private let book: RoleBook
  private let proxies: [TrustedProxy]
  private let tokens: TokenStore?
  /// By the index of a route.
  private let rules: [MethodRule]
  private let logger: Logger
  private let hasIgnored = Atomic(false)

  package init(_ settings: AccessSettings, tokens: TokenStore?, router: Router, logger: Logger) {
    book = RoleBook(grants: settings.roles)
    proxies = settings.proxies
    self.tokens = tokens
    rules = router.methods.map { MethodRules.rule($0.path) }
    self.logger = logger
  }

  package func admit(_ call: ArrivingCall) -> Admission {
    let rule = rules[call.route.index]
    guard let least = rule.least else { return Admission() }
    var caller: Caller?
    do throws(AccessRefusal) {
      let known = try identify(call)
      caller = known.caller
      try judge(known, rule, least)
      return Admission(caller: caller)
    } catch {
      // Behind a proxy others would lose the connection as well.
      return Admission(
        caller: caller ?? error.nobody, refusal: error.status,
        isForged: error.isOfToken && !connection(of: call).isProxy)
    }
  }

  private func judge(_ known: KnownCaller, _ rule: MethodRule, _ least: Role)
    throws(AccessRefusal)
  {
    let caller = known.caller
    guard known.role >= least else {
      throw .denied(
        "ROLE_INSUFFICIENT",
        "needs role \(least.rawValue); \(caller.identity) has \(caller.role)",
        ["identity": caller.identity, "role": caller.role, "needed_role": least.rawValue])
    }
    if rule.isForAllProjects, let project = caller.project {
      throw .denied(
        "ALL_PROJECTS_NEEDED",
        "needs role \(least.rawValue) in all projects; \(caller.identity) has it in “\(project)”",
        ["identity": caller.identity, "project": project])
    }
  }

  // MARK: Who

  /// A token decides, then what a proxy says, then the connection itself. Evidence that is wrong is never passed over for
  /// weaker one.
  private func identify(_ call: ArrivingCall) throws(AccessRefusal) -> KnownCaller {
    let connection = connection(of: call)
    if let tokens, let known = try bearer(call.head, tokens, connection) { return known }
    if connection.isProxy { return try forwarded(call.head, connection) }
    warnOfForgery(call)
    switch connection.own {
    case .success(let known): return known
    case .failure(let refusal): throw tokens == nil ? refusal : refusal.orToken
    }
  }

  private func connection(of call: ArrivingCall) -> ConnectionCaller {
    call.peer.found { ConnectionCaller($0, proxies: proxies, book) }
  }

  /// Nil when there is no `authorization`.
  private func bearer(_ head: HeaderBlock, _ tokens: TokenStore, _ connection: ConnectionCaller)
    throws(AccessRefusal) -> KnownCaller?
  {
    var count = 0
    var result: Result<KnownCaller, AccessRefusal>?
    let book = book
    head.forEach { name, value in
      guard name.count == 13, name.elementsEqual("authorization".utf8) else { return }
      count += 1
      result = connection.token(value) { token throws(AccessRefusal) in
        try tokens.caller(token) { claims throws(AccessRefusal) in
          try book.caller(claims, tokens.settings)
        }
      }
    }
    guard count < 2 else {
      throw .token(.malformed("stands in more than one “authorization”"))
    }
    return try result?.get()
  }

  private func forwarded(_ head: HeaderBlock, _ connection: ConnectionCaller)
    throws(AccessRefusal) -> KnownCaller
  {
    var texts: [String] = []
    head.forEach { name, value in
      guard name.count == 23, name.elementsEqual("x-forwarded-client-cert".utf8) else { return }
      texts.append(String(decoding: value, as: UTF8.self))
    }
    let text = texts.joined(separator: ",")
    if let known = connection.forwarded(text) { return known }
    guard !text.isEmpty else {
      let refusal = AccessRefusal.unauthenticated(
        "CLIENT_CERTIFICATE_MISSING",
        "the proxy \(connection.peer.address) named no client certificate")
      throw tokens == nil ? refusal : refusal.orToken
    }
    guard let certificates = ForwardedCertificate.parse(text) else {
      throw .unauthenticated(
        "FORWARDED_CERTIFICATE_MALFORMED", "x-forwarded-client-cert cannot be read")
    }
    // The last element is of the proxy that is connected here. Where it speaks of another proxy that is trusted, the one
    // before is that one's word, and so on.
    var index = certificates.count - 1
    while index > 0, isProxy(certificates[index]) { index -= 1 }
    guard let identity = certificates[index].identity else {
      throw .unauthenticated(
        "FORWARDED_CERTIFICATE_NAMELESS",
        "x-forwarded-client-cert needs one SPIFFE URI, a DNS name or a subject with a common name")
    }
    let known = try book.caller(identity, .proxy)
    connection.remember(text, known)
    return known
  }

  private func isProxy(_ certificate: PeerCertificate) -> Bool {
    let peer = ConnectionPeer(address: "", certificate: certificate)
    return proxies.contains { proxy in
      if case .certificate = proxy { proxy.matches(peer) } else { false }
    }
  }

  /// Somebody who is no proxy says who they are; said in the log once, because anybody may say it as often as they like.
  private func warnOfForgery(_ call: ArrivingCall) {
    guard !hasIgnored.load(ordering: .relaxed),
      call.head.withValue(of: "x-forwarded-client-cert", { _ in true }) != nil,
      !hasIgnored.exchange(true, ordering: .relaxed)
    else { return }
    logger.warning(
      """
      x-forwarded-client-cert of \(call.peer.address) is ignored, because that is none of \
      access.proxies; this is said once
      """)
  }
}

extension AccessRefusal {
  /// The same, where a token would help as well.
  fileprivate var orToken: AccessRefusal {
    guard code == .unauthenticated else { return self }
    return AccessRefusal(
      code: code, reason: reason, message: message + "; or a bearer token in “authorization”")
  }
}
