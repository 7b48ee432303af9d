import GRPC

/// What callers may do, by their identities.
struct RoleBook: Sendable {
  let grants: [RoleGrant]

  func caller(_ identity: String, _ evidence: Evidence) throws(AccessRefusal) -> KnownCaller {
    guard let grant = grants.first(where: { $0.identity.matches(identity) }) else {
      throw Self.noRole(identity, evidence)
    }
    let project: String? =
      switch grant.scope {
      case .project(let name): name
      case .all, .unsaid: nil
      }
    return known(identity, evidence, grant.role, project, nil)
  }

  /// A grant that matches counts more than what the token says; a project that the token names counts unless the grant
  /// names one, or all.
  func caller(_ claims: TokenVerifier.Claims, _ settings: TokenSettings) throws(AccessRefusal)
    -> KnownCaller
  {
    let identity = "jwt:\(claims.subject)"
    let grant = grants.first { $0.identity.matches(identity) }
    guard let role = grant?.role ?? claims.roles.compactMap(Role.init(rawValue:)).max() else {
      throw Self.noRole(identity, .token)
    }
    let project: String?
    switch grant?.scope ?? .unsaid {
    case .project(let name):
      project = name
    case .all:
      project = nil
    case .unsaid:
      // A site whose tokens name projects does not mean all of them when one does not.
      if let claim = settings.projectClaim, claims.project == nil {
        throw .denied(
          "PROJECT_MISSING", "\(identity) needs a project: its token has no claim “\(claim)”",
          ["identity": identity],
          nobody: Caller(identity: identity, evidence: Evidence.token.rawValue, role: ""))
      }
      project = claims.project
    }
    return known(identity, .token, role, project, claims.expiry)
  }

  private func known(
    _ identity: String, _ evidence: Evidence, _ role: Role, _ project: String?, _ expiry: Int64?
  ) -> KnownCaller {
    KnownCaller(
      Caller(
        identity: identity, evidence: evidence.rawValue, role: role.rawValue, project: project,
        expiry: expiry, expired: Self.expired), role)
  }

  /// Clients come back after this one, with a newer token if they have one.
  private static let expired = AccessRefusal.unauthenticated(
    "TOKEN_EXPIRED_MEANWHILE",
    "the bearer token has expired; come back with a new one, and the last resume token"
  ).status

  private static func noRole(_ identity: String, _ evidence: Evidence) -> AccessRefusal {
    .denied(
      "ROLE_MISSING", "\(identity) has no role here", ["identity": identity],
      nobody: Caller(identity: identity, evidence: evidence.rawValue, role: ""))
  }
}

/// How an identity was found out.
enum Evidence: String, Sendable {
  /// The verified certificate of the connection.
  case certificate
  /// A bearer token.
  case token
  /// What a trusted proxy says of its client's certificate.
  case proxy
  /// Our Unix socket: whoever may open it.
  case socket
}
