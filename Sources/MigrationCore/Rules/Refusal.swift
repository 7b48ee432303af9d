/// Why the service said no: one error type for everything the domain refuses, with enough in it for a program to act
/// on and for a person to understand.
package struct Refusal: Error, Hashable, Sendable {
  package var kind: Kind
  /// A stable word for programs, UPPER_SNAKE_CASE (google.rpc.ErrorInfo.reason).
  package var reason: Reason
  /// One sentence for a person: what is wrong and, where it helps, what to do.
  package var message: String
  /// What the refusal is about.
  package var subject: Subject?
  /// For invalid arguments: every field that is wrong.
  package var fields: [FieldViolation]
  /// For a destination that cannot: every conflict found.
  package var conflicts: [Conflict]

  package init(
    _ kind: Kind, _ reason: Reason, _ message: String, subject: Subject? = nil,
    fields: [FieldViolation] = [], conflicts: [Conflict] = []
  ) {
    self.kind = kind
    self.reason = reason
    self.message = message
    self.subject = subject
    self.fields = fields
    self.conflicts = conflicts
  }

  /// The class of a refusal; each maps to one gRPC status.
  package enum Kind: Sendable, Hashable, CaseIterable {
    case invalidArgument, notFound, alreadyExists, failedPrecondition, aborted
    case permissionDenied, resourceExhausted, unavailable, dataLoss
  }

  /// A resource named in an error.
  package struct Subject: Hashable, Sendable {
    package var noun: String
    package var id: String

    package init(_ noun: Noun, _ id: Identifier) {
      self.noun = noun.rawValue
      self.id = id.rawValue
    }

    package init(noun: String, id: String) {
      self.noun = noun
      self.id = id
    }
  }

  /// One wrong field of a request.
  package struct FieldViolation: Hashable, Sendable {
    /// The field's path in the request message, in proto spelling.
    package var field: String
    package var description: String

    package init(_ field: String, _ description: String) {
      self.field = field
      self.description = description
    }
  }

  package static func notFound(_ noun: Noun, _ id: Identifier) -> Refusal {
    Refusal(
      .notFound, Reason.notFound(noun), "no \(noun.words) has the id \(id)",
      subject: Subject(noun, id))
  }

  package static func invalid(_ fields: [FieldViolation]) -> Refusal {
    let words = fields.map { "\($0.field): \($0.description)" }.joined(separator: "; ")
    return Refusal(.invalidArgument, .invalidArgument, words, fields: fields)
  }
}

/// Something that stands between a share server and a destination.
package struct Conflict: Hashable, Sendable, Codable {
  package var reason: Reason
  /// The kind and id of the resource it is about.
  package var resourceType: String
  package var resourceID: String
  /// A sentence for a person.
  package var message: String

  package init(_ reason: Reason, resourceType: String, resourceID: String, message: String) {
    self.reason = reason
    self.resourceType = resourceType
    self.resourceID = resourceID
    self.message = message
  }
}
