import ArgumentParser
import LedgerSQLite
import MigrationCore

/// `galleond ledger check`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Says whether the ledger is whole, and whether what it says fits together.",
    discussion: """
      Checks the pages and indexes of the file (SQLite's integrity_check), the references between \
      rows, and the contract: the history of each migration has no gap and ends where the \
      migration is, each step is by a rule; a migration and both its servers are in the same task \
      state, and servers, shares and snapshots have the statuses of that state.

      What is found goes to standard output, a line each, and the exit code is 3.
      """)

  @ParentCommand var daemon: DaemonCommand
  @OptionGroup var options: LedgerOptions

  func run() throws {
    let file = try options.open(daemon)
    let check: LedgerCheck
    do throws(Refusal) {
      check = try file.check { options.say("checking \($0)") }
    } catch {
      // A file too damaged to be read through is the finding itself.
      guard error.reason == .ledgerDamaged else { throw LedgerOptions.failed(error.message) }
      print(error.message)
      throw ExitCode(DaemonExit.findings)
    }
    for finding in check.findings { print(finding) }
    if let audit = check.audit {
      options.say(
        "\(audit.migrations) migrations, \(audit.live) of them on their way; "
          + "\(audit.events) events")
    } else if check.findings.isEmpty {
      options.say(
        "the tables are of an earlier version (\(check.versions.joined(separator: ", "))): the "
          + "contract was not checked; galleond brings them up to date when it starts")
    }
    guard check.findings.isEmpty else { throw ExitCode(DaemonExit.findings) }
    print("\(file.path) is whole")
  }
}
