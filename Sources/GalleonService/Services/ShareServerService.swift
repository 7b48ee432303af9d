import GRPC
import GalleonAPI
import MigrationCore
import Orchestration

/// The inventory of share servers.
package struct ShareServerService: ShareServerServiceProvider {
  let inventory: Inventory

  package init(inventory: Inventory) {
    self.inventory = inventory
  }

  package func createShareServer(
    _ request: CreateShareServerRequest, context: ServerContext
  ) async throws(RPCError) -> CreateShareServerResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let project = fields.name("project_id", try context.project(request.projectId))
      let host = fields.host("host", request.host)
      let network = fields.id("share_network_id", request.shareNetworkId)
      var subnets: [Identifier] = []
      for text in request.shareNetworkSubnetIds {
        if let id = fields.id("share_network_subnet_ids", text) { subnets.append(id) }
      }
      let (place, net) = try fields.checked(host, network)
      let server = try await inventory.seen(from: context.project).createServer(
        ServerDraft(
          projectID: project, host: place, shareNetworkID: net, subnetIDs: subnets,
          isAutoDeletable: request.autoDeletable),
        as: request.key(context))
      let answer = try await withAllocations(server)
      return .init(shareServer: answer)
    }
  }

  package func getShareServer(
    _ request: GetShareServerRequest, context: ServerContext
  ) async throws(RPCError) -> GetShareServerResponse {
    try await answering { () throws(Refusal) in
      var fields = RequestFields()
      let id = try fields.checked(fields.id("share_server_id", request.shareServerId))
      let server = try await inventory.seen(from: context.project).get(
        MigrationCore.ShareServer.self, id)
      let answer = try await withAllocations(server)
      return .init(shareServer: answer)
    }
  }

  package func listShareServers(
    _ request: ListShareServersRequest, context: ServerContext
  ) async throws(RPCError) -> ListShareServersResponse {
    try await answering { () throws(Refusal) in
      let paging = try Paging(size: request.pageSize, token: request.pageToken)
      var fields = RequestFields()
      let source = fields.optionalID("source_share_server_id", request.sourceShareServerId)
      let host = fields.optionalHost("host", request.host)
      try fields.check()
      var filters = Filters()
      filters.id([.sourceShareServerID], source)
      try filters.word(.status, "status", request.status, ShareServerStatus.init)
      try filters.word(.taskState, "task_state", request.taskState, TaskState.init)
      filters.host([.host], host)
      filters.text(.projectID, try context.project(request.projectId))
      let found = try await inventory.seen(from: context.project).list(
        MigrationCore.ShareServer.self, where: filters.conditions, page: paging.page)
      let (rows, next) = paging.cut(found)
      let answer = try await withAllocations(rows)
      return .init(shareServers: answer, nextPageToken: next)
    }
  }

  package func deleteShareServer(
    _ request: DeleteShareServerRequest, context: ServerContext
  ) async throws(RPCError) -> DeleteShareServerResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let id = try fields.checked(fields.id("share_server_id", request.shareServerId))
      try await inventory.seen(from: context.project).deleteServer(id, as: request.key(context))
      return .init()
    }
  }

  package func resetShareServerStatus(
    _ request: ResetShareServerStatusRequest, context: ServerContext
  ) async throws(RPCError) -> ResetShareServerStatusResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let id = fields.id("share_server_id", request.shareServerId)
      let status = fields.word("status", MigrationCore.ShareServerStatus(request.status))
      let why = fields.optionalName("reason", request.reason)
      let (server, word) = try fields.checked(id, status)
      let reset = try await inventory.seen(from: context.project).resetServerStatus(
        server, to: word, why: why, by: context.actor, as: request.key(context))
      let answer = try await withAllocations(reset)
      return .init(shareServer: answer)
    }
  }

  package func resetShareServerTaskState(
    _ request: ResetShareServerTaskStateRequest, context: ServerContext
  ) async throws(RPCError) -> ResetShareServerTaskStateResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let id = fields.id("share_server_id", request.shareServerId)
      let state = MigrationCore.TaskState(request.taskState)
      if state == nil && request.taskState != .unspecified {
        fields.refuse("task_state", "must be one of its named values")
      }
      let why = fields.optionalName("reason", request.reason)
      let server = try fields.checked(id)
      let reset = try await inventory.seen(from: context.project).resetServerTaskState(
        server, to: state, why: why, by: context.actor, as: request.key(context))
      let answer = try await withAllocations(reset)
      return .init(shareServer: answer)
    }
  }

  private func withAllocations(_ server: MigrationCore.ShareServer) async throws(Refusal)
    -> GalleonAPI.ShareServer
  {
    let allocations = try await inventory.list(
      MigrationCore.NetworkAllocation.self, where: [.equal(.shareServerID, server.id)])
    return .init(server, allocations: allocations)
  }

  private func withAllocations(_ servers: [MigrationCore.ShareServer]) async throws(Refusal)
    -> [GalleonAPI.ShareServer]
  {
    let ids = servers.map(\.id.rawValue)
    if ids.isEmpty { return [] }
    let allocations = try await inventory.list(
      MigrationCore.NetworkAllocation.self, where: [Condition(.shareServerID, in: ids)])
    return servers.map { server in
      .init(server, allocations: allocations.filter { $0.shareServerID == server.id })
    }
  }
}
