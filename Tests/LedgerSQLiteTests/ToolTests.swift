import ConformanceKit
import Foundation
import GRDB
import LedgerSQLite
import MigrationCore
import Testing

@Suite("The tools for a ledger")
struct ToolTests {
  private let place: TemporaryDirectory
  private let path: String
  private let ledger: SQLiteLedger
  private let rows = SampleRows()

  /// A ledger in use, with a row of each kind and a migration that is copying.
  init() async throws {
    place = try TemporaryDirectory()
    path = place.path("l")
    ledger = try SQLiteLedger(at: path)
    let rows = rows
    var migration = rows.migration
    (migration.taskState, migration.failure, migration.endedAt) = (.driverStarting, nil, nil)
    (migration.revision, migration.destinationShareServerID) = (3, nil)
    var (server, share, snapshot) = (rows.server, rows.share, rows.snapshot)
    (server.status, server.taskState) = (.serverMigrating, .driverStarting)
    (share.status, snapshot.status) = (.serverMigrating, .serverMigrating)
    try await ledger.write { [migration, server, share, snapshot] tx throws(Refusal) in
      try rows.insert(in: tx)
      try tx.update(migration)
      try tx.update(server)
      try tx.update(share)
      try tx.update(snapshot)
      let steps: [(Int, TaskState?, TaskState)] = [
        (100, nil, .starting), (200, .starting, .inProgress), (202, .inProgress, .driverStarting),
      ]
      for (index, step) in steps.enumerated() {
        _ = try tx.append(
          HistoryEvent(
            noun: .migration, subjectID: migration.id, revision: Int64(index + 1), rule: step.0,
            from: step.1?.rawValue, to: step.2.rawValue, message: "it's \"so\"\n",
            at: Timestamp(microseconds: 7)))
      }
    }
  }

  private func findings(_ sql: String) throws -> [String] {
    let other = try DatabaseQueue(path: path)
    try other.write { database in
      try database.execute(sql: "PRAGMA ignore_check_constraints = ON")
      try database.execute(sql: sql)
    }
    return try LedgerFile(reading: path).check { _ in }.findings
  }

  @Test("a ledger in use that is whole is said to be")
  func whole() throws {
    let file = try LedgerFile(reading: path)
    let check = try file.check { _ in }
    #expect(check.findings == [])
    #expect(check.audit?.live == 1 && check.audit?.events == 3)
    #expect(file.owner == "\(getpid())")
    ledger.close()
    #expect(file.owner == nil)
  }

  struct Plant: Sendable, CustomTestStringConvertible {
    let sql: String
    let says: String
    var testDescription: String { sql }
  }

  @Test(
    "what does not fit together is found",
    arguments: [
      Plant(sql: "UPDATE share_server SET task_state = NULL", says: "is in no task state"),
      Plant(sql: "UPDATE share_server SET status = 'active'", says: "is active"),
      Plant(sql: "UPDATE share SET status = 'available'", says: "is available"),
      Plant(sql: "UPDATE snapshot SET status = 'error'", says: "is error"),
      Plant(
        sql: "UPDATE migration SET task_state = 'migration_completing'",
        says: "its history ends with"),
      Plant(sql: "UPDATE migration SET revision = 4", says: "after transition 4"),
      Plant(
        sql: "DELETE FROM event WHERE revision = 2", says: "goes from transition 1 to 3"),
      Plant(sql: "UPDATE event SET rule = 999 WHERE revision = 2", says: "by rule 999"),
      Plant(
        sql: "UPDATE event SET \"from\" = 'migration_success' WHERE revision = 3",
        says: "which says migration_success"),
      Plant(sql: "DELETE FROM migration", says: "no such migration"),
      Plant(sql: "DELETE FROM event", says: "has no history"),
      Plant(
        sql: "PRAGMA foreign_keys = OFF; DELETE FROM share_network;",
        says: "refers to one that is not there"),
      Plant(sql: "UPDATE share SET host = 'other@host#pool'", says: "its server"),
      Plant(sql: "UPDATE migration SET progress = 'no JSON'", says: "cannot be read"),
    ])
  func planted(plant: Plant) throws {
    let other = try DatabaseQueue(path: path)
    try other.writeWithoutTransaction { try $0.execute(sql: plant.sql) }
    let found = try LedgerFile(reading: path).check { _ in }.findings
    #expect(found.contains { $0.contains(plant.says) }, "\(found)")
  }

