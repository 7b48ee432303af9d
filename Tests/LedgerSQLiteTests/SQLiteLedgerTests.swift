import ConformanceKit
import Foundation
import GRDB
import LedgerSQLite
import MigrationCore
import Testing

@Suite("The ledger's file")
struct SQLiteLedgerTests {
  private func refusal(_ path: String) -> Refusal? {
    do throws(Refusal) {
      _ = try SQLiteLedger(at: path)
      return nil
    } catch {
      return error
    }
  }

  @Test("a ledger in use is refused with its owner's process id, and free again after it is closed")
  func inUse() throws {
    let place = try TemporaryDirectory()
    let path = place.path("l")
    let first = try SQLiteLedger(at: path)
    let second = try #require(refusal(path))
    #expect(second.message.contains("in use by process \(getpid())"))
    first.close()
    #expect(refusal(path) == nil)
  }

  @Test("a damaged file is refused, named, and left as it is", arguments: [0, 100, 4096])
  func damaged(offset: Int) throws {
    let place = try TemporaryDirectory()
    let path = place.path("l")
    try SQLiteLedger(at: path).close()
    var bytes = try Data(contentsOf: URL(filePath: path))
    let end = min(bytes.count, offset + 600)
    bytes.replaceSubrange(offset..<end, with: Data(repeating: 0xA5, count: end - offset))
    try bytes.write(to: URL(filePath: path))
    let found = try #require(refusal(path))
    #expect(found.reason == .ledgerDamaged)
    #expect(found.message.contains(path))
    #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
  }

  @Test("a ledger of a newer version is refused and says which")
  func newer() throws {
    let place = try TemporaryDirectory()
    let path = place.path("l")
    try SQLiteLedger(at: path).close()
    let database = try DatabaseQueue(path: path)
    try database.write {
      try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('v99')")
    }
    try database.close()
    let found = try #require(refusal(path))
    #expect(found.message.contains("newer") && found.message.contains("v99"))
  }

  @Test("another program's database is refused and left as it is")
  func foreign() throws {
    let place = try TemporaryDirectory()
    let path = place.path("l")
    let database = try DatabaseQueue(path: path)
    try database.write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
    try database.close()
    let bytes = try Data(contentsOf: URL(filePath: path))
    #expect(refusal(path)?.reason == .ledgerForeign)
    #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
  }

  @Test("a directory that is not there is named")
  func noDirectory() throws {
    let found = try #require(refusal("/nowhere/at/all/l"))
    #expect(found.kind == .unavailable)
    #expect(found.message.contains("/nowhere/at/all/l"))
    #expect(found.message.contains("No such file or directory"))
  }

  @Test("each commit reaches the disk, and references are enforced")
  func pragmas() async throws {
    let place = try TemporaryDirectory()
    let ledger = try SQLiteLedger(at: place.path("l"))
    let pragmas = try await ledger.pragmas()
    #expect(pragmas == ["journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"])
  }

  @Test("the schema is the one in docs/ledger-schema.sql")
  func schema() throws {
    let place = try TemporaryDirectory()
    try SQLiteLedger(at: place.path("l")).close()
    let database = try DatabaseQueue(path: place.path("l"))
    let statements = try database.read {
      try String.fetchAll(
        $0,
        sql:
          "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name"
      )
    }
    let text = statements.map { $0 + ";\n" }.joined(separator: "\n")
    let golden = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/ledger-schema.sql").standardized
    if ProcessInfo.processInfo.environment["GALLEON_WRITE_GOLDEN"] != nil {
      try Data(text.utf8).write(to: golden)
    }
    #expect(try String(contentsOf: golden, encoding: .utf8) == text)
  }
}
