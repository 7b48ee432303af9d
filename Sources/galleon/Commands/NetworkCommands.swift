import ArgumentParser
import GRPC
import GalleonAPI

/// `galleon network`
struct NetworkCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network", abstract: "Share networks and their subnets.",
    subcommands: [Create.self, Show.self, List.self, Delete.self, SubnetCommands.self])

  struct Subject: ParsableArguments {
    @Argument(help: ArgumentHelp("Name or id of the share network.", valueName: "NETWORK"))
    var network: String
  }

  struct Create: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a share network; galleon network subnet create gives it addresses.")

    @Argument(help: ArgumentHelp("Its name; need not be unique.", valueName: "NAME"))
    var name: String

    @Option(help: "Project that owns it.")
    var project = "default"
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let message = CreateShareNetworkRequest(
        name: name, projectId: project, requestId: RequestIdentifier.make())
      let response = try await session.call { (options) throws(RPCError) in
        try await NetworkServiceClient(session.channel).createShareNetwork(
          message, options: options)
      }
      return NetworkCommands.shown(response.shareNetwork ?? ShareNetwork())
    }
  }

  struct Show: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a share network with its subnets.")
    @OptionGroup var subject: Subject
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let message = GetShareNetworkRequest(
        shareNetworkId: try await session.network(subject.network))
      let response = try await session.call { (options) throws(RPCError) in
        try await NetworkServiceClient(session.channel).getShareNetwork(message, options: options)
      }
      return NetworkCommands.shown(response.shareNetwork ?? ShareNetwork())
    }
  }

  struct List: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "List share networks, oldest first.")

    @Option(help: "Only those of exactly this name.")
    var name = ""

    @Option(help: "Only those in this status.")
    var status: Word<ShareNetworkStatus>?

    @Option(help: "Only those of this project.")
    var project = ""
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let found = try await session.pages { (token, options) throws(RPCError) in
        let page = try await NetworkServiceClient(session.channel).listShareNetworks(
          ListShareNetworksRequest(
            pageSize: Session.pageSize, pageToken: token, projectId: project, name: name,
            status: status?.value ?? ShareNetworkStatus()), options: options)
        return (page.shareNetworks, page.nextPageToken)
      }
      return .list(found.map(\.output), columns: ["id", "name", "project_id", "status"])
    }
  }

  struct Delete: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Delete a share network with its subnets.")
    @OptionGroup var subject: Subject
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let message = DeleteShareNetworkRequest(
        shareNetworkId: try await session.network(subject.network),
        requestId: RequestIdentifier.make())
      _ = try await session.call { (options) throws(RPCError) in
        try await NetworkServiceClient(session.channel).deleteShareNetwork(
          message, options: options)
      }
      return nil
    }
  }

  private static func shown(_ network: ShareNetwork) -> Answer {
    .record(network.output, tables: [.init(key: "subnets", columns: ShareNetworkSubnet.columns)])
  }
}
