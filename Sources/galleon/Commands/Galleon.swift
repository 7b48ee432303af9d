import ArgumentParser
import GalleonAPI

/// The command line of `galleon`.
struct Galleon: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "galleon",
    abstract: "Moves share servers between storage backends: the command line of galleond.",
    discussion: """
      A migration has two phases. The first copies while clients keep working; the second, the \
      cutover, begins when you say so:

        galleon migration check SERVER local@beta     would it work?
        galleon migration start SERVER local@beta     phase 1
        galleon migration watch SERVER                follow it
        galleon migration complete SERVER             phase 2
        galleon migration cancel SERVER               or call it off, in phase 1

      Shares, snapshots, share networks and share types are named by their name or id, \
      migrations by their id or that of one of their share servers.

      --server, --output and --timeout may stand anywhere in a command. The forms json and yaml \
      hold every field under its name in the API; value prints bare values for scripts.

      --server can name several addresses of one service, with commas:

        galleon --server a.example:50051,b.example:50051 migration list

      Calls go in turn to those that serve, and one that a server left unanswered is sent again: \
      what changes something happens once all the same. --wait-for-ready waits for a server that \
      is still to come. A failure names every address, each with its reason.

      Exit codes:
        0    done
        1    the server refused, or what was waited for did not end well
        2    wrong use of the command line
        3    the server could not be reached, or did not answer in time
        130  interrupted with Ctrl-C; a migration goes on without its watcher

      Completion of commands and options in the shell:
        galleon --generate-completion-script bash > /etc/bash_completion.d/galleon
        galleon --generate-completion-script zsh > "${fpath[1]}/_galleon"
        galleon --generate-completion-script fish > ~/.config/fish/completions/galleon.fish
      """,
    version: "galleon \(ProductVersion.text)",
    subcommands: [
      MigrationCommands.self, ServerCommands.self, ShareCommands.self, SnapshotCommands.self,
      AccessCommands.self, EvacuationCommands.self, NetworkCommands.self, ZoneCommands.self,
      BackendCommands.self,
      TypeCommands.self,
    ])

  @OptionGroup var options: GlobalOptions
}
