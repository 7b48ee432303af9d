/// Who calls, as a gate found out.
package final class Caller: Sendable {
  /// A name that no other way of finding out can lead to: `spiffe://example.org/ops`, `dns:host`, `cn:name`,
  /// `jwt:subject`.
  package let identity: String
  /// How it was found out, as a word: `certificate`, `token`, `proxy`.
  package let evidence: String
  /// What it may do, as a word.
  package let role: String
  /// The one project whose resources it sees; nil for all.
  package let project: String?

  /// The second since 1970 from which it is nobody again; nil where that is up to the connection.
  package let expiry: Int64?
  /// What a stream that is still open then ends with.
  package let expired: RPCError

  package init(
    identity: String, evidence: String, role: String, project: String? = nil,
    expiry: Int64? = nil, expired: RPCError? = nil
  ) {
    self.identity = identity
    self.evidence = evidence
    self.role = role
    self.project = project
    self.expiry = expiry
    self.expired = expired ?? .callerExpired
  }
}
