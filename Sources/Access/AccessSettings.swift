/// Who may call, as the configuration says.
package struct AccessSettings: Sendable, Hashable {
  /// The first whose identity matches counts.
  package var roles: [RoleGrant]
  package var proxies: [TrustedProxy]

  package init(roles: [RoleGrant], proxies: [TrustedProxy] = []) {
    self.roles = roles
    self.proxies = proxies
  }
}
