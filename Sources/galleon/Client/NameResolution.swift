/// Finds the one thing a user means by a name or an id.
enum NameResolution {
  struct Candidate: Sendable, Equatable {
    var id: String
    var name: String
  }

  struct Failure: Error, Sendable, Equatable {
    /// The sentence, then a line for each candidate.
    var lines: [String]
  }

  /// Whether the text has the form of a UUID, and so is sent as it is.
  static func isIdentifier(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.count) == [8, 4, 4, 4, 12]
      && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isHexDigit } }
  }

  /// The id of the one candidate with exactly this name. `noun` is singular: "share network".
  static func identifier(
    for name: String, noun: String, among candidates: [Candidate]
  ) throws(Failure) -> String {
    let found = candidates.filter { $0.name == name }
    if found.count == 1 { return found[0].id }
    guard !found.isEmpty else {
      throw Failure(lines: ["There is no \(noun) with the name or id \"\(name)\"."])
    }
    throw Failure(
      lines: ["\(found.count) of them are called \"\(name)\"; say which \(noun) by its id:"]
        + found.map { "  * \($0.id)" })
  }
}
