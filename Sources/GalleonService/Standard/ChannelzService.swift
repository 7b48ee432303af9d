import GRPC
import GalleonAPI
import Glibc
import Synchronization

/// grpc.channelz.v1: the server and its sockets, and the client channels of the process with theirs, for whoever looks for what
/// a connection does. The counts are kept by each connection and channel on its own loop and asked for there; nothing is kept for
/// this service.
package final class ChannelzService: GrpcChannelzV1ChannelzProvider {
  /// A page has this many entries when the caller does not say; never more.
  private static let pageSizeMax = 100

  private struct Shown {
    weak var server: GRPCServer?
  }
  private let shown = Mutex(Shown())

  package init() {}

  /// Shows this server from now on. It holds its router, and with that this service: it is not held here.
  package func show(_ server: GRPCServer) {
    shown.withLock { $0.server = server }
  }

  private var server: GRPCServer? { shown.withLock(\.server) }

  package func getServers(
    _ request: GrpcChannelzV1GetServersRequest, context: ServerContext
  ) async throws(RPCError) -> GrpcChannelzV1GetServersResponse {
    _ = try Self.pageSize(request.maxResults)
    var answer = GrpcChannelzV1GetServersResponse(end: true)
    if let server, server.number >= request.startServerId {
      answer.server = [await Self.describe(server)]
    }
    return answer
  }

  package func getServer(
    _ request: GrpcChannelzV1GetServerRequest, context: ServerContext
  ) async throws(RPCError) -> GrpcChannelzV1GetServerResponse {
    GrpcChannelzV1GetServerResponse(server: await Self.describe(try server(request.serverId)))
  }

  package func getServerSockets(
    _ request: GrpcChannelzV1GetServerSocketsRequest, context: ServerContext
  ) async throws(RPCError) -> GrpcChannelzV1GetServerSocketsResponse {
    let size = try Self.pageSize(request.maxResults)
    let found = try await server(request.serverId).connections(
      from: Int(request.startSocketId), max: size + 1)
    return GrpcChannelzV1GetServerSocketsResponse(
      socketRef: found.prefix(size).map { .init(socketId: Int64($0.number), name: $0.peer) },
      end: found.count <= size)
  }

  package func getSocket(
    _ request: GrpcChannelzV1GetSocketRequest, context: ServerContext
  ) async throws(RPCError) -> GrpcChannelzV1GetSocketResponse {
    let number = Int(request.socketId)
    if let found = await server?.connections(from: number, max: 1).first, found.number == number {
      return GrpcChannelzV1GetSocketResponse(socket: .init(found))
    }
    if let found = await server?.listeners().first(where: { $0.number == number }) {
      return GrpcChannelzV1GetSocketResponse(socket: .init(found))
    }
    if let found = await ClientChannels.connection(number) {
      return GrpcChannelzV1GetSocketResponse(socket: .init(found, ofClient: true))
    }
    throw RPCError(code: .notFound, message: "there is no socket \(number); it may be closed")
  }

  package func getTopChannels(
    _ request: GrpcChannelzV1GetTopChannelsRequest, context: ServerContext
  ) async throws(RPCError) -> GrpcChannelzV1GetTopChannelsResponse {
    let size = try Self.pageSize(request.maxResults)
    let found = await ClientChannels.channels(from: Int(request.startChannelId), max: size + 1)
    return GrpcChannelzV1GetTopChannelsResponse(
      channel: found.prefix(size).map(GrpcChannelzV1Channel.init), end: found.count <= size)
  }

  package func getChannel(
    _ request: GrpcChannelzV1GetChannelRequest, context: ServerContext
  ) async throws(RPCError) -> GrpcChannelzV1GetChannelResponse {
    guard let found = await ClientChannels.channel(Int(request.channelId)) else {
      throw RPCError(code: .notFound, message: "there is no channel \(request.channelId)")
    }
    return GrpcChannelzV1GetChannelResponse(channel: .init(found))
  }

  package func getSubchannel(
    _ request: GrpcChannelzV1GetSubchannelRequest, context: ServerContext
  ) async throws(RPCError) -> GrpcChannelzV1GetSubchannelResponse {
    guard let found = await ClientChannels.subchannel(Int(request.subchannelId)) else {
      throw RPCError(code: .notFound, message: "there is no subchannel \(request.subchannelId)")
    }
    return GrpcChannelzV1GetSubchannelResponse(subchannel: .init(found))
  }

  private func server(_ number: Int64) throws(RPCError) -> GRPCServer {
    guard let server, Int64(server.number) == number else {
      throw RPCError(code: .notFound, message: "there is no server \(number)")
    }
    return server
  }

  private static func pageSize(_ asked: Int64) throws(RPCError) -> Int {
    guard asked >= 0 else {
      throw RPCError(code: .invalidArgument, message: "max_results must not be negative")
    }
    return asked == 0 ? pageSizeMax : min(Int(asked), pageSizeMax)
  }

  private static func describe(_ server: GRPCServer) async -> GrpcChannelzV1Server {
    let counts = await server.counts()
    let succeeded = counts.succeeded + counts.failed - counts.handlersFailed
    return GrpcChannelzV1Server(
      ref: .init(serverId: Int64(server.number), name: "galleond"),
      data: .init(
        callsStarted: Int64(counts.started), callsSucceeded: Int64(succeeded),
        callsFailed: Int64(counts.handlersFailed),
        lastCallStartedTimestamp: counts.latestStream.map(GoogleProtobufTimestamp.init(wallTime:))),
      listenSocket: await server.listeners().map {
        .init(socketId: Int64($0.number), name: $0.local.description)
      })
  }
}

