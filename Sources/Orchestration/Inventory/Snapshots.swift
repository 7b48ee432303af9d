import MigrationCore

extension Inventory {
  /// Records a snapshot in `creating`; it becomes `available`, or `error`, when the backend has taken it.
  package func createSnapshot(of shareID: Identifier, name: String, as call: RequestKey?)
    async throws(Refusal) -> Snapshot
  {
    let now = clock.now
    let (snapshot, isNew) = try await intend { tx throws(Refusal) in
      if let earlier = try call?.replay(Snapshot.self, in: tx) { return (earlier, false) }
      let (share, server) = try Self.availableShare(shareID, tx)
      try self.refuseUnreachable(server)
      let snapshot = Snapshot(
        id: self.settings.chance.identifier(), name: name, projectID: share.projectID,
        shareID: shareID,
        shareServerID: share.shareServerID, status: .creating, sizeGiB: share.sizeGiB,
        createdAt: now, updatedAt: now)
      try tx.insert(snapshot)
      try call?.remember(snapshot, snapshot.id, in: tx, at: now)
      return (snapshot, true)
    }
    if isNew { makeSnapshot(snapshot) }
    return snapshot
  }

  /// Records the snapshot as `deleting`; it goes when the backend has removed it.
  package func deleteSnapshot(_ id: Identifier, as call: RequestKey?) async throws(Refusal) {
    let now = clock.now
    let deleted = try await intend { tx throws(Refusal) -> Snapshot? in
      if try call?.replay(Done.self, in: tx) != nil { return nil }
      var snapshot = try tx.get(Snapshot.self, id)
      let server = try Self.unmigrating(snapshot.shareServerID, tx)
      try self.refuseUnreachable(server)
      snapshot.status = .deleting
      snapshot.updatedAt = now
      try tx.update(snapshot)
      try call?.remember(Done(), id, in: tx, at: now)
      return snapshot
    }
    if let deleted { removeSnapshot(deleted) }
  }

  func makeSnapshot(_ snapshot: Snapshot) {
    work(on: snapshot, in: .creating, failed: .error, "taking") {
      driver, share, view throws(DriverError) in
      let created = try await driver.createSnapshot(snapshot, of: share, on: view)
      let now = self.clock.now
      return { tx throws(Refusal) in
        var snapshot = try tx.get(Snapshot.self, snapshot.id)
        snapshot.status = .available
        snapshot.providerLocation = created.providerLocation
        snapshot.exportLocations = created.exportLocations
        snapshot.updatedAt = now
        try tx.update(snapshot)
      }
    }
  }

  func removeSnapshot(_ snapshot: Snapshot) {
    work(on: snapshot, in: .deleting, failed: .errorDeleting, "removing") {
      driver, share, view throws(DriverError) in
      try await driver.deleteSnapshot(snapshot, of: share, on: view)
      return { tx throws(Refusal) in try tx.delete(Snapshot.self, snapshot.id) }
    }
  }

  private func work(
    on snapshot: Snapshot, in status: ResourceStatus, failed: ResourceStatus, _ doing: String,
    _ call:
      @escaping @Sendable (any Driver, Share, ServerView) async throws(DriverError)
      -> @Sendable (any LedgerWriting) throws(Refusal) -> Void
  ) {
    works.enqueue(snapshot.shareServerID) { [self] in
      let what = "\(doing) snapshot \(snapshot.id)"
      guard let view = await current(snapshot.shareServerID, what),
        let share = view.shares.first(where: { $0.id == snapshot.shareID }),
        view.snapshots.first(where: { $0.id == snapshot.id })?.status == status
      else { return }
      do throws(DriverError) {
        let done = try await attempt(view.server.host) { driver throws(DriverError) in
          try await call(driver, share, view)
        }
        await record(what) { tx throws(Refusal) in
          guard try tx.find(Snapshot.self, snapshot.id)?.status == status else { return }
          try done(tx)
        }
      } catch {
        let now = clock.now
        await recordFailure(error, what) { tx throws(Refusal) in
          guard var row = try tx.find(Snapshot.self, snapshot.id), row.status == status else {
            return
          }
          row.status = failed
          row.updatedAt = now
          try tx.update(row)
        }
      }
    }
  }
}
