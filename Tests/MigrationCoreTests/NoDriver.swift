import MigrationCore

/// A driver for plans whose driver is never called.
struct NoDriver: Driver {
  let kind = "none"
  let capabilities = Capabilities()
  let protocols: [ShareProtocol] = []

  private var never: DriverError {
    DriverError(.rollBack, .driverFailed, "a decision that is pure called a driver")
  }

  func inspect() async throws(DriverError) -> BackendReport { throw never }
  func createServer(_ server: ServerView) async throws(DriverError) -> CreatedServer {
    throw never
  }
  func deleteServer(_ server: ServerView) async throws(DriverError) { throw never }
  func createShare(_ share: Share, on server: ServerView) async throws(DriverError) -> CreatedShare
  { throw never }
  func deleteShare(_ share: Share, on server: ServerView) async throws(DriverError) {
    throw never
  }
  func extendShare(_ share: Share, toGiB size: Int64, on server: ServerView)
    async throws(DriverError)
  { throw never }
  func createSnapshot(_ snapshot: Snapshot, of share: Share, on server: ServerView)
    async throws(DriverError) -> CreatedSnapshot
  { throw never }
  func deleteSnapshot(_ snapshot: Snapshot, of share: Share, on server: ServerView)
    async throws(DriverError)
  { throw never }
  func applyAccessRules(
    _ rules: [AccessRule], to share: Share, on server: ServerView, readOnly: Bool
  ) async throws(DriverError) { throw never }
  func checkCompatibility(_ plan: MigrationPlan) async throws(DriverError) -> CompatibilityReport {
    throw never
  }
  func startMigration(_ job: MigrationJob) async throws(DriverError) { throw never }
  func advanceMigration(_ job: MigrationJob, report: @escaping @Sendable (ProgressReport) -> Void)
    async throws(DriverError)
  { throw never }
  func completeMigration(_ job: MigrationJob, report: @escaping @Sendable (ProgressReport) -> Void)
    async throws(DriverError) -> Cutover
  { throw never }
  func cancelMigration(_ job: MigrationJob) async throws(DriverError) { throw never }
  func verifyRecovery(_ job: MigrationJob, _ direction: RecoveryDirection)
    async throws(DriverError) -> [Conflict]
  { throw never }
  func recoverMigration(_ job: MigrationJob, _ direction: RecoveryDirection)
    async throws(DriverError) -> Cutover?
  { throw never }
}
