/// A refusal as a person would say it.
enum RefusalText {
  /// The sentence, then everything that stands in the way, then what to do next.
  static func lines(_ refusal: Refusal, server: String) -> [String] {
    var lines: [String] = []
    if refusal.isUnreachable {
      lines.append(unreachable(refusal, server))
    } else if !refusal.fields.isEmpty
      && refusal.fields.allSatisfy({ refusal.message.contains($0.description) })
    {
      // The server's sentence is the list that follows, with the fields' names for programs.
      lines.append("The request is not right:")
    } else {
      lines.append(sentence(refusal.message.isEmpty ? refusal.code : refusal.message))
    }
    for violation in refusal.fields where !violation.description.isEmpty {
      lines.append("  * \(option(violation.subject)): \(violation.description)")
    }
    // What the sentence has said already is not said again.
    for violation in refusal.preconditions
    where !refusal.message.contains(violation.description) {
      let about = violation.subject.split(separator: "/", maxSplits: 1).joined(separator: " ")
        .replacing("_", with: " ")
      lines.append("  * " + (about.isEmpty ? "" : "\(about): ") + violation.description)
    }
    if let hint = hint(refusal) { lines.append("Hint: \(hint)") }
    return lines.map { DisplayText.harmless($0) }
  }

  private static func unreachable(_ refusal: Refusal, _ server: String) -> String {
    if refusal.code == "DEADLINE_EXCEEDED" {
      // What went wrong before, where the channel knows it.
      let before = refusal.message.firstRange(of: "; before that: ").map {
        " Before that: " + refusal.message[$0.upperBound...] + "."
      }
      return "The server at \(server) did not answer in time." + (before ?? "")
    }
    if refusal.message.hasPrefix("cannot reach any of ") { return sentence(refusal.message) }
    let known = "cannot reach \(server): "
    let why =
      refusal.message.hasPrefix(known)
      ? String(refusal.message.dropFirst(known.count)) : refusal.message
    return sentence("cannot reach the server at \(server): \(why)")
  }

  /// A capital at the beginning, unless that is a name such as local@beta, and a full stop at the
  /// end.
  private static func sentence(_ text: String) -> String {
    let isWord = text.prefix { $0 != " " }.allSatisfy { $0.isLetter || $0 == "," }
    let whole = isWord ? text.prefix(1).uppercased() + text.dropFirst() : text
    return ".!?".contains(whole.last ?? ".") ? whole : whole + "."
  }

  /// A field of a request as this program's user knows it.
  private static func option(_ field: String) -> String {
    field.replacing("_", with: " ")
  }

  /// What to do next, by the reason.
  static func hint(_ refusal: Refusal) -> String? {
    if refusal.isUnreachable {
      return refusal.code == "DEADLINE_EXCEEDED"
        ? "give it more time with --timeout, or ask again: what was asked for may have happened."
        : "is galleond running there? --server or GALLEON_SERVER names another address."
    }
    return hints[refusal.reason]
  }

  static var reasonsWithHints: [String] { hints.keys.sorted() }

  private static let hints: [String: String] = [
    "SHARE_SERVER_NOT_FOUND": "galleon server list shows the share servers there are.",
    "SHARE_NOT_FOUND": "galleon share list shows the shares there are.",
    "SNAPSHOT_NOT_FOUND": "galleon snapshot list shows the snapshots there are.",
    "SHARE_NETWORK_NOT_FOUND": "galleon network list shows the share networks there are.",
    "SHARE_TYPE_NOT_FOUND": "galleon type list shows the share types there are.",
    "MIGRATION_NOT_FOUND": "galleon migration list shows the migrations there are.",
    "NO_MIGRATION": "galleon migration list shows the migrations there are.",
    "BACKEND_NOT_FOUND": "galleon backend list shows the backends there are.",
    "BACKEND_DOWN": "galleon backend show tells when the backend was last heard, and what ails it.",
    "BACKEND_DISABLED":
      "set \"enabled: true\" for it in the configuration of galleond, then send it SIGHUP.",
    "SHARE_SERVER_HAS_NO_SHARES": "there is nothing to move; delete the server and make another.",
    "SHARE_SERVER_HAS_SHARES": "galleon share delete removes them.",
    "SHARE_SERVER_NOT_ACTIVE": "galleon server show tells its status and task state.",
    "SHARE_SERVER_MIGRATING":
      "wait until the migration is over, or galleon migration cancel calls it off.",
    "SHARE_HAS_SNAPSHOTS": "galleon snapshot delete removes them.",
    "SHARE_NETWORK_IN_USE": "delete the share servers that have addresses in it first.",
    "SHARE_NETWORK_SUBNET_IN_USE": "delete the share servers that have addresses in it first.",
    "SHARE_TYPE_IN_USE": "delete the shares of this type first.",
    "DESTINATION_IS_SOURCE":
      "name another backend, or another share network with --new-share-network.",
    "NO_SUBNET_IN_AVAILABILITY_ZONE":
      "galleon network subnet create adds one for that zone, or a default one without "
      + "--availability-zone.",
    "ACCESS_RULES_IN_ERROR":
      "galleon access list shows the rules; galleon access deny removes one.",
    "SNAPSHOT_NOT_AVAILABLE": "galleon snapshot list shows their statuses.",
    "SHARE_NOT_AVAILABLE": "galleon share list shows their statuses.",
    "WRONG_TASK_STATE": "galleon migration progress tells how far it has come.",
    "DESTINATION_INCOMPATIBLE": "galleon migration check says what another backend would do.",
    "LEDGER_FULL": "make room on the disk of the ledger; nothing was changed.",
  ]
}
