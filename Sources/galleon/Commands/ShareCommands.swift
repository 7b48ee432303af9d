import ArgumentParser
import GRPC
import GalleonAPI

/// `galleon share`
struct ShareCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "share", abstract: "Shares.",
    subcommands: [
      Create.self, Show.self, List.self, Delete.self, Extend.self, ResetStatus.self,
    ])

  struct Subject: ParsableArguments {
    @Argument(help: ArgumentHelp("Name or id of the share.", valueName: "SHARE"))
    var share: String
  }

  struct Create: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "Make a share on a share server.")

    @Argument(help: ArgumentHelp("Its name; need not be unique.", valueName: "NAME"))
    var name: String

    @Option(help: ArgumentHelp("Id of the share server to hold it.", valueName: "SERVER"))
    var shareServer: String

    @Option(help: ArgumentHelp("Its size in GiB.", valueName: "GIB"))
    var size: Int64 = 1

    @Option(name: .customLong("protocol"), help: "The protocol to serve it with.")
    var shareProtocol = Word(ShareProtocol.nfs)

    @Option(help: ArgumentHelp("Name or id of its share type.", valueName: "TYPE"))
    var type: String?

    @Option(help: "Project that owns it; the share server's by default.")
    var project = ""

    @OptionGroup var waiting: WaitOptions
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      var typeID = ""
      if let type { typeID = try await session.shareType(type) }
      let message = CreateShareRequest(
        name: name, shareServerId: shareServer, sizeGib: size, protocol: shareProtocol.value,
        shareTypeId: typeID, projectId: project, requestId: RequestIdentifier.make())
      let response = try await session.call { (options) throws(RPCError) in
        try await ShareServiceClient(session.channel).createShare(message, options: options)
      }
      let share = try await waiting.settled(response.share ?? Share(), session)
      return .record(share.output)
    }
  }

  struct Show: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "Show a share.")
    @OptionGroup var subject: Subject
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let id = try await session.share(subject.share)
      return .record(try await session.share(id: id).output)
    }
  }

  struct List: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "List shares, oldest first.")

    @Option(help: ArgumentHelp("Only those on this share server.", valueName: "SERVER"))
    var shareServer = ""

    @Option(help: "Only those of exactly this name.")
    var name = ""

    @Option(help: "Only those in this status.")
    var status: Word<ShareStatus>?

    @Option(help: "Only those of this project.")
    var project = ""
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let found = try await session.pages { (token, options) throws(RPCError) in
        let page = try await ShareServiceClient(session.channel).listShares(
          ListSharesRequest(
            pageSize: Session.pageSize, pageToken: token, shareServerId: shareServer, name: name,
            status: status?.value ?? ShareStatus(), projectId: project), options: options)
        return (page.shares, page.nextPageToken)
      }
      return .list(
        found.map(\.output),
        columns: ["id", "name", "size_gib", "protocol", "status", "host", "share_server_id"])
    }
  }

  struct Delete: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Delete a share with its data and its access rules.")
    @OptionGroup var subject: Subject
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let message = DeleteShareRequest(
        shareId: try await session.share(subject.share), requestId: RequestIdentifier.make())
      _ = try await session.call { (options) throws(RPCError) in
        try await ShareServiceClient(session.channel).deleteShare(message, options: options)
      }
      return nil
    }
  }

  struct Extend: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "Make a share larger.")
    @OptionGroup var subject: Subject

    @Argument(help: ArgumentHelp("The new size in GiB.", valueName: "GIB"))
    var size: Int64

    @OptionGroup var waiting: WaitOptions
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let message = ExtendShareRequest(
        shareId: try await session.share(subject.share), newSizeGib: size,
        requestId: RequestIdentifier.make())
      let response = try await session.call { (options) throws(RPCError) in
        try await ShareServiceClient(session.channel).extendShare(message, options: options)
      }
      let share = try await waiting.settled(response.share ?? Share(), session)
      return .record(share.output)
    }
  }

  struct ResetStatus: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Set the status by hand: the last resort. Touches nothing else.")
    @OptionGroup var subject: Subject

    @Argument(help: ArgumentHelp("The new status.", valueName: "STATUS"))
    var status: Word<ShareStatus>

    @Option(help: "Why, for the history.")
    var reason: String
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let message = ResetShareStatusRequest(
        shareId: try await session.share(subject.share), status: status.value, reason: reason,
        requestId: RequestIdentifier.make())
      let response = try await session.call { (options) throws(RPCError) in
        try await ShareServiceClient(session.channel).resetShareStatus(message, options: options)
      }
      return .record((response.share ?? Share()).output)
    }
  }
}

extension WaitOptions {
  /// The share as it is, or with --wait once it is available.
  func settled(_ share: Share, _ session: Session) async throws(CommandFailure) -> Share {
    guard wait else { return share }
    let settled = try await session.wait(
      upTo: waitTimeout.duration, for: "the share \(share.id)",
      { () throws(CommandFailure) in try await session.share(id: share.id) },
      isDone: { $0.status != .creating && $0.status != .extending })
    try session.expect(settled.status == .available, settled.output, "share")
    return settled
  }

  /// The snapshot as it is, or with --wait once it is available.
  func settled(_ snapshot: Snapshot, _ session: Session) async throws(CommandFailure) -> Snapshot {
    guard wait else { return snapshot }
    let settled = try await session.wait(
      upTo: waitTimeout.duration, for: "the snapshot \(snapshot.id)",
      { () throws(CommandFailure) in try await session.snapshot(id: snapshot.id) },
      isDone: { $0.status != .creating })
    try session.expect(settled.status == .available, settled.output, "snapshot")
    return settled
  }

  /// The access rule as it is, or with --wait once it is in force.
  func settled(_ rule: AccessRule, _ session: Session) async throws(CommandFailure) -> AccessRule {
    guard wait else { return rule }
    let settled = try await session.wait(
      upTo: waitTimeout.duration, for: "the access rule \(rule.id)",
      { () throws(CommandFailure) in
        try await session.accessRules(of: rule.shareId).first { $0.id == rule.id } ?? AccessRule()
      },
      isDone: { $0.state != .queuedToApply && $0.state != .applying })
    try session.expect(settled.state == .active, settled.output, "access rule")
    return settled
  }
}
