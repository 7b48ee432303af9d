import ConformanceKit
import MigrationCore

extension Laws {
  /// While a server is being migrated nothing of it changes but by its migration.
  func judgeBlocked(_ before: MemoryTables, _ after: MemoryTables) {
    for migration in after.all(Migration.self) where migration.isBusy {
      guard before.row(Migration.self, migration.id)?.isBusy ?? false else { continue }
      let name = "migration \(migration.id.short) (\(migration.taskState.rawValue))"
      let known = Set(migration.shareIDs)
      let servers = [migration.sourceShareServerID, migration.destinationShareServerID]
      for share in after.all(Share.self)
      where servers.contains(share.shareServerID) && before.row(Share.self, share.id) == nil {
        setting.judge.breaks("\(name): a share comes to its servers")
      }
      for id in migration.shareIDs {
        guard before.row(Share.self, id) != nil else { continue }
        guard let share = after.row(Share.self, id) else {
          setting.judge.breaks("\(name): a share goes")
          continue
        }
        if share.sizeGiB != before.row(Share.self, id)?.sizeGiB {
          setting.judge.breaks("\(name): a share is extended")
        }
      }
      if Self.rules(of: known, before) != Self.rules(of: known, after) {
        setting.judge.breaks("\(name): its access rules change")
      }
      if Self.snapshots(of: known, before) != Self.snapshots(of: known, after) {
        setting.judge.breaks("\(name): its snapshots are others")
      }
    }
  }

  private static func snapshots(of shares: Set<Identifier>, _ tables: MemoryTables)
    -> Set<Identifier>
  {
    Set(tables.all(Snapshot.self).filter { shares.contains($0.shareID) }.map(\.id))
  }

  private static func rules(of shares: Set<Identifier>, _ tables: MemoryTables)
    -> [Identifier: AccessRuleState]
  {
    let rules = tables.all(AccessRule.self).filter { shares.contains($0.shareID) }
    return Dictionary(uniqueKeysWithValues: rules.map { ($0.id, $0.state) })
  }
}
