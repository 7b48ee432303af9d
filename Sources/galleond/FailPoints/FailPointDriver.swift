import Drivers
import MigrationCore

/// A driver with a fail-point before and after each call, and at each report of progress.
struct FailPointDriver: Driver {
  private let driver: any Driver
  private let failPoint: FailPoint

  init(_ driver: any Driver, _ failPoint: FailPoint) {
    self.driver = driver
    self.failPoint = failPoint
  }

  var kind: String { driver.kind }
  var capabilities: Capabilities { driver.capabilities }
  var protocols: [ShareProtocol] { driver.protocols }

  private func reaching<Value: Sendable>(
    _ call: DummyCall, _ make: () async throws(DriverError) -> Value
  ) async throws(DriverError) -> Value {
    failPoint.reached(.driver(call, .before))
    defer { failPoint.reached(.driver(call, .after)) }
    return try await make()
  }

  func inspect() async throws(DriverError) -> BackendReport {
    try await reaching(.inspect) { () throws(DriverError) in try await driver.inspect() }
  }

  func createServer(_ server: ServerView) async throws(DriverError) -> CreatedServer {
    try await reaching(.createServer) { () throws(DriverError) in
      try await driver.createServer(server)
    }
  }

  func deleteServer(_ server: ServerView) async throws(DriverError) {
    try await reaching(.deleteServer) { () throws(DriverError) in
      try await driver.deleteServer(server)
    }
  }

  func createShare(_ share: Share, on server: ServerView)
    async throws(DriverError) -> CreatedShare
  {
    try await reaching(.createShare) { () throws(DriverError) in
      try await driver.createShare(share, on: server)
    }
  }

  func deleteShare(_ share: Share, on server: ServerView) async throws(DriverError) {
    try await reaching(.deleteShare) { () throws(DriverError) in
      try await driver.deleteShare(share, on: server)
    }
  }

  func extendShare(_ share: Share, toGiB size: Int64, on server: ServerView)
    async throws(DriverError)
  {
    try await reaching(.extendShare) { () throws(DriverError) in
      try await driver.extendShare(share, toGiB: size, on: server)
    }
  }

  func createSnapshot(_ snapshot: Snapshot, of share: Share, on server: ServerView)
    async throws(DriverError) -> CreatedSnapshot
  {
    try await reaching(.createSnapshot) { () throws(DriverError) in
      try await driver.createSnapshot(snapshot, of: share, on: server)
    }
  }

  func deleteSnapshot(_ snapshot: Snapshot, of share: Share, on server: ServerView)
    async throws(DriverError)
  {
    try await reaching(.deleteSnapshot) { () throws(DriverError) in
      try await driver.deleteSnapshot(snapshot, of: share, on: server)
    }
  }

  func applyAccessRules(
    _ rules: [AccessRule], to share: Share, on server: ServerView, readOnly: Bool
  ) async throws(DriverError) {
    try await reaching(.applyAccessRules) { () throws(DriverError) in
      try await driver.applyAccessRules(rules, to: share, on: server, readOnly: readOnly)
    }
  }

  func checkCompatibility(_ plan: MigrationPlan) async throws(DriverError) -> CompatibilityReport {
    try await reaching(.checkCompatibility) { () throws(DriverError) in
      try await driver.checkCompatibility(bare(plan))
    }
  }

  func startMigration(_ job: MigrationJob) async throws(DriverError) {
    try await reaching(.startMigration) { () throws(DriverError) in
      try await driver.startMigration(bare(job))
    }
  }

  func advanceMigration(
    _ job: MigrationJob, report: @escaping @Sendable (ProgressReport) -> Void
  ) async throws(DriverError) {
    try await reaching(.advanceMigration) { () throws(DriverError) in
      try await driver.advanceMigration(bare(job)) { [failPoint] progress in
        failPoint.reached(.progress(.advanceMigration))
        report(progress)
      }
    }
  }

  func completeMigration(
    _ job: MigrationJob, report: @escaping @Sendable (ProgressReport) -> Void
  ) async throws(DriverError) -> Cutover {
    try await reaching(.completeMigration) { () throws(DriverError) in
      try await driver.completeMigration(bare(job)) { [failPoint] progress in
        failPoint.reached(.progress(.completeMigration))
        report(progress)
      }
    }
  }

  func cancelMigration(_ job: MigrationJob) async throws(DriverError) {
    try await reaching(.cancelMigration) { () throws(DriverError) in
      try await driver.cancelMigration(bare(job))
    }
  }

  func verifyRecovery(_ job: MigrationJob, _ direction: RecoveryDirection)
    async throws(DriverError) -> [Conflict]
  {
    try await reaching(.verifyRecovery) { () throws(DriverError) in
      try await driver.verifyRecovery(bare(job), direction)
    }
  }

  func recoverMigration(_ job: MigrationJob, _ direction: RecoveryDirection)
    async throws(DriverError) -> Cutover?
  {
    try await reaching(.recoverMigration) { () throws(DriverError) in
      try await driver.recoverMigration(bare(job), direction)
    }
  }

  // Drivers of a kind know each other by their type.
  private func bare(_ driver: any Driver) -> any Driver {
    (driver as? FailPointDriver)?.driver ?? driver
  }

  private func bare(_ plan: MigrationPlan) -> MigrationPlan {
    MigrationPlan(
      options: plan.options, source: plan.source, sourceDriver: bare(plan.sourceDriver),
      destinationHost: plan.destinationHost, destinationSubnets: plan.destinationSubnets,
      changesNetwork: plan.changesNetwork)
  }

  private func bare(_ job: MigrationJob) -> MigrationJob {
    MigrationJob(
      migrationID: job.migrationID, fence: job.fence, options: job.options, source: job.source,
      sourceDriver: bare(job.sourceDriver), destination: job.destination, bandwidth: job.bandwidth)
  }
}
