import ArgumentParser
import GRPC
import GalleonAPI

/// `galleon server`
struct ServerCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "server", abstract: "Share servers.",
    subcommands: [
      Create.self, Show.self, List.self, Delete.self, ResetStatus.self, ResetTaskState.self,
    ])

  struct Subject: ParsableArguments {
    @Argument(help: ArgumentHelp("Id of the share server.", valueName: "SERVER"))
    var server: String
  }

  struct Create: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "Make a share server on a backend.")

    @Option(help: ArgumentHelp("Backend to make it on.", valueName: "HOST@BACKEND"))
    var host: String

    @Option(help: ArgumentHelp("Name or id of the share network it gets its addresses in."))
    var network: String

    @Option(help: "Project that owns it; the network's by default.")
    var project: String?

    @Option(
      help: ArgumentHelp(
        "Id of a subnet of that network; may be repeated. By default all that fit the backend's "
          + "availability zone."))
    var subnet: [String] = []

    @Flag(help: "The service may delete it when its last share is gone.")
    var autoDeletable = false

    @OptionGroup var waiting: WaitOptions
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let networkID = try await session.network(network)
      let owner = try await projectOfNetwork(networkID, session)
      let message = CreateShareServerRequest(
        projectId: owner, host: host, shareNetworkId: networkID, shareNetworkSubnetIds: subnet,
        autoDeletable: autoDeletable, requestId: RequestIdentifier.make())
      let response = try await session.call { (options) throws(RPCError) in
        try await ShareServerServiceClient(session.channel).createShareServer(
          message, options: options)
      }
      var server = response.shareServer ?? ShareServer()
      if waiting.wait {
        let id = server.id
        server = try await session.wait(
          upTo: waiting.waitTimeout.duration, for: "the share server \(id)",
          { () throws(CommandFailure) in try await session.server(id) },
          isDone: { $0.status != .creating })
        try session.expect(server.status == .active, server.output, "share server")
      }
      return .record(server.output)
    }

    private func projectOfNetwork(
      _ id: String, _ session: Session
    ) async throws(CommandFailure) -> String {
      if let project { return project }
      let response = try await session.call { (options) throws(RPCError) in
        try await NetworkServiceClient(session.channel).getShareNetwork(
          GetShareNetworkRequest(shareNetworkId: id), options: options)
      }
      return response.shareNetwork?.projectId ?? ""
    }
  }

  struct Show: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "Show a share server.")
    @OptionGroup var subject: Subject
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      .record(try await session.server(subject.server).output)
    }
  }

  struct List: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "List share servers, oldest first.")

    @Option(help: ArgumentHelp("Only those on this backend.", valueName: "HOST@BACKEND"))
    var host = ""

    @Option(help: "Only those in this status.")
    var status: Word<ShareServerStatus>?

    @Option(help: ArgumentHelp("Only those in this task state.", valueName: "STATE"))
    var taskState: Word<TaskState>?

    @Option(help: ArgumentHelp("Only destinations of this share server.", valueName: "SERVER"))
    var source = ""

    @Option(help: "Only those of this project.")
    var project = ""
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let found = try await session.pages { (token, options) throws(RPCError) in
        let page = try await ShareServerServiceClient(session.channel).listShareServers(
          ListShareServersRequest(
            pageSize: Session.pageSize, pageToken: token, sourceShareServerId: source,
            status: status?.value ?? ShareServerStatus(),
            taskState: taskState?.value ?? TaskState(), host: host, projectId: project),
          options: options)
        return (page.shareServers, page.nextPageToken)
      }
      return .list(
        found.map(\.output),
        columns: ["id", "host", "status", "task_state", "share_network_id", "project_id"])
    }
  }

  struct Delete: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Delete a share server that holds no shares.")
    @OptionGroup var subject: Subject
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let message = DeleteShareServerRequest(
        shareServerId: subject.server, requestId: RequestIdentifier.make())
      _ = try await session.call { (options) throws(RPCError) in
        try await ShareServerServiceClient(session.channel).deleteShareServer(
          message, options: options)
      }
      return nil
    }
  }

  struct ResetStatus: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Set the status by hand: the last resort. Touches nothing else.")
    @OptionGroup var subject: Subject

    @Argument(help: ArgumentHelp("The new status.", valueName: "STATUS"))
    var status: Word<ShareServerStatus>

    @Option(help: "Why, for the history.")
    var reason: String
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let message = ResetShareServerStatusRequest(
        shareServerId: subject.server, status: status.value, reason: reason,
        requestId: RequestIdentifier.make())
      let response = try await session.call { (options) throws(RPCError) in
        try await ShareServerServiceClient(session.channel).resetShareServerStatus(
          message, options: options)
      }
      return .record((response.shareServer ?? ShareServer()).output)
    }
  }

  struct ResetTaskState: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Set the task state by hand: the last resort. Touches nothing else.")
    @OptionGroup var subject: Subject

    @Argument(help: ArgumentHelp("The new task state, or none.", valueName: "STATE"))
    var taskState: OptionalTaskState

    @Option(help: "Why, for the history.")
    var reason: String
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let message = ResetShareServerTaskStateRequest(
        shareServerId: subject.server, taskState: taskState.value, reason: reason,
        requestId: RequestIdentifier.make())
      let response = try await session.call { (options) throws(RPCError) in
        try await ShareServerServiceClient(session.channel).resetShareServerTaskState(
          message, options: options)
      }
      return .record((response.shareServer ?? ShareServer()).output)
    }
  }
}

/// A task state, or `none`.
struct OptionalTaskState: ExpressibleByArgument, Sendable {
  let value: TaskState

  init?(argument: String) {
    if argument.lowercased() == "none" {
      value = TaskState()
    } else if let word = Word<TaskState>(argument: argument) {
      value = word.value
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] { ["none"] + Word<TaskState>.allValueStrings }
}
