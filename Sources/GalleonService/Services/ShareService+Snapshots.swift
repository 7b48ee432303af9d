import GRPC
import GalleonAPI
import MigrationCore
import Orchestration

extension ShareService {
  package func createSnapshot(
    _ request: CreateSnapshotRequest, context: ServerContext
  ) async throws(RPCError) -> CreateSnapshotResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let share = fields.id("share_id", request.shareId)
      let name = fields.optionalName("name", request.name)
      let snapshot = try await inventory.seen(from: context.project).createSnapshot(
        of: fields.checked(share), name: name, as: request.key(context))
      return .init(snapshot: .init(snapshot))
    }
  }

  package func getSnapshot(
    _ request: GetSnapshotRequest, context: ServerContext
  ) async throws(RPCError) -> GetSnapshotResponse {
    try await answering { () throws(Refusal) in
      var fields = RequestFields()
      let id = try fields.checked(fields.id("snapshot_id", request.snapshotId))
      let snapshot = try await inventory.seen(from: context.project).get(
        MigrationCore.Snapshot.self, id)
      return .init(snapshot: .init(snapshot))
    }
  }

  package func listSnapshots(
    _ request: ListSnapshotsRequest, context: ServerContext
  ) async throws(RPCError) -> ListSnapshotsResponse {
    try await answering { () throws(Refusal) in
      let paging = try Paging(size: request.pageSize, token: request.pageToken)
      var fields = RequestFields()
      let share = fields.optionalID("share_id", request.shareId)
      let server = fields.optionalID("share_server_id", request.shareServerId)
      try fields.check()
      var filters = Filters()
      filters.id([.shareID], share)
      filters.id([.shareServerID], server)
      filters.text(.name, request.name)
      try filters.word(.status, "status", request.status) { (word: SnapshotStatus) in
        ResourceStatus(word)
      }
      filters.text(.projectID, try context.project(request.projectId))
      let found = try await inventory.seen(from: context.project).list(
        MigrationCore.Snapshot.self, where: filters.conditions, page: paging.page)
      let (rows, next) = paging.cut(found)
      return .init(snapshots: rows.map(GalleonAPI.Snapshot.init), nextPageToken: next)
    }
  }

  package func deleteSnapshot(
    _ request: DeleteSnapshotRequest, context: ServerContext
  ) async throws(RPCError) -> DeleteSnapshotResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let id = try fields.checked(fields.id("snapshot_id", request.snapshotId))
      try await inventory.seen(from: context.project).deleteSnapshot(id, as: request.key(context))
      return .init()
    }
  }

  package func resetSnapshotStatus(
    _ request: ResetSnapshotStatusRequest, context: ServerContext
  ) async throws(RPCError) -> ResetSnapshotStatusResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let id = fields.id("snapshot_id", request.snapshotId)
      let status = fields.word("status", ResourceStatus(request.status))
      let why = fields.optionalName("reason", request.reason)
      let (row, word) = try fields.checked(id, status)
      let snapshot = try await inventory.seen(from: context.project).resetSnapshotStatus(
        row, to: word, why: why, by: context.actor, as: request.key(context))
      return .init(snapshot: .init(snapshot))
    }
  }
}