  @Test("a backup of a ledger in use is the ledger, under another name, whole in one file")
  func backup() async throws {
    let copy = place.path("copy")
    var progress: [Double] = []
    let backup = try LedgerFile(reading: path).backup(to: copy, overwrite: false) {
      progress.append($0)
    }
    #expect(backup.position == 3 && progress.last == 1)
    #expect(!FileManager.default.fileExists(atPath: copy + "-wal"))
    #expect(throws: Refusal.self) {
      try LedgerFile(reading: path).backup(to: copy, overwrite: false) { _ in }
    }
    _ = try LedgerFile(reading: path).backup(to: copy, overwrite: true) { _ in }
    #expect(throws: Refusal.self) {
      try LedgerFile(reading: path).backup(to: path, overwrite: true) { _ in }
    }
    #expect(try LedgerFile(reading: copy).check { _ in }.findings == [])
    let restored = try SQLiteLedger(at: copy)
    #expect(restored.identity != ledger.identity && restored.isCopy)
    let migration = try await restored.read { [id = rows.migration.id] tx throws(Refusal) in
      try tx.get(Migration.self, id)
    }
    #expect(migration.taskState == .driverStarting)
    restored.close()
  }

  @Test("a backup is of one moment, however much is written meanwhile")
  func backupUnderLoad() async throws {
    let writer = Task { [ledger] in
      var count: Int64 = 0
      while !Task.isCancelled {
        count += 1
        let row = SampleRows(at: count + 100).network
        try await ledger.write { tx throws(Refusal) in
          // Two tables that must agree.
          try tx.insert(row)
          _ = try tx.append(
            HistoryEvent(
              noun: .shareNetwork, subjectID: row.id, revision: 0, rule: nil, from: nil, to: nil,
              message: "", at: row.createdAt))
        }
      }
    }
    for number in 0..<5 {
      let copy = place.path("copy\(number)")
      let position = try LedgerFile(reading: path).backup(to: copy, overwrite: false) { _ in }
        .position
      let counts = try await DatabaseQueue(path: copy).read { database in
        (
          try Int64.fetchOne(database, sql: "SELECT count(*) FROM share_network") ?? 0,
          try Int64.fetchOne(database, sql: "SELECT max(position) FROM event") ?? 0
        )
      }
      #expect(counts.0 - 1 == counts.1 - 3 && counts.1 == position)
    }
    writer.cancel()
    _ = await writer.result
  }

  @Test("an export has every row as JSON, in the same order each time")
  func export() async throws {
    func lines() throws -> [String] {
      var text = ""
      _ = try LedgerFile(reading: path).export {
        text += $0
      } progress: { _ in
      }
      return text.split(separator: "\n").map(String.init)
    }
    let first = try lines()
    #expect(try lines() == first)
    struct Line: Decodable {
      struct End: Decodable { let rows: Int }
      struct Ledger: Decodable { let identity: String }
      let table: String?
      let end: End?
      let ledger: Ledger?
    }
    let parsed = try first.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    #expect(parsed.first?.ledger?.identity == ledger.identity.rawValue)
    #expect(parsed.last?.end?.rows == parsed.count - 2)
    let tables = parsed.compactMap(\.table)
    #expect(tables == tables.sorted())
    #expect(Set(tables).isSuperset(of: Noun.allCases.map(\.rawValue) + ["event"]))
    let migration = try #require(first.first { $0.contains("\"table\":\"migration\"") })
    #expect(migration.contains("\"options\":{") && migration.contains("\"share_ids\":[\""))
    let event = try #require(first.first { $0.contains("\"table\":\"event\"") })
    #expect(event.contains(#""message":"it's \"so\"\u000a""#))
  }

  @Test("what is no ledger is refused, by name", arguments: ["missing", "empty", "junk", "theirs"])
  func refused(kind: String) throws {
    let file = place.path(kind)
    switch kind {
    case "empty": try Data().write(to: URL(filePath: file))
    case "junk": try Data(repeating: 7, count: 5000).write(to: URL(filePath: file))
    case "theirs":
      try DatabaseQueue(path: file).write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
    default: break
    }
    let error = #expect(throws: Refusal.self) { try LedgerFile(reading: file) }
    #expect(error?.message.contains(file) ?? false)
  }
}
