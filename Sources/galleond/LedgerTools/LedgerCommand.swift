import ArgumentParser
import LedgerSQLite
import MigrationCore

/// `galleond ledger`: the tools for the file that everything is in.
struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "Checks, backs up and exports the ledger, also while galleond runs on it.",
    discussion: """
      The ledger is the one file that galleond keeps everything in; --config FILE names the \
      configuration that says where it is. These commands only read it; a \
      running service neither stops nor waits for them, and they see one moment of it. While one \
      of them reads, the file ending in -wal grows with what is written meanwhile.

      To restore a backup: stop galleond, put the backup in the ledger's place, remove the \
      ledger's -wal and -shm, start galleond. Watchers then begin anew by themselves.

      Exit codes:
        0  done; check: everything fits
        1  could not be done: the last line on standard error says why
        2  wrong use of the command line, or wrong configuration
        3  check: something is wrong, each finding a line on standard output

      Examples:
        galleond ledger check --config galleon.yaml
        galleond ledger backup /backup/ledger-monday.sqlite
        galleond ledger export | jq 'select(.table == "migration") | .row.task_state'
      """,
    subcommands: [CheckCommand.self, BackupCommand.self, ExportCommand.self])
}

/// Which ledger. `--config` is the daemon's own.
struct LedgerOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The ledger itself, instead of the one that --config names.", valueName: "FILE"))
  var ledger: String?

  @Flag(name: .long, help: "Say nothing of the progress on standard error.")
  var quiet = false

  /// The ledger; says on standard error whether a service runs on it.
  func open(_ daemon: DaemonCommand) throws -> LedgerFile {
    let file: LedgerFile
    do throws(Refusal) {
      file = try LedgerFile(reading: try path(daemon.config))
    } catch {
      guard error.kind == .invalidArgument else { throw LedgerOptions.failed(error.message) }
      StandardError.write("\(error.message)\n")
      throw ExitCode(DaemonExit.usage)
    }
    let owner = file.owner.map { "galleond, process \($0), runs on it" } ?? "no galleond runs on it"
    say("ledger \(file.path): \(owner)")
    return file
  }

  func say(_ text: String) {
    if !quiet { StandardError.write(text + "\n") }
  }

  /// The error that ends a command, after it was said.
  static func failed(_ message: String) -> ExitCode {
    StandardError.write("galleond ledger: \(message)\n")
    return ExitCode(DaemonExit.failure)
  }

  private func path(_ config: String) throws(Refusal) -> String {
    if let ledger { return ledger }
    do throws(ConfigurationError) {
      switch try ConfigurationLoader.load(path: config).ledger {
      case .sqlite(let path): return path
      }
    } catch {
      throw Refusal(.invalidArgument, .invalidArgument, "\(error)")
    }
  }
}
