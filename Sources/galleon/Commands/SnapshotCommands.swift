import ArgumentParser
import GRPC
import GalleonAPI

/// `galleon snapshot`
struct SnapshotCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot", abstract: "Snapshots of shares.",
    subcommands: [Create.self, Show.self, List.self, Delete.self, ResetStatus.self])

  struct Subject: ParsableArguments {
    @Argument(help: ArgumentHelp("Name or id of the snapshot.", valueName: "SNAPSHOT"))
    var snapshot: String
  }

  struct Create: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "Take a snapshot of a share.")

    @Argument(help: ArgumentHelp("Name or id of the share.", valueName: "SHARE"))
    var share: String

    @Argument(help: ArgumentHelp("Its name; need not be unique.", valueName: "NAME"))
    var name: String

    @OptionGroup var waiting: WaitOptions
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let message = CreateSnapshotRequest(
        shareId: try await session.share(share), name: name, requestId: RequestIdentifier.make())
      let response = try await session.call { (options) throws(RPCError) in
        try await ShareServiceClient(session.channel).createSnapshot(message, options: options)
      }
      let snapshot = try await waiting.settled(response.snapshot ?? Snapshot(), session)
      return .record(snapshot.output)
    }
  }

  struct Show: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "Show a snapshot.")
    @OptionGroup var subject: Subject
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let id = try await session.snapshot(subject.snapshot)
      return .record(try await session.snapshot(id: id).output)
    }
  }

  struct List: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "List snapshots, oldest first.")

    @Option(help: ArgumentHelp("Only those of this share (name or id)."))
    var share: String?

    @Option(help: ArgumentHelp("Only those of shares on this share server.", valueName: "SERVER"))
    var shareServer = ""

    @Option(help: "Only those of exactly this name.")
    var name = ""

    @Option(help: "Only those in this status.")
    var status: Word<SnapshotStatus>?

    @Option(help: "Only those of this project.")
    var project = ""
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      var shareID = ""
      if let share { shareID = try await session.share(share) }
      let found = try await session.pages { (token, options) throws(RPCError) in
        let page = try await ShareServiceClient(session.channel).listSnapshots(
          ListSnapshotsRequest(
            pageSize: Session.pageSize, pageToken: token, shareId: shareID,
            shareServerId: shareServer,
            name: name, status: status?.value ?? SnapshotStatus(), projectId: project),
          options: options)
        return (page.snapshots, page.nextPageToken)
      }
      return .list(
        found.map(\.output),
        columns: ["id", "name", "share_id", "size_gib", "status", "create_time"])
    }
  }

  struct Delete: CallingCommand {
    static let configuration = CommandConfiguration(abstract: "Delete a snapshot.")
    @OptionGroup var subject: Subject
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let message = DeleteSnapshotRequest(
        snapshotId: try await session.snapshot(subject.snapshot),
        requestId: RequestIdentifier.make())
      _ = try await session.call { (options) throws(RPCError) in
        try await ShareServiceClient(session.channel).deleteSnapshot(message, options: options)
      }
      return nil
    }
  }

  struct ResetStatus: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Set the status by hand: the last resort. Touches nothing else.")
    @OptionGroup var subject: Subject

    @Argument(help: ArgumentHelp("The new status.", valueName: "STATUS"))
    var status: Word<SnapshotStatus>

    @Option(help: "Why, for the history.")
    var reason: String
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let message = ResetSnapshotStatusRequest(
        snapshotId: try await session.snapshot(subject.snapshot), status: status.value,
        reason: reason, requestId: RequestIdentifier.make())
      let response = try await session.call { (options) throws(RPCError) in
        try await ShareServiceClient(session.channel).resetSnapshotStatus(
          message, options: options)
      }
      return .record((response.snapshot ?? Snapshot()).output)
    }
  }
}
