/// Why a token is not believed, or its keys cannot be used: a sentence that holds nothing of the token itself.
package struct TokenProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// A stable word for programs.
  package let reason: String
  package let description: String

  init(_ reason: String, _ description: String) {
    self.reason = reason
    self.description = description
  }

  static func malformed(_ what: String) -> TokenProblem {
    TokenProblem("TOKEN_MALFORMED", "the bearer token \(what)")
  }
}
