import GRDB
import Glibc
import MigrationCore

/// What is done with a ledger's file before it is used: a missing one is made, one that must not be written to is refused
/// and left as it is.
enum Opening {
  /// - Throws: a `Refusal` or what SQLite says.
  static func prepare(_ path: String) throws {
    guard let mark = FileMark(path) else { return try create(path) }
    if mark.size == 0 {
      throw Fault.damaged(
        path, "it is empty, which a ledger never is",
        "restore a backup, or remove the file to begin with a new ledger")
    }
    try inspect(path)
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

  private static func inspect(_ path: String) throws {
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
    }
    try queue.close()
  }
}
