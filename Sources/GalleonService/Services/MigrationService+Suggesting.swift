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
      let id = try fields.checked(fields.id("share_server_id", request.shareServerId))
      let ranking = try await orchestrator.suggest(
        id,
        DestinationWish(
          writable: request.writable, nondisruptive: request.nondisruptive,
          preserveSnapshots: request.preserveSnapshots,
          newShareNetworkID: request.newShareNetworkId, project: context.project))
      return .init(suggestions: GalleonAPI.DestinationSuggestion.all(ranking))
    }
  }
}
