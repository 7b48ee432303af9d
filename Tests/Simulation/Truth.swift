import MigrationCore
import Synchronization

/// A share on the server that holds it: after a migration both servers hold one.
struct Place: Hashable, Sendable {
  let server: Identifier
  let share: Identifier
}

/// What clients wrote, and where they are served: against this every copy is judged.
final class Truth: Sendable {
  private struct State {
    /// How often each share was written.
    var versions: [Identifier: Int] = [:]
    var serving: [Identifier: Identifier] = [:]
    var shares: [Identifier] = []
  }

  private let state = Mutex(State())

  func begin(_ share: Identifier, on server: Identifier) {
    state.withLock { state in
      guard state.versions[share] == nil else { return }
      state.versions[share] = 1
      state.serving[share] = server
      state.shares.append(share)
    }
  }

  /// The share is removed: nobody writes to it any more.
  func end(_ share: Identifier) {
    state.withLock { $0.shares.removeAll { $0 == share } }
  }

  /// Where each share is served now.
  var places: [Place] {
    state.withLock { state in
      state.shares.map { Place(server: state.serving[$0] ?? $0, share: $0) }
    }
  }

  func version(of share: Identifier) -> Int { state.withLock { $0.versions[share] ?? 0 } }
  func server(of share: Identifier) -> Identifier? { state.withLock { $0.serving[share] } }

  func serve(_ share: Identifier, on server: Identifier) {
    state.withLock { $0.serving[share] = server }
  }

  func written(_ share: Identifier) -> Int {
    state.withLock { state in
      state.versions[share, default: 0] += 1
      return state.versions[share] ?? 0
    }
  }
}

/// A backend's disks, as they outlive the service.
final class Disk: Sendable {
  struct InForce: Hashable, Sendable {
    var levels: [Identifier: AccessLevel]
    var readOnly: Bool
  }

  /// Whose calls are counted: a dead life's do not count any more.
  struct Call: Hashable, Sendable {
    let migration: Identifier
    let life: Int
  }

  struct State {
    var servers: Set<Identifier> = []
    /// The version of each share that is served, or was.
    var held: [Place: Int] = [:]
    var rules: [Place: InForce] = [:]
    /// Copies under way, by migration and share.
    var copies: [Identifier: [Identifier: Int]] = [:]
    /// The newest life that was heard of, by migration.
    var fences: [Identifier: Int64] = [:]
    /// Calls under way, by migration.
    var calls: [Call: Int] = [:]
    var downUntil = VirtualClock.epoch
  }

  let state = Mutex(State())

  var held: [Place: Int] { state.withLock { $0.held } }
  var rules: [Place: InForce] { state.withLock { $0.rules } }

  /// A client writes, if it may: the share's new version is on this disk.
  func write(_ place: Place, _ truth: Truth) {
    state.withLock { state in
      guard let rules = state.rules[place], !rules.readOnly, state.held[place] != nil else {
        return
      }
      state.held[place] = truth.written(place.share)
    }
  }
}
