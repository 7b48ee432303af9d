import MigrationCore

/// Reads the fields of a request and collects what is wrong with them, so that a caller hears of everything at once.
struct RequestFields {
  private(set) var violations: [Refusal.FieldViolation] = []

  mutating func refuse(_ field: String, _ description: String) {
    violations.append(.init(field, description))
  }

  /// A required UUID.
  mutating func id(_ field: String, _ text: String) -> Identifier? {
    if text.isEmpty {
      refuse(field, "is required")
      return nil
    }
    return optionalID(field, text)
  }

  /// A UUID, or nil when the field is empty.
  mutating func optionalID(_ field: String, _ text: String) -> Identifier? {
    if text.isEmpty { return nil }
    let id = Identifier(text)
    if id == nil { refuse(field, "must be a UUID, is “\(text)”") }
    return id
  }

  /// A required name of at most 255 characters.
  mutating func name(_ field: String, _ text: String) -> String {
    if text.isEmpty { refuse(field, "is required") }
    return optionalName(field, text)
  }

  mutating func optionalName(_ field: String, _ text: String) -> String {
    if text.count > 255 { refuse(field, "must have at most 255 characters, has \(text.count)") }
    if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      refuse(field, "must not have control characters")
    }
    return text
  }

  /// A required backend address.
  mutating func host(_ field: String, _ text: String) -> BackendAddress? {
    if text.isEmpty {
      refuse(field, "is required, as host@backend")
      return nil
    }
    return optionalHost(field, text)
  }

  mutating func optionalHost(_ field: String, _ text: String) -> BackendAddress? {
    if text.isEmpty { return nil }
    let host = BackendAddress(text)
    if host == nil { refuse(field, "must be host@backend without a #pool, is “\(text)”") }
    return host
  }

  /// A size in GiB, at most 1 EiB.
  mutating func size(_ field: String, _ gib: Int64) -> Int64 {
    if !(1...1_073_741_824).contains(gib) {
      refuse(field, "must be 1 to 1073741824 GiB, is \(gib)")
    }
    return gib
  }

  /// A required enum value.
  mutating func word<Word>(_ field: String, _ word: Word?) -> Word? {
    if word == nil { refuse(field, "must be one of its named values") }
    return word
  }

  /// Throws everything that was found wrong.
  func check() throws(Refusal) {
    if !violations.isEmpty { throw Refusal.invalid(violations) }
  }

  /// The values, when nothing was wrong. Mutating, so that `fields.checked(fields.id(…))` looks at
  /// what its own argument found: a copy of `fields` would be taken before the argument is read.
  mutating func checked<each Value>(_ value: repeat (each Value)?) throws(Refusal) -> (
    repeat each Value
  ) {
    try check()
    return (repeat try required(each value))
  }

  private func required<Value>(_ value: Value?) throws(Refusal) -> Value {
    guard let value else { preconditionFailure("a missing value was not refused") }
    return value
  }
}
