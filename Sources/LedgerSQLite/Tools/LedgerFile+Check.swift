import GRDB
import MigrationCore

/// What a check of a ledger found.
package struct LedgerCheck: Sendable {
  /// Everything that is wrong, a sentence each.
  package var findings: [String] = []
  /// What the contract was checked on; nil when the file is too damaged, or of an earlier version.
  package var audit: LedgerAudit?
  /// The versions of the tables.
  package var versions: [String] = []
}

extension LedgerFile {
  /// The most findings of one kind that SQLite lists.
  private static let findingsMax = 100

  /// Checks everything there is to check, on one moment: the file's pages, the references between rows, and whether what
  /// the rows say is what the contract allows.
  ///
  /// - Parameter progress: hears what is being done.
  package func check(progress: (String) -> Void) throws(Refusal) -> LedgerCheck {
    try reading { database in
      var check = LedgerCheck()
      progress("pages and indexes")
      let pages = try String.fetchAll(
        database, sql: "PRAGMA integrity_check(\(Self.findingsMax))")
      check.findings += pages.filter { $0 != "ok" }.map { "the file is damaged: \($0)" }
      progress("references")
      let violations = try database.foreignKeyViolations()
      while check.findings.count < Self.findingsMax, let violation = try violations.next() {
        check.findings.append("a row refers to one that is not there: \(violation)")
      }
      check.versions = try Schema.migrator.appliedMigrations(database)
      guard try isCurrent(database) else { return check }
      progress("migrations, histories and statuses")
      do throws(Refusal) {
        let audit = try LedgerAudit(SQLiteTransaction(database, path: path))
        check.findings += audit.findings
        check.audit = audit
      } catch {
        check.findings.append(error.message)
      }
      return check
    }
  }
}
