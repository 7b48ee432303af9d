// Made by protoc-gen-galleon from grpc/testing/test.proto; see scripts/generate-swift.sh.

import GRPC

/// A simple service to test the various types of RPCs and experiment with
/// performance with various types of payload.
package protocol TestServiceProvider: Sendable {
  /// One empty request followed by one empty response.
  func emptyCall(_ request: Empty, context: ServerContext) async throws(RPCError) -> Empty

  /// One request followed by one response.
  func unaryCall(_ request: SimpleRequest, context: ServerContext) async throws(RPCError)
    -> SimpleResponse

  /// One request followed by one response. Response has cache control
  /// headers set such that a caching HTTP proxy (such as GFE) can
  /// satisfy subsequent requests.
  func cacheableUnaryCall(_ request: SimpleRequest, context: ServerContext) async throws(RPCError)
    -> SimpleResponse

  /// One request followed by a sequence of responses (streamed download).
  /// The server returns the payload with client desired type and sizes.
  func streamingOutputCall(
    _ request: StreamingOutputCallRequest, writer: ResponseWriter<StreamingOutputCallResponse>,
    context: ServerContext) async throws(RPCError)

  /// A sequence of requests followed by one response (streamed upload).
  /// The server returns the aggregated size of client payload as the result.
  func streamingInputCall(
    _ requests: RequestStream<StreamingInputCallRequest>, context: ServerContext
  ) async throws(RPCError) -> StreamingInputCallResponse

  /// A sequence of requests with each request served by the server immediately.
  /// As one request could lead to multiple responses, this interface
  /// demonstrates the idea of full duplexing.
  func fullDuplexCall(
    _ requests: RequestStream<StreamingOutputCallRequest>,
    writer: ResponseWriter<StreamingOutputCallResponse>, context: ServerContext)
    async throws(RPCError)

  /// A sequence of requests followed by a sequence of responses.
  /// The server buffers all the client requests and then serves them in order. A
  /// stream of responses are returned to the client when the server starts with
  /// first request.
  func halfDuplexCall(
    _ requests: RequestStream<StreamingOutputCallRequest>,
    writer: ResponseWriter<StreamingOutputCallResponse>, context: ServerContext)
    async throws(RPCError)

  /// The test server will not implement this method. It will be used
  /// to test the behavior when clients call unimplemented methods.
  func unimplementedCall(_ request: Empty, context: ServerContext) async throws(RPCError) -> Empty
}

extension TestServiceProvider {
  /// The methods by their names, for `Router.register(_:)`.
  package var routes: ServiceRoutes {
    ServiceRoutes(
      service: "grpc.testing.TestService",
      methods: [
        "EmptyCall": MethodHandler.unary(Empty.self, Empty.self) {
          (request, context) async throws(RPCError) in
          try await emptyCall(request, context: context)
        },
        "UnaryCall": MethodHandler.unary(SimpleRequest.self, SimpleResponse.self) {
          (request, context) async throws(RPCError) in
          try await unaryCall(request, context: context)
        },
        "CacheableUnaryCall": MethodHandler.unary(SimpleRequest.self, SimpleResponse.self) {
          (request, context) async throws(RPCError) in
          try await cacheableUnaryCall(request, context: context)
        },
        "StreamingOutputCall": MethodHandler.serverStreaming(
          StreamingOutputCallRequest.self, StreamingOutputCallResponse.self
        ) { (request, writer, context) async throws(RPCError) in
          try await streamingOutputCall(request, writer: writer, context: context)
        },
        "StreamingInputCall": MethodHandler.clientStreaming(
          StreamingInputCallRequest.self, StreamingInputCallResponse.self
        ) { (requests, context) async throws(RPCError) in
          try await streamingInputCall(requests, context: context)
        },
        "FullDuplexCall": MethodHandler.bidirectional(
          StreamingOutputCallRequest.self, StreamingOutputCallResponse.self
        ) { (requests, writer, context) async throws(RPCError) in
          try await fullDuplexCall(requests, writer: writer, context: context)
        },
        "HalfDuplexCall": MethodHandler.bidirectional(
          StreamingOutputCallRequest.self, StreamingOutputCallResponse.self
        ) { (requests, writer, context) async throws(RPCError) in
          try await halfDuplexCall(requests, writer: writer, context: context)
        },
        "UnimplementedCall": MethodHandler.unary(Empty.self, Empty.self) {
          (request, context) async throws(RPCError) in
          try await unimplementedCall(request, context: context)
        },
      ])
  }
}

