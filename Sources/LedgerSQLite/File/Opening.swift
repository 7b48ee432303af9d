import GRDB
import Glibc
import MigrationCore

/// What is done with a ledger's file before it is used: a missing one is made, one that must not be written to is refused
/// and left as it is.
enum Opening {
  /// - Throws: a `Refusal` or what SQLite says.
  static func prepare(_ path: String, after last: LedgerLock.Life?, hasLostLog: Bool) throws {
    guard let mark = FileMark(path) else { return try create(path) }
    if mark.size == 0 {
      throw Fault.damaged(
        path, "it is empty, which a ledger never is",
        "restore a backup, or remove the file to begin with a new ledger")
    }
    try inspect(path, mark, last, hasLostLog: hasLostLog)
  }

  /// Makes an empty ledger under another name first: whatever stands under its own name is whole.
  private static func create(_ path: String) throws {
    if let log = FileMark(path + "-wal"), log.size > 0 {
      throw Fault.damaged(
        path, "the file is missing, but its companion \(path)-wal is there",
        "put the file back, or remove the companion to begin with a new ledger")
    }
    let new = path + ".new"
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(new + suffix) }
    var configuration = Configuration()
    configuration.journalMode = .wal
    let queue = try DatabaseQueue(path: new, configuration: configuration)
    try Schema.migrator.migrate(queue)
    try queue.close()
    guard rename(new, path) == 0 else {
      throw Refusal(
        .unavailable, .ledgerUnavailable,
        "the ledger \(path) cannot be made: \(String(cString: strerror(errno)))")
    }
    syncDirectory(of: path)
  }

  /// Makes a name durable.
  static func syncDirectory(of path: String) {
    let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private static func inspect(
    _ path: String, _ mark: FileMark, _ last: LedgerLock.Life?, hasLostLog: Bool
  ) throws {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.read { database in
      let damage = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? ""
      if damage != "ok" { throw Fault.damaged(path, damage) }
      if try Schema.isForeign(database) { throw Fault.foreign(path) }
      if try Schema.migrator.hasBeenSuperseded(database) {
        throw Fault.newer(path, try Schema.migrator.appliedIdentifiers(database))
      }
      let isCopy = try Schema.isCopy(database, of: mark.name, after: last, hasLostLog: hasLostLog)
      if isCopy { try inspectCopy(database, path) }
    }
    try queue.close()
  }

  /// A file that was copied while it was in use can be of two moments: each page whole, and no two of them agreeing.
  private static func inspectCopy(_ database: Database, _ path: String) throws {
    var findings = try String.fetchAll(database, sql: "PRAGMA integrity_check(1)")
      .filter { $0 != "ok" }
    if findings.isEmpty, let violation = try database.foreignKeyViolations().next() {
      findings.append("a row refers to one that is not there: \(violation)")
    }
    // A backup of galleond's own is of one moment: what does not fit in it did not fit then either.
    let isBackup = try String.fetchOne(database, sql: "SELECT file FROM meta") == ""
    if findings.isEmpty, !isBackup, try Schema.migrator.hasCompletedMigrations(database) {
      findings = try LedgerAudit(SQLiteTransaction(database, path: path)).findings
    }
    guard let first = findings.first else { return }
    throw Fault.damaged(
      path, "it is a copy, and not of one moment: \(first)",
      "make a backup with galleond ledger backup, not with cp, and restore that")
  }
}
