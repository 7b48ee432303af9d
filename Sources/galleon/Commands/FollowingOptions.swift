import ArgumentParser
import GalleonAPI

/// How the commands that change a migration follow it afterwards.
struct FollowingOptions: ParsableArguments {
  @Flag(name: .long, help: "Stay and show the progress.")
  var watch = false

  @OptionGroup var watching: WatchingOptions

  /// Shows the migration at once, or watches it first. `wanted` is the final state that counts as
  /// success.
  func follow(
    _ migration: Migration, until end: WatchMachine.End, wanted: String = "migration_success",
    _ session: Session, _ format: OutputFormat
  ) async throws(CommandFailure) -> Answer? {
    guard watch else { return MigrationCommands.shown(migration) }
    var runner = WatchRunner(
      session: session, display: WatchDisplay(format: format), options: watching, until: end)
    let state = try await runner.run(migrationID: migration.id)
    if state == "migration_driver_phase1_done" {
      Terminal.complain([
        "Phase 1 is done. What comes next:",
        "  galleon migration complete \(migration.id)   cuts over",
        "  galleon migration cancel \(migration.id)     calls it off",
      ])
    }
    try WatchRunner.judge(state, wanted: wanted, migrationID: migration.id)
    return nil
  }
}

/// How a watch behaves.
struct WatchingOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "How long a watch tries to come back to a server that went away; 0 gives up at once.",
      valueName: "TIME"))
  var reconnectFor = DurationOption(seconds: 600)

  @Option(
    name: .long,
    help: ArgumentHelp("Least time between two progress reports.", valueName: "TIME"))
  var interval = DurationOption(seconds: 1)
}
