/// Something that happened to a migration or, by an operator's reset, to one resource. Never changed; removed by retention
/// alone, with the migration it belongs to.
package struct HistoryEvent: Hashable, Sendable, Codable {
  /// The event's place among all events of the ledger, rising, assigned by the ledger; 0 before that.
  package var position: Int64
  /// What it happened to: a migration, or the row an operator reset.
  package var noun: Noun
  package var subjectID: Identifier
  /// For a migration, its revision after the event: 1, 2, 3, … without gaps. For a reset 0.
  package var revision: Int64
  /// The number of the rule in the transition table; nil for a reset.
  package var rule: Int?
  /// The word before and after; nil for none.
  package var from: String?
  package var to: String?
  package var message: String
  /// Who caused it, as far as the service knows: a caller's identity or address; nil for the service itself.
  package var actor: String?
  package var at: Timestamp

  package init(
    position: Int64 = 0, noun: Noun, subjectID: Identifier, revision: Int64, rule: Int?,
    from: String?, to: String?, message: String, actor: String? = nil, at: Timestamp
  ) {
    self.position = position
    self.noun = noun
    self.subjectID = subjectID
    self.revision = revision
    self.rule = rule
    self.from = from
    self.to = to
    self.message = message
    self.actor = actor
    self.at = at
  }
}

/// A mutating call that was accepted, so that its repetition answers as it did.
package struct RequestRecord: Hashable, Sendable, Codable {
  /// The caller's request id.
  package var id: Identifier
  /// The call, `galleon.v1.ShareService/CreateShare`.
  package var method: String
  /// The request's bytes without its id, or a digest of them: the same id with another request is refused.
  package var fingerprint: String
  /// The resource the call made or acted on.
  package var resourceID: Identifier?
  /// The answer's bytes; nil while the call has not answered yet.
  package var response: [UInt8]?
  package var at: Timestamp

  package init(
    id: Identifier, method: String, fingerprint: String, resourceID: Identifier? = nil,
    response: [UInt8]? = nil, at: Timestamp
  ) {
    self.id = id
    self.method = method
    self.fingerprint = fingerprint
    self.resourceID = resourceID
    self.response = response
    self.at = at
  }
}
