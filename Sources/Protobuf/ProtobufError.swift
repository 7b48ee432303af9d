/// Why bytes are not a message, or a message has no bytes.
@usableFromInline package enum ProtobufError: Error, Hashable, Sendable {
  /// The bytes break the binary format; the sentence says how.
  case malformed(String)
  /// A `string` field, named in full, holds bytes that are not UTF-8.
  case invalidUTF8(field: String)
  /// Messages or groups lie in one another more deeply than allowed.
  case nestingTooDeep(limit: Int)
  /// More bytes than allowed.
  case messageTooLarge(bytes: Int, limit: Int)
  /// Few bytes that stand for a great many fields: reading them takes more memory than allowed.
  case tooMuchMemory(limit: Int)
}

extension ProtobufError: CustomStringConvertible {
  @usableFromInline package var description: String {
    switch self {
    case .malformed(let sentence): sentence
    case .invalidUTF8(let field): "the string \(field) is not valid UTF-8"
    case .nestingTooDeep(let limit): "messages are nested more than \(limit) levels deep"
    case .messageTooLarge(let bytes, let limit):
      "the message has \(bytes) bytes, more than the limit of \(limit)"
    case .tooMuchMemory(let limit):
      "reading the message takes more than the limit of \(limit) bytes of memory"
    }
  }
}
