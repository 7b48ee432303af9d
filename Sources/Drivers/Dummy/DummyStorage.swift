import MigrationCore
import Synchronization

/// What a dummy backend remembers. It can outlive its driver, as a disk outlives a program.
package final class DummyStorage: Sendable {
  /// The rules of one share as they are in force.
  package struct Rules: Sendable, Hashable {
    package var rules: [AccessRule]
    package var readOnly: Bool
  }

  struct State {
    var servers: Set<Identifier> = []
    var shares: [Identifier: Int64] = [:]
    var snapshots: Set<Identifier> = []
    var rules: [Identifier: Rules] = [:]
    /// What was copied here, by migration.
    var copied: [Identifier: Int64] = [:]
    var calls: [DummyCall] = []
  }

  let state = Mutex(State())

  package init() {}

  package var servers: Set<Identifier> { state.withLock { $0.servers } }
  package var shares: Set<Identifier> { state.withLock { Set($0.shares.keys) } }
  package var snapshots: Set<Identifier> { state.withLock { $0.snapshots } }
  /// Every call since the storage was made, in order.
  package var calls: [DummyCall] { state.withLock { $0.calls } }

  package func rules(of share: Identifier) -> Rules? { state.withLock { $0.rules[share] } }

  /// Bytes copied for a migration; nil when it has left nothing here.
  package func copied(for migration: Identifier) -> Int64? {
    state.withLock { $0.copied[migration] }
  }
}
