import ArgumentParser
import GRPC
import GalleonAPI

/// `galleon evacuation`
struct EvacuationCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evacuation",
    abstract: "Backends that are being emptied; galleon backend evacuate starts one.",
    subcommands: [List.self, Show.self, Watch.self, Stop.self, Resume.self])

  struct Subject: ParsableArguments {
    @Argument(
      help: ArgumentHelp(
        "Id of the evacuation, or its backend, whose newest evacuation is meant.",
        valueName: "EVACUATION"))
    var evacuation: String
  }

  struct List: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "List evacuations, oldest first.")

    @Option(help: ArgumentHelp("Only those of this backend.", valueName: "HOST@BACKEND"))
    var host = ""

    @Option(help: ArgumentHelp("Only those in this state; may be repeated.", valueName: "STATE"))
    var state: [Word<EvacuationState>] = []
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let found = try await session.evacuations(of: host, in: state.map(\.value))
      return .list(
        found.map(\.output),
        columns: [
          "id", "host", "state", "progress.server_count", "progress.moved_count",
          "progress.failed_count", "create_time",
        ])
    }
  }

  struct Show: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show an evacuation with what becomes of each share server.")
    @OptionGroup var subject: Subject
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let id = try await session.evacuation(subject.evacuation)
      let response = try await session.call { (options) throws(RPCError) in
        try await EvacuationServiceClient(session.channel).getEvacuation(
          GetEvacuationRequest(evacuationId: id), options: options)
      }
      return EvacuationCommands.shown(response.evacuation ?? Evacuation())
    }
  }

  struct Watch: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Follow an evacuation until it is at rest.",
      discussion: """
        On a terminal there is a bar for the whole and one for each share server on its way; \
        elsewhere each change is a line, with --output json an object. Ctrl-C ends the watch, never \
        the evacuation. Exits with 1 unless everything has left the backend.
        """)
    @OptionGroup var subject: Subject
    @OptionGroup var watching: WatchingOptions
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let id = try await session.evacuation(subject.evacuation)
      try await EvacuationWatchRunner.run(id, session, watching, format: options.output)
      return nil
    }
  }

  struct Stop: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Start nothing more; what is at work comes to its end.")
    @OptionGroup var subject: Subject

    @Flag(help: "Also cancel its migrations that are in their first phase.")
    var cancelMigrations = false
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let id = try await session.evacuation(subject.evacuation)
      let message = StopEvacuationRequest(
        evacuationId: id, cancelMigrations: cancelMigrations, requestId: RequestIdentifier.make())
      let response = try await session.call { (options) throws(RPCError) in
        try await EvacuationServiceClient(session.channel).stopEvacuation(message, options: options)
      }
      return EvacuationCommands.shown(response.evacuation ?? Evacuation())
    }
  }

  struct Resume: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Plan what is left anew and go on.",
      discussion: "For one that was stopped, or ended with failures.")
    @OptionGroup var subject: Subject

    @Flag(help: "Stay and show the progress.")
    var watch = false
    @OptionGroup var watching: WatchingOptions
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let id = try await session.evacuation(subject.evacuation)
      let message = ResumeEvacuationRequest(
        evacuationId: id, requestId: RequestIdentifier.make())
      let response = try await session.call { (options) throws(RPCError) in
        try await EvacuationServiceClient(session.channel).resumeEvacuation(
          message, options: options)
      }
      guard watch else { return EvacuationCommands.shown(response.evacuation ?? Evacuation()) }
      try await EvacuationWatchRunner.run(id, session, watching, format: options.output)
      return nil
    }
  }

  /// An evacuation as commands show it.
  static func shown(_ evacuation: Evacuation) -> Answer {
    .record(evacuation.output, tables: [.init(key: "items", columns: EvacuationItem.columns)])
  }
}

extension Session {
  func evacuations(of host: String, in states: [EvacuationState] = [])
    async throws(CommandFailure) -> [Evacuation]
  {
    try await pages { (token, options) throws(RPCError) in
      let page = try await EvacuationServiceClient(channel).listEvacuations(
        ListEvacuationsRequest(
          pageSize: Self.pageSize, pageToken: token, host: host, states: states), options: options)
      return (page.evacuations, page.nextPageToken)
    }
  }

  /// The id of the evacuation with this id, or of the newest one of this backend.
  func evacuation(_ text: String) async throws(CommandFailure) -> String {
    guard text.contains("@") else { return text }
    if let newest = try await evacuations(of: text).last { return newest.id }
    throw CommandFailure(
      lines: [
        "\(DisplayText.harmless(text)) was never evacuated.",
        "Hint: galleon evacuation list shows the evacuations there are.",
      ], exitCode: .refused)
  }
}
