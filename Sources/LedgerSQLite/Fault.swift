import GRDB
import MigrationCore

/// What went wrong with the ledger itself, in the domain's words. Classified here and nowhere else.
enum Fault {
  static func refusal(_ error: any Error, _ path: String) -> Refusal {
    switch error {
    case let refusal as Refusal: refusal
    case let error as DatabaseError: database(error, path)
    case let error as RecordError:
      Refusal(.failedPrecondition, .ledgerConflict, "the ledger has no such row: \(error)")
    case is CancellationError:
      Refusal(.unavailable, .ledgerUnavailable, "the call was cancelled")
    default:
      Refusal(.unavailable, .ledgerUnavailable, "the ledger \(path) failed: \(error)")
    }
  }

  static func newer(_ path: String, _ versions: Set<String>) -> Refusal {
    Refusal(
      .failedPrecondition, .ledgerNewer,
      "the ledger \(path) is of a newer version of galleond (it has "
        + versions.sorted().joined(separator: ", ") + "; this one knows "
        + Schema.migrator.migrations.joined(separator: ", ")
        + "); start the newer program, or restore a backup of this version")
  }

  static func foreign(_ path: String) -> Refusal {
    Refusal(
      .failedPrecondition, .ledgerForeign,
      "\(path) is a database, but no ledger of galleond; it was left as it is: name another file")
  }

  static func damaged(_ path: String, _ what: String) -> Refusal {
    Refusal(
      .dataLoss, .ledgerDamaged,
      "the ledger \(path) is damaged (\(what)); it was left as it is: restore a backup")
  }

  private static func database(_ error: DatabaseError, _ path: String) -> Refusal {
    let words = error.message ?? "SQLite error \(error.resultCode.rawValue)"
    return switch error.resultCode {
    case .SQLITE_FULL:
      Refusal(
        .unavailable, .ledgerFull,
        "the disk of the ledger \(path) is full; nothing was changed: make room")
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      damaged(path, words)
    case .SQLITE_CONSTRAINT:
      Refusal(.failedPrecondition, .ledgerConflict, "the ledger refuses it: \(words)")
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
      Refusal(
        .unavailable, .ledgerUnavailable,
        "the ledger \(path) cannot be opened for writing: \(words); see to its directory and rights"
      )
    default:
      Refusal(.unavailable, .ledgerUnavailable, "the ledger \(path) failed: \(words)")
    }
  }
}
