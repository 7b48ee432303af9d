import ArgumentParser
import GRPC
import GalleonAPI

extension MigrationCommands {
  /// What can be said at the start and changed later.
  struct Controls: ParsableArguments {
    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "Of migrations that wait for their turn the highest goes first: -100 to 100.",
        valueName: "N"))
    var priority: Int32?

    @Option(
      help: ArgumentHelp("Most data to move a second: 10MiB, 1GiB, or none.", valueName: "SIZE"))
    var bandwidth: SizeOption?

    @Option(
      help: ArgumentHelp(
        """
        Cut over by itself from this moment on: 2026-11-24T02:30 in local time, with Z in UTC, +2h \
        from now, or none.
        """, valueName: "TIME"))
    var completeAfter: MomentOption?

    @Option(
      help: ArgumentHelp("Do not cut over by itself after this moment.", valueName: "TIME"))
    var completeBefore: MomentOption?

    var message: GalleonAPI.MigrationControls {
      .init(
        priority: priority ?? 0, bandwidthLimit: bandwidth?.bytes ?? 0,
        completeAfter: completeAfter?.time, completeBefore: completeBefore?.time)
    }

    /// The fields that were given.
    var mask: [String] {
      var paths: [String] = []
      if priority != nil { paths.append("priority") }
      if bandwidth != nil { paths.append("bandwidth_limit") }
      if completeAfter != nil { paths.append("complete_after") }
      if completeBefore != nil { paths.append("complete_before") }
      return paths
    }
  }

  struct Update: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change priority, bandwidth or cutover window of a migration on its way.",
      discussion: """
        Only what is given changes; what runs feels it within a second.

          galleon migration update MIGRATION --bandwidth 50MiB
          galleon migration update MIGRATION --complete-after 2026-11-24T02:00 \
        --complete-before 2026-11-24T04:00
          galleon migration update MIGRATION --complete-after none --complete-before none
        """)
    @OptionGroup var subject: Subject
    @OptionGroup var controls: Controls
    @OptionGroup var options: GlobalOptions

    func validate() throws {
      guard controls.mask.isEmpty else { return }
      throw ValidationError(
        "nothing to change; give --priority, --bandwidth, --complete-after or --complete-before")
    }

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let id = try await session.migration(subject.migration).id
      let message = UpdateMigrationRequest(
        migrationId: id, controls: controls.message, updateMask: .init(paths: controls.mask),
        requestId: RequestIdentifier.make())
      let response = try await session.call { (options) throws(RPCError) in
        try await MigrationServiceClient(session.channel).updateMigration(message, options: options)
      }
      return MigrationCommands.shown(response.migration ?? Migration())
    }
  }

  struct Recover: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Resolve a migration that ended in migration_error, one way or the other.",
      discussion: """
        --forward when the destination has everything: it serves from then on, the source is kept \
        inactive. --backward when the source is good: it serves as before, the destination is kept \
        inactive. The driver verifies the choice first; with --dry-run that is all, and what would \
        change is shown.

          galleon migration recover MIGRATION --backward --dry-run
          galleon migration recover MIGRATION --backward --reason "cutover timed out"
        """)
    @OptionGroup var subject: Subject

    @Flag(help: "The side that has everything.")
    var side: Side

    @Flag(help: "Verify, and show what would change. Exits with 1 when the side is not good.")
    var dryRun = false

    @Option(help: ArgumentHelp("Why, for the history.", valueName: "TEXT"))
    var reason = ""
    @OptionGroup var options: GlobalOptions

    enum Side: String, EnumerableFlag {
      case forward, backward
    }

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let id = try await session.migration(subject.migration).id
      let message = RecoverMigrationRequest(
        migrationId: id, direction: side == .forward ? .forward : .backward, dryRun: dryRun,
        reason: reason, requestId: RequestIdentifier.make())
      let response = try await session.call { (options) throws(RPCError) in
        try await MigrationServiceClient(session.channel).recoverMigration(
          message, options: options)
      }
      guard dryRun else { return MigrationCommands.shown(response.migration ?? Migration()) }
      let answer = Answer.record(
        response.output,
        tables: [
          .init(key: "conflicts", columns: MigrationConflict.columns),
          .init(key: "changes", columns: RecoveryChange.columns),
        ])
      guard response.conflicts.isEmpty else {
        show(answer)
        throw CommandFailure(lines: [], exitCode: .refused)
      }
      return answer
    }
  }
}
