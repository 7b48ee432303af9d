import MigrationCore

extension DirectoryDriver {
  package func verifyRecovery(_ job: MigrationJob, _ direction: RecoveryDirection)
    async throws(DriverError) -> [Conflict]
  {
    throw Self.cannotRecover
  }

  package func recoverMigration(_ job: MigrationJob, _ direction: RecoveryDirection)
    async throws(DriverError) -> Cutover?
  {
    throw Self.cannotRecover
  }

  private static let cannotRecover = DriverError(
    .rollBack, .driverFailed, "a directory backend cannot verify a failed migration yet")
}
