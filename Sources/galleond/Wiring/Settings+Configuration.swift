import MigrationCore
import Orchestration

extension Settings {
  /// What the configuration says about migrations.
  init(_ configuration: Configuration) {
    self.init()
    serviceDownTime = configuration.serviceDownTime
    heartbeatInterval = configuration.heartbeatInterval
    watchHeartbeat = configuration.migrations.watchHeartbeat
    slowWatcherTimeout = configuration.migrations.slowWatcherTimeout
    attemptsMax = Int(configuration.migrations.driverAttempts)
    retryDelay = configuration.migrations.driverRetryDelay
    concurrentMax = Self.limit(configuration.migrations.maxConcurrent)
    concurrentPerBackend = Self.limit(configuration.migrations.maxConcurrentPerBackend)
    checksMax = Int(configuration.migrations.maxChecks)
    for backend in configuration.backends {
      guard let address = BackendAddress(backend.address) else { continue }
      if let max = backend.maxConcurrent { concurrentOf[address] = Self.limit(max) ?? Int.max }
      bandwidthOf[address] = backend.bandwidthLimit
    }
    driverDeadline = configuration.migrations.driverDeadline
    stallTimeout = configuration.migrations.stallTimeout
    deleteSourceAfter = configuration.migrations.deleteSourceAfter
  }

  /// 0 is no limit.
  private static func limit(_ count: Int64) -> Int? { count == 0 ? nil : Int(count) }
}
