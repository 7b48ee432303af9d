import Logging

/// What is logged, and in which form.
struct LogConfiguration: Sendable, Equatable {
  var level: Logger.Level
  var format: Format

  /// One line for each entry, either way.
  enum Format: String, Sendable, CaseIterable {
    case text
    case json
  }
}
