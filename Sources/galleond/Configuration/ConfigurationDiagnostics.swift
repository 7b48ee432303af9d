import Yams

/// Collects what is wrong with a file, and which keys its readers know.
final class ConfigurationDiagnostics {
  private(set) var problems: [ConfigurationProblem] = []
  /// Every key a reader asked for, list indexes left out: `backends[].directory.root`.
  private(set) var knownKeys: Set<String> = []

  func report(_ mark: Mark?, path: String, _ message: String) {
    problems.append(
      ConfigurationProblem(
        line: mark?.line ?? 0, column: mark?.column ?? 0, path: path, message: message))
  }

  func know(_ path: String) {
    knownKeys.insert(path.replacing(/\[[0-9]+\]/, with: "[]"))
  }
}
