import ArgumentParser
import GRPC
import GalleonAPI

/// `galleon access`
struct AccessCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access", abstract: "Access rules of shares.",
    subcommands: [Allow.self, List.self, Deny.self])

  struct Allow: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let somebody use a share.",
      discussion: "Example: galleon access allow home ip 10.0.0.0/24 --level ro")

    @Argument(help: ArgumentHelp("Name or id of the share.", valueName: "SHARE"))
    var share: String

    @Argument(help: ArgumentHelp("What the rule names.", valueName: "TYPE"))
    var type: Word<AccessType>

    @Argument(
      help: ArgumentHelp(
        "An address or CIDR for ip, a user name for user, a common name for cert.",
        valueName: "WHO"))
    var to: String

    @Option(help: "What is allowed.")
    var level = Word(AccessLevel.rw)

    @OptionGroup var waiting: WaitOptions
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let message = AllowAccessRequest(
        shareId: try await session.share(share), accessType: type.value, accessTo: to,
        accessLevel: level.value, requestId: RequestIdentifier.make())
      let response = try await session.call { (options) throws(RPCError) in
        try await ShareServiceClient(session.channel).allowAccess(message, options: options)
      }
      let rule = try await waiting.settled(response.accessRule ?? AccessRule(), session)
      return .record(rule.output)
    }
  }

  struct List: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the access rules of a share, oldest first.")

    @Argument(help: ArgumentHelp("Name or id of the share.", valueName: "SHARE"))
    var share: String
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let rules = try await session.accessRules(of: try await session.share(share))
      return .list(
        rules.map(\.output), columns: ["id", "access_type", "access_to", "access_level", "state"])
    }
  }

  struct Deny: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "Remove an access rule.")

    @Argument(help: ArgumentHelp("Id of the access rule.", valueName: "RULE"))
    var rule: String
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let message = DenyAccessRequest(accessRuleId: rule, requestId: RequestIdentifier.make())
      _ = try await session.call { (options) throws(RPCError) in
        try await ShareServiceClient(session.channel).denyAccess(message, options: options)
      }
      return nil
    }
  }
}
