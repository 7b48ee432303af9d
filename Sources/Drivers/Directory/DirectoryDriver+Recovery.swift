import MigrationCore

extension DirectoryDriver {
  package func verifyRecovery(_ job: MigrationJob, _ direction: RecoveryDirection)
    async throws(DriverError) -> [Conflict]
  {
    guard let source = job.sourceDriver as? DirectoryDriver else {
      throw DriverError(
        .rollBack, .driversCannotExchange,
        "a directory backend cannot judge data of the driver \(job.sourceDriver.kind)")
    }
    let layout = layout(of: job.destination.server)
    let units = CopyUnit.all(of: job, from: source.layout(of: job.source.server), to: layout)
    let mark = layout.cutover(job.migrationID)
    let verification = RecoveryVerification(
      cutover: await BlockingWork.run { SmallFiles.stat(of: mark) }, options: options)
    var conflicts: [Conflict] = []
    for unit in units {
      let result = await Self.cancellable { stop -> Result<Conflict?, MoverError> in
        do throws(MoverError) {
          switch direction {
          case .forward: return .success(try verification.forward(unit, stop))
          case .backward: return .success(try verification.backward(unit, stop))
          }
        } catch {
          return .failure(error)
        }
      }
      do throws(MoverError) {
        if let conflict = try result.get() { conflicts.append(conflict) }
      } catch {
        throw DriverError(error, in: unit.title)
      }
    }
    return conflicts
  }

  /// One side is kept from serving before the other may: no client ever writes to both.
  package func recoverMigration(_ job: MigrationJob, _ direction: RecoveryDirection)
    async throws(DriverError) -> Cutover?
  {
    await running.stop(job.migrationID)
    let layout = layout(of: job.destination.server)
    let hasDestination = try await SmallFiles.work { () throws(DriverError) in
      let hasDestination = SmallFiles.isDirectory(layout.directory)
      if hasDestination || direction == .forward {
        try SmallFiles.makeDirectory(layout.migration(job.migrationID))
        try self.admit(job)
      }
      return hasDestination
    }
    switch direction {
    case .forward:
      if let source = job.sourceDriver as? DirectoryDriver,
        await SmallFiles.exists(source.layout(of: job.source.server).directory)
      {
        try await withdraw(job.source.shares, from: source, job.source)
      }
      return try await cutOver(job)
    case .backward:
      if hasDestination {
        try await withdraw(job.source.shares, from: self, job.destination)
        try await SmallFiles.work { () throws(DriverError) in
          try SmallFiles.remove(layout.cutover(job.migrationID))
        }
      }
      try await applySourceRules(job, readOnly: false)
      return nil
    }
  }

  /// Nobody may use the shares any more; their data stay.
  func withdraw(
    _ shares: [Share], from driver: any Driver, _ server: ServerView
  ) async throws(DriverError) {
    for share in shares {
      try await driver.applyAccessRules([], to: share, on: server, readOnly: true)
    }
  }

  /// Blocking work that hears of its task's cancellation.
  private static func cancellable<R: Sendable>(
    _ body: @escaping @Sendable (StopFlag) -> R
  ) async -> R {
    let stop = StopFlag()
    return await withTaskCancellationHandler {
      await BlockingWork.run { body(stop) }
    } onCancel: {
      stop.raise()
    }
  }
}
