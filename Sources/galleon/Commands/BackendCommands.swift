import ArgumentParser
import GRPC
import GalleonAPI

/// `galleon backend`
struct BackendCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backend", abstract: "Storage backends: capabilities, capacity, health.",
    subcommands: [List.self, Show.self, Evacuate.self])

  struct List: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "List backends, by name.")

    @Option(help: ArgumentHelp("Only those in this availability zone.", valueName: "ZONE"))
    var availabilityZone = ""
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let found = try await session.pages { (token, options) throws(RPCError) in
        let page = try await BackendServiceClient(session.channel).listBackends(
          ListBackendsRequest(
            pageSize: Session.pageSize, pageToken: token, availabilityZone: availabilityZone),
          options: options)
        return (page.backends, page.nextPageToken)
      }
      return .list(
        found.map(\.output),
        columns: [
          "host", "driver", "availability_zone", "enabled", "up", "total_bytes", "free_bytes",
        ])
    }
  }

  struct Show: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "Show a backend.")

    @Argument(help: ArgumentHelp("Its name.", valueName: "HOST@BACKEND"))
    var host: String
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let response = try await session.call { (options) throws(RPCError) in
        try await BackendServiceClient(session.channel).getBackend(
          GetBackendRequest(host: host), options: options)
      }
      return .record(
        (response.backend ?? Backend()).output,
        tables: [.init(key: "pools", columns: ["name", "total_bytes", "free_bytes"])])
    }
  }
}
