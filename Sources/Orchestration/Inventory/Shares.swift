import MigrationCore

extension Inventory {
  /// Records a share in `creating`; it becomes `available`, or `error`, when the backend has made it.
  package func createShare(_ draft: ShareDraft, as call: RequestKey?)
    async throws(Refusal) -> Share
  {
    let now = clock.now
    let backends = backends
    let (share, isNew) = try await intend { tx throws(Refusal) in
      if let earlier = try call?.replay(Share.self, in: tx) { return (earlier, false) }
      let server = try Self.active(draft.shareServerID, tx)
      let backend = backends.state(of: server.host)
      let share = try draft.share(
        self.settings.chance.identifier(), on: server, of: backend, tx, at: now)
      try self.refuseUnreachable(server, forNewResources: true)
      try tx.insert(share)
      try call?.remember(share, share.id, in: tx, at: now)
      return (share, true)
    }
    if isNew { makeShare(share) }
    return share
  }

  /// Records the share as `deleting`; it goes, its rules with it, when the backend has removed it.
  package func deleteShare(_ id: Identifier, as call: RequestKey?) async throws(Refusal) {
    let now = clock.now
    let deleted = try await intend { tx throws(Refusal) -> Share? in
      if try call?.replay(Done.self, in: tx) != nil { return nil }
      var share = try tx.get(Share.self, id)
      let server = try Self.unmigrating(share.shareServerID, tx)
      if let snapshot = try tx.list(
        Snapshot.self, where: [.equal(.shareID, id)], page: Page(limit: 1)
      ).first {
        throw Refusal(
          .failedPrecondition, .shareHasSnapshots,
          "share \(id) still has snapshot \(snapshot.id); delete its snapshots first",
          subject: .init(.share, id))
      }
      try self.refuseUnreachable(server)
      share.status = .deleting
      share.updatedAt = now
      try tx.update(share)
      try call?.remember(Done(), id, in: tx, at: now)
      return share
    }
    if let deleted { removeShare(deleted) }
  }

  /// Records the new size and `extending`; the share is `available` again when the backend has done it.
  package func extendShare(_ id: Identifier, toGiB size: Int64, as call: RequestKey?)
    async throws(Refusal) -> Share
  {
    let now = clock.now
    let (share, isNew) = try await intend { tx throws(Refusal) in
      if let earlier = try call?.replay(Share.self, in: tx) { return (earlier, false) }
      var (share, server) = try Self.availableShare(id, tx)
      guard size > share.sizeGiB else {
        var refusal = Refusal.invalid([
          .init("new_size_gib", "must be more than \(share.sizeGiB), is \(size)")
        ])
        refusal.reason = .sizeNotLarger
        refusal.subject = .init(.share, id)
        throw refusal
      }
      try self.refuseUnreachable(server)
      share.status = .extending
      share.sizeGiB = size
      share.updatedAt = now
      try tx.update(share)
      try call?.remember(share, id, in: tx, at: now)
      return (share, true)
    }
    if isNew { growShare(share) }
    return share
  }

  /// The share, which must be `available` on an `active` server, and that server.
  static func availableShare(_ id: Identifier, _ tx: any LedgerReading) throws(Refusal) -> (
    Share, ShareServer
  ) {
    let share = try tx.get(Share.self, id)
    let server = try active(share.shareServerID, tx)
    guard share.status == .available else {
      throw Refusal(
        .failedPrecondition, .shareNotAvailable,
        "share \(id) is \(share.status.rawValue), not available", subject: .init(.share, id))
    }
    return (share, server)
  }

  func makeShare(_ share: Share) {
    work(on: share, in: .creating, failed: .error, "making") { driver, view throws(DriverError) in
      let created = try await driver.createShare(share, on: view)
      return { share in
        share.status = .available
        share.host = view.server.host.pool(created.pool)
        share.exportLocations = created.exportLocations
      }
    }
  }

  func growShare(_ share: Share) {
    work(on: share, in: .extending, failed: .extendingError, "extending") {
      driver, view throws(DriverError) in
      try await driver.extendShare(share, toGiB: share.sizeGiB, on: view)
      return { $0.status = .available }
    }
  }

