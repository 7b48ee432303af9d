import GRPC
import GalleonAPI
import MigrationCore

/// What is no fault of the caller's, and what the caller did twice.
extension RefusalCase {
  private static let key = "00000000-0000-4000-8000-00000000bbbb"

  static let faults: [RefusalCase] = [
    RefusalCase(
      "a ledger that does not answer", .unavailable, .ledgerUnavailable, about: nil,
      prepare: { $0.ledger.setDown(true) },
      calls: { scene in
        Ask(server: scene.rows.server.id.rawValue).requests + [
          Request(
            "ShareService", "GetShare", GetShareRequest(shareId: scene.rows.share.id.rawValue)),
          Request(
            "NetworkService", "CreateShareNetwork",
            CreateShareNetworkRequest(name: "n", projectId: "p")),
        ]
      }),
    RefusalCase(
      "a request id that was used for something else", .invalidArgument, .requestIDReused,
      about: nil, fields: ["request_id"],
      prepare: { scene in
        let channel = try await ClientChannel.connect(to: scene.target)
        _ = try await NetworkServiceClient(channel).createShareNetwork(
          CreateShareNetworkRequest(name: "n", projectId: "p", requestId: key))
        await channel.close()
      },
      calls: { scene in
        [
          Request(
            "NetworkService", "CreateShareNetwork",
            CreateShareNetworkRequest(name: "another", projectId: "p", requestId: key)),
          Request(
            "MigrationService", "StartMigration",
            StartMigrationRequest(
              shareServerId: scene.rows.server.id.rawValue,
              destinationHost: Scene.beta.rawValue, requestId: key)),
        ]
      }),
  ]
}
