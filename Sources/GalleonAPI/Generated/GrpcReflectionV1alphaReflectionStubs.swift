// Made by protoc-gen-galleon from grpc/reflection/v1alpha/reflection.proto; see scripts/generate-swift.sh.

import GRPC

package protocol GrpcReflectionV1alphaServerReflectionProvider: Sendable {
  /// The reflection service is structured as a bidirectional stream, ensuring
  /// all related requests go to a single server.
  func serverReflectionInfo(
    _ requests: RequestStream<GrpcReflectionV1alphaServerReflectionRequest>,
    writer: ResponseWriter<GrpcReflectionV1alphaServerReflectionResponse>, context: ServerContext)
    async throws(RPCError)
}

extension GrpcReflectionV1alphaServerReflectionProvider {
  /// The methods by their names, for `Router.register(_:)`.
  package var routes: ServiceRoutes {
    ServiceRoutes(
      service: "grpc.reflection.v1alpha.ServerReflection",
      methods: [
        "ServerReflectionInfo": MethodHandler.bidirectional(
          GrpcReflectionV1alphaServerReflectionRequest.self,
          GrpcReflectionV1alphaServerReflectionResponse.self
        ) { (requests, writer, context) async throws(RPCError) in
          try await serverReflectionInfo(requests, writer: writer, context: context)
        }
      ])
  }
}

/// Calls `grpc.reflection.v1alpha.ServerReflection`.
package struct GrpcReflectionV1alphaServerReflectionClient: Sendable {
  private let channel: ClientChannel

  package init(_ channel: ClientChannel) { self.channel = channel }

  /// The reflection service is structured as a bidirectional stream, ensuring
  /// all related requests go to a single server.
  package func serverReflectionInfo(options: CallOptions = CallOptions()) async throws(RPCError)
    -> BidirectionalCall<
      GrpcReflectionV1alphaServerReflectionRequest, GrpcReflectionV1alphaServerReflectionResponse
    >
  {
    try await channel.bidirectional(
      path: "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", options: options)
  }
}
