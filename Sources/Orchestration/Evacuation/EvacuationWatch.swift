import MigrationCore
import Synchronization

/// One watch of one evacuation, for one task. It holds what it told last and nothing else: whoever is slow gets the newest.
package final class EvacuationWatch: Sendable {
  package enum Item: Sendable {
    case status(EvacuationStatus)
    case heartbeat(Timestamp)
  }

  /// What makes a status news.
  private struct Told: Equatable, Sendable {
    let revision: Int64
    let migrations: [Identifier: ProgressReport]
    let states: [Identifier: TaskState]
  }

  private static let tick = Duration.seconds(1)

  private struct State {
    var told: Told?
    var lastTold: Timestamp
    var isOver = false
  }

  private let evacuator: Evacuator
  private let id: Identifier
  private let number: Int
  private let bell: Bell
  private let ticker: Task<Void, Never>
  private let state: Mutex<State>

  init(_ evacuator: Evacuator, _ id: Identifier, _ number: Int, _ bell: Bell) {
    self.evacuator = evacuator
    self.id = id
    self.number = number
    self.bell = bell
    let world = evacuator.world
    state = Mutex(State(lastTold: world.clock.now))
    // Progress stands in no ledger: it is looked at.
    ticker = Task(executorPreference: world.settings.executor) {
      while await world.pause(Self.tick) { bell.ring() }
    }
  }

  deinit {
    ticker.cancel()
    evacuator.forgetWatcher(number)
  }

  /// What is to be told next, when there is something; nil when the evacuation is at rest and was told so, or the task was
  /// cancelled.
  package func next() async throws(Refusal) -> Item? {
    while !state.withLock({ $0.isOver }) {
      if let item = news(try await evacuator.status(id)) { return item }
      guard await bell.wait() else {
        guard evacuator.isStopping, !Task.isCancelled else { return nil }
        throw Refusal(
          .unavailable, .shuttingDown, "the service is shutting down; watch again in a moment")
      }
    }
    return nil
  }

  private func news(_ status: EvacuationStatus) -> Item? {
    let (now, quiet) = (evacuator.world.clock.now, evacuator.world.settings.watchHeartbeat)
    let seen = Told(
      revision: status.evacuation.revision,
      migrations: status.migrations.mapValues(\.report),
      states: status.migrations.mapValues(\.migration.taskState))
    return state.withLock { state in
      let isNews = seen != state.told
      guard isNews || now.since(state.lastTold) >= quiet else { return nil }
      state.told = seen
      state.lastTold = now
      guard isNews else { return .heartbeat(now) }
      state.isOver = status.evacuation.state.isAtRest
      return .status(status)
    }
  }
}
