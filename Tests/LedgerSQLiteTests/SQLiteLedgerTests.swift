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

  @Test("a page of garbage in the middle is found, and the file left as it is")
  func damagedInside() async throws {
    let place = try TemporaryDirectory()
    let path = place.path("l")
    let ledger = try SQLiteLedger(at: path)
    try await ledger.write { tx throws(Refusal) in
      for moment in 1...300 { try SampleRows(at: Int64(moment)).insert(in: tx) }
    }
    ledger.close()
    var bytes = try Data(contentsOf: URL(filePath: path))
    let page = bytes.count / 2 / 4096 * 4096
    var generator = SystemRandomNumberGenerator()
    for index in page..<page + 4096 { bytes[index] = UInt8.random(in: 0...255, using: &generator) }
    try bytes.write(to: URL(filePath: path))
    let found = try #require(refusal(path))
    #expect(found.reason == .ledgerDamaged && found.message.contains("restore a backup"))
    #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
  }

  @Test("an empty file is no new ledger: somebody cut it")
  func empty() throws {
    let place = try TemporaryDirectory()
    try Data().write(to: URL(filePath: place.path("l")))
    let found = try #require(refusal(place.path("l")))
    #expect(found.reason == .ledgerDamaged && found.message.contains("remove the file"))
    #expect(try Data(contentsOf: URL(filePath: place.path("l"))).isEmpty)
  }

  @Test("a ledger whose file is gone while its log is there is not begun anew")
  func onlyLog() async throws {
    let place = try TemporaryDirectory()
    let path = place.path("l")
    let ledger = try SQLiteLedger(at: path)
    try FileManager.default.copyItem(atPath: path + "-wal", toPath: place.path("kept"))
    ledger.close()
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.moveItem(atPath: place.path("kept"), toPath: path + "-wal")
    let found = try #require(refusal(path))
    #expect(found.reason == .ledgerDamaged && found.message.contains(path + "-wal"))
    #expect(FileManager.default.fileExists(atPath: path + "-wal"))
  }

  @Test("a copy has another name than its original, a ledger that was moved has not")
  func copied() throws {
    let place = try TemporaryDirectory()
    let path = place.path("l")
    let first = try SQLiteLedger(at: path)
    first.close()
    try FileManager.default.copyItem(atPath: path, toPath: place.path("copy"))
    let copy = try SQLiteLedger(at: place.path("copy"))
    #expect(copy.identity != first.identity && copy.isCopy && copy.fence > first.fence)
    copy.close()
    try FileManager.default.moveItem(atPath: path, toPath: place.path("moved"))
    let moved = try SQLiteLedger(at: place.path("moved"))
    #expect(moved.identity == first.identity && !moved.isCopy)
  }

  @Test("a copy made while the service wrote is of one moment, or refused: wherever it was cut")
  func torn() async throws {
    let place = try TemporaryDirectory()
    let path = place.path("l")
    /// The file after `count` migrations have begun, each with its server, shares and history.
    func grow(_ moments: Range<Int64>) async throws -> Data {
      let ledger = try SQLiteLedger(at: path)
      for moment in moments {
        try await ledger.write { tx throws(Refusal) in
          let rows = SampleRows(at: moment)
          var (server, migration) = (rows.server, rows.migration)
          try rows.insert(in: tx)
          (server.taskState, server.status) = (.starting, .serverMigrating)
          try tx.update(server)
          (migration.taskState, migration.revision) = (.starting, 1)
          (migration.failure, migration.endedAt) = (nil, nil)
          migration.destinationShareServerID = nil
          try tx.update(migration)
          var (share, snapshot) = (rows.share, rows.snapshot)
          (share.status, snapshot.status) = (.serverMigrating, .serverMigrating)
          try tx.update(share)
          try tx.update(snapshot)
          _ = try tx.append(
            HistoryEvent(
              noun: .migration, subjectID: migration.id, revision: 1, rule: 100, from: nil,
              to: "migration_starting", message: "", at: migration.createdAt))
        }
      }
      ledger.close()
      return try Data(contentsOf: URL(filePath: path))
    }
    let (old, new) = (try await grow(1..<30), try await grow(30..<45))
    let pages = new.count / 4096
    var refused = 0
    for cut in 0...pages {
      let copy = place.path("copy\(cut)")
      // A cp that had come to `cut` when the log was brought into the file.
      let rest = old.count > cut * 4096 ? old[..<(cut * 4096)] : old
      try (rest + new.dropFirst(rest.count)).write(to: URL(filePath: copy))
      if let refusal = refusal(copy) {
        #expect(refusal.reason == .ledgerDamaged)
        refused += 1
      } else {
        #expect(try LedgerFile(reading: copy).check { _ in }.findings == [])
      }
    }
    #expect(refused > 0 && refused < pages)
  }

  @Test("an older state that is put in a ledger's place has another name, and a fence above all")
  func restored() throws {
    let place = try TemporaryDirectory()
    let path = place.path("l")
    try SQLiteLedger(at: path).close()
    let old = try Data(contentsOf: URL(filePath: path))
    let lives = try (1...3).map { _ in
      let ledger = try SQLiteLedger(at: path)
      ledger.close()
      return ledger
    }
    // In place: the file system sees no difference.
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    try handle.truncate(atOffset: 0)
    try handle.write(contentsOf: old)
    try handle.close()
    let restored = try SQLiteLedger(at: path)
    #expect(restored.identity != lives[2].identity && restored.isCopy)
    #expect(restored.fence > lives[2].fence)
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
