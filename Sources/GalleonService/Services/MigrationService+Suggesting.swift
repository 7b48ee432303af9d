import GRPC
import GalleonAPI
import MigrationCore
import Orchestration

extension MigrationService {
  package func suggestDestinations(
    _ request: SuggestDestinationsRequest, context: ServerContext
  ) async throws(RPCError) -> SuggestDestinationsResponse {
    try await answering { () throws(Refusal) in
      var fields = RequestFields()
      let server = fields.id("share_server_id", request.shareServerId)
      let network = fields.optionalID("new_share_network_id", request.newShareNetworkId)
      let id = try fields.checked(server)
      let ranking = try await orchestrator.suggest(
        id,
        DestinationWish(
          writable: request.writable, nondisruptive: request.nondisruptive,
          preserveSnapshots: request.preserveSnapshots,
          newShareNetworkID: network?.rawValue ?? ""))
      return .init(suggestions: GalleonAPI.DestinationSuggestion.all(ranking))
    }
  }
}
