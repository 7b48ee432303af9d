import GRPC
import GalleonAPI
import MigrationCore
import Orchestration

/// Backends as they are now, and share types.
package struct BackendService: BackendServiceProvider {
  let inventory: Inventory
  let backends: BackendCatalog

  package init(inventory: Inventory, backends: BackendCatalog) {
    self.inventory = inventory
    self.backends = backends
  }

  package func listBackends(
    _ request: ListBackendsRequest, context: ServerContext
  ) async throws(RPCError) -> ListBackendsResponse {
    try await answering { () throws(Refusal) in
      let paging = try NamePaging(size: request.pageSize, token: request.pageToken)
      let zone = request.availabilityZone
      let all = backends.states.filter { zone.isEmpty || $0.availabilityZone == zone }
      let (states, next) = paging.cut(all) { $0.address.rawValue }
      return .init(backends: states.map(Backend.init), nextPageToken: next)
    }
  }

  package func getBackend(
    _ request: GetBackendRequest, context: ServerContext
  ) async throws(RPCError) -> GetBackendResponse {
    try await answering { () throws(Refusal) in
      var fields = RequestFields()
      let host = try fields.checked(fields.host("host", request.host))
      guard let state = backends.state(of: host) else {
        throw Refusal(
          .notFound, .backendNotFound, "no backend has the address \(host)",
          subject: .init(noun: "backend", id: host.rawValue))
      }
      return .init(backend: .init(state))
    }
  }

  package func listShareTypes(
    _ request: ListShareTypesRequest, context: ServerContext
  ) async throws(RPCError) -> ListShareTypesResponse {
    try await answering { () throws(Refusal) in
      let paging = try Paging(size: request.pageSize, token: request.pageToken)
      var filters = Filters()
      filters.text(.name, request.name)
      let found = try await inventory.seen(from: context.project).list(
        MigrationCore.ShareType.self, where: filters.conditions, page: paging.page)
      let (rows, next) = paging.cut(found)
      return .init(shareTypes: rows.map(GalleonAPI.ShareType.init), nextPageToken: next)
    }
  }

  package func createShareType(
    _ request: CreateShareTypeRequest, context: ServerContext
  ) async throws(RPCError) -> CreateShareTypeResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let name = fields.name("name", request.name)
      try fields.check()
      let type = try await inventory.seen(from: context.project).createShareType(
        name: name, extraSpecs: request.extraSpecs, as: request.key(context))
      return .init(shareType: .init(type))
    }
  }

  package func deleteShareType(
    _ request: DeleteShareTypeRequest, context: ServerContext
  ) async throws(RPCError) -> DeleteShareTypeResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let id = try fields.checked(fields.id("share_type_id", request.shareTypeId))
      try await inventory.seen(from: context.project).deleteShareType(id, as: request.key(context))
      return .init()
    }
  }
}
