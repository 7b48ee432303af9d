import GRPC
import GalleonAPI
import MigrationCore
import Orchestration

extension ShareService {
  package func allowAccess(
    _ request: AllowAccessRequest, context: ServerContext
  ) async throws(RPCError) -> AllowAccessResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let share = fields.id("share_id", request.shareId)
      let type = fields.word("access_type", MigrationCore.AccessType(request.accessType))
      let level = fields.word("access_level", MigrationCore.AccessLevel(request.accessLevel))
      let name = fields.name("access_to", request.accessTo)
      if type == .ip && IPAddress(name) == nil && AddressRange(name) == nil && !name.isEmpty {
        fields.refuse("access_to", "must be an IP address or a network like 10.0.0.0/24")
      }
      let (row, kind, grant) = try fields.checked(share, type, level)
      let rule = try await inventory.seen(from: context.project).allowAccess(
        to: row, kind, name, grant, as: request.key(context))
      return .init(accessRule: .init(rule))
    }
  }

  package func listAccessRules(
    _ request: ListAccessRulesRequest, context: ServerContext
  ) async throws(RPCError) -> ListAccessRulesResponse {
    try await answering { () throws(Refusal) in
      let paging = try Paging(size: request.pageSize, token: request.pageToken)
      var fields = RequestFields()
      let share = try fields.checked(fields.id("share_id", request.shareId))
      _ = try await inventory.seen(from: context.project).get(MigrationCore.Share.self, share)
      let found = try await inventory.seen(from: context.project).list(
        MigrationCore.AccessRule.self, where: [.equal(.shareID, share)], page: paging.page)
      let (rows, next) = paging.cut(found)
      return .init(accessRules: rows.map(GalleonAPI.AccessRule.init), nextPageToken: next)
    }
  }

  package func denyAccess(
    _ request: DenyAccessRequest, context: ServerContext
  ) async throws(RPCError) -> DenyAccessResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let id = try fields.checked(fields.id("access_rule_id", request.accessRuleId))
      try await inventory.seen(from: context.project).denyAccess(id, as: request.key(context))
      return .init()
    }
  }
}
