import Orchestration

extension Retention {
  /// What the configuration says is to be forgotten.
  init(_ configuration: RetentionConfiguration) {
    self.init(
      migrations: configuration.removeMigrationsAfter, requests: configuration.forgetRequestsAfter)
  }
}
