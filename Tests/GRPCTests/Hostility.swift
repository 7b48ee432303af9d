import Testing

@testable import GRPC

/// Something that a server sends in place of an answer, and what the caller learns.
struct Hostility: Sendable, CustomTestStringConvertible {
  let name: String
  let code: StatusCode
  /// What the message must contain.
  let words: String
  let answer: @Sendable (UInt32) -> [UInt8]

  init(
    _ name: String, _ code: StatusCode, _ words: String = "",
    _ answer: @escaping @Sendable (UInt32) -> [UInt8]
  ) {
    self.name = name
    self.code = code
    self.words = words
    self.answer = answer
  }

  var testDescription: String { name }
}
