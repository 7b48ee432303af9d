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
}
