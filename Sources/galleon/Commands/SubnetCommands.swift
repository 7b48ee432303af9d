import ArgumentParser
import GRPC
import GalleonAPI

/// `galleon network subnet`
struct SubnetCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "subnet", abstract: "Subnets of share networks.",
    subcommands: [Create.self, Show.self, List.self, Delete.self])

  struct Subject: ParsableArguments {
    @Argument(help: ArgumentHelp("Id of the subnet.", valueName: "SUBNET"))
    var subnet: String
  }

  struct Create: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "Add a subnet to a share network.")

    @Argument(help: ArgumentHelp("Name or id of the share network.", valueName: "NETWORK"))
    var network: String

    @Argument(
      help: ArgumentHelp("The range: 10.0.0.0/24 or 2001:db8::/64.", valueName: "CIDR"))
    var cidr: String

    @Option(help: "Address of the gateway, inside the range.")
    var gateway = ""

    @Option(
      help: ArgumentHelp(
        "The zone it is for; without it, it is a default subnet.", valueName: "ZONE"))
    var availabilityZone = ""

    @Option(help: ArgumentHelp("VLAN or segment number.", valueName: "NUMBER"))
    var segmentationId: Int32 = 0

    @Option(help: ArgumentHelp("Kind of segment: flat, vlan, vxlan.", valueName: "KIND"))
    var networkType = ""

    @Option(help: ArgumentHelp("Largest packet; 0 leaves it to the backend.", valueName: "BYTES"))
    var mtu: Int32 = 0
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let message = CreateShareNetworkSubnetRequest(
        shareNetworkId: try await session.network(network), availabilityZone: availabilityZone,
        cidr: cidr, gateway: gateway, segmentationId: segmentationId, networkType: networkType,
        mtu: mtu, requestId: RequestIdentifier.make())
      let response = try await session.call { (options) throws(RPCError) in
        try await NetworkServiceClient(session.channel).createShareNetworkSubnet(
          message, options: options)
      }
      return .record((response.shareNetworkSubnet ?? ShareNetworkSubnet()).output)
    }
  }

  struct Show: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "Show a subnet.")
    @OptionGroup var subject: Subject
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let response = try await session.call { (options) throws(RPCError) in
        try await NetworkServiceClient(session.channel).getShareNetworkSubnet(
          GetShareNetworkSubnetRequest(shareNetworkSubnetId: subject.subnet), options: options)
      }
      return .record((response.shareNetworkSubnet ?? ShareNetworkSubnet()).output)
    }
  }

  struct List: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "List subnets, oldest first.")

    @Option(help: ArgumentHelp("Only those of this share network (name or id)."))
    var network: String?

    @Option(help: ArgumentHelp("Only those for this availability zone.", valueName: "ZONE"))
    var availabilityZone = ""
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      var networkID = ""
      if let network { networkID = try await session.network(network) }
      let found = try await session.pages { (token, options) throws(RPCError) in
        let page = try await NetworkServiceClient(session.channel).listShareNetworkSubnets(
          ListShareNetworkSubnetsRequest(
            pageSize: Session.pageSize, pageToken: token, shareNetworkId: networkID,
            availabilityZone: availabilityZone), options: options)
        return (page.shareNetworkSubnets, page.nextPageToken)
      }
      return .list(
        found.map(\.output), columns: ["share_network_id"] + ShareNetworkSubnet.columns)
    }
  }

  struct Delete: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "Delete a subnet.")
    @OptionGroup var subject: Subject
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let message = DeleteShareNetworkSubnetRequest(
        shareNetworkSubnetId: subject.subnet, requestId: RequestIdentifier.make())
      _ = try await session.call { (options) throws(RPCError) in
        try await NetworkServiceClient(session.channel).deleteShareNetworkSubnet(
          message, options: options)
      }
      return nil
    }
  }
}
