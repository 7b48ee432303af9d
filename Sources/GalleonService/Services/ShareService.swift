import GRPC
import GalleonAPI
import MigrationCore
import Orchestration

/// Shares; their snapshots and access rules are in files of their own.
package struct ShareService: ShareServiceProvider {
  let inventory: Inventory

  package init(inventory: Inventory) {
    self.inventory = inventory
  }

  package func createShare(
    _ request: CreateShareRequest, context: ServerContext
  ) async throws(RPCError) -> CreateShareResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let name = fields.optionalName("name", request.name)
      let server = fields.id("share_server_id", request.shareServerId)
      let size = fields.size("size_gib", request.sizeGib)
      let shareProtocol = fields.word("protocol", MigrationCore.ShareProtocol(request.protocol))
      let type = fields.optionalID("share_type_id", request.shareTypeId)
      let project = fields.optionalName("project_id", try context.project(request.projectId))
      let (place, spoken) = try fields.checked(server, shareProtocol)
      let share = try await inventory.seen(from: context.project).createShare(
        ShareDraft(
          name: name, shareServerID: place, sizeGiB: size, shareProtocol: spoken,
          shareTypeID: type, projectID: project),
        as: request.key(context))
      return .init(share: .init(share))
    }
  }

  package func getShare(
    _ request: GetShareRequest, context: ServerContext
  ) async throws(RPCError) -> GetShareResponse {
    try await answering { () throws(Refusal) in
      var fields = RequestFields()
      let id = try fields.checked(fields.id("share_id", request.shareId))
      let share = try await inventory.seen(from: context.project).get(MigrationCore.Share.self, id)
      return .init(share: .init(share))
    }
  }

  package func listShares(
    _ request: ListSharesRequest, context: ServerContext
  ) async throws(RPCError) -> ListSharesResponse {
    try await answering { () throws(Refusal) in
      let paging = try Paging(size: request.pageSize, token: request.pageToken)
      var fields = RequestFields()
      let server = fields.optionalID("share_server_id", request.shareServerId)
      try fields.check()
      var filters = Filters()
      filters.id([.shareServerID], server)
      filters.text(.name, request.name)
      try filters.word(.status, "status", request.status, ResourceStatus.init)
      filters.text(.projectID, try context.project(request.projectId))
      let found = try await inventory.seen(from: context.project).list(
        MigrationCore.Share.self, where: filters.conditions, page: paging.page)
      let (rows, next) = paging.cut(found)
      return .init(shares: rows.map(GalleonAPI.Share.init), nextPageToken: next)
    }
  }

  package func deleteShare(
    _ request: DeleteShareRequest, context: ServerContext
  ) async throws(RPCError) -> DeleteShareResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let id = try fields.checked(fields.id("share_id", request.shareId))
      try await inventory.seen(from: context.project).deleteShare(id, as: request.key(context))
      return .init()
    }
  }

  package func extendShare(
    _ request: ExtendShareRequest, context: ServerContext
  ) async throws(RPCError) -> ExtendShareResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let id = fields.id("share_id", request.shareId)
      let size = fields.size("new_size_gib", request.newSizeGib)
      let share = try await inventory.seen(from: context.project).extendShare(
        fields.checked(id), toGiB: size, as: request.key(context))
      return .init(share: .init(share))
    }
  }

  package func resetShareStatus(
    _ request: ResetShareStatusRequest, context: ServerContext
  ) async throws(RPCError) -> ResetShareStatusResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let id = fields.id("share_id", request.shareId)
      let status = fields.word("status", ResourceStatus(request.status))
      let why = fields.optionalName("reason", request.reason)
      let (row, word) = try fields.checked(id, status)
      let share = try await inventory.seen(from: context.project).resetShareStatus(
        row, to: word, why: why, by: context.actor, as: request.key(context))
      return .init(share: .init(share))
    }
  }
}
