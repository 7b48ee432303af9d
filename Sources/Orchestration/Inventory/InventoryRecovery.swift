import MigrationCore

extension Inventory {
  /// Takes up every intent that is recorded and not finished: by an earlier life of the service, or by a write that was
  /// reported as lost. Taken up twice it is done once.
  package func recover() async throws(Refusal) {
    let open = try await ledger.read { tx throws(Refusal) in
      try Unfinished(
        servers: tx.list(
          ShareServer.self, where: [Condition(.status, in: ["creating", "deleting"])]),
        shares: tx.list(
          Share.self, where: [Condition(.status, in: ["creating", "deleting", "extending"])]),
        snapshots: tx.list(
          Snapshot.self, where: [Condition(.status, in: ["creating", "deleting"])]),
        syncing: tx.list(Share.self).filter { $0.accessRulesStatus == .syncing })
    }
    for server in open.servers where server.sourceShareServerID == nil || server.status == .deleting
    {
      // A destination in `creating` belongs to its migration.
      server.status == .creating ? makeServer(server.id) : removeServer(server.id)
    }
    for share in open.shares { resume(share) }
    for snapshot in open.snapshots {
      snapshot.status == .creating ? makeSnapshot(snapshot) : removeSnapshot(snapshot)
    }
    for share in open.syncing where share.status != .serverMigrating {
      applyRules(of: share.id, on: share.shareServerID)
    }
  }

  private func resume(_ share: Share) {
    switch share.status {
    case .creating: makeShare(share)
    case .deleting: removeShare(share)
    case .extending: growShare(share)
    case .available, .error, .serverMigrating, .extendingError, .shrinking, .shrinkingError,
      .errorDeleting:
      break
    }
  }

  private struct Unfinished: Sendable {
    let servers: [ShareServer]
    let shares: [Share]
    let snapshots: [Snapshot]
    let syncing: [Share]
  }
}
