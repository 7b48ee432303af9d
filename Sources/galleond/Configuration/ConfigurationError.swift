/// A configuration that is refused, with everything that is wrong with it.
struct ConfigurationError: Error, CustomStringConvertible {
  /// The file as it was named.
  let file: String
  /// By line; never empty.
  let problems: [ConfigurationProblem]

  /// A line for each problem: `file:line:column: path: what is wrong`.
  var description: String {
    problems.sorted().map { problem in
      let place = problem.path.isEmpty ? "" : "\(problem.path): "
      return problem.line == 0
        ? "\(file): \(place)\(problem.message)"
        : "\(file):\(problem.line):\(problem.column): \(place)\(problem.message)"
    }.joined(separator: "\n")
  }
}
