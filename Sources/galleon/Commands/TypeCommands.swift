import ArgumentParser
import GRPC
import GalleonAPI

/// `galleon type`
struct TypeCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "type", abstract: "Share types.",
    subcommands: [List.self, Create.self, Delete.self])

  struct List: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "List share types, oldest first.")
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let found = try await session.pages { (token, options) throws(RPCError) in
        let page = try await BackendServiceClient(session.channel).listShareTypes(
          ListShareTypesRequest(pageSize: Session.pageSize, pageToken: token), options: options)
        return (page.shareTypes, page.nextPageToken)
      }
      return .list(found.map(\.output), columns: ["id", "name", "extra_specs"])
    }
  }

  struct Create: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a share type.",
      discussion: "Example: galleon type create west --spec availability_zones=west,northwest")

    @Argument(help: ArgumentHelp("Its name, unique.", valueName: "NAME"))
    var name: String

    @Option(
      name: .long,
      help: ArgumentHelp("What a backend must offer; may be repeated.", valueName: "KEY=VALUE"))
    var spec: [ExtraSpec] = []
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let message = CreateShareTypeRequest(
        name: name, extraSpecs: Dictionary(spec.map { ($0.key, $0.value) }) { $1 },
        requestId: RequestIdentifier.make())
      let response = try await session.call { (options) throws(RPCError) in
        try await BackendServiceClient(session.channel).createShareType(message, options: options)
      }
      return .record((response.shareType ?? ShareType()).output)
    }
  }

  struct Delete: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Delete a share type that no share has.")

    @Argument(help: ArgumentHelp("Name or id of the share type.", valueName: "TYPE"))
    var type: String
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let message = DeleteShareTypeRequest(
        shareTypeId: try await session.shareType(type), requestId: RequestIdentifier.make())
      _ = try await session.call { (options) throws(RPCError) in
        try await BackendServiceClient(session.channel).deleteShareType(message, options: options)
      }
      return nil
    }
  }

  /// `KEY=VALUE`
  struct ExtraSpec: ExpressibleByArgument, Sendable {
    let key: String
    let value: String

    init?(argument: String) {
      guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else {
        return nil
      }
      key = String(argument[..<sign])
      value = String(argument[argument.index(after: sign)...])
    }
  }
}