extension GrpcChannelzV1Channel {
  fileprivate init(_ channel: ChannelStatus) {
    self.init()
    ref = .init(channelId: Int64(channel.number), name: channel.target)
    data = .init(channel.target, channel.state, channel.calls)
    subchannelRef = channel.subchannels.map {
      .init(subchannelId: Int64($0.number), name: $0.target)
    }
  }
}

extension GrpcChannelzV1Subchannel {
  fileprivate init(_ subchannel: SubchannelStatus) {
    self.init()
    ref = .init(subchannelId: Int64(subchannel.number), name: subchannel.target)
    data = .init(subchannel.target, subchannel.state, subchannel.calls)
    socketRef = subchannel.connections.map { .init(socketId: Int64($0.number), name: $0.peer) }
  }
}

extension GrpcChannelzV1ChannelData {
  fileprivate init(_ target: String, _ state: ConnectivityState, _ calls: ChannelCalls) {
    self.init(
      state: .init(state: .init(state)), target: target, callsStarted: Int64(calls.started),
      callsSucceeded: Int64(calls.succeeded), callsFailed: Int64(calls.failed),
      lastCallStartedTimestamp: calls.latestStart.map(GoogleProtobufTimestamp.init(wallTime:)))
  }
}

extension GrpcChannelzV1ChannelConnectivityState.State {
  fileprivate init(_ state: ConnectivityState) {
    self =
      switch state {
      case .idle: .idle
      case .connecting: .connecting
      case .ready: .ready
      case .transientFailure: .transientFailure
      case .shutdown: .shutdown
      }
  }
}

extension GrpcChannelzV1Socket {
  fileprivate init(_ connection: ConnectionStatus, ofClient: Bool = false) {
    self.init()
    ref = .init(socketId: Int64(connection.number), name: connection.peer)
    let counts = connection.counts
    var data = GrpcChannelzV1SocketData()
    data.streamsStarted = Int64(counts.started)
    data.streamsSucceeded = Int64(counts.succeeded)
    data.streamsFailed = Int64(counts.failed)
    data.messagesSent = Int64(counts.messagesSent)
    data.messagesReceived = Int64(counts.messagesReceived)
    let latest = counts.latestStream.map(GoogleProtobufTimestamp.init(wallTime:))
    if ofClient {
      data.lastLocalStreamCreatedTimestamp = latest
    } else {
      data.lastRemoteStreamCreatedTimestamp = latest
    }
    data.localFlowControlWindow = .init(value: Int64(connection.localWindow))
    data.remoteFlowControlWindow = .init(value: Int64(connection.remoteWindow))
    self.data = data
    local = connection.local.map(GrpcChannelzV1Address.init)
    remote = connection.remote.map(GrpcChannelzV1Address.init)
    if let cipher = connection.cipher {
      security = .init(model: .tls(.init(cipherSuite: .standardName(cipher))))
    }
  }

  fileprivate init(_ listener: ListenerStatus) {
    self.init()
    ref = .init(socketId: Int64(listener.number), name: listener.local.description)
    local = .init(listener.local)
  }
}

extension GrpcChannelzV1Address {
  fileprivate init(_ target: Target) {
    switch target {
    case .unix(let path):
      self.init(address: .udsAddress(.init(filename: path)))
    case .tcp(_, let port):
      guard let bytes = target.addressBytes else {
        self.init(address: .otherAddress(.init(name: target.description)))
        return
      }
      self.init(address: .tcpipAddress(.init(ipAddress: bytes, port: Int32(port))))
    }
  }
}

extension GoogleProtobufTimestamp {
  /// A moment of the clock that goes on evenly, as the wall clock would have shown it.
  fileprivate init(wallTime moment: ContinuousClock.Instant) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let ago = moment.duration(to: .now)
    let then = Duration.seconds(now.tv_sec) + .nanoseconds(now.tv_nsec) - ago
    self.init()
    seconds = then.components.seconds
    nanos = Int32(then.components.attoseconds / 1_000_000_000)
  }
}
