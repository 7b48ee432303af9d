import ArgumentParser
import GRPC
import GalleonAPI

/// `galleon zone`
struct ZoneCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "zone", abstract: "Availability zones.", subcommands: [List.self])

  struct List: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "List availability zones, by name.")
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let found = try await session.pages { (token, options) throws(RPCError) in
        let page = try await NetworkServiceClient(session.channel).listAvailabilityZones(
          ListAvailabilityZonesRequest(pageSize: Session.pageSize, pageToken: token),
          options: options)
        return (page.availabilityZones, page.nextPageToken)
      }
      return .list(found.map(\.output), columns: ["name"])
    }
  }
}
