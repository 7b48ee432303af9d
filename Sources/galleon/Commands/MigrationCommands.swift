import ArgumentParser
import GRPC
import GalleonAPI

/// `galleon migration`
struct MigrationCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migration", abstract: "Move share servers.",
    subcommands: [
      Check.self, Suggest.self, Start.self, Complete.self, Cancel.self, Update.self, Recover.self,
      Progress.self,
      MigrationWatch.self,
      List.self, Show.self,
    ])

  /// What check and start ask for.
  struct Request: ParsableArguments {
    @Argument(help: ArgumentHelp("Id of the share server to move.", valueName: "SERVER"))
    var server: String

    @Argument(
      help: ArgumentHelp("Backend to move it to: host@backend.", valueName: "DESTINATION"))
    var destination: String

    @Flag(help: "Refuse unless shares stay writable while phase 1 copies.")
    var writable = false

    @Flag(help: "Refuse unless the cutover does not disturb clients.")
    var nondisruptive = false

    @Flag(help: "Refuse unless snapshots arrive.")
    var preserveSnapshots = false

    @Option(
      help: ArgumentHelp(
        "Name or id of another share network to be in afterwards.", valueName: "NETWORK"))
    var newShareNetwork: String?
  }

  /// The argument of everything that is about one migration.
  struct Subject: ParsableArguments {
    @Argument(
      help: ArgumentHelp(
        "Id of the migration, or of its source or destination share server.",
        valueName: "MIGRATION"))
    var migration: String
  }

  struct Check: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say whether a migration would be accepted, and all that stands in its way.",
      discussion: "Changes nothing. Exits with 1 when the answer is no.")
    @OptionGroup var request: Request
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      var network = ""
      if let name = request.newShareNetwork { network = try await session.network(name) }
      let message = CheckMigrationRequest(
        shareServerId: request.server, destinationHost: request.destination,
        writable: request.writable, nondisruptive: request.nondisruptive,
        preserveSnapshots: request.preserveSnapshots, newShareNetworkId: network)
      let response = try await session.call { (options) throws(RPCError) in
        try await MigrationServiceClient(session.channel).checkMigration(message, options: options)
      }
      let answer = Answer.record(
        response.output,
        tables: [.init(key: "conflicts", columns: MigrationConflict.columns)])
      guard response.compatible else {
        show(answer)
        throw CommandFailure(lines: [], exitCode: .refused)
      }
      return answer
    }
  }

  struct Progress: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show how much is copied; also after the end.")
    @OptionGroup var subject: Subject
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let id = try await session.migration(subject.migration).id
      let response = try await session.call { (options) throws(RPCError) in
        try await MigrationServiceClient(session.channel).getMigrationProgress(
          GetMigrationProgressRequest(migrationId: id), options: options)
      }
      return .record(
        (response.progress ?? MigrationProgress()).output,
        tables: [.init(key: "shares", columns: ShareProgress.columns)])
    }
  }

  struct Show: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a migration with its history.",
      discussion: """
        With --wait it is shown as soon as its next transition has happened, or as it is when the \
        time is over; with --after as soon as its revision is greater than that one.
        """)
    @OptionGroup var subject: Subject

    @Option(help: ArgumentHelp("Wait for a transition, at most this long.", valueName: "TIME"))
    var wait: DurationOption?

    @Option(
      help: ArgumentHelp(
        "With --wait: the revision that was seen last; without it, the present one.",
        valueName: "REVISION"))
    var after: Int64?
    @OptionGroup var options: GlobalOptions

    func validate() throws {
      if after != nil && wait == nil {
        throw ValidationError("--after needs --wait: how long to wait at most?")
      }
      if let after, after < 1 { throw ValidationError("--after takes a revision, 1 or more.") }
    }

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let migration = try await session.migration(subject.migration)
      guard let wait else { return MigrationCommands.shown(migration) }
      let patient = Session(
        channel: session.channel, server: session.server,
        timeout: session.timeout + wait.duration, waitsForReady: session.waitsForReady,
        bearer: session.bearer)
      let response = try await patient.call { (options) throws(RPCError) in
        try await MigrationServiceClient(session.channel).getMigration(
          GetMigrationRequest(
            migrationId: migration.id, waitForRevisionAfter: after ?? migration.revision,
            wait: GoogleProtobufDuration(wait.duration)), options: options)
      }
      return MigrationCommands.shown(response.migration ?? migration)
    }
  }

  struct List: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "List migrations, oldest first.")

    @Option(help: ArgumentHelp("Only those from or to this backend.", valueName: "HOST@BACKEND"))
    var host = ""

    @Option(help: ArgumentHelp("Only those in this state; may be repeated.", valueName: "STATE"))
    var taskState: [Word<TaskState>] = []

    @Option(
      help: ArgumentHelp(
        "Only those of this share server, source or destination.", valueName: "SERVER"))
    var shareServer = ""

    @Option(help: "Only those of this project.")
    var project = ""
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let found = try await session.pages { (token, options) throws(RPCError) in
        let page = try await MigrationServiceClient(session.channel).listMigrations(
          ListMigrationsRequest(
            pageSize: Session.pageSize, pageToken: token, projectId: project, host: host,
            taskStates: taskState.map(\.value), shareServerId: shareServer), options: options)
        return (page.migrations, page.nextPageToken)
      }
      return .list(
        found.map(\.output),
        columns: [
          "id", "source_share_server_id", "source_host", "destination_host", "task_state",
          "progress.total_percent", "create_time",
        ])
    }
  }

  /// A migration as commands show it.
  static func shown(_ migration: Migration) -> Answer {
    .record(
      migration.output,
      tables: [
        .init(key: "progress.shares", columns: ShareProgress.columns),
        .init(key: "history", columns: MigrationTransition.columns),
      ])
  }
}
