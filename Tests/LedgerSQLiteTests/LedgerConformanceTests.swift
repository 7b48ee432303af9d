import ConformanceKit
import LedgerSQLite
import MigrationCore
import Testing

@Suite("What every ledger must do")
struct LedgerConformanceTests {
  @Test("SQLite", arguments: LedgerConformance.checks.indices)
  func sqlite(index: Int) async throws {
    let place = try TemporaryDirectory()
    let ledger = try SQLiteLedger(at: place.path("ledger.sqlite"))
    let suite = LedgerConformance(ledger) {
      ledger.close()
      return try SQLiteLedger(at: place.path("ledger.sqlite"))
    }
    try await LedgerConformance.checks[index].run(suite)
  }

  @Test("memory, the pretend one", arguments: LedgerConformance.checks.indices)
  func memory(index: Int) async throws {
    let ledger = MemoryLedger()
    let suite = LedgerConformance(ledger) { ledger.reopened() }
    try await LedgerConformance.checks[index].run(suite)
  }
}
