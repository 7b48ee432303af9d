import MigrationCore

extension Inventory {
  /// Records a server in `creating`; it becomes `active`, or `error`, when the backend has made it.
  package func createServer(_ draft: ServerDraft, as call: RequestKey?)
    async throws(Refusal) -> ShareServer
  {
    _ = try driver(of: draft.host, forNewResources: true)
    try refuseEvacuating(draft.host)
    let zone = backends.state(of: draft.host)?.availabilityZone ?? ""
    let now = clock.now
    let (server, isNew) = try await intend { tx throws(Refusal) in
      if let earlier = try call?.replay(ShareServer.self, in: tx) { return (earlier, false) }
      let subnets = try draft.subnets(zone: zone, tx)
      let server = ShareServer(
        id: self.settings.chance.identifier(), projectID: draft.projectID, host: draft.host,
        status: .creating,
        shareNetworkID: draft.shareNetworkID, subnetIDs: subnets.map(\.id),
        isAutoDeletable: draft.isAutoDeletable, createdAt: now, updatedAt: now)
      try tx.insert(server)
      for subnet in subnets {
        try tx.insert(try NetworkAllocation.next(in: subnet, for: server.id, tx, at: now))
      }
      try call?.remember(server, server.id, in: tx, at: now)
      return (server, true)
    }
    if isNew { makeServer(server.id) }
    return server
  }

  /// Records the server as `deleting`; the record goes when the backend has removed it.
  package func deleteServer(_ id: Identifier, as call: RequestKey?) async throws(Refusal) {
    let now = clock.now
    let begun = try await intend { tx throws(Refusal) in
      if try call?.replay(Done.self, in: tx) != nil { return false }
      var server = try Self.unmigrating(id, tx)
      if let share = try tx.list(
        Share.self, where: [.equal(.shareServerID, id)], page: Page(limit: 1)
      ).first {
        throw Refusal(
          .failedPrecondition, .shareServerHasShares,
          "share server \(id) still has share \(share.id); delete its shares first",
          subject: .init(.shareServer, id))
      }
      try self.refuseUnreachable(server)
      server.status = .deleting
      server.updatedAt = now
      try tx.update(server)
      try call?.remember(Done(), id, in: tx, at: now)
      return true
    }
    if begun { removeServer(id) }
  }

  func makeServer(_ id: Identifier) {
    works.enqueue(id) { [self] in
      let what = "making share server \(id)"
      guard let view = await current(id, what), view.server.status == .creating else { return }
      do throws(DriverError) {
        let created = try await attempt(view.server.host) { driver throws(DriverError) in
          try await driver.createServer(view)
        }
        await changeServer(id, from: .creating, what) { server in
          server.status = .active
          server.identifier = created.identifier
          server.backendDetails = created.backendDetails
        }
      } catch {
        await recordFailure(error, what, serverChange(id, from: .creating) { $0.status = .error })
      }
    }
  }

  func removeServer(_ id: Identifier) {
    works.enqueue(id) { [self] in
      let what = "removing share server \(id)"
      guard let view = await current(id, what), view.server.status == .deleting else { return }
      do throws(DriverError) {
        try await attempt(view.server.host) { driver throws(DriverError) in
          try await driver.deleteServer(view)
        }
        await record(what) { tx throws(Refusal) in
          for allocation in try tx.list(
            NetworkAllocation.self, where: [.equal(.shareServerID, id)])
          {
            try tx.delete(NetworkAllocation.self, allocation.id)
          }
          try tx.delete(ShareServer.self, id)
        }
      } catch {
        await recordFailure(error, what, serverChange(id, from: .deleting) { $0.status = .error })
      }
    }
  }

