import MigrationCore
import Synchronization

/// Who may copy now, and who waits: limits for all migrations together and for each backend, which counts as source and as
/// destination. The highest priority goes first, then the oldest; one whose backend is busy lets others pass.
///
/// A migration holds its turn from its take-up until phase 1 is done. Cutover, cancel and recovery never wait.
final class TurnQueue: Sendable {
  struct Limits: Sendable, Equatable {
    /// Nil is no limit, in each of these.
    var inAll: Int?
    var perBackend: Int?
    /// Backends with limits of their own.
    var backends: [BackendAddress: Int] = [:]

    func limit(of backend: BackendAddress) -> Int? { backends[backend] ?? perBackend }
  }

  private struct Waiting {
    let id: Identifier
    var priority: Int
    let since: Page.Cursor
    let backends: Set<BackendAddress>
    let turn: CheckedContinuation<Bool, Never>

    func precedes(_ other: Waiting) -> Bool {
      priority != other.priority ? priority > other.priority : since < other.since
    }
  }

  private struct State {
    var limits: Limits
    var holders: [Identifier: Set<BackendAddress>] = [:]
    /// In the order of their turns.
    var waiting: [Waiting] = []

    func hasRoom(for backends: Set<BackendAddress>) -> Bool {
      if let max = limits.inAll, holders.count >= max { return false }
      return backends.allSatisfy { backend in
        guard let max = limits.limit(of: backend) else { return true }
        return holders.values.count { $0.contains(backend) } < max
      }
    }

    mutating func insert(_ new: Waiting) {
      waiting.insert(new, at: waiting.firstIndex { new.precedes($0) } ?? waiting.endIndex)
    }

    /// Gives turns to all whose turn it is; answers with them.
    mutating func admit() -> [CheckedContinuation<Bool, Never>] {
      var admitted: [CheckedContinuation<Bool, Never>] = []
      var left: [Waiting] = []
      for next in waiting {
        if hasRoom(for: next.backends) {
          holders[next.id] = next.backends
          admitted.append(next.turn)
        } else {
          left.append(next)
        }
      }
      waiting = left
      return admitted
    }
  }

  private let state: Mutex<State>

  init(_ limits: Limits) {
    state = Mutex(State(limits: limits))
  }

  /// Waits for the migration's turn. False when the task was cancelled first: then it has none.
  func take(_ migration: Migration) async -> Bool {
    let id = migration.id
    return await withTaskCancellationHandler {
      await withCheckedContinuation { turn in
        let granted: [CheckedContinuation<Bool, Never>] = state.withLock { state in
          if state.holders[id] != nil { return [turn] }
          let new = Waiting(
            id: id, priority: migration.controls.priority, since: .init(migration),
            backends: migration.backends, turn: turn)
          state.insert(new)
          return state.admit()
        }
        for turn in granted { turn.resume(returning: true) }
        // The cancel may have come before there was anything to cancel.
        if Task.isCancelled { leave(id) }
      }
    } onCancel: {
      leave(id)
    }
  }

  /// The migration copies already, from an earlier life: it does not wait, whatever the limits say.
  func hold(_ migration: Migration) {
    state.withLock { $0.holders[migration.id] = migration.backends }
  }

  /// The migration needs no turn any more.
  func release(_ id: Identifier) {
    let granted = state.withLock { state -> [CheckedContinuation<Bool, Never>] in
      guard state.holders.removeValue(forKey: id) != nil else { return [] }
      return state.admit()
    }
    for turn in granted { turn.resume(returning: true) }
  }

  func reprioritise(_ id: Identifier, _ priority: Int) {
    let granted = state.withLock { state -> [CheckedContinuation<Bool, Never>] in
      guard let index = state.waiting.firstIndex(where: { $0.id == id }) else { return [] }
      var moved = state.waiting.remove(at: index)
      moved.priority = priority
      state.insert(moved)
      return state.admit()
    }
    for turn in granted { turn.resume(returning: true) }
  }

  func change(_ limits: Limits) {
    let granted = state.withLock { state in
      state.limits = limits
      return state.admit()
    }
    for turn in granted { turn.resume(returning: true) }
  }

  /// 1 for the next, 0 for one that does not wait.
  func position(of id: Identifier) -> Int {
    state.withLock { state in (state.waiting.firstIndex { $0.id == id } ?? -1) + 1 }
  }

  private func leave(_ id: Identifier) {
    let turn = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      guard let index = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
      return state.waiting.remove(at: index).turn
    }
    turn?.resume(returning: false)
  }
}

extension Migration {
  fileprivate var backends: Set<BackendAddress> { [sourceHost, destinationHost] }
}
