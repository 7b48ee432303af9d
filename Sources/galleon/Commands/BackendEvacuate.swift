import ArgumentParser
import GRPC
import GalleonAPI

extension BackendCommands {
  struct Evacuate: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Move every share server off a backend.",
      discussion: """
        With --plan nothing is moved: it says what would go where, and what could not and why; exits \
        with 1 when something could not. Without it the service plans and moves, also when this \
        command has ended. Until it is over the backend takes no new share servers.

          galleon backend evacuate local@alpha --plan
          galleon backend evacuate local@alpha --auto-complete --watch
          galleon backend evacuate local@alpha --destination local@beta --complete-after +6h
        """)

    @Argument(help: ArgumentHelp("The backend to empty.", valueName: "HOST@BACKEND"))
    var host: String

    @Flag(help: "Only say what would go where.")
    var plan = false

    @Option(
      help: ArgumentHelp(
        "A backend that servers may move to; may be repeated. Else all.", valueName: "HOST@BACKEND")
    )
    var destination: [String] = []
    @OptionGroup var demands: MigrationDemands

    @Option(
      help: ArgumentHelp("Migrations at work at the same time; 4 unless said.", valueName: "N"))
    var maxConcurrent: Int32 = 0

    @Flag(help: "Cut each over as soon as its first phase is done.")
    var autoComplete = false
    @OptionGroup var controls: MigrationCommands.Controls

    @Flag(help: "Stay and show the progress.")
    var watch = false
    @OptionGroup var watching: WatchingOptions
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let wish = EvacuationOptions(
        destinationHosts: destination, writable: demands.writable,
        nondisruptive: demands.nondisruptive, preserveSnapshots: demands.preserveSnapshots,
        maxConcurrent: maxConcurrent, autoComplete: autoComplete,
        controls: controls.mask.isEmpty ? nil : controls.message)
      if plan { return try await planned(wish, session) }
      let message = EvacuateBackendRequest(
        host: host, options: wish, requestId: RequestIdentifier.make())
      let response = try await session.call { (options) throws(RPCError) in
        try await EvacuationServiceClient(session.channel).evacuateBackend(
          message, options: options)
      }
      let evacuation = response.evacuation ?? Evacuation()
      guard watch else { return EvacuationCommands.shown(evacuation) }
      try await EvacuationWatchRunner.run(
        evacuation.id, session, watching, format: options.output)
      return nil
    }

    private func planned(_ wish: EvacuationOptions, _ session: Session)
      async throws(CommandFailure) -> Answer?
    {
      let response = try await session.call { (options) throws(RPCError) in
        try await EvacuationServiceClient(session.channel).planEvacuation(
          PlanEvacuationRequest(host: host, options: wish), options: options)
      }
      let answer = Answer.record(
        response.output, tables: [.init(key: "items", columns: EvacuationItem.plannedColumns)])
      guard response.items.contains(where: { $0.state == .blocked }) else { return answer }
      show(answer)
      throw CommandFailure(lines: [], exitCode: .refused)
    }
  }
}
