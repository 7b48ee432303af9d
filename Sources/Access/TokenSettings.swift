/// Which bearer tokens are believed, and what they say.
package struct TokenSettings: Sendable, Hashable {
  /// A JWKS (RFC 7517), or public keys and certificates in PEM.
  package var keysFile: String
  /// What `iss` must be.
  package var issuer: String
  /// What `aud` must be or hold.
  package var audience: String
  /// How much clocks may differ, in seconds.
  package var leeway: Int64
  /// The claims that say who it is, what they may do and in which project; a dot leads into an object.
  package var subjectClaim: String
  package var roleClaim: String?
  package var projectClaim: String?

  package init(
    keysFile: String, issuer: String, audience: String, leeway: Int64 = 30,
    subjectClaim: String = "sub", roleClaim: String? = nil, projectClaim: String? = nil
  ) {
    self.keysFile = keysFile
    self.issuer = issuer
    self.audience = audience
    self.leeway = leeway
    self.subjectClaim = subjectClaim
    self.roleClaim = roleClaim
    self.projectClaim = projectClaim
  }
}
