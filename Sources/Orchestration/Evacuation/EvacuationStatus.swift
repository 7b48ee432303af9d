import MigrationCore

/// An evacuation with how far its migrations are.
package struct EvacuationStatus: Sendable {
  package let evacuation: Evacuation
  /// Those that are on their way, by their ids.
  package let migrations: [Identifier: MigrationStatus]

  package init(evacuation: Evacuation, migrations: [Identifier: MigrationStatus] = [:]) {
    self.evacuation = evacuation
    self.migrations = migrations
  }

  package func migration(of item: EvacuationItem) -> MigrationStatus? {
    item.migrationID.flatMap { migrations[$0] }
  }

  package func bytesDone(of item: EvacuationItem) -> Int64 {
    switch item.state {
    case .moved: item.bytes
    case .migrating: migration(of: item)?.report.bytesDone ?? 0
    case .planned, .blocked, .starting, .failed, .cancelled, .gone: 0
    }
  }

  package func bytesTotal(of item: EvacuationItem) -> Int64 {
    let known = migration(of: item)?.report.bytesTotal ?? 0
    return known > 0 ? known : item.bytes
  }

  /// Of everything that has, or had, a destination.
  package var bytes: (done: Int64, total: Int64) {
    evacuation.items.filter { $0.state != .blocked && $0.state != .gone }
      .reduce(into: (done: 0, total: 0)) { sum, item in
        sum.done += bytesDone(of: item)
        sum.total += bytesTotal(of: item)
      }
  }

  package var bytesPerSecond: Double {
    migrations.values.filter { $0.migration.taskState.copies }
      .reduce(0) { $0 + $1.report.bytesPerSecond }
  }

  /// 0 to 100: of the bytes, else of the servers.
  package var percent: Double {
    let (done, total) = bytes
    if total > 0 { return min(100, 100 * Double(done) / Double(total)) }
    let servers = evacuation.items.count
    return servers == 0 ? 100 : 100 * Double(count { $0.hasLeft }) / Double(servers)
  }

  package func count(_ states: (EvacuationItem.State) -> Bool) -> Int {
    evacuation.items.count { states($0.state) }
  }

  /// Migrations that wait for their cutover.
  package var waiting: Int {
    migrations.values.count { $0.migration.taskState == .phase1Done }
  }
}
