import Foundation
import MigrationCore

extension MigrationControls {
  /// When the service cuts over by itself.
  struct Window {
    let opens: Timestamp?
    let closes: Timestamp?

    func contains(_ now: Timestamp) -> Bool {
      guard let opens else { return false }
      return opens <= now && now <= closes ?? now
    }
  }

  var window: Window { Window(opens: completeAfter, closes: completeBefore) }

  /// Refuses values that cannot be meant.
  func check(at now: Timestamp) throws(Refusal) {
    let wrong = violations(at: now)
    if !wrong.isEmpty { throw Refusal.invalid(wrong) }
  }

  /// Every value that cannot be meant.
  func violations(at now: Timestamp) -> [Refusal.FieldViolation] {
    var wrong: [Refusal.FieldViolation] = []
    if !Self.priorities.contains(priority) {
      wrong.append(
        .init(
          "controls.priority",
          "must be \(Self.priorities.lowerBound) to \(Self.priorities.upperBound), is \(priority)"))
    }
    if let bandwidthLimit, bandwidthLimit < 1 {
      wrong.append(
        .init("controls.bandwidth_limit", "must be positive, or 0 for no limit"))
    }
    if let completeBefore {
      if completeAfter == nil {
        wrong.append(
          .init("controls.complete_before", "needs complete_after: when does the window open?"))
      } else if let completeAfter, completeBefore <= completeAfter {
        wrong.append(.init("controls.complete_before", "must be later than complete_after"))
      } else if completeBefore <= now {
        wrong.append(.init("controls.complete_before", "has passed already"))
      }
    }
    return wrong
  }
}

/// Which of the controls to change.
package enum MigrationControl: String, Sendable, Hashable, CaseIterable {
  case priority
  case bandwidthLimit = "bandwidth_limit"
  case completeAfter = "complete_after"
  case completeBefore = "complete_before"
}

extension Orchestrator {
  /// Changes what may be changed while a migration is on its way; what runs feels it at once.
  package func update(
    _ reference: MigrationReference, _ controls: MigrationControls,
    only which: Set<MigrationControl>,
    by actor: String?, as call: RequestKey?
  ) async throws(Refusal) -> Migration {
    let (world, now) = (world, world.clock.now)
    let (migration, isNew) = try await surely { () throws(Refusal) in
      try await world.ledger.write { tx throws(Refusal) in
        if let earlier = try call?.replay(Migration.self, in: tx) { return (earlier, false) }
        var migration = try tx.migration(reference)
        guard !migration.taskState.isFinal else {
          throw Refusal(
            .failedPrecondition, .wrongTaskState,
            "migration \(migration.id) has ended in \(migration.taskState.rawValue)",
            subject: .init(.migration, migration.id))
        }
        guard migration.fence <= world.ledger.fence else {
          throw Refusal(
            .aborted, .ledgerConflict,
            "migration \(migration.id) belongs to a later life of the service",
            subject: .init(.migration, migration.id))
        }
        migration.controls.take(which, from: controls)
        try migration.controls.check(at: now)
        migration.updatedAt = now
        try tx.update(migration)
        _ = try tx.append(
          HistoryEvent(
            noun: .migration, subjectID: migration.id, revision: 0, rule: nil,
            from: migration.taskState.rawValue, to: migration.taskState.rawValue,
            message: migration.controls.summary(of: which), actor: actor, at: now))
        try call?.remember(migration, migration.id, in: tx, at: now)
        return (migration, true)
      }
    }
    if isNew { feel(migration) }
    return migration
  }

  private func feel(_ migration: Migration) {
    // It may be in a state that nobody was told of yet: watchers hear of that first.
    hub.ledgerChanged(migration)
    world.board.show(migration)
    world.turns.reprioritise(migration.id, migration.controls.priority)
    world.bandwidths.limit(migration)
    wake(migration.id)
  }

  /// New limits from the configuration: how many may copy at once, and how fast each backend may be.
  package func limit(_ settings: Settings, backends: some Sequence<BackendAddress>) {
    world.turns.change(settings.turns)
    for backend in backends { world.bandwidths.limit(backend, to: settings.bandwidthOf[backend]) }
  }
}

extension MigrationControls {
  fileprivate mutating func take(_ which: Set<MigrationControl>, from new: MigrationControls) {
    for control in which {
      switch control {
      case .priority: priority = new.priority
      case .bandwidthLimit: bandwidthLimit = new.bandwidthLimit
      case .completeAfter: completeAfter = new.completeAfter
      case .completeBefore: completeBefore = new.completeBefore
      }
    }
  }

  fileprivate func summary(of which: Set<MigrationControl>) -> String {
    let words = which.sorted { $0.rawValue < $1.rawValue }.map { control in
      switch control {
      case .priority: "priority \(priority)"
      case .bandwidthLimit:
        bandwidthLimit.map { "at most \($0) bytes a second" } ?? "no bandwidth limit"
      case .completeAfter:
        completeAfter.map { "cutover after \($0.text)" } ?? "no cutover by itself"
      case .completeBefore:
        completeBefore.map { "cutover before \($0.text)" } ?? "no end of the cutover window"
      }
    }
    return "changed: " + words.joined(separator: ", ")
  }
}

extension Timestamp {
  /// RFC 3339, in whole seconds of UTC.
  fileprivate var text: String {
    Date(timeIntervalSince1970: TimeInterval(microseconds / 1_000_000)).ISO8601Format()
  }
}
