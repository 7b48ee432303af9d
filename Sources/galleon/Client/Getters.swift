import GRPC
import GalleonAPI

/// One thing by its id, as `show` and `--wait` want it.
extension Session {
  func server(_ id: String) async throws(CommandFailure) -> ShareServer {
    try await call { (options) throws(RPCError) in
      try await ShareServerServiceClient(channel).getShareServer(
        GetShareServerRequest(shareServerId: id), options: options)
    }.shareServer ?? ShareServer()
  }

  func share(id: String) async throws(CommandFailure) -> Share {
    try await call { (options) throws(RPCError) in
      try await ShareServiceClient(channel).getShare(
        GetShareRequest(shareId: id), options: options)
    }.share ?? Share()
  }

  func snapshot(id: String) async throws(CommandFailure) -> Snapshot {
    try await call { (options) throws(RPCError) in
      try await ShareServiceClient(channel).getSnapshot(
        GetSnapshotRequest(snapshotId: id), options: options)
    }.snapshot ?? Snapshot()
  }

  func accessRules(of shareID: String) async throws(CommandFailure) -> [AccessRule] {
    try await pages { (token, options) throws(RPCError) in
      let page = try await ShareServiceClient(channel).listAccessRules(
        ListAccessRulesRequest(pageSize: Self.pageSize, pageToken: token, shareId: shareID),
        options: options)
      return (page.accessRules, page.nextPageToken)
    }
  }

  /// After `--wait`: what came out must be what was wanted.
  func expect(_ isRight: Bool, _ output: OutputValue, _ noun: String) throws(CommandFailure) {
    guard !isRight else { return }
    let state = output["status"] == .nothing ? output["state"] : output["status"]
    throw CommandFailure(
      lines: [
        "The \(noun) \(output["id"].forPeople) is now \(state.forPeople).",
        "Hint: the log of galleond says why.",
      ], exitCode: .refused)
  }
}
