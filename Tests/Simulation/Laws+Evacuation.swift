import ConformanceKit
import MigrationCore
import Synchronization

/// What was on each backend when its evacuation was asked for, or resumed.
final class EvacuationBooks: Sendable {
  private let servers = Mutex<[Identifier: Set<Identifier>]>([:])

  subscript(evacuation: Identifier) -> Set<Identifier> {
    get { servers.withLock { $0[evacuation] ?? [] } }
    set { servers.withLock { $0[evacuation] = newValue } }
  }
}

/// What evacuations promise: every server of the backend is moved, skipped with a reason or still to do; nothing is lost by a
/// stop, a resume or a crash; no server is started twice.
extension Laws {
  func judgeEvacuations(
    _ before: MemoryTables, _ after: MemoryTables, _ events: [HistoryEvent]
  ) {
    for evacuation in after.all(Evacuation.self) {
      let earlier = before.row(Evacuation.self, evacuation.id)
      starts(of: evacuation, before, after, events)
      guard earlier != evacuation else { continue }
      if evacuation.needsPlan && !(earlier?.needsPlan ?? false) {
        let present = after.all(ShareServer.self).filter { server in
          server.host == evacuation.host && Self.shares(of: server.id, after) > 0
        }
        evacuations[evacuation.id] = Set(present.map(\.id))
      }
      guard let earlier else { continue }
      judge(earlier, evacuation)
      judgeItems(earlier, evacuation, after)
      if evacuation.planCount > earlier.planCount { nobodyIsForgotten(evacuation, after) }
    }
  }

  private static func shares(of server: Identifier, _ tables: MemoryTables) -> Int {
    tables.all(Share.self).count { $0.shareServerID == server }
  }

  private static let ways: Set<String> = [
    "running stopping", "running done", "running done_with_failures", "stopping stopped",
    "stopping running", "stopped running", "done_with_failures running",
  ]

  private func judge(_ earlier: Evacuation, _ evacuation: Evacuation) {
    let name = "evacuation \(evacuation.id.short)"
    if evacuation.revision != earlier.revision + 1 {
      setting.judge.breaks("\(name) went from \(earlier.revision) to \(evacuation.revision)")
    }
    if evacuation.fence < earlier.fence { setting.judge.breaks("an earlier life changes \(name)") }
    let way = "\(earlier.state.rawValue) \(evacuation.state.rawValue)"
    if earlier.state != evacuation.state && !Self.ways.contains(way) {
      setting.judge.breaks("\(name) goes from \(way)")
    }
    if evacuation.state.isAtRest != (evacuation.endedAt != nil) {
      setting.judge.breaks("\(name) has ended and has no time of it, or the other way round")
    }
    switch evacuation.state {
    case .running, .stopping: break
    case .stopped:
      if evacuation.items.contains(where: { $0.state == .starting }) {
        setting.judge.breaks("\(name) is stopped while it starts a migration")
      }
    case .done:
      if !evacuation.items.allSatisfy(\.state.hasLeft) {
        setting.judge.breaks("\(name) is done, and a server has not left")
      }
    case .doneWithFailures:
      if !evacuation.items.allSatisfy(\.state.isSettled) {
        setting.judge.breaks("\(name) is over, and a server is on its way")
      }
    }
  }

  private func judgeItems(
    _ earlier: Evacuation, _ evacuation: Evacuation, _ tables: MemoryTables
  ) {
    let name = "evacuation \(evacuation.id.short)"
    let items = Dictionary(grouping: evacuation.items, by: \.serverID)
    if items.count != evacuation.items.count {
      setting.judge.breaks("\(name) has a server twice")
    }
    for before in earlier.items {
      guard let item = items[before.serverID]?.first else {
        setting.judge.breaks("\(name) forgets server \(before.serverID.short)")
        continue
      }
      if before.state == .moved && item.state != .moved {
        setting.judge.breaks("\(name): a server was moved, and then was not")
      }
      if before.state == .starting && item.state != .starting,
        let start = before.startID.flatMap({ tables.requests[$0] }),
        item.migrationID != start.resourceID
      {
        setting.judge.breaks("\(name) forgets the migration that it has started")
      }
    }
    for item in evacuation.items {
      switch item.state {
      case .planned, .starting, .migrating, .cancelled: break
      case .blocked, .failed:
        if item.reason.isEmpty || item.message.isEmpty {
          setting.judge.breaks("\(name): a server is left, and nobody is told why")
        }
      case .moved, .gone:
        if Self.shares(of: item.serverID, tables) > 0 {
          setting.judge.breaks("\(name): a server is \(item.state.rawValue), and has its shares")
        }
      }
    }
  }

  private func nobodyIsForgotten(_ evacuation: Evacuation, _ tables: MemoryTables) {
    let known = Set(evacuation.items.map(\.serverID))
    for server in evacuations[evacuation.id].subtracting(known)
    where Self.shares(of: server, tables) > 0 {
      setting.judge.breaks(
        "evacuation \(evacuation.id.short) does not think of server \(server.short)")
    }
  }

  /// A migration is started under the request id that was written first, and no more at once than may be.
  private func starts(
    of evacuation: Evacuation, _ before: MemoryTables, _ after: MemoryTables,
    _ events: [HistoryEvent]
  ) {
    let name = "evacuation \(evacuation.id.short)"
    for event in events
    where event.noun == .migration && event.actor == "evacuation \(evacuation.id)" {
      guard let migration = after.row(Migration.self, event.subjectID) else { continue }
      if event.revision > 1 {
        let item = evacuation.items.first { $0.migrationID == migration.id }
        if item?.isAdopted ?? true || evacuation.state != .stopping || !evacuation.cancelsOnStop {
          setting.judge.breaks("\(name) calls off what is not its own")
        }
        continue
      }
      let item = evacuation.items.first { $0.serverID == migration.sourceShareServerID }
      let isIntended =
        item?.state == .starting
        && item?.startID.map { before.requests[$0] == nil && after.requests[$0] != nil } ?? false
      if !isIntended { setting.judge.breaks("\(name) starts what it did not write down") }
      let atWork = Set(evacuation.items.map(\.serverID))
      let count = after.all(Migration.self).count { other in
        atWork.contains(other.sourceShareServerID) && other.taskState.isBeforeItsCutover
          && setting.store.startedBy(other.id) == event.actor
      }
      if count > evacuation.options.concurrentMax {
        setting.judge.breaks("\(name) has \(count) at work")
      }
    }
  }
}

extension TaskState {
  /// On its way to the end of the first phase.
  fileprivate var isBeforeItsCutover: Bool {
    switch self {
    case .starting, .inProgress, .driverStarting, .driverInProgress: true
    case .phase1Done, .completing, .cancelInProgress, .success, .error, .cancelled: false
    }
  }
}
