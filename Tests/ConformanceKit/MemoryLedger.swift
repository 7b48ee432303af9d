import MigrationCore
import Synchronization

/// A ledger in memory with the constraints of the real one. What it holds outlives its openings, as a file does.
package final class MemoryLedger: Ledger {
  /// The file, as it were.
  private final class Store: Sendable {
    let identity = Identifier.random()
    let state = Mutex(State())
  }

  private struct State {
    var tables = MemoryTables()
    var fence: Int64 = 0
  }

  package let fence: Int64
  private let store: Store

  package convenience init() {
    self.init(opening: Store())
  }

  private init(opening store: Store) {
    self.store = store
    fence = store.state.withLock { state in
      state.fence += 1
      return state.fence
    }
  }

  /// The same ledger in the next life of the service.
  package func reopened() -> MemoryLedger { MemoryLedger(opening: store) }

  package var identity: Identifier { store.identity }

  /// Everything, as it stands now.
  package var tables: MemoryTables { store.state.withLock { $0.tables } }

  package func read<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerReading) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    try body(MemoryTransaction(tables))
  }

  package func write<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerWriting) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    try store.state.withLock { state throws(Refusal) in
      // A ledger may run a body again; one with effects of its own betrays itself here.
      _ = try body(MemoryTransaction(state.tables))
      let transaction = MemoryTransaction(state.tables)
      let value = try body(transaction)
      state.tables = transaction.tables
      return value
    }
  }
}
