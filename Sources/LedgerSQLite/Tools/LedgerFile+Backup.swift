import GRDB
import Glibc
import MigrationCore

/// What a backup holds.
package struct LedgerBackup: Sendable {
  package let bytes: UInt64
  /// The position of the newest event in it.
  package let position: Int64
}

extension LedgerFile {
  private static let pagesPerStep: CInt = 256

  /// Copies one moment of the ledger into a file that needs no companions, checks the copy and gives it its name when it is
  /// durable. The copy has a new identity once galleond starts on it.
  ///
  /// - Parameter progress: hears how much is done, of 1.
  package func backup(
    to destination: String, overwrite: Bool, progress: @escaping (Double) -> Void
  ) throws(Refusal) -> LedgerBackup {
    let part = destination + ".part"
    if let mark = FileMark(destination) {
      guard let own = FileMark(path), !mark.isSameFile(as: own) else {
        throw Self.cannot(destination, "it is the ledger itself")
      }
      if !overwrite {
        throw Self.cannot(destination, "it exists; name another file, or add --force")
      }
    }
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(part + suffix) }
    do {
      let position = try copy(to: part, progress)
      guard rename(part, destination) == 0 else {
        throw Self.cannot(destination, String(cString: strerror(errno)))
      }
      Opening.syncDirectory(of: destination)
      return LedgerBackup(bytes: FileMark(destination)?.size ?? 0, position: position)
    } catch {
      for suffix in ["", "-wal", "-shm", "-journal"] { unlink(part + suffix) }
      throw Fault.opening(error, (error as? DatabaseError).map { _ in part } ?? path)
    }
  }

  private func copy(to part: String, _ progress: @escaping (Double) -> Void) throws -> Int64 {
    let target = try DatabaseQueue(path: part)
    // One transaction from first page to last: what is written meanwhile does not make SQLite begin again.
    let position = try queue.read { database in
      _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM meta")
      try target.writeWithoutTransaction { copy in
        try database.backup(to: copy, pagesPerStep: Self.pagesPerStep) { step in
          let total = max(1, step.totalPageCount)
          progress(Double(step.completedPageCount) / Double(total))
        }
      }
      return try Int64.fetchOne(database, sql: "SELECT max(position) FROM event") ?? 0
    }
    try target.writeWithoutTransaction { copy in
      try copy.execute(sql: "PRAGMA journal_mode = DELETE")
      try copy.execute(sql: "PRAGMA synchronous = FULL")
      // Whatever the file system calls it, it is not the file it was copied from.
      if try isCurrent(copy) { try copy.execute(sql: "UPDATE meta SET file = ''") }
      let damage = try String.fetchOne(copy, sql: "PRAGMA quick_check(1)") ?? ""
      if damage != "ok" { throw Fault.damaged(path, damage) }
    }
    try target.close()
    let descriptor = open(part, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0, fsync(descriptor) == 0 else {
      throw Self.cannot(part, String(cString: strerror(errno)))
    }
    close(descriptor)
    return position
  }

  private static func cannot(_ destination: String, _ why: String) -> Refusal {
    Refusal(
      .failedPrecondition, .ledgerUnavailable, "the backup \(destination) was not made: \(why)")
  }
}
