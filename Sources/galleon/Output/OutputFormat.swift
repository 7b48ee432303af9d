/// The forms of output, by the words of `--output`.
enum OutputFormat: String, Sendable, CaseIterable {
  /// For people.
  case table
  case json
  case yaml
  /// The values alone, for shell scripts.
  case value
}
