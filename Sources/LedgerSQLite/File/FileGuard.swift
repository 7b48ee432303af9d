import GRDB
import MigrationCore
import Synchronization

/// Notices when somebody else changes the files of an open ledger: SQLite would go on writing to a file that is no longer
/// there, or mix two databases. Asked before and after each commit; two stat(2) calls each time.
final class FileGuard: Sendable {
  private struct Seen {
    var file: FileMark
    var log: FileMark
  }

  /// What is wrong with the files.
  enum Finding {
    /// One is gone or another.
    case replaced(String)
    /// One was written by somebody else; it may still be the same ledger.
    case touched
  }

  private let path: String
  private let seen: Mutex<Seen>

  /// - Throws: a `Refusal` when the files are not there.
  init(_ path: String) throws {
    self.path = path
    guard let file = FileMark(path), let log = FileMark(path + "-wal") else {
      throw Fault.replaced(path, "it was removed while it was being opened")
    }
    seen = Mutex(Seen(file: file, log: log))
  }

  /// Nil when the files are as they were left.
  func finding() -> Finding? {
    let seen = seen.withLock { $0 }
    if let gone = lost(seen) { return .replaced(gone) }
    guard let file = FileMark(path), let log = FileMark(path + "-wal") else { return .touched }
    let isOurs = file == seen.file && log.size >= seen.log.size
    return isOurs ? nil : .touched
  }

  /// What this process has just written is how the files are.
  ///
  /// - Throws: a `Refusal` when they were replaced meanwhile: what was written may be lost.
  func settle() throws {
    let before = seen.withLock { $0 }
    if let gone = lost(before) { throw Fault.replaced(path, gone) }
    guard let file = FileMark(path), let log = FileMark(path + "-wal") else { return }
    seen.withLock { $0 = Seen(file: file, log: log) }
  }

  /// Whether the ledger's own file is where it was.
  var hasFile: Bool {
    let old = seen.withLock { $0.file }
    return FileMark(path)?.isSameFile(as: old) ?? false
  }

  /// - Throws: a `Refusal` when a new connection would not be one to this ledger.
  func requireUnmoved() throws {
    if let gone = lost(seen.withLock { $0 }) { throw Fault.replaced(path, gone) }
  }

  private func lost(_ seen: Seen) -> String? {
    for (name, old) in [(path, seen.file), (path + "-wal", seen.log)] {
      guard let now = FileMark(name) else { return "\(name) was removed" }
      if !now.isSameFile(as: old) { return "\(name) was replaced by another file" }
    }
    return nil
  }

  /// Whether a file that somebody else has written to is still this ledger, whole and no older than it was.
  func isStillOurs(_ identity: Identifier, fence: Int64, position: Int64) -> Bool {
    var configuration = Configuration()
    configuration.readonly = true
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      return try queue.read { database in
        guard try String.fetchOne(database, sql: "PRAGMA quick_check(1)") == "ok",
          let row = try Row.fetchOne(database, sql: "SELECT identity, fence FROM meta"),
          row["identity"] == identity.rawValue, row["fence"] == fence
        else { return false }
        return try SQLiteTransaction(database, path: path).lastPosition() >= position
      }
    } catch {
      return false
    }
  }
}
