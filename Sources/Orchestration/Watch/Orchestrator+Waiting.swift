import MigrationCore

extension Orchestrator {
  /// How long a watcher may not read before it is sent away.
  package var slowWatcherTimeout: Duration { world.settings.slowWatcherTimeout }

  /// The migration as soon as its revision is greater than `revision`, or as it is when `limit` has passed: a watch for
  /// callers that can only ask.
  package func status(
    _ reference: MigrationReference, after revision: Int64, within limit: Duration
  ) async throws(Refusal) -> MigrationStatus {
    let first = try await status(reference)
    guard limit > .zero, first.migration.revision <= revision else { return first }
    let id = first.migration.id
    var filter = WatchFilter(migrationID: id)
    filter.outlivesEnd = true
    let watch = try await hub.watch(
      filter, from: nil, atMostEvery: limit, until: world.clock.now.adding(limit))
    defer { watch.cancel() }
    while let item = try await watch.next() {
      switch item {
      case .snapshot(let told), .transition(let told, _):
        guard told.migration.revision > revision else { continue }
        // What is shown may be newer by now, or not shown yet.
        let shown = try await status(.migration(id))
        return shown.migration.revision >= told.migration.revision ? shown : told
      case .reset, .snapshotComplete, .updated, .progress, .heartbeat:
        continue
      }
    }
    return try await status(.migration(id))
  }
}
