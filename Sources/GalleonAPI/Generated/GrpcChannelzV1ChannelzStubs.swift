// Made by protoc-gen-galleon from grpc/channelz/v1/channelz.proto; see scripts/generate-swift.sh.

import GRPC

/// Channelz is a service exposed by gRPC servers that provides detailed debug
/// information.
package protocol GrpcChannelzV1ChannelzProvider: Sendable {
  /// Gets all root channels (i.e. channels the application has directly
  /// created). This does not include subchannels nor non-top level channels.
  func getTopChannels(_ request: GrpcChannelzV1GetTopChannelsRequest, context: ServerContext)
    async throws(RPCError) -> GrpcChannelzV1GetTopChannelsResponse

  /// Gets all servers that exist in the process.
  func getServers(_ request: GrpcChannelzV1GetServersRequest, context: ServerContext)
    async throws(RPCError) -> GrpcChannelzV1GetServersResponse

  /// Returns a single Server, or else a NOT_FOUND code.
  func getServer(_ request: GrpcChannelzV1GetServerRequest, context: ServerContext)
    async throws(RPCError) -> GrpcChannelzV1GetServerResponse

  /// Gets all server sockets that exist in the process.
  func getServerSockets(_ request: GrpcChannelzV1GetServerSocketsRequest, context: ServerContext)
    async throws(RPCError) -> GrpcChannelzV1GetServerSocketsResponse

  /// Returns a single Channel, or else a NOT_FOUND code.
  func getChannel(_ request: GrpcChannelzV1GetChannelRequest, context: ServerContext)
    async throws(RPCError) -> GrpcChannelzV1GetChannelResponse

  /// Returns a single Subchannel, or else a NOT_FOUND code.
  func getSubchannel(_ request: GrpcChannelzV1GetSubchannelRequest, context: ServerContext)
    async throws(RPCError) -> GrpcChannelzV1GetSubchannelResponse

  /// Returns a single Socket or else a NOT_FOUND code.
  func getSocket(_ request: GrpcChannelzV1GetSocketRequest, context: ServerContext)
    async throws(RPCError) -> GrpcChannelzV1GetSocketResponse
}

extension GrpcChannelzV1ChannelzProvider {
  /// The methods by their names, for `Router.register(_:)`.
  package var routes: ServiceRoutes {
    ServiceRoutes(
      service: "grpc.channelz.v1.Channelz",
      methods: [
        "GetTopChannels": MethodHandler.unary(
          GrpcChannelzV1GetTopChannelsRequest.self, GrpcChannelzV1GetTopChannelsResponse.self
        ) { (request, context) async throws(RPCError) in
          try await getTopChannels(request, context: context)
        },
        "GetServers": MethodHandler.unary(
          GrpcChannelzV1GetServersRequest.self, GrpcChannelzV1GetServersResponse.self
        ) { (request, context) async throws(RPCError) in
          try await getServers(request, context: context)
        },
        "GetServer": MethodHandler.unary(
          GrpcChannelzV1GetServerRequest.self, GrpcChannelzV1GetServerResponse.self
        ) { (request, context) async throws(RPCError) in
          try await getServer(request, context: context)
        },
        "GetServerSockets": MethodHandler.unary(
          GrpcChannelzV1GetServerSocketsRequest.self, GrpcChannelzV1GetServerSocketsResponse.self
        ) { (request, context) async throws(RPCError) in
          try await getServerSockets(request, context: context)
        },
        "GetChannel": MethodHandler.unary(
          GrpcChannelzV1GetChannelRequest.self, GrpcChannelzV1GetChannelResponse.self
        ) { (request, context) async throws(RPCError) in
          try await getChannel(request, context: context)
        },
        "GetSubchannel": MethodHandler.unary(
          GrpcChannelzV1GetSubchannelRequest.self, GrpcChannelzV1GetSubchannelResponse.self
        ) { (request, context) async throws(RPCError) in
          try await getSubchannel(request, context: context)
        },
        "GetSocket": MethodHandler.unary(
          GrpcChannelzV1GetSocketRequest.self, GrpcChannelzV1GetSocketResponse.self
        ) { (request, context) async throws(RPCError) in
          try await getSocket(request, context: context)
        },
      ])
  }
}

/// Calls `grpc.channelz.v1.Channelz`.
///
/// Channelz is a service exposed by gRPC servers that provides detailed debug
/// information.
package struct GrpcChannelzV1ChannelzClient: Sendable {
  private let channel: ClientChannel

  package init(_ channel: ClientChannel) { self.channel = channel }

  /// Gets all root channels (i.e. channels the application has directly
  /// created). This does not include subchannels nor non-top level channels.
  package func getTopChannels(
    _ request: GrpcChannelzV1GetTopChannelsRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> GrpcChannelzV1GetTopChannelsResponse {
    try await channel.unary(
      path: "/grpc.channelz.v1.Channelz/GetTopChannels", request, options: options)
  }

  /// Gets all servers that exist in the process.
  package func getServers(
    _ request: GrpcChannelzV1GetServersRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> GrpcChannelzV1GetServersResponse {
    try await channel.unary(
      path: "/grpc.channelz.v1.Channelz/GetServers", request, options: options)
  }

  /// Returns a single Server, or else a NOT_FOUND code.
  package func getServer(
    _ request: GrpcChannelzV1GetServerRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> GrpcChannelzV1GetServerResponse {
    try await channel.unary(path: "/grpc.channelz.v1.Channelz/GetServer", request, options: options)
  }

  /// Gets all server sockets that exist in the process.
  package func getServerSockets(
    _ request: GrpcChannelzV1GetServerSocketsRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> GrpcChannelzV1GetServerSocketsResponse {
    try await channel.unary(
      path: "/grpc.channelz.v1.Channelz/GetServerSockets", request, options: options)
  }

  /// Returns a single Channel, or else a NOT_FOUND code.
  package func getChannel(
    _ request: GrpcChannelzV1GetChannelRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> GrpcChannelzV1GetChannelResponse {
    try await channel.unary(
      path: "/grpc.channelz.v1.Channelz/GetChannel", request, options: options)
  }

  /// Returns a single Subchannel, or else a NOT_FOUND code.
  package func getSubchannel(
    _ request: GrpcChannelzV1GetSubchannelRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> GrpcChannelzV1GetSubchannelResponse {
    try await channel.unary(
      path: "/grpc.channelz.v1.Channelz/GetSubchannel", request, options: options)
  }

  /// Returns a single Socket or else a NOT_FOUND code.
  package func getSocket(
    _ request: GrpcChannelzV1GetSocketRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> GrpcChannelzV1GetSocketResponse {
    try await channel.unary(path: "/grpc.channelz.v1.Channelz/GetSocket", request, options: options)
  }
}
