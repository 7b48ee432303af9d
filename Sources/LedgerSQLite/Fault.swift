import GRDB
import MigrationCore

/// What went wrong with the ledger itself, in the domain's words. Classified here and nowhere else.
enum Fault {
  /// What a running service is told: whatever it is, the caller may try again when it is mended.
  static func running(_ error: any Error, _ path: String) -> Refusal {
    var refusal = opening(error, path)
    if refusal.isFaultOfLedger { refusal.kind = .unavailable }
    return refusal
  }

  /// What keeps a ledger from being opened.
  static func opening(_ error: any Error, _ path: String) -> Refusal {
    switch error {
    case let refusal as Refusal: refusal
    case let error as DatabaseError: database(error, path)
    case let error as RecordError:
      Refusal(.failedPrecondition, .ledgerConflict, "the ledger has no such row: \(error)")
    case is CancellationError: cancelled
    default:
      Refusal(
        .dataLoss, .ledgerRowUnreadable,
        "the ledger \(path) has a row that cannot be read: \(error); "
          + "run galleond ledger check --ledger \(path)")
    }
  }

  static let cancelled = Refusal(
    .unavailable, .ledgerUnavailable, "the call was cancelled before it was written")

  static func closed(_ path: String) -> Refusal {
    Refusal(.unavailable, .shuttingDown, "the ledger \(path) is closed: the service shuts down")
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

  static func damaged(_ path: String, _ what: String, _ advice: String = "restore a backup")
    -> Refusal
  {
    Refusal(
      .dataLoss, .ledgerDamaged,
      "the ledger \(path) is damaged (\(what)); it was left as it is: \(advice)")
  }

  static func replaced(_ path: String, _ what: String) -> Refusal {
    Refusal(
      .unavailable, .ledgerReplaced,
      "the files of the ledger \(path) were changed while it is in use: \(what); nothing more is "
        + "written: put back what was there, or restart galleond to take what is there now")
  }

  private static func database(_ error: DatabaseError, _ path: String) -> Refusal {
    let words = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
    return switch error.resultCode {
    case .SQLITE_FULL:
      Refusal(
        .unavailable, .ledgerFull,
        "the disk of the ledger \(path) is full; nothing was changed: make room")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      Refusal(
        .unavailable, .ledgerLocked,
        "another program keeps the ledger \(path) locked; nothing was changed: "
          + "find it with fuser \(path), and end it")
    case .SQLITE_IOERR:
      Refusal(
        .unavailable, .ledgerUnavailable,
        "the ledger \(path) cannot be read or written: \(words) "
          + "(SQLite \(error.extendedResultCode.rawValue)); see to its disk, and to dmesg")
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

extension Refusal {
  /// Whether it is the ledger as a whole that fails, and not this one request.
  var isFaultOfLedger: Bool {
    let faults: [Reason] = [
      .ledgerFull, .ledgerLocked, .ledgerUnavailable, .ledgerDamaged, .ledgerReplaced,
    ]
    return faults.contains(reason)
  }
}
