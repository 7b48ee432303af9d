import MigrationCore

/// The access rules of one share in the manner of exports(5): the directory, then who may use it and how. Users and
/// certificates, which exports(5) does not know, are written with their kind in front.
enum ExportsFile {
  static func text(
    path: String, rules: [AccessRule], snapshotPaths: [String], readOnly: Bool
  ) -> String {
    var lines = [
      "# Written by galleon, which replaces it; changes made here are lost.",
      line(path, rules.map { client($0, readOnly ? .readOnly : $0.level) }),
    ]
    // Whoever may use a share may read its snapshots.
    for path in snapshotPaths { lines.append(line(path, rules.map { client($0, .readOnly) })) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A path without clients would be everybody's (exports(5)), so one that is nobody's is a comment.
  private static func line(_ path: String, _ clients: [String]) -> String {
    if clients.isEmpty { return "# \"\(path)\" is exported to nobody." }
    return (["\"\(path)\""] + clients).joined(separator: " ")
  }

  private static func client(_ rule: AccessRule, _ level: AccessLevel) -> String {
    switch rule.type {
    case .ip: "\(word(rule.to))(\(level.rawValue))"
    case .user, .cert: "\(rule.type.rawValue):\(word(rule.to))(\(level.rawValue))"
    }
  }

  /// A name as one word: what could end it or begin an option of its own, a space, a bracket, is written `\040` as
  /// exports(5) has it. Else a user called “a(rw) *” would let everybody in, whatever the rules are cast to.
  private static func word(_ name: String) -> String {
    var word = ""
    for scalar in name.unicodeScalars {
      let isPlain =
        scalar.value > 0x20 && scalar.value != 0x7F && !"()\"#\\".unicodeScalars.contains(scalar)
      guard !isPlain else {
        word.unicodeScalars.append(scalar)
        continue
      }
      let digits = String(scalar.value, radix: 8)
      word += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
    return word
  }
}
