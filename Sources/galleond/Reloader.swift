import Logging

/// Reads the configuration again and says what changes.
struct Reloader {
  /// The file the service was started with.
  let path: String
  /// Whether it was started with `--insecure`.
  let insecure: Bool
  /// The configuration as it was last applied: what waits for a restart is not in it.
  private(set) var current: Configuration

  init(path: String, insecure: Bool, current: Configuration) {
    self.path = path
    self.insecure = insecure
    self.current = current
  }

  /// Applies the log level, logs what happened, and answers with what else is to be applied. A file
  /// that is wrong changes nothing.
  mutating func reload(level: LogLevel, logger: Logger) -> ReloadPlan? {
    let new: Configuration
    do throws(ConfigurationError) {
      new = try ConfigurationLoader.load(path: path, insecure: insecure)
    } catch {
      for line in error.description.split(separator: "\n") {
        logger.error("configuration not reloaded: \(line)")
      }
      return nil
    }
    let plan = ReloadPlan(from: current, to: new)
    if let newLevel = plan.logLevel {
      level.value = newLevel
      current.log.level = newLevel
      logger.notice("log.level is \(newLevel.rawValue) from now on")
    }
    for (address, enabled) in plan.enabled.sorted(by: { $0.key < $1.key }) {
      for index in current.backends.indices where current.backends[index].address == address {
        current.backends[index].enabled = enabled
      }
      logger.notice("\(address) is \(enabled ? "enabled" : "disabled") from now on")
    }
    if plan.limits {
      current.takeLimits(from: new)
      logger.notice("limits of migrations and backends are as in the file from now on")
    }
    for key in plan.needsRestart {
      logger.warning("changed in the file, needs a restart: \(key)")
    }
    if plan.isEmpty { logger.info("configuration reloaded: nothing has changed") }
    return plan
  }
}

extension Configuration {
  fileprivate mutating func takeLimits(from new: Configuration) {
    migrations.maxConcurrent = new.migrations.maxConcurrent
    migrations.maxConcurrentPerBackend = new.migrations.maxConcurrentPerBackend
    for index in backends.indices {
      guard let after = new.backends.first(where: { $0.address == backends[index].address })
      else { continue }
      backends[index].maxConcurrent = after.maxConcurrent
      backends[index].bandwidthLimit = after.bandwidthLimit
    }
  }
}