  /// The server and everything of it as the ledger has it now, for a worker; nil when it is gone or unreadable. A ledger
  /// that cannot now is asked again until it can.
  func current(_ id: Identifier, _ what: String) async -> ServerView? {
    var delay = Duration.milliseconds(50)
    while !Task.isCancelled {
      do throws(Refusal) {
        return try await ledger.read { tx throws(Refusal) in try ServerView.gather(id, in: tx) }
      } catch {
        guard error.kind == .unavailable else {
          logger.error("\(what) waits for the next start of the service: \(error.message)")
          return nil
        }
        logger.debug("\(what) waits for the ledger: \(error.message)")
        do { try await clock.sleep(for: delay) } catch { return nil }
        delay = min(delay * 2, .seconds(5))
      }
    }
    return nil
  }

  private func changeServer(
    _ id: Identifier, from status: ShareServerStatus, _ what: String,
    _ change: @escaping @Sendable (inout ShareServer) -> Void
  ) async {
    await record(what, serverChange(id, from: status, change))
  }

  private func serverChange(
    _ id: Identifier, from status: ShareServerStatus,
    _ change: @escaping @Sendable (inout ShareServer) -> Void
  ) -> @Sendable (any LedgerWriting) throws(Refusal) -> Void {
    let now = clock.now
    return { tx throws(Refusal) in
      guard var server = try tx.find(ShareServer.self, id), server.status == status else { return }
      change(&server)
      server.updatedAt = now
      try tx.update(server)
    }
  }
}

/// A share server as somebody asks for it.
package struct ServerDraft: Sendable {
  package var projectID: String
  package var host: BackendAddress
  package var shareNetworkID: Identifier
  /// Empty takes all subnets of the backend's zone, else all default ones.
  package var subnetIDs: [Identifier]
  package var isAutoDeletable: Bool

  package init(
    projectID: String, host: BackendAddress, shareNetworkID: Identifier,
    subnetIDs: [Identifier] = [], isAutoDeletable: Bool = false
  ) {
    self.projectID = projectID
    self.host = host
    self.shareNetworkID = shareNetworkID
    self.subnetIDs = subnetIDs
    self.isAutoDeletable = isAutoDeletable
  }

  fileprivate func subnets(zone: String, _ tx: any LedgerReading) throws(Refusal) -> [Subnet] {
    let network = try tx.get(ShareNetwork.self, shareNetworkID)
    let subject = Refusal.Subject(.shareNetwork, shareNetworkID)
    if network.projectID != projectID {
      throw Refusal(
        .failedPrecondition, .shareNetworkOtherProject,
        "share network \(shareNetworkID) belongs to another project", subject: subject)
    }
    if network.status != .active {
      throw Refusal(
        .failedPrecondition, .shareNetworkNotActive,
        "share network \(shareNetworkID) is \(network.status.rawValue), not active",
        subject: subject)
    }
    let all = try tx.list(Subnet.self, where: [.equal(.shareNetworkID, shareNetworkID)])
    if subnetIDs.isEmpty { return try chosen(from: all, zone: zone) }
    for id in subnetIDs where !all.contains(where: { $0.id == id }) {
      throw Refusal.notFound(.subnet, id)
    }
    return all.filter { subnetIDs.contains($0.id) }
  }

  private func chosen(from all: [Subnet], zone: String) throws(Refusal) -> [Subnet] {
    let subnets = Subnet.serving(zone: zone, among: all)
    guard !subnets.isEmpty else {
      throw Refusal(
        .failedPrecondition, .noSubnetInZone,
        "share network \(shareNetworkID) has no subnet in availability zone “\(zone)” and no "
          + "default subnet; create one first",
        subject: .init(.shareNetwork, shareNetworkID))
    }
    return subnets
  }
}

extension Inventory {
  /// Deletes the source of a migration that succeeded, if it still is what the migration left.
  package func deleteMigratedSource(_ id: Identifier) async {
    do throws(Refusal) {
      let server = try await get(ShareServer.self, id)
      guard server.status == .inactive, server.taskState == .success else { return }
      try await deleteServer(id, as: nil)
    } catch {
      logger.warning("share server \(id) was not deleted after its migration: \(error.message)")
    }
  }
}
