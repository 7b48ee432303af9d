import Orchestration

extension Settings {
  /// What the configuration says about migrations.
  init(_ configuration: Configuration) {
    self.init()
    serviceDownTime = configuration.serviceDownTime
    heartbeatInterval = configuration.heartbeatInterval
    watchHeartbeat = configuration.migrations.watchHeartbeat
    attemptsMax = Int(configuration.migrations.driverAttempts)
    retryDelay = configuration.migrations.driverRetryDelay
    deleteSourceAfter = configuration.migrations.deleteSourceAfter
  }
}
