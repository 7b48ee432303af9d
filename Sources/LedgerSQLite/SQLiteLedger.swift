import Dispatch
import Foundation
import GRDB
import MigrationCore

/// The ledger in one SQLite file: write-ahead log, `synchronous=FULL`, foreign keys; nothing is answered before its
/// fsync(2), which writes that come together share. Reads do not wait for writes.
package final class SQLiteLedger: Ledger {
  package let identity: Identifier
  package let fence: Int64
  /// Whether the file is a copy, a restored backup for instance, and has a new name therefore.
  package let isCopy: Bool
  private let pool: DatabasePool
  private let path: String
  private let commits: CommitQueue
  /// Held as long as the ledger is open.
  private let lock: LedgerLock

  /// Opens the ledger at `path`, makes it if it is missing, and raises its fence.
  ///
  /// - Parameter tell: hears why the ledger takes no more writes, when that begins and when its reason changes; nil when it
  ///   takes them again. Reads go on meanwhile.
  /// - Throws: a refusal that says what is wrong with the file or its directory, and what to do. A damaged or newer file is
  ///   left as it is.
  package init(at path: String, tell: @escaping @Sendable (Refusal?) -> Void = { _ in })
    throws(Refusal)
  {
    self.path = path
    lock = try LedgerLock(path)
    // A life that did not close the ledger left a log, with the newest changes in it.
    let isOpen = lock.last.map { !$0.isClosed && $0.fence > 0 } ?? false
    let hasLostLog = isOpen && FileMark(path + "-wal")?.size ?? 0 == 0
    do {
      let files = Shared<FileGuard?>(nil)
      pool = try Self.open(path, files) { [last = lock.last] in
        try Opening.prepare(path, after: last, hasLostLog: hasLostLog)
      }
      let mark = FileMark(path)?.name ?? ""
      let life = try pool.write { [last = lock.last] database in
        try Schema.beginLife(database, file: mark, after: last, hasLostLog: hasLostLog)
      }
      (identity, fence, isCopy) = (life.identity, life.fence, life.isCopy)
      lock.write(fence: life.fence, isClosed: false)
      let position = try pool.writeWithoutTransaction { database in
        try database.checkpoint(.passive)
        return try SQLiteTransaction(database, path: path).lastPosition()
      }
      let guardian = try FileGuard(path)
      files.withLock { $0 = guardian }
      commits = CommitQueue(
        pool, path: path, files: guardian, identity: life.identity, fence: life.fence,
        position: position, tell: tell)
    } catch {
      throw Fault.opening(error, path)
    }
  }

  deinit {
    commits.close()
  }

  package func read<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerReading) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    do {
      return try await pool.read { database in
        try body(SQLiteTransaction(database, path: self.path))
      }
    } catch {
      throw Fault.running(error, path)
    }
  }

  package func write<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerWriting) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    try await commits.write { database throws(Refusal) in
      try body(SQLiteTransaction(database, path: self.path))
    }
  }

  /// Why the ledger takes no writes now; nil when it does.
  package var fault: Refusal? { commits.fault }

  /// Ends every access and lets another process in; what is asked afterwards is refused. The file is then whole without its
  /// companions.
  package func close() {
    commits.close()
    // A pool that is still in use is closed with its last use. Files that were replaced are not touched any more.
    if commits.fault == nil {
      // SQLite brings the log into the file with the last connection that closes, which must be the one that writes.
      pool.invalidateReadOnlyConnections()
      if (try? pool.close()) != nil { lock.write(fence: fence, isClosed: true) }
    }
    lock.release()
  }

  private static func open(
    _ path: String, _ files: Shared<FileGuard?>, prepare: () throws -> Void
  ) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.busyMode = .timeout(2)
    try prepare()
    // A connection made later must not be one to another file.
    configuration.prepareDatabase { _ in try files.withLock { $0 }?.requireUnmoved() }
    let pool = try DatabasePool(path: path, configuration: configuration)
    // GRDB sets NORMAL on the writer after it has prepared it; a commit that a power cut can take back is none.
    try pool.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    try Schema.migrator.migrate(pool)
    openReaders(pool)
    return pool
  }

  /// Makes every connection for reading now: one made when the files have been replaced could not read the ledger.
  private static func openReaders(_ pool: DatabasePool) {
    let (arrived, go) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let count = pool.configuration.maximumReaderCount
    for _ in 0..<count {
      Thread.detachNewThread {
        // A reader that cannot be made now is made, or refused, when it is needed.
        let isMade: Void? = try? pool.read { _ in
          arrived.signal()
          go.wait()
        }
        if isMade == nil { arrived.signal() }
        arrived.signal()
      }
    }
    for _ in 0..<count { arrived.wait() }
    for _ in 0..<count { go.signal() }
    for _ in 0..<count { arrived.wait() }
  }
}

extension SQLiteLedger {
  /// What makes a commit durable, as the connection that writes has it.
  package func pragmas() async throws(Refusal) -> [String: String] {
    do {
      return try await pool.writeWithoutTransaction { database in
        var found: [String: String] = [:]
        for name in ["journal_mode", "synchronous", "foreign_keys"] {
          found[name] = try String.fetchOne(database, sql: "PRAGMA \(name)")
        }
        return found
      }
    } catch {
      throw Fault.running(error, path)
    }
  }
}

/// A life of the service, as the ledger has begun it.
struct OpenedLife: Sendable {
  let identity: Identifier
  let fence: Int64
  let isCopy: Bool
}
