/// A kind of storage. Every call can be repeated after a crash with the same effect; none may assume that the call
/// before it was answered. Calls of a migration go to the destination's driver, which may talk to the source's.
///
/// A driver's calls may be long; they end early, with `CancellationError` turned into `DriverError.cancelled`, when
/// their task is cancelled.
package protocol Driver: Sendable {
  /// The name a configuration stanza calls this driver by: `directory`, `dummy`.
  var kind: String { get }
  /// What it can do in a migration towards this backend.
  var capabilities: Capabilities { get }
  /// What it can serve shares with; a share with another protocol is refused.
  var protocols: [ShareProtocol] { get }

  /// Free and total space, and whether the backend works at all. A call that takes longer than the service's down time is told
  /// to stop, and asked again once it has.
  func inspect() async throws(DriverError) -> BackendReport

  /// Makes the server on the backend, with the addresses in `server`. Repeated for a server that exists: the same answer.
  func createServer(_ server: ServerView) async throws(DriverError) -> CreatedServer
  /// Removes the server and everything of it. Not an error when it is gone.
  func deleteServer(_ server: ServerView) async throws(DriverError)

  /// Makes an empty share; answers with its export locations.
  func createShare(_ share: Share, on server: ServerView) async throws(DriverError) -> CreatedShare
  func deleteShare(_ share: Share, on server: ServerView) async throws(DriverError)
  func extendShare(_ share: Share, toGiB size: Int64, on server: ServerView)
    async throws(DriverError)
  /// Takes a snapshot; answers with its provider location and export locations.
  func createSnapshot(_ snapshot: Snapshot, of share: Share, on server: ServerView)
    async throws(DriverError) -> CreatedSnapshot
  func deleteSnapshot(_ snapshot: Snapshot, of share: Share, on server: ServerView)
    async throws(DriverError)

  /// Puts the whole list of rules of one share in force, all cast to read-only if asked; returns when they are in force.
  func applyAccessRules(
    _ rules: [AccessRule], to share: Share, on server: ServerView, readOnly: Bool
  ) async throws(DriverError)

  /// Whether the source of `plan` could come here. Leaves no trace. Finds all conflicts, not the first.
  func checkCompatibility(_ plan: MigrationPlan) async throws(DriverError) -> CompatibilityReport
  /// Accepts the migration; returns promptly.
  func startMigration(_ job: MigrationJob) async throws(DriverError)
  /// Copies until phase 1 is done, wherever an earlier life of the service left off, and reports as it goes.
  func advanceMigration(
    _ job: MigrationJob, report: @escaping @Sendable (ProgressReport) -> Void
  ) async throws(DriverError)
  /// The last sync and the cutover. The source serves nobody afterwards.
  func completeMigration(
    _ job: MigrationJob, report: @escaping @Sendable (ProgressReport) -> Void
  ) async throws(DriverError) -> Cutover
  /// Stops and removes partial data at the destination, its server included.
  func cancelMigration(_ job: MigrationJob) async throws(DriverError)

  /// Whether the side that `direction` names has everything of a failed migration: what speaks against it, all of it.
  /// Changes nothing.
  func verifyRecovery(_ job: MigrationJob, _ direction: RecoveryDirection)
    async throws(DriverError) -> [Conflict]
  /// Makes that side the one that serves, and keeps the other from serving; removes nothing. Forward it answers as a
  /// cutover does, backward nil.
  func recoverMigration(_ job: MigrationJob, _ direction: RecoveryDirection)
    async throws(DriverError) -> Cutover?
}
