import MigrationCore
import Orchestration

extension Operator {
  /// Changes something of a share server's, whether it is being migrated or not.
  func changeInventory() async {
    let tables = setting.store.tables
    let shares = tables.all(Share.self)
    let rules = tables.all(AccessRule.self)
    let snapshots = tables.all(Snapshot.self)
    switch dice.below(7) {
    case 0:
      let server = dice.one(of: tables.all(ShareServer.self)).id
      await insist("create share") { life, key async throws(Refusal) in
        let draft = ShareDraft(name: "new", shareServerID: server, sizeGiB: 1)
        _ = try await life.inventory.createShare(draft, as: key)
        return nil
      }
    case 1 where !shares.isEmpty: await allow(dice.one(of: shares).id)
    case 2 where !rules.isEmpty:
      let rule = dice.one(of: rules).id
      await insist("deny access") { life, key async throws(Refusal) in
        try await life.inventory.denyAccess(rule, as: key)
        return nil
      }
    case 3 where !shares.isEmpty:
      let share = dice.one(of: shares).id
      await insist("take snapshot") { life, key async throws(Refusal) in
        _ = try await life.inventory.createSnapshot(of: share, name: "new", as: key)
        return nil
      }
    case 4 where !snapshots.isEmpty:
      let snapshot = dice.one(of: snapshots).id
      await insist("delete snapshot") { life, key async throws(Refusal) in
        try await life.inventory.deleteSnapshot(snapshot, as: key)
        return nil
      }
    case 5 where !shares.isEmpty:
      let share = dice.one(of: shares)
      await insist("extend share") { life, key async throws(Refusal) in
        _ = try await life.inventory.extendShare(share.id, toGiB: share.sizeGiB + 1, as: key)
        return nil
      }
    case 6 where shares.count > 1:
      let share = dice.one(of: shares).id
      await insist("delete share") { life, key async throws(Refusal) in
        try await life.inventory.deleteShare(share, as: key)
        return nil
      }
    default: break
    }
  }

  private func allow(_ share: Identifier) async {
    let network = "10.\(dice.below(200)).0.0/16"
    let level = dice.one(of: [AccessLevel.readOnly, .readWrite])
    await insist("allow access") { life, key async throws(Refusal) in
      _ = try await life.inventory.allowAccess(to: share, .ip, network, level, as: key)
      return nil
    }
  }
}
