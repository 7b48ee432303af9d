import LedgerSQLite
import MigrationCore

/// A ledger, and what it says of its faults.
struct Teller {
  let ledger: SQLiteLedger
  private var news: AsyncStream<Refusal?>.AsyncIterator

  init(_ path: String) throws(Refusal) {
    let (stream, continuation) = AsyncStream<Refusal?>.makeStream()
    ledger = try SQLiteLedger(at: path) { continuation.yield($0) }
    news = stream.makeAsyncIterator()
  }

  /// The next thing it says: a fault, or nil when it is over.
  mutating func next() async -> Refusal? {
    await news.next() ?? nil
  }

  /// Adds a share network; the refusal if that is refused.
  func add(_ network: ShareNetwork) async -> Refusal? {
    do throws(Refusal) {
      try await ledger.write { tx throws(Refusal) in try tx.insert(network) }
      return nil
    } catch {
      return error
    }
  }

  /// How many share networks there are.
  func count() async throws(Refusal) -> Int {
    try await ledger.read { tx throws(Refusal) in try tx.list(ShareNetwork.self).count }
  }
}
