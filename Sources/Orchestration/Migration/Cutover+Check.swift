import MigrationCore

extension Cutover {
  /// Refuses an answer that leaves something out: it would be shown at the destination with the source's location.
  func check(for job: MigrationJob) throws(DriverError) {
    let left =
      job.source.shares.filter { (shares[$0.id]?.exportLocations ?? []).isEmpty }
      .map { "share \($0.id)" }
      + job.source.snapshots.filter { snapshots[$0.id] == nil }.map { "snapshot \($0.id)" }
    guard left.isEmpty else {
      throw DriverError(
        .rollBack, .driverFailed,
        "the driver did not say where these are at the destination: "
          + left.joined(separator: ", "))
    }
  }
}
