import MigrationCore

extension DirectoryDriver {
  package func createSnapshot(
    _ snapshot: Snapshot, of share: Share, on server: ServerView
  ) async throws(DriverError) -> CreatedSnapshot {
    let layout = layout(of: server.server)
    let path = layout.snapshot(snapshot.id)
    if await !SmallFiles.exists(path) {
      let partial = path + ".partial"
      try await SmallFiles.work { () throws(DriverError) in
        try SmallFiles.makeDirectory(layout.snapshots)
        try SmallFiles.makeDirectory(partial, mode: 0o700)
      }
      do throws(MoverError) {
        try await copySnapshot(from: layout.share(share.id), to: partial)
      } catch {
        throw DriverError(error, in: "snapshot \(snapshot.id)")
      }
      // Only a whole snapshot has its name.
      try await SmallFiles.work { () throws(DriverError) in
        try SmallFiles.rename(partial, to: path)
      }
    }
    var server = server
    if !server.snapshots.contains(where: { $0.id == snapshot.id }) {
      server.snapshots.append(snapshot)
    }
    try await exportSnapshots(of: share, on: server)
    return created(snapshot.id, on: server)
  }

  /// A moment's state: it is reached when a pass finds nothing left to do.
  private func copySnapshot(from source: String, to partial: String) async throws(MoverError) {
    let copy = try TreeCopy(from: source, to: partial, journal: nil, options: options.mover)
    var last = PassStatistics()
    for _ in 0..<max(options.maxPasses, 2) {
      last = try await copy.pass()
      if last.changes == 0 { return try await copy.seal() }
    }
    throw MoverError(.sourceChanges(path: last.firstChange ?? []))
  }

  package func deleteSnapshot(
    _ snapshot: Snapshot, of share: Share, on server: ServerView
  ) async throws(DriverError) {
    let path = layout(of: server.server).snapshot(snapshot.id)
    try await remove(path + ".partial")
    try await remove(path)
    try await exportSnapshots(of: share, on: server)
  }

  func created(_ snapshot: Identifier, on server: ServerView) -> CreatedSnapshot {
    let path = layout(of: server.server).snapshot(snapshot)
    return CreatedSnapshot(
      providerLocation: path, exportLocations: locations(of: path, on: server))
  }
}
