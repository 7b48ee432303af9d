import GalleonAPI
import Logging

/// The composition root: the one place that knows every module by name.
struct Daemon {
  let configuration: Configuration
  let logLevel: LogLevel
  let signals: AsyncStream<SignalRequest>
  var reloader: Reloader

  /// Serves until a signal says otherwise.
  func run() async throws {
    let logger = Logger(label: "galleon.daemon")
    var reloader = reloader
    logger.info("started", metadata: ["version": "\(ProductVersion.text)"])
    for await request in signals {
      switch request {
      case .reload: _ = reloader.reload(level: logLevel, logger: logger)
      case .drain, .quit: return
      }
    }
  }
}
