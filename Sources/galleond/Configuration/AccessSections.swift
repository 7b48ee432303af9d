import Access

extension ConfigurationLoader {
  /// Nil when there is no such section: then everybody who gets in may do everything.
  static func readAccess(_ reader: ConfigurationReader, directory: String)
    -> AccessConfiguration?
  {
    guard reader.isPresent else { return nil }
    let tokens = readTokens(reader.section("tokens"), directory: directory)
    let proxies = (reader.sections("proxies") ?? []).compactMap {
      readProxy($0, directory: directory)
    }
    let roles = (reader.sections("roles") ?? []).compactMap { readRole($0, directory: directory) }
    if roles.isEmpty, tokens?.roleClaim == nil, reader.diagnostics.problems.isEmpty {
      reader.report(
        "nobody would have a role; add \"roles\", for example: "
          + "- {identity: \"spiffe://example.org/ops/*\", role: operator}")
    }
    reader.finish()
    return AccessConfiguration(
      settings: AccessSettings(roles: roles, proxies: proxies), tokens: tokens)
  }

  private static func readTokens(_ reader: ConfigurationReader, directory: String)
    -> TokenSettings?
  {
    guard reader.isPresent else { return nil }
    let keys = reader.required(
      "keys", example: "/etc/galleon/jwks.json", ScalarParser.path(relativeTo: directory))
    let issuer = reader.required(
      "issuer", example: "https://login.example.org", ScalarParser.text)
    let audience = reader.required("audience", example: "galleon", ScalarParser.text)
    let leeway = reader.value(
      "leeway", default: .seconds(30), ScalarParser.duration(.zero ... .seconds(600)))
    let subject = reader.value("subject_claim", default: "sub", ScalarParser.text)
    let role = reader.optional("role_claim", ScalarParser.text)
    let project = reader.optional("project_claim", ScalarParser.text)
    reader.finish()
    guard let keys, let issuer, let audience else { return nil }
    return TokenSettings(
      keysFile: keys, issuer: issuer, audience: audience, leeway: leeway.components.seconds,
      subjectClaim: subject, roleClaim: role, projectClaim: project)
  }

  private static func readRole(_ reader: ConfigurationReader, directory: String) -> RoleGrant? {
    let identity = reader.required(
      "identity", example: "spiffe://example.org/ops/*", identityPattern(directory))
    let role = reader.required("role", example: "viewer", ScalarParser.word(Role.self))
    let project = reader.optional("project", ScalarParser.text)
    reader.finish()
    guard let identity, let role else { return nil }
    let scope: RoleGrant.Scope = project.map { $0 == "*" ? .all : .project($0) } ?? .unsaid
    return RoleGrant(identity: identity, role: role, scope: scope)
  }

  private static func readProxy(_ reader: ConfigurationReader, directory: String)
    -> TrustedProxy?
  {
    let path = ScalarParser.path(relativeTo: directory)
    let given: [TrustedProxy?] = [
      reader.optional("certificate", identityPattern(directory)).map { .certificate($0) },
      reader.optional("address") { (text: String) throws(BadValue) in
        guard let range = NetworkRange(text) else {
          throw BadValue("an address or a network such as 10.0.0.0/8 or fd00::/8")
        }
        return .network(range)
      },
      reader.optional("socket", path).map { .socket(path: $0) },
    ]
    let found = given.compactMap { $0 }
    if found.count != 1, reader.diagnostics.problems.isEmpty {
      reader.report("expected one of certificate, address or socket: by what the proxy is known")
    }
    reader.finish()
    return found.first
  }

  private static func identityPattern(_ directory: String)
    -> (String) throws(BadValue) -> IdentityPattern
  {
    { (text: String) throws(BadValue) -> IdentityPattern in
      var whole = text
      if let path = text.dropping(prefix: "unix:"), !path.isEmpty {
        whole = "unix:" + path.resolved(against: directory)
      }
      guard let pattern = IdentityPattern(whole) else {
        throw BadValue(
          "an identity: spiffe://…, dns:…, cn:…, jwt:… or unix:…, in which * stands for anything "
            + "but / and ** for anything; or ** alone for everybody")
      }
      return pattern
    }
  }

  static func readAudit(_ reader: ConfigurationReader, directory: String) -> AuditConfiguration {
    reader.value("audit_log", default: .none) { (text: String) throws(BadValue) in
      switch text {
      case "none": .none
      case "-": .log
      default: .file(try ScalarParser.path(relativeTo: directory)(text))
      }
    }
  }
}
