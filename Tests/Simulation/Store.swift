import ConformanceKit
import MigrationCore
import Synchronization

/// The ledger's file: what outlives every life of the service. Judges each write that is kept.
final class Store: Sendable {
  typealias Laws = @Sendable (MemoryTables, MemoryTables, [HistoryEvent]) -> Void

  private struct State {
    var tables: MemoryTables
    var moment: Invariants.Moment
    /// Those that retention has removed, too.
    var everything: [HistoryEvent] = []
    var fence: Int64 = 0
    var laws: Laws = { _, _, _ in }
  }

  let identity: Identifier
  private let state: Mutex<State>
  private let judge: Judge

  init(_ tables: MemoryTables, identity: Identifier, _ judge: Judge) {
    self.identity = identity
    self.judge = judge
    do {
      let moment = try Invariants.Moment(MemoryTransaction(tables))
      state = Mutex(State(tables: tables, moment: moment))
    } catch {
      preconditionFailure("memory does not fail")
    }
  }

  /// Has each write judged besides the general invariants: by what was, what is, and the new events.
  func judge(by laws: @escaping Laws) {
    state.withLock { $0.laws = laws }
  }

  var tables: MemoryTables { state.withLock { $0.tables } }
  /// Everything that ever happened.
  var history: [HistoryEvent] { state.withLock { $0.everything } }

  /// Who has started a migration.
  func startedBy(_ migration: Identifier) -> String? {
    state.withLock { state in
      state.everything.first { $0.subjectID == migration && $0.revision == 1 }?.actor
    }
  }

  /// The number of the next life.
  func open() -> Int64 {
    state.withLock { state in
      state.fence += 1
      return state.fence
    }
  }

  func read<Value>(_ body: (any LedgerReading) throws(Refusal) -> Value) throws(Refusal) -> Value {
    try body(MemoryTransaction(tables))
  }

  func write<Value>(
    _ body: (any LedgerWriting) throws(Refusal) -> Value
  ) throws(Refusal) -> Value {
    let before = state.withLock { $0 }
    let transaction = MemoryTransaction(before.tables)
    let value = try body(transaction)
    let after = transaction.tables
    let events = after.events.filter { $0.position > before.tables.lastPosition }
    let moment = try Invariants.Moment(transaction)
    for broken in Invariants.broken(before.moment, moment, events) { judge.breaks(broken) }
    state.withLock { state in
      state.tables = after
      state.moment = moment
      state.everything += events
    }
    for event in events {
      judge.note(
        "ledger: \(event.noun.rawValue) \(event.subjectID.short) revision \(event.revision) "
          + "rule \(event.rule ?? 0) \(event.from ?? "none") → \(event.to ?? "none")"
          + " (\(event.message))")
    }
    before.laws(before.tables, after, events)
    return value
  }

  /// Runs the body of a write that is rolled back.
  func dryRun<Value>(_ body: (any LedgerWriting) throws(Refusal) -> Value) {
    _ = try? body(MemoryTransaction(tables))
  }

  /// A write of an earlier life arrives late. It may not touch what a later life has touched; whether it does is judged, and
  /// then it is dropped, as a ledger that knows its lives drops it.
  ///
  /// - Parameter fence: the number of the life that wrote it.
  func arrivesLate(
    from fence: Int64, _ body: (any LedgerWriting) throws(Refusal) -> Void
  ) {
    let (tables, newest) = state.withLock { ($0.tables, $0.fence) }
    if fence == newest {
      // There is no later life yet: the write was only slow.
      do throws(Refusal) { try write(body) } catch {}
      return
    }
    let transaction = MemoryTransaction(tables)
    do throws(Refusal) { try body(transaction) } catch { return }
    for migration in transaction.tables.all(Migration.self) {
      let known = tables.row(Migration.self, migration.id)
      if let known, known.fence > fence, known != migration {
        judge.breaks("a write of an earlier life changes migration \(migration.id.short)")
      }
    }
  }
}
