import ArgumentParser
import LedgerSQLite
import MigrationCore

/// `galleond ledger backup`
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copies the ledger into one file, also while galleond runs on it.",
    discussion: """
      The copy is of one moment, is checked before it gets its name, and needs no companions. A \
      plain cp of a running ledger is no backup: it misses what is in the -wal, and can be torn.
      """)

  @ParentCommand var daemon: DaemonCommand
  @OptionGroup var options: LedgerOptions

  @Argument(help: ArgumentHelp("The file to make.", valueName: "destination"))
  var destination: String

  @Flag(name: .long, help: "Replace the destination if it exists.")
  var force = false

  func run() throws {
    let file = try options.open(daemon)
    var told = -1
    do throws(Refusal) {
      let backup = try file.backup(to: destination, overwrite: force) { done in
        let tenth = Int(done * 10)
        if tenth > told { options.say("copied \(tenth * 10) %") }
        told = max(told, tenth)
      }
      print("\(destination): \(backup.bytes) bytes, events up to \(backup.position)")
    } catch {
      throw LedgerOptions.failed(error.message)
    }
  }
}
