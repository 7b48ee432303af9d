// Made by protoc-gen-galleon from grpc/reflection/v1/reflection.proto; see scripts/generate-swift.sh.

import GRPC

package protocol GrpcReflectionV1ServerReflectionProvider: Sendable {
  /// The reflection service is structured as a bidirectional stream, ensuring
  /// all related requests go to a single server.
  func serverReflectionInfo(
    _ requests: RequestStream<GrpcReflectionV1ServerReflectionRequest>,
    writer: ResponseWriter<GrpcReflectionV1ServerReflectionResponse>, context: ServerContext)
    async throws(RPCError)
}

extension GrpcReflectionV1ServerReflectionProvider {
  /// The methods by their names, for `Router.register(_:)`.
  package var routes: ServiceRoutes {
    ServiceRoutes(
      service: "grpc.reflection.v1.ServerReflection",
      methods: [
        "ServerReflectionInfo": MethodHandler.bidirectional(
          GrpcReflectionV1ServerReflectionRequest.self,
          GrpcReflectionV1ServerReflectionResponse.self
        ) { (requests, writer, context) async throws(RPCError) in
          try await serverReflectionInfo(requests, writer: writer, context: context)
        }
      ])
  }
}

/// Calls `grpc.reflection.v1.ServerReflection`.
package struct GrpcReflectionV1ServerReflectionClient: Sendable {
  private let channel: ClientChannel

  package init(_ channel: ClientChannel) { self.channel = channel }

  /// The reflection service is structured as a bidirectional stream, ensuring
  /// all related requests go to a single server.
  package func serverReflectionInfo(options: CallOptions = CallOptions()) async throws(RPCError)
    -> BidirectionalCall<
      GrpcReflectionV1ServerReflectionRequest, GrpcReflectionV1ServerReflectionResponse
    >
  {
    try await channel.bidirectional(
      path: "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", options: options)
  }
}
