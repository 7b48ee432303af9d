import ArgumentParser
import Glibc
import LedgerSQLite
import MigrationCore

/// `galleond ledger export`
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes every row and event as JSON, a line each.",
    discussion: """
      The first line says which ledger it is, the last how many rows there were; between them is \
      {"table": ..., "row": {...}} for each row, the tables by name and the rows by key, so that \
      two exports can be compared with diff. Times are microseconds since 1970 in UTC.
      """)

  @ParentCommand var daemon: DaemonCommand
  @OptionGroup var options: LedgerOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write; standard output by default.", valueName: "FILE"))
  var output: String?

  func run() throws {
    let file = try options.open(daemon)
    let name = output ?? "standard output"
    guard let stream = output.map({ fopen($0, "w") }) ?? fdopen(STDOUT_FILENO, "w")
    else {
      throw LedgerOptions.failed("\(name): \(String(cString: strerror(errno)))")
    }
    do throws(Refusal) {
      let count = try file.export { (line: String) throws(Refusal) in
        guard fputs(line, stream) >= 0 else { throw Self.cannotWrite(name) }
      } progress: {
        options.say("exporting \($0)")
      }
      guard fclose(stream) == 0 else {
        throw Self.cannotWrite(name)
      }
      options.say("\(count) rows")
    } catch {
      throw LedgerOptions.failed(error.message)
    }
  }

  private static func cannotWrite(_ name: String) -> Refusal {
    Refusal(
      .unavailable, .ledgerUnavailable,
      "\(name) cannot be written: \(String(cString: strerror(errno)))")
  }
}
