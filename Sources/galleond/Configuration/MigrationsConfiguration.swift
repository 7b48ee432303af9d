/// What holds for all migrations.
struct MigrationsConfiguration: Sendable, Equatable {
  /// How long after a success the source server is deleted; nil keeps it until somebody deletes it.
  var deleteSourceAfter: Duration?
  /// Attempts of a driver call whose error says that it may succeed later.
  var driverAttempts: Int64
  /// The pause after the first of them; it doubles each time.
  var driverRetryDelay: Duration
  /// How long a watch may be quiet before it gets a sign of life.
  var watchHeartbeat: Duration
  /// How long a watcher may not read before its watch is ended.
  var slowWatcherTimeout: Duration
  /// Migrations that may copy at the same time; 0 is no limit. Can be changed by a reload, as the next.
  var maxConcurrent: Int64
  /// The same for each backend that does not say otherwise.
  var maxConcurrentPerBackend: Int64
  /// Migrations that drivers may be asked about at the same time; more checks are refused.
  var maxChecks: Int64
  /// How long a driver call that reports no progress may take.
  var driverDeadline: Duration
  /// How long one that does may make none.
  var stallTimeout: Duration
}
