/// One thing wrong with a configuration file.
struct ConfigurationProblem: Error, Hashable, Comparable {
  /// Line and column of the text that is wrong, from 1.
  let line: Int
  let column: Int
  /// Where in the tree, `backends[0].directory.root`; empty for the file as a whole.
  let path: String
  /// What was found and what would be right.
  let message: String

  static func < (left: ConfigurationProblem, right: ConfigurationProblem) -> Bool {
    (left.line, left.column, left.path, left.message)
      < (right.line, right.column, right.path, right.message)
  }
}