/// Calls `grpc.testing.TestService`.
///
/// A simple service to test the various types of RPCs and experiment with
/// performance with various types of payload.
package struct TestServiceClient: Sendable {
  private let channel: ClientChannel

  package init(_ channel: ClientChannel) { self.channel = channel }

  /// One empty request followed by one empty response.
  package func emptyCall(_ request: Empty, options: CallOptions = CallOptions())
    async throws(RPCError) -> Empty
  {
    try await channel.unary(path: "/grpc.testing.TestService/EmptyCall", request, options: options)
  }

  /// One request followed by one response.
  package func unaryCall(_ request: SimpleRequest, options: CallOptions = CallOptions())
    async throws(RPCError) -> SimpleResponse
  {
    try await channel.unary(path: "/grpc.testing.TestService/UnaryCall", request, options: options)
  }

  /// One request followed by one response. Response has cache control
  /// headers set such that a caching HTTP proxy (such as GFE) can
  /// satisfy subsequent requests.
  package func cacheableUnaryCall(_ request: SimpleRequest, options: CallOptions = CallOptions())
    async throws(RPCError) -> SimpleResponse
  {
    try await channel.unary(
      path: "/grpc.testing.TestService/CacheableUnaryCall", request, options: options)
  }

  /// One request followed by a sequence of responses (streamed download).
  /// The server returns the payload with client desired type and sizes.
  package func streamingOutputCall(
    _ request: StreamingOutputCallRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> ResponseStream<StreamingOutputCallResponse> {
    try await channel.serverStreaming(
      path: "/grpc.testing.TestService/StreamingOutputCall", request, options: options)
  }

  /// A sequence of requests followed by one response (streamed upload).
  /// The server returns the aggregated size of client payload as the result.
  package func streamingInputCall(
    options: CallOptions = CallOptions(),
    requests: (RequestWriter<StreamingInputCallRequest>) async throws(RPCError) -> Void
  ) async throws(RPCError) -> StreamingInputCallResponse {
    try await channel.clientStreaming(
      path: "/grpc.testing.TestService/StreamingInputCall", options: options, requests: requests)
  }

  /// A sequence of requests with each request served by the server immediately.
  /// As one request could lead to multiple responses, this interface
  /// demonstrates the idea of full duplexing.
  package func fullDuplexCall(options: CallOptions = CallOptions()) async throws(RPCError)
    -> BidirectionalCall<StreamingOutputCallRequest, StreamingOutputCallResponse>
  {
    try await channel.bidirectional(
      path: "/grpc.testing.TestService/FullDuplexCall", options: options)
  }

  /// A sequence of requests followed by a sequence of responses.
  /// The server buffers all the client requests and then serves them in order. A
  /// stream of responses are returned to the client when the server starts with
  /// first request.
  package func halfDuplexCall(options: CallOptions = CallOptions()) async throws(RPCError)
    -> BidirectionalCall<StreamingOutputCallRequest, StreamingOutputCallResponse>
  {
    try await channel.bidirectional(
      path: "/grpc.testing.TestService/HalfDuplexCall", options: options)
  }

  /// The test server will not implement this method. It will be used
  /// to test the behavior when clients call unimplemented methods.
  package func unimplementedCall(_ request: Empty, options: CallOptions = CallOptions())
    async throws(RPCError) -> Empty
  {
    try await channel.unary(
      path: "/grpc.testing.TestService/UnimplementedCall", request, options: options)
  }
}

/// A simple service NOT implemented at servers so clients can test for
/// that case.
package protocol UnimplementedServiceProvider: Sendable {
  /// A call that no server should implement
  func unimplementedCall(_ request: Empty, context: ServerContext) async throws(RPCError) -> Empty
}

extension UnimplementedServiceProvider {
  /// The methods by their names, for `Router.register(_:)`.
  package var routes: ServiceRoutes {
    ServiceRoutes(
      service: "grpc.testing.UnimplementedService",
      methods: [
        "UnimplementedCall": MethodHandler.unary(Empty.self, Empty.self) {
          (request, context) async throws(RPCError) in
          try await unimplementedCall(request, context: context)
        }
      ])
  }
}

/// Calls `grpc.testing.UnimplementedService`.
///
/// A simple service NOT implemented at servers so clients can test for
/// that case.
package struct UnimplementedServiceClient: Sendable {
  private let channel: ClientChannel

  package init(_ channel: ClientChannel) { self.channel = channel }

  /// A call that no server should implement
  package func unimplementedCall(_ request: Empty, options: CallOptions = CallOptions())
    async throws(RPCError) -> Empty
  {
    try await channel.unary(
      path: "/grpc.testing.UnimplementedService/UnimplementedCall", request, options: options)
  }
}

/// A service used to control reconnect server.
package protocol ReconnectServiceProvider: Sendable {
  func start(_ request: ReconnectParams, context: ServerContext) async throws(RPCError) -> Empty

  func stop(_ request: Empty, context: ServerContext) async throws(RPCError) -> ReconnectInfo
}

extension ReconnectServiceProvider {
  /// The methods by their names, for `Router.register(_:)`.
  package var routes: ServiceRoutes {
    ServiceRoutes(
      service: "grpc.testing.ReconnectService",
      methods: [
        "Start": MethodHandler.unary(ReconnectParams.self, Empty.self) {
          (request, context) async throws(RPCError) in
          try await start(request, context: context)
        },
        "Stop": MethodHandler.unary(Empty.self, ReconnectInfo.self) {
          (request, context) async throws(RPCError) in
          try await stop(request, context: context)
        },
      ])
  }
}

/// Calls `grpc.testing.ReconnectService`.
///
/// A service used to control reconnect server.
package struct ReconnectServiceClient: Sendable {
  private let channel: ClientChannel

  package init(_ channel: ClientChannel) { self.channel = channel }

  package func start(_ request: ReconnectParams, options: CallOptions = CallOptions())
    async throws(RPCError) -> Empty
  {
    try await channel.unary(path: "/grpc.testing.ReconnectService/Start", request, options: options)
  }

  package func stop(_ request: Empty, options: CallOptions = CallOptions()) async throws(RPCError)
    -> ReconnectInfo
  {
    try await channel.unary(path: "/grpc.testing.ReconnectService/Stop", request, options: options)
  }
}

/// A service used to obtain stats for verifying LB behavior.
package protocol LoadBalancerStatsServiceProvider: Sendable {
  /// Gets the backend distribution for RPCs sent by a test client.
  func getClientStats(_ request: LoadBalancerStatsRequest, context: ServerContext)
    async throws(RPCError) -> LoadBalancerStatsResponse

  /// Gets the accumulated stats for RPCs sent by a test client.
  func getClientAccumulatedStats(
    _ request: LoadBalancerAccumulatedStatsRequest, context: ServerContext
  ) async throws(RPCError) -> LoadBalancerAccumulatedStatsResponse
}

extension LoadBalancerStatsServiceProvider {
  /// The methods by their names, for `Router.register(_:)`.
  package var routes: ServiceRoutes {
    ServiceRoutes(
      service: "grpc.testing.LoadBalancerStatsService",
      methods: [
        "GetClientStats": MethodHandler.unary(
          LoadBalancerStatsRequest.self, LoadBalancerStatsResponse.self
        ) { (request, context) async throws(RPCError) in
          try await getClientStats(request, context: context)
        },
        "GetClientAccumulatedStats": MethodHandler.unary(
          LoadBalancerAccumulatedStatsRequest.self, LoadBalancerAccumulatedStatsResponse.self
        ) { (request, context) async throws(RPCError) in
          try await getClientAccumulatedStats(request, context: context)
        },
      ])
  }
}

/// Calls `grpc.testing.LoadBalancerStatsService`.
///
/// A service used to obtain stats for verifying LB behavior.
package struct LoadBalancerStatsServiceClient: Sendable {
  private let channel: ClientChannel

  package init(_ channel: ClientChannel) { self.channel = channel }

  /// Gets the backend distribution for RPCs sent by a test client.
  package func getClientStats(
    _ request: LoadBalancerStatsRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> LoadBalancerStatsResponse {
    try await channel.unary(
      path: "/grpc.testing.LoadBalancerStatsService/GetClientStats", request, options: options)
  }

  /// Gets the accumulated stats for RPCs sent by a test client.
  package func getClientAccumulatedStats(
    _ request: LoadBalancerAccumulatedStatsRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> LoadBalancerAccumulatedStatsResponse {
    try await channel.unary(
      path: "/grpc.testing.LoadBalancerStatsService/GetClientAccumulatedStats", request,
      options: options)
  }
}

/// A service to remotely control health status of an xDS test server.
package protocol XdsUpdateHealthServiceProvider: Sendable {
  func setServing(_ request: Empty, context: ServerContext) async throws(RPCError) -> Empty

  func setNotServing(_ request: Empty, context: ServerContext) async throws(RPCError) -> Empty
}

extension XdsUpdateHealthServiceProvider {
  /// The methods by their names, for `Router.register(_:)`.
  package var routes: ServiceRoutes {
    ServiceRoutes(
      service: "grpc.testing.XdsUpdateHealthService",
      methods: [
        "SetServing": MethodHandler.unary(Empty.self, Empty.self) {
          (request, context) async throws(RPCError) in
          try await setServing(request, context: context)
        },
        "SetNotServing": MethodHandler.unary(Empty.self, Empty.self) {
          (request, context) async throws(RPCError) in
          try await setNotServing(request, context: context)
        },
      ])
  }
}

/// Calls `grpc.testing.XdsUpdateHealthService`.
///
/// A service to remotely control health status of an xDS test server.
package struct XdsUpdateHealthServiceClient: Sendable {
  private let channel: ClientChannel

  package init(_ channel: ClientChannel) { self.channel = channel }

  package func setServing(_ request: Empty, options: CallOptions = CallOptions())
    async throws(RPCError) -> Empty
  {
    try await channel.unary(
      path: "/grpc.testing.XdsUpdateHealthService/SetServing", request, options: options)
  }

  package func setNotServing(_ request: Empty, options: CallOptions = CallOptions())
    async throws(RPCError) -> Empty
  {
    try await channel.unary(
      path: "/grpc.testing.XdsUpdateHealthService/SetNotServing", request, options: options)
  }
}

/// A service to dynamically update the configuration of an xDS test client.
package protocol XdsUpdateClientConfigureServiceProvider: Sendable {
  /// Update the tes client's configuration.
  func configure(_ request: ClientConfigureRequest, context: ServerContext) async throws(RPCError)
    -> ClientConfigureResponse
}

extension XdsUpdateClientConfigureServiceProvider {
  /// The methods by their names, for `Router.register(_:)`.
  package var routes: ServiceRoutes {
    ServiceRoutes(
      service: "grpc.testing.XdsUpdateClientConfigureService",
      methods: [
        "Configure": MethodHandler.unary(ClientConfigureRequest.self, ClientConfigureResponse.self)
        { (request, context) async throws(RPCError) in
          try await configure(request, context: context)
        }
      ])
  }
}

/// Calls `grpc.testing.XdsUpdateClientConfigureService`.
///
/// A service to dynamically update the configuration of an xDS test client.
package struct XdsUpdateClientConfigureServiceClient: Sendable {
  private let channel: ClientChannel

  package init(_ channel: ClientChannel) { self.channel = channel }

  /// Update the tes client's configuration.
  package func configure(_ request: ClientConfigureRequest, options: CallOptions = CallOptions())
    async throws(RPCError) -> ClientConfigureResponse
  {
    try await channel.unary(
      path: "/grpc.testing.XdsUpdateClientConfigureService/Configure", request, options: options)
  }
}
