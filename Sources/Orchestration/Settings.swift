import MigrationCore

/// What an operator can set about migrations.
package struct Settings: Sendable {
  /// A backend that was not heard of for this long counts as down.
  package var serviceDownTime: Duration = .seconds(60)
  /// How often each backend is asked how it is.
  package var heartbeatInterval: Duration = .seconds(10)
  /// A watch that was quiet for this long gets a sign of life.
  package var watchHeartbeat: Duration = .seconds(15)
  /// Transitions kept in memory for all watchers together; who is further behind reads the ledger.
  package var transitionsKept = 1024
  /// The least time between two ticks of progress of one migration, for whoever watches it.
  package var progressPace: Duration = .milliseconds(100)
  /// A watcher that does not read for this long is sent away, with the token to come back with.
  package var slowWatcherTimeout: Duration = .seconds(60)
  /// Attempts of a driver call whose error says that it may succeed later.
  package var attemptsMax = 6
  /// The pause after the first failed attempt; it doubles each time.
  package var retryDelay: Duration = .milliseconds(100)
  /// Migrations that drivers may be asked about at the same time.
  package var checksMax = 64
  /// How long a driver call that reports no progress may take.
  package var driverDeadline: Duration = .seconds(3600)
  /// How long one that does may make none.
  package var stallTimeout: Duration = .seconds(1800)
  /// Migrations that may copy at the same time; nil is as many as there are.
  package var concurrentMax: Int? = 64
  /// The same for each backend, as source or as destination, unless the backend says otherwise.
  package var concurrentPerBackend: Int? = 16
  /// Backends that say otherwise.
  package var concurrentOf: [BackendAddress: Int] = [:]
  /// Backends' limits in bytes a second.
  package var bandwidthOf: [BackendAddress: Int64] = [:]
  /// When the source server is deleted after a success; nil leaves that to the operator.
  package var deleteSourceAfter: Duration?
  /// Where the tasks of migrations and watches run; nil is the default executor.
  package var executor: (any TaskExecutor)?
  package var chance = Chance.system

  package init() {}

  var turns: TurnQueue.Limits {
    .init(inAll: concurrentMax, perBackend: concurrentPerBackend, backends: concurrentOf)
  }
}
