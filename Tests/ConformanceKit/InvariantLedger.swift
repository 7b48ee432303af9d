import MigrationCore
import Synchronization

/// Watches over a ledger: after every write that is kept, what the contract says of every moment must hold.
package final class InvariantLedger: Ledger {
  private let inner: any Ledger
  private let found = Mutex<[String]>([])

  private let isAuditing: Bool

  /// - Parameter isAuditing: whether each write is followed by the check that operators have, which reads everything.
  package init(_ inner: any Ledger, isAuditing: Bool = true) {
    self.inner = inner
    self.isAuditing = isAuditing
  }

  package var identity: Identifier { inner.identity }
  package var fence: Int64 { inner.fence }

  /// Everything that did not hold, in the order it was seen.
  package var violations: [String] { found.withLock { $0 } }

  package func read<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerReading) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    try await inner.read(body)
  }

  package func write<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerWriting) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    try await inner.write { tx throws(Refusal) in
      let before = try Invariants.Moment(tx)
      let value = try body(tx)
      let after = try Invariants.Moment(tx)
      let events = try tx.events(after: before.position, of: nil, limit: Int.max)
      var broken = Invariants.broken(before, after, events)
      // What an operator's check of the ledger says must not be a false alarm, at any moment.
      if self.isAuditing { broken += try LedgerAudit(tx).findings }
      if !broken.isEmpty {
        self.found.withLock { all in all += broken.filter { !all.contains($0) } }
      }
      return value
    }
  }
}
