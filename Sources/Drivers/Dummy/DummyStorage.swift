import MigrationCore
import Synchronization

/// What a dummy backend remembers. It can outlive its driver, as a disk outlives a program.
package final class DummyStorage: Sendable {
  /// The rules of one share as they are in force.
  package struct Rules: Sendable, Hashable {
    package var rules: [AccessRule]
    package var readOnly: Bool
  }

  /// A share's size, and the server it is on.
  struct HeldShare {
    var server: Identifier
    var bytes: Int64
  }

  struct State {
    var servers: Set<Identifier> = []
    var shares: [Identifier: HeldShare] = [:]
    /// The server each snapshot is on.
    var snapshots: [Identifier: Identifier] = [:]
    var rules: [Identifier: Rules] = [:]
    /// What was copied here, by migration.
    var copied: [Identifier: Int64] = [:]
    var calls: [DummyCall] = []

    var usedBytes: Int64 { shares.values.reduce(0) { $0 + $1.bytes } }

    mutating func removeShare(_ id: Identifier) {
      shares[id] = nil
      rules[id] = nil
    }

    /// Removes a server with all that is on it, named by the ledger or not.
    mutating func removeServer(_ id: Identifier) {
      servers.remove(id)
      for (share, held) in shares where held.server == id { removeShare(share) }
      snapshots = snapshots.filter { $0.value != id }
    }
  }

  let state = Mutex(State())

  package init() {}

  package var servers: Set<Identifier> { state.withLock { $0.servers } }
  package var shares: Set<Identifier> { state.withLock { Set($0.shares.keys) } }
  package var snapshots: Set<Identifier> { state.withLock { Set($0.snapshots.keys) } }
  /// Ids of all that is here, and of migrations that left data here.
  package var holdings: [Identifier] {
    state.withLock { state in
      Array(state.servers) + state.shares.keys + state.snapshots.keys + state.rules.keys
        + state.copied.keys
    }
  }
  /// Every call since the storage was made, in order.
  package var calls: [DummyCall] { state.withLock { $0.calls } }

  package func rules(of share: Identifier) -> Rules? { state.withLock { $0.rules[share] } }

  /// Bytes copied for a migration; nil when it has left nothing here.
  package func copied(for migration: Identifier) -> Int64? {
    state.withLock { $0.copied[migration] }
  }
}
