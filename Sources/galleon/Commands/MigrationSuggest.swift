import ArgumentParser
import GRPC
import GalleonAPI

extension MigrationCommands {
  struct Suggest: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say where a share server could go, the best first.",
      discussion: """
        Changes nothing. Those that can take it come first, by the part of their space that would \
        stay free; for the others everything in the way is told. Exits with 1 when there is none.
        """)

    @Argument(help: ArgumentHelp("Id of the share server to move.", valueName: "SERVER"))
    var server: String
    @OptionGroup var demands: MigrationDemands

    @Option(
      help: ArgumentHelp(
        "Name or id of another share network to be in afterwards.", valueName: "NETWORK"))
    var newShareNetwork: String?
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      var network = ""
      if let name = newShareNetwork { network = try await session.network(name) }
      let message = SuggestDestinationsRequest(
        shareServerId: server, writable: demands.writable, nondisruptive: demands.nondisruptive,
        preserveSnapshots: demands.preserveSnapshots, newShareNetworkId: network)
      let response = try await session.call { (options) throws(RPCError) in
        try await MigrationServiceClient(session.channel).suggestDestinations(
          message, options: options)
      }
      let found = response.suggestions
      show(.list(found.map(\.output), columns: DestinationSuggestion.columns))
      if options.output == .table {
        for suggestion in found where !suggestion.compatible {
          Terminal.print(
            suggestion.conflicts.map {
              "\(suggestion.host): \(DisplayText.harmless($0.message))\n"
            }.joined())
        }
      }
      guard found.contains(where: \.compatible) else {
        throw CommandFailure(lines: [], exitCode: .refused)
      }
      return nil
    }
  }
}

/// What is demanded of a destination.
struct MigrationDemands: ParsableArguments {
  @Flag(help: "Only where shares stay writable while phase 1 copies.")
  var writable = false

  @Flag(help: "Only where the cutover does not disturb clients.")
  var nondisruptive = false

  @Flag(help: "Only where snapshots arrive.")
  var preserveSnapshots = false
}
