import Foundation
import GRDB
import MigrationCore

/// The ledger in one SQLite file: write-ahead log, `synchronous=FULL`, foreign keys; one transaction and one fsync(2) for
/// each decision. Reads do not wait for writes.
package final class SQLiteLedger: Ledger {
  package let identity: Identifier
  package let fence: Int64
  private let pool: DatabasePool
  private let path: String
  /// Held as long as the ledger is open.
  private let lock: LedgerLock

  /// Opens the ledger at `path`, makes it if it is missing, and raises its fence.
  ///
  /// - Throws: a refusal that says what is wrong with the file or its directory, and what to do. A damaged or newer file is
  ///   left as it is.
  package init(at path: String) throws(Refusal) {
    self.path = path
    lock = try LedgerLock(path)
    do {
      pool = try Self.open(path)
      (identity, fence) = try pool.write { database in
        try Schema.raiseFence(database)
      }
    } catch {
      throw Fault.refusal(error, path)
    }
  }

  package func read<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerReading) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    do {
      return try await pool.read { database in
        try body(SQLiteTransaction(database, path: self.path))
      }
    } catch {
      throw Fault.refusal(error, path)
    }
  }

  package func write<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerWriting) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    do {
      return try await pool.write { database in
        try body(SQLiteTransaction(database, path: self.path))
      }
    } catch {
      throw Fault.refusal(error, path)
    }
  }

  private static func open(_ path: String) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    let pool = try DatabasePool(path: path, configuration: configuration)
    try pool.read { database in
      if try Schema.migrator.hasBeenSuperseded(database) {
        throw Fault.newer(path, try Schema.migrator.appliedIdentifiers(database))
      }
      let damage = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? ""
      if damage != "ok" { throw Fault.damaged(path, damage) }
    }
    try Schema.migrator.migrate(pool)
    return pool
  }
}
