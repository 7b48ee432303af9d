import Glibc
import Logging

/// Writes each entry as one line to a file descriptor, with one system call, so that the lines of
/// several threads never mix. The level is that of the `LogLevel` all handlers of the process
/// share.
struct LineLogHandler: LogHandler {
  let label: String
  let format: LogConfiguration.Format
  let level: LogLevel
  let descriptor: Int32
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?
  /// Set when somebody gave this one logger a level of its own.
  private var ownLevel: Logger.Level?

  init(label: String, format: LogConfiguration.Format, level: LogLevel, descriptor: Int32) {
    self.label = label
    self.format = format
    self.level = level
    self.descriptor = descriptor
  }

  var logLevel: Logger.Level {
    get { ownLevel ?? level.value }
    set { ownLevel = newValue }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var merged = metadata
    if let provided = metadataProvider?.get() { merged.merge(provided) { $1 } }
    if let given = event.metadata { merged.merge(given) { $1 } }
    if let error = event.error { merged["error"] = "\(error)" }
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let line = LogLine(
      time: time, level: event.level, label: label, message: event.message.description,
      metadata: merged)
    StandardError.write((format == .json ? line.json : line.text) + "\n", to: descriptor)
  }
}
