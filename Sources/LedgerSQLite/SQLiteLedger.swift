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
    try await writing { database in try body(SQLiteTransaction(database, path: self.path)) }
  }

  private func writing<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(Refusal) -> Value {
    do {
      return try await pool.write(body)
    } catch {
      throw Fault.refusal(error, path)
    }
  }

  /// Ends every access and lets another process in; what is asked afterwards is refused.
  package func close() {
    // A pool that is still in use is closed with its last use; the file is whole in any case.
    try? pool.close()
    lock.release()
  }

  private static func open(_ path: String) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    try inspect(path)
    let pool = try DatabasePool(path: path, configuration: configuration)
    // GRDB sets NORMAL on the writer after it has prepared it; a commit that a power cut can take back is none.
    try pool.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    try Schema.migrator.migrate(pool)
    return pool
  }

  /// Refuses a file that this program must not write to, before it writes to it.
  private static func inspect(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.read { database in
      let damage = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? ""
      if damage != "ok" { throw Fault.damaged(path, damage) }
      if try Schema.isForeign(database) { throw Fault.foreign(path) }
      if try Schema.migrator.hasBeenSuperseded(database) {
        throw Fault.newer(path, try Schema.migrator.appliedIdentifiers(database))
      }
    }
    try queue.close()
  }
}

extension SQLiteLedger {
  /// What makes a commit durable, as the connection that writes has it.
  package func pragmas() async throws(Refusal) -> [String: String] {
    try await writing { database in
      var found: [String: String] = [:]
      for name in ["journal_mode", "synchronous", "foreign_keys"] {
        found[name] = try String.fetchOne(database, sql: "PRAGMA \(name)")
      }
      return found
    }
  }
}
