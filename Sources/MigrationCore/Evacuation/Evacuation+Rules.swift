// The rules of an evacuation: what follows from what is known. Nothing here acts.

extension Evacuation {
  /// A server whose start was refused this often is left until an operator resumes the evacuation.
  package static let refusalsMax = 3

  /// What is to be done next.
  package enum Step: Hashable, Sendable {
    /// Nothing, for good.
    case rest
    /// Look what is on the backend and where it can go, then `take` that.
    case plan
    /// Write down that these are started, then start them.
    case start([Identifier])
    /// Call these migrations off.
    case cancel([Identifier])
    /// Write down that it is stopped.
    case stopped
    /// Nothing, until something changes.
    case wait
  }

  /// - Parameter migrations: those of its items, by their ids.
  package func next(_ migrations: [Identifier: Migration]) -> Step {
    switch state {
    case .stopped, .done, .doneWithFailures:
      return .rest
    case .running:
      if needsPlan { return .plan }
      let room = options.concurrentMax - items.count { isAtWork($0, migrations) }
      let planned = items.filter { $0.state == .planned }
      if room > 0 && !planned.isEmpty { return .start(planned.prefix(room).map(\.serverID)) }
      return items.allSatisfy(\.state.isSettled) ? .plan : .wait
    case .stopping:
      let cancellable = items.filter { !$0.isAdopted && $0.state == .migrating }
        .compactMap { item in item.migrationID.flatMap { migrations[$0] } }
        .filter { $0.taskState.isFirstPhase && $0.capabilities.migrationCancel }
      if cancelsOnStop && !cancellable.isEmpty { return .cancel(cancellable.map(\.id)) }
      return items.contains { isAtWork($0, migrations) } ? .wait : .stopped
    }
  }

  /// Whether an item takes one of the places of what may be at work. A migration that waits for its cutover does not.
  private func isAtWork(_ item: EvacuationItem, _ migrations: [Identifier: Migration]) -> Bool {
    switch item.state {
    case .starting: true
    case .migrating:
      !item.isAdopted && item.migrationID.flatMap { migrations[$0] }?.taskState != .phase1Done
    case .planned, .blocked, .moved, .failed, .cancelled, .gone: false
    }
  }

  /// Takes the ends of its migrations. False when there is no news.
  package mutating func hear(_ migrations: [Identifier: Migration]) -> Bool {
    let before = items
    for index in items.indices where items[index].state == .migrating {
      guard let migration = items[index].migrationID.flatMap({ migrations[$0] }) else {
        items[index].fail(.notFound(.migration), "the record of its migration was removed")
        continue
      }
      items[index].hear(migration)
    }
    return items != before
  }

  /// Whether a plan has to think of a server: not of those that are on their way or have had their turn.
  package func reconsiders(_ serverID: Identifier) -> Bool {
    guard let item = items.first(where: { $0.serverID == serverID }) else { return true }
    switch item.state {
    case .starting, .migrating, .moved: return false
    case .planned, .gone: return true
    case .blocked: return needsPlan || item.refusals < Self.refusalsMax
    case .failed, .cancelled: return needsPlan
    }
  }

  /// Takes a plan: what it places is placed anew, what is no longer on the backend is gone; when nothing is left to do it is
  /// over.
  ///
  /// - Parameters:
  ///   - found: what was planned, in the order in which it is to be moved.
  ///   - present: every server of the backend that has something to move.
  package mutating func take(
    _ found: [PlannedServer], present: Set<Identifier>, at now: Timestamp
  ) {
    let replaced = Set(found.map(\.serverID).filter(reconsiders))
    let isFresh = needsPlan
    let before = Dictionary(items.map { ($0.serverID, $0) }) { first, _ in first }
    items.removeAll { replaced.contains($0.serverID) }
    for index in items.indices where !present.contains(items[index].serverID) {
      items[index].leave()
    }
    for server in found where replaced.contains(server.serverID) {
      let refusals = isFresh ? 0 : before[server.serverID]?.refusals ?? 0
      items.append(EvacuationItem(server, refusals: refusals))
    }
    needsPlan = false
    planCount += 1
    guard items.allSatisfy(\.state.isSettled) else {
      let going = items.count { !$0.state.isSettled }
      message = "\(going) of \(items.count) share servers are being moved"
      return
    }
    let left = items.count { !$0.state.hasLeft }
    state = left == 0 ? .done : .doneWithFailures
    message =
      left == 0
      ? "every share server has left the backend"
      : "\(left) of \(items.count) share servers could not be moved"
    endedAt = now
  }
}

/// What a plan says of one server.
package enum PlannedServer: Hashable, Sendable {
  case placed(Placement)
  /// It is being moved by somebody else already.
  case onItsWay(Identifier, migration: Identifier, to: BackendAddress)

  package var serverID: Identifier {
    switch self {
    case .placed(let placement): placement.serverID
    case .onItsWay(let server, _, _): server
    }
  }
}

extension EvacuationItem {
  package init(_ planned: PlannedServer, refusals: Int = 0) {
    switch planned {
    case .placed(let placement):
      self.init(
        serverID: placement.serverID, state: placement.destination == nil ? .blocked : .planned,
        destination: placement.destination, refusals: refusals,
        reason: placement.reason?.rawValue ?? "", message: placement.message,
        bytes: placement.bytes)
    case .onItsWay(let server, let migration, let host):
      self.init(
        serverID: server, state: .migrating, destination: host, migrationID: migration,
        isAdopted: true, message: "somebody else has started its migration")
    }
  }

  /// Its start is about to be made under `id`.
  package mutating func begin(_ id: Identifier) {
    state = .starting
    startID = id
  }

  package mutating func started(_ migration: Identifier) {
    state = .migrating
    migrationID = migration
  }

  /// Its start was refused.
  package mutating func refused(_ refusal: Refusal) {
    let isGone = refusal.reason == .notFound(.shareServer)
    state = isGone ? .gone : .blocked
    destination = nil
    refusals += 1
    reason = isGone ? "" : refusal.reason.rawValue
    message = isGone ? "the share server was deleted" : refusal.message
  }

  fileprivate mutating func fail(_ why: Reason, _ sentence: String) {
    state = .failed
    reason = why.rawValue
    message = sentence
  }

  fileprivate mutating func leave() {
    switch state {
    case .planned, .blocked, .failed, .cancelled:
      state = .gone
      reason = ""
      message = "nothing of it is left on the backend to move"
    case .starting, .migrating, .moved, .gone: break
    }
  }

  fileprivate mutating func hear(_ migration: Migration) {
    guard !migration.isBusy else { return }
    if migration.progress.bytesTotal > 0 { bytes = migration.progress.bytesTotal }
    let isRecovered = migration.recovery?.state == .done
    switch migration.taskState {
    case .success:
      (state, reason, message) = (.moved, "", "")
    case .error where isRecovered && migration.recovery?.direction == .forward:
      (state, reason, message) = (.moved, "", "its migration was recovered forward")
    case .error:
      state = .failed
      reason = migration.failure?.reason ?? Reason.driverFailed.rawValue
      message = migration.failure?.message ?? "its migration failed"
    case .cancelled:
      (state, reason, message) = (.cancelled, "", "its migration was cancelled")
    case .starting, .inProgress, .driverStarting, .driverInProgress, .phase1Done, .completing,
      .cancelInProgress:
      break
    }
  }
}
