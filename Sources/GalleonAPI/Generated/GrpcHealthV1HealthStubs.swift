// Made by protoc-gen-galleon from grpc/health/v1/health.proto; see scripts/generate-swift.sh.

import GRPC

package protocol GrpcHealthV1HealthProvider: Sendable {
  /// If the requested service is unknown, the call will fail with status
  /// NOT_FOUND.
  func check(_ request: GrpcHealthV1HealthCheckRequest, context: ServerContext)
    async throws(RPCError) -> GrpcHealthV1HealthCheckResponse

  /// The health of every service that the server knows of at this moment, by
  /// name. With more than 100 of them the call fails with RESOURCE_EXHAUSTED.
  func list(_ request: GrpcHealthV1HealthListRequest, context: ServerContext) async throws(RPCError)
    -> GrpcHealthV1HealthListResponse

  /// Performs a watch for the serving status of the requested service.
  /// The server will immediately send back a message indicating the current
  /// serving status.  It will then subsequently send a new message whenever
  /// the service's serving status changes.
  ///
  /// If the requested service is unknown when the call is received, the
  /// server will send a message setting the serving status to
  /// SERVICE_UNKNOWN but will *not* terminate the call.  If at some
  /// future point, the serving status of the service becomes known, the
  /// server will send a new message with the service's serving status.
  ///
  /// If the call terminates with status UNIMPLEMENTED, then clients
  /// should assume this method is not supported and should not retry the
  /// call.  If the call terminates with any other status (including OK),
  /// clients should retry the call with appropriate exponential backoff.
  func watch(
    _ request: GrpcHealthV1HealthCheckRequest,
    writer: ResponseWriter<GrpcHealthV1HealthCheckResponse>, context: ServerContext)
    async throws(RPCError)
}

extension GrpcHealthV1HealthProvider {
  /// The methods by their names, for `Router.register(_:)`.
  package var routes: ServiceRoutes {
    ServiceRoutes(
      service: "grpc.health.v1.Health",
      methods: [
        "Check": MethodHandler.unary(
          GrpcHealthV1HealthCheckRequest.self, GrpcHealthV1HealthCheckResponse.self
        ) { (request, context) async throws(RPCError) in
          try await check(request, context: context)
        },
        "List": MethodHandler.unary(
          GrpcHealthV1HealthListRequest.self, GrpcHealthV1HealthListResponse.self
        ) { (request, context) async throws(RPCError) in
          try await list(request, context: context)
        },
        "Watch": MethodHandler.serverStreaming(
          GrpcHealthV1HealthCheckRequest.self, GrpcHealthV1HealthCheckResponse.self
        ) { (request, writer, context) async throws(RPCError) in
          try await watch(request, writer: writer, context: context)
        },
      ])
  }
}

/// Calls `grpc.health.v1.Health`.
package struct GrpcHealthV1HealthClient: Sendable {
  private let channel: ClientChannel

  package init(_ channel: ClientChannel) { self.channel = channel }

  /// If the requested service is unknown, the call will fail with status
  /// NOT_FOUND.
  package func check(
    _ request: GrpcHealthV1HealthCheckRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> GrpcHealthV1HealthCheckResponse {
    try await channel.unary(path: "/grpc.health.v1.Health/Check", request, options: options)
  }

  /// The health of every service that the server knows of at this moment, by
  /// name. With more than 100 of them the call fails with RESOURCE_EXHAUSTED.
  package func list(_ request: GrpcHealthV1HealthListRequest, options: CallOptions = CallOptions())
    async throws(RPCError) -> GrpcHealthV1HealthListResponse
  {
    try await channel.unary(path: "/grpc.health.v1.Health/List", request, options: options)
  }

  /// Performs a watch for the serving status of the requested service.
  /// The server will immediately send back a message indicating the current
  /// serving status.  It will then subsequently send a new message whenever
  /// the service's serving status changes.
  ///
  /// If the requested service is unknown when the call is received, the
  /// server will send a message setting the serving status to
  /// SERVICE_UNKNOWN but will *not* terminate the call.  If at some
  /// future point, the serving status of the service becomes known, the
  /// server will send a new message with the service's serving status.
  ///
  /// If the call terminates with status UNIMPLEMENTED, then clients
  /// should assume this method is not supported and should not retry the
  /// call.  If the call terminates with any other status (including OK),
  /// clients should retry the call with appropriate exponential backoff.
  package func watch(
    _ request: GrpcHealthV1HealthCheckRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> ResponseStream<GrpcHealthV1HealthCheckResponse> {
    try await channel.serverStreaming(
      path: "/grpc.health.v1.Health/Watch", request, options: options)
  }
}
