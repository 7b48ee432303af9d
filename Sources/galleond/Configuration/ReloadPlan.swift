import Logging

/// What a reload changes: the difference of two configurations, sorted into what can be applied to
/// a running service and what waits for a restart.
struct ReloadPlan: Sendable, Equatable {
  /// The new level; nil when it is the same.
  var logLevel: Logger.Level?
  /// The new value of `enabled` for each backend where it changed, by `host@name`.
  var enabled: [String: Bool] = [:]
  /// Whether limits of migrations or of backends changed: how many at once, how fast.
  var limits = false
  /// Keys whose change waits for a restart, in the order of the example file.
  var needsRestart: [String] = []

  init(from old: Configuration, to new: Configuration) {
    if old.log.level != new.log.level { logLevel = new.log.level }
    func compare<Value: Equatable>(_ key: String, _ value: (Configuration) -> Value) {
      if value(old) != value(new) { needsRestart.append(key) }
    }
    compare("listen") { $0.listen }
    compare("insecure") { $0.insecure }
    compare("access") { $0.access }
    compare("audit_log") { $0.auditLog }
    compare("ledger") { $0.ledger }
    compare("log.format") { $0.log.format }
    compare("drain_delay") { $0.drainDelay }
    compare("drain_timeout") { $0.drainTimeout }
    compare("service_down_time") { $0.serviceDownTime }
    compare("heartbeat_interval") { $0.heartbeatInterval }
    compare("event_loops") { $0.eventLoops }
    compare("connections") { $0.connections }
    compare("compression") { $0.compression }
    compare("orca") { $0.orca }
    compare("limits") { $0.limits }
    compare("migrations") { $0.migrations.withoutLimits }
    if old.migrations.maxConcurrent != new.migrations.maxConcurrent
      || old.migrations.maxConcurrentPerBackend != new.migrations.maxConcurrentPerBackend
    {
      limits = true
    }
    compare("retention") { $0.retention }
    compareBackends(old.backends, new.backends)
  }

  private mutating func compareBackends(
    _ old: [BackendConfiguration], _ new: [BackendConfiguration]
  ) {
    for before in old {
      guard let after = new.first(where: { $0.address == before.address }) else {
        needsRestart.append("backends: \(before.address) is gone")
        continue
      }
      if before.enabled != after.enabled { enabled[after.address] = after.enabled }
      if before.maxConcurrent != after.maxConcurrent
        || before.bandwidthLimit != after.bandwidthLimit
      {
        limits = true
      }
      var same = after
      same.enabled = before.enabled
      same.maxConcurrent = before.maxConcurrent
      same.bandwidthLimit = before.bandwidthLimit
      if same != before { needsRestart.append("backends: options of \(before.address)") }
    }
    for after in new where !old.contains(where: { $0.address == after.address }) {
      needsRestart.append("backends: \(after.address) is new")
    }
  }

  /// Whether the two configurations are the same.
  var isEmpty: Bool { logLevel == nil && enabled.isEmpty && !limits && needsRestart.isEmpty }
}

extension MigrationsConfiguration {
  /// Everything in it that waits for a restart.
  fileprivate var withoutLimits: MigrationsConfiguration {
    var rest = self
    rest.maxConcurrent = 0
    rest.maxConcurrentPerBackend = 0
    return rest
  }
}
