import GRPC
import GalleonAPI

/// From what the user wrote to the id of the one thing that is meant.
extension Session {
  static let pageSize: Int32 = 1000

  func share(_ text: String) async throws(CommandFailure) -> String {
    try await identifier(text, noun: "share") { (token, options) throws(RPCError) in
      let page = try await ShareServiceClient(channel).listShares(
        ListSharesRequest(pageSize: Self.pageSize, pageToken: token, name: text), options: options)
      return (page.shares.map { .init(id: $0.id, name: $0.name) }, page.nextPageToken)
    }
  }

  func snapshot(_ text: String) async throws(CommandFailure) -> String {
    try await identifier(text, noun: "snapshot") { (token, options) throws(RPCError) in
      let page = try await ShareServiceClient(channel).listSnapshots(
        ListSnapshotsRequest(pageSize: Self.pageSize, pageToken: token, name: text),
        options: options)
      return (page.snapshots.map { .init(id: $0.id, name: $0.name) }, page.nextPageToken)
    }
  }

  func network(_ text: String) async throws(CommandFailure) -> String {
    try await identifier(text, noun: "share network") { (token, options) throws(RPCError) in
      let page = try await NetworkServiceClient(channel).listShareNetworks(
        ListShareNetworksRequest(pageSize: Self.pageSize, pageToken: token, name: text),
        options: options)
      return (page.shareNetworks.map { .init(id: $0.id, name: $0.name) }, page.nextPageToken)
    }
  }

  func shareType(_ text: String) async throws(CommandFailure) -> String {
    try await identifier(text, noun: "share type") { (token, options) throws(RPCError) in
      let page = try await BackendServiceClient(channel).listShareTypes(
        ListShareTypesRequest(pageSize: Self.pageSize, pageToken: token, name: text),
        options: options)
      return (page.shareTypes.map { .init(id: $0.id, name: $0.name) }, page.nextPageToken)
    }
  }

  /// The migration with this id, or the newest one of the share server with this id.
  func migration(_ text: String) async throws(CommandFailure) -> Migration {
    let client = MigrationServiceClient(channel)
    func ask(_ request: GetMigrationRequest) async throws(CommandFailure) -> Migration? {
      try await call { (options) throws(RPCError) in
        try await client.getMigration(request, options: options)
      }.migration
    }
    do throws(CommandFailure) {
      if let migration = try await ask(GetMigrationRequest(migrationId: text)) { return migration }
    } catch {
      guard error.reason == "MIGRATION_NOT_FOUND" else { throw error }
    }
    do throws(CommandFailure) {
      if let migration = try await ask(GetMigrationRequest(shareServerId: text)) {
        return migration
      }
    } catch {
      guard error.reason == "SHARE_SERVER_NOT_FOUND" else { throw error }
    }
    throw CommandFailure(
      lines: [
        "There is no migration with the id \(text), nor one of a share server with that id.",
        "Hint: galleon migration list shows the migrations there are.",
      ], exitCode: .refused)
  }

  private func identifier(
    _ text: String, noun: String,
    _ page: (String, CallOptions) async throws(RPCError) -> (
      [NameResolution.Candidate], next: String
    )
  ) async throws(CommandFailure) -> String {
    if NameResolution.isIdentifier(text) { return text }
    let candidates = try await pages(page)
    do throws(NameResolution.Failure) {
      return try NameResolution.identifier(for: text, noun: noun, among: candidates)
    } catch {
      throw CommandFailure(lines: error.lines, exitCode: .refused)
    }
  }
}
