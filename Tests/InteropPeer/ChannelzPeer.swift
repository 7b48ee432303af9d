import GRPC
import GalleonService

/// A process that is client and server: what its channel did is asked for by channelz.
enum ChannelzPeer {
  /// Three calls that succeed and two that fail, over one channel to all of `ports` in turn; another channel without a call.
  static func serve(ports: [String]) async throws {
    var configuration = ClientChannel.Configuration()
    configuration.serviceConfig = try ServiceConfig(
      json: #"{"loadBalancingConfig": [{"round_robin": {}}]}"#)
    let servers = try ServerList("ipv4:" + ports.map { "127.0.0.1:\($0)" }.joined(separator: ","))
    let channel = try ClientChannel(to: servers, configuration: configuration)
    let unused = try ClientChannel(to: ServerList("localhost:1"))
    let client = TestServiceClient(channel)
    for _ in 0..<3 { _ = try await client.emptyCall(Empty()) }
    for _ in 0..<2 { _ = try? await client.unimplementedCall(Empty()) }
    let channelz = ChannelzService()
    let server = GRPCServer(router: Router([channelz.routes]))
    channelz.show(server)
    try await InteropPeer.serve(server)
    await channel.close()
    await unused.close()
  }
}
