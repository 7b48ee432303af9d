import ArgumentParser
import GRPC
import GalleonAPI

extension MigrationCommands {
  struct Start: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Start a migration: its first phase, in which clients keep working.",
      discussion: """
        Returns when the service has accepted it. With --watch it stays until the first phase is \
        done; Ctrl-C leaves the migration running.
        """)
    @OptionGroup var request: Request
    @OptionGroup var controls: Controls
    @OptionGroup var following: FollowingOptions
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      var network = ""
      if let name = request.newShareNetwork { network = try await session.network(name) }
      let message = StartMigrationRequest(
        shareServerId: request.server, destinationHost: request.destination,
        writable: request.writable, nondisruptive: request.nondisruptive,
        preserveSnapshots: request.preserveSnapshots, newShareNetworkId: network,
        requestId: RequestIdentifier.make(),
        controls: controls.mask.isEmpty ? nil : controls.message)
      let response = try await session.call { (options) throws(RPCError) in
        try await MigrationServiceClient(session.channel).startMigration(message, options: options)
      }
      return try await following.follow(
        response.migration ?? Migration(), until: .phase1, session, options.output)
    }
  }

  struct Complete: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Cut over to the destination: the second phase.",
      discussion: "Only when the task state is migration_driver_phase1_done.")
    @OptionGroup var subject: Subject
    @OptionGroup var following: FollowingOptions
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let id = try await session.migration(subject.migration).id
      let message = CompleteMigrationRequest(
        migrationId: id, requestId: RequestIdentifier.make())
      let response = try await session.call { (options) throws(RPCError) in
        try await MigrationServiceClient(session.channel).completeMigration(
          message, options: options)
      }
      return try await following.follow(
        response.migration ?? Migration(), until: .end, session, options.output)
    }
  }

  struct Cancel: CallingCommand {
    static let configuration = CommandConfiguration(
      abstract: "Call a migration off, in its first phase.",
      discussion: "The source goes on serving; what was copied is removed.")
    @OptionGroup var subject: Subject
    @OptionGroup var following: FollowingOptions
    @OptionGroup var options: GlobalOptions

    func answer(_ session: Session) async throws(CommandFailure) -> Answer? {
      let id = try await session.migration(subject.migration).id
      let message = CancelMigrationRequest(migrationId: id, requestId: RequestIdentifier.make())
      let response = try await session.call { (options) throws(RPCError) in
        try await MigrationServiceClient(session.channel).cancelMigration(message, options: options)
      }
      return try await following.follow(
        response.migration ?? Migration(), until: .end, wanted: "migration_cancelled", session,
        options.output)
    }
  }
}
