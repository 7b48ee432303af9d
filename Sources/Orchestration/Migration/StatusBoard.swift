import MigrationCore
import Synchronization

/// The migrations that are live or ended lately, in memory: what most questions are answered from.
final class StatusBoard: Sendable {
  private static let endedMax = 4096

  private struct State {
    var statuses: [Identifier: ShownStatus] = [:]
    /// The newest migration of each server.
    var ofServer: [Identifier: Identifier] = [:]
    /// Ended ones, oldest first.
    var ended: [Identifier] = []
  }

  private let state = Mutex(State())

  func status(_ reference: MigrationReference) -> MigrationStatus? { shown(reference)?.status }

  func shown(_ reference: MigrationReference) -> ShownStatus? {
    state.withLock { state in
      switch reference {
      case .migration(let id): state.statuses[id]
      case .shareServer(let id): state.ofServer[id].flatMap { state.statuses[$0] }
      }
    }
  }

  /// Shows a migration as the ledger has it. What is older than what is shown changes nothing.
  func show(_ migration: Migration, shareNames: [Identifier: String]? = nil) {
    state.withLock { state in
      let known = state.statuses[migration.id]?.status
      guard known.map({ $0.migration.revision <= migration.revision }) ?? true else { return }
      state.statuses[migration.id] = ShownStatus(
        MigrationStatus(
          migration: migration, report: known?.report ?? migration.progress,
          shareNames: shareNames ?? known?.shareNames ?? [:]))
      for server in [migration.sourceShareServerID, migration.destinationShareServerID] {
        guard let server else { continue }
        // A server's next migration starts when the last one has ended; clocks prove nothing.
        let last = state.ofServer[server].flatMap { state.statuses[$0]?.status.migration }
        if last?.taskState.isFinal ?? true { state.ofServer[server] = migration.id }
      }
      if migration.taskState.isFinal { Self.end(migration.id, &state) }
    }
  }

  /// Takes a driver's word on its progress; answers with the status to show, nil when the migration is not shown.
  func report(_ id: Identifier, _ report: ProgressReport) -> MigrationStatus? {
    state.withLock { state in
      guard var status = state.statuses[id]?.status, !status.migration.taskState.isFinal else {
        return nil
      }
      status.report = report
      state.statuses[id] = ShownStatus(status)
      return status
    }
  }

  /// Its record was removed.
  func forget(_ id: Identifier) {
    state.withLock { state in
      guard state.statuses.removeValue(forKey: id) != nil else { return }
      state.ended.removeAll { $0 == id }
      state.ofServer = state.ofServer.filter { $0.value != id }
    }
  }

  private static func end(_ id: Identifier, _ state: inout State) {
    guard !state.ended.contains(id) else { return }
    state.ended.append(id)
    guard state.ended.count > endedMax else { return }
    let oldest = state.ended.removeFirst()
    state.statuses[oldest] = nil
    state.ofServer = state.ofServer.filter { $0.value != oldest }
  }
}
