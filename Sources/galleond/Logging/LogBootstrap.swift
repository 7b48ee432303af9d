import Glibc
import Logging

/// Sets the process's logging up.
enum LogBootstrap {
  /// Makes every `Logger` of the process write to standard error. Call it once, before the first
  /// logger is made. Answers with the level, which can be changed later.
  static func start(_ configuration: LogConfiguration) -> LogLevel {
    let level = LogLevel(configuration.level)
    LoggingSystem.bootstrap { label in
      LineLogHandler(
        label: label, format: configuration.format, level: level, descriptor: STDERR_FILENO)
    }
    return level
  }
}
