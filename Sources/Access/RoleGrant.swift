/// One line of the configuration's list of roles: who matches has this role.
package struct RoleGrant: Sendable, Hashable {
  package var identity: IdentityPattern
  package var role: Role
  package var scope: Scope

  package enum Scope: Sendable, Hashable {
    /// All projects; of a caller with a token whose claim names a project, that one.
    case unsaid
    case all
    case project(String)
  }

  package init(identity: IdentityPattern, role: Role, scope: Scope = .unsaid) {
    self.identity = identity
    self.role = role
    self.scope = scope
  }
}