  func removeShare(_ share: Share) {
    works.enqueue(share.shareServerID) { [self] in
      let (id, what) = (share.id, "removing share \(share.id)")
      guard let view = await current(share.shareServerID, what),
        view.shares.first(where: { $0.id == id })?.status == .deleting
      else { return }
      do throws(DriverError) {
        try await attempt(view.server.host) { driver throws(DriverError) in
          try await driver.deleteShare(share, on: view)
        }
        await record(what) { tx throws(Refusal) in
          for rule in try tx.list(AccessRule.self, where: [.equal(.shareID, id)]) {
            try tx.delete(AccessRule.self, rule.id)
          }
          try tx.delete(Share.self, id)
        }
        await deleteServerIfEmpty(view.server)
      } catch {
        await recordFailure(
          error, what, shareChange(id, in: .deleting) { $0.status = .errorDeleting })
      }
    }
  }

  private func deleteServerIfEmpty(_ server: ShareServer) async {
    guard server.isAutoDeletable, server.status == .active else { return }
    do throws(Refusal) {
      try await deleteServer(server.id, as: nil)
    } catch  where error.reason == .shareServerHasShares {
      return
    } catch {
      logger.warning(
        "share server \(server.id) was not deleted with its last share: \(error.message)")
    }
  }

  private func work(
    on share: Share, in status: ResourceStatus, failed: ResourceStatus, _ doing: String,
    _ call:
      @escaping @Sendable (any Driver, ServerView) async throws(DriverError)
      -> @Sendable (inout Share) -> Void
  ) {
    works.enqueue(share.shareServerID) { [self] in
      let what = "\(doing) share \(share.id)"
      guard let view = await current(share.shareServerID, what),
        view.shares.first(where: { $0.id == share.id })?.status == status
      else { return }
      do throws(DriverError) {
        let change = try await attempt(view.server.host) { driver throws(DriverError) in
          try await call(driver, view)
        }
        await record(what, shareChange(share.id, in: status, change))
      } catch {
        await recordFailure(error, what, shareChange(share.id, in: status) { $0.status = failed })
      }
    }
  }

  private func shareChange(
    _ id: Identifier, in status: ResourceStatus,
    _ change: @escaping @Sendable (inout Share) -> Void
  ) -> @Sendable (any LedgerWriting) throws(Refusal) -> Void {
    let now = clock.now
    return { tx throws(Refusal) in
      guard var share = try tx.find(Share.self, id), share.status == status else { return }
      change(&share)
      share.updatedAt = now
      try tx.update(share)
    }
  }
}

/// A share as somebody asks for it.
package struct ShareDraft: Sendable {
  package var name: String
  package var shareServerID: Identifier
  package var sizeGiB: Int64
  package var shareProtocol: ShareProtocol
  package var shareTypeID: Identifier?
  /// Empty takes the server's.
  package var projectID: String

  package init(
    name: String, shareServerID: Identifier, sizeGiB: Int64, shareProtocol: ShareProtocol = .nfs,
    shareTypeID: Identifier? = nil, projectID: String = ""
  ) {
    self.name = name
    self.shareServerID = shareServerID
    self.sizeGiB = sizeGiB
    self.shareProtocol = shareProtocol
    self.shareTypeID = shareTypeID
    self.projectID = projectID
  }

  fileprivate func share(
    _ id: Identifier, on server: ShareServer, of backend: BackendState?,
    _ tx: any LedgerReading, at now: Timestamp
  ) throws(Refusal) -> Share {
    let zone = backend?.availabilityZone ?? ""
    if let shareTypeID {
      let type = try tx.get(ShareType.self, shareTypeID)
      if let zones = type.availabilityZones, !zones.contains(zone) {
        throw Refusal(
          .failedPrecondition, .shareTypeZoneMismatch,
          "share type “\(type.name)” is restricted to the availability zones "
            + zones.joined(separator: ", ") + "; share server \(server.id) is in “\(zone)”",
          subject: .init(.shareType, shareTypeID))
      }
    }
    if let backend, !backend.protocols.contains(shareProtocol) {
      throw Refusal(
        .failedPrecondition, .protocolNotSupported,
        "backend \(server.host) serves shares with "
          + backend.protocols.map(\.rawValue).joined(separator: " and ")
          + ", not with \(shareProtocol.rawValue)",
        subject: .init(.shareServer, server.id))
    }
    return Share(
      id: id, name: name, projectID: projectID.isEmpty ? server.projectID : projectID,
      sizeGiB: sizeGiB, shareProtocol: shareProtocol, shareTypeID: shareTypeID,
      status: .creating, host: server.host.rawValue, shareServerID: server.id,
      shareNetworkID: server.shareNetworkID, availabilityZone: zone, createdAt: now,
      updatedAt: now)
  }
}
