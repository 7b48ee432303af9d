import ArgumentParser
import GalleonAPI

/// `galleon migration watch`
struct MigrationWatch: CallingCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Follow one migration, or all of them.",
    discussion: """
      On a terminal each share has a bar with its rate and the time left; elsewhere each change is \
      a line, with --output json an object. If the server goes away, the watch comes back and goes \
      on where it was. Ctrl-C ends the watch, never the migration.

      Without MIGRATION all migrations are followed, until Ctrl-C. Exits with 1 when the migration \
      ends in migration_error or migration_cancelled.
      """)

  @Argument(
    help: ArgumentHelp(
      "Id of the migration, or of its source or destination share server.",
      valueName: "MIGRATION"))
  var migration: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Stay until the first phase is done (phase1), or to the end.", valueName: "WHEN"))
  var until = WatchMachine.End.end

  @OptionGroup var watching: WatchingOptions
  @OptionGroup var options: GlobalOptions

  func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
    var runner = WatchRunner(
      session: session, display: WatchDisplay(format: options.output), options: watching,
      until: until)
    guard let migration else {
      try await runner.runAll()
      return nil
    }
    let id = try await session.migration(migration).id
    let state = try await runner.run(migrationID: id)
    try WatchRunner.judge(state, wanted: "migration_success", migrationID: id)
    return nil
  }
}

extension WatchMachine.End: ExpressibleByArgument {}
