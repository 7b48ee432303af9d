/// What holds for all migrations.
struct MigrationsConfiguration: Sendable, Equatable {
  /// How long after a success the source server is deleted; nil keeps it until somebody deletes it.
  var deleteSourceAfter: Duration?
  /// How long a watch may be quiet before it gets a sign of life.
  var watchHeartbeat: Duration
}
