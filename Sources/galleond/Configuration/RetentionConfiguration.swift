/// What is forgotten, and when.
struct RetentionConfiguration: Sendable, Equatable {
  /// How long after its end a migration is removed with its history; nil keeps it for ever.
  var removeMigrationsAfter: Duration?
  /// How long the answer to a request id is kept; nil keeps it for ever.
  var forgetRequestsAfter: Duration?
}
