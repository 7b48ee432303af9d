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

  private static func line(_ path: String, _ clients: [String]) -> String {
    (["\"\(path)\""] + clients).joined(separator: " ")
  }

  private static func client(_ rule: AccessRule, _ level: AccessLevel) -> String {
    switch rule.type {
    case .ip: "\(rule.to)(\(level.rawValue))"
    case .user, .cert: "\(rule.type.rawValue):\(rule.to)(\(level.rawValue))"
    }
  }
}
