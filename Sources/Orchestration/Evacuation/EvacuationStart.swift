import MigrationCore

/// The start of one server's migration. The intent is in the ledger with the request id that the start is made under: made again,
/// by this life or the next, it is the same start.
struct EvacuationStart: Sendable {
  private let runner: EvacuationRunner
  private let server: Identifier
  private let start: Identifier

  init(_ runner: EvacuationRunner, _ server: Identifier, _ start: Identifier) {
    self.runner = runner
    self.server = server
    self.start = start
  }

  private enum Outcome: Sendable {
    case started(Identifier)
    case refused(Refusal)
    /// The evacuation was stopped before it was begun.
    case notBegun
  }

  /// Returns when what became of it is written, or the runner was stopped.
  func perform() async {
    while !runner.isStopped {
      do throws(Refusal) {
        guard let outcome = try await attempt(), !runner.isStopped else { return }
        return try await write(outcome)
      } catch {
        runner.world.logger.warning(
          "evacuation \(runner.id) starts share server \(server) later: \(error.message)")
        guard await runner.world.pause(.seconds(1)) else { return }
      }
    }
  }

  /// Nil when there is nothing to start. Throws what is worth another attempt.
  private func attempt() async throws(Refusal) -> Outcome? {
    let evacuation = try await runner.world.ledger.read { [runner] tx throws(Refusal) in
      try tx.get(Evacuation.self, runner.id)
    }
    guard let item = evacuation.items.first(where: isMine), let host = item.destination else {
      return nil
    }
    let key = RequestKey(
      id: start, method: "/galleon.v1.EvacuationService/EvacuateBackend",
      fingerprint: "\(evacuation.id) \(server)")
    let orchestrator = runner.evacuator.orchestrator
    do throws(Refusal) {
      guard evacuation.state == .running else {
        return try await orchestrator.replay(key).map { .started($0.id) } ?? .notBegun
      }
      let request = DestinationWish(evacuation.options).request(server.rawValue, to: host)
      let migration = try await orchestrator.start(
        request, evacuation.controls(at: runner.world.clock.now),
        by: "evacuation \(evacuation.id)", as: key)
      return .started(migration.id)
    } catch {
      switch error.kind {
      case .unavailable where !error.isAboutDestination, .aborted, .resourceExhausted, .dataLoss:
        throw error
      case .unavailable, .invalidArgument, .notFound, .alreadyExists, .failedPrecondition,
        .permissionDenied:
        return .refused(error)
      }
    }
  }

  private func write(_ outcome: Outcome) async throws(Refusal) {
    _ = try await runner.change { evacuation, _ throws(Refusal) in
      guard let index = evacuation.items.firstIndex(where: isMine) else { return }
      switch outcome {
      case .started(let migration): evacuation.items[index].started(migration)
      case .refused(let refusal): evacuation.items[index].refused(refusal)
      case .notBegun: evacuation.items[index].state = .planned
      }
    }
  }

  private func isMine(_ item: EvacuationItem) -> Bool {
    item.serverID == server && item.state == .starting && item.startID == start
  }
}

extension Evacuation {
  /// What each migration is given: a cutover at once, the window, or, when that has closed, none.
  fileprivate func controls(at now: Timestamp) -> MigrationControls {
    var controls = options.controls
    if options.completesItself { controls.completeAfter = createdAt }
    if let closes = controls.completeBefore, closes <= now {
      controls.completeAfter = nil
      controls.completeBefore = nil
    }
    return controls
  }
}
