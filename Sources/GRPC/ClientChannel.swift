import HTTP2
import Protobuf
import Synchronization

/// A client's way to a service: connections to one or several servers, made when they are needed and again when they are
/// lost, and calls over them.
package final class ClientChannel: Sendable {
  package struct Configuration: Sendable {
    /// The longest response message, in bytes without framing; the service config may say less.
    package var messageBytesMax = 4 * 1024 * 1024
    /// Of each address by itself.
    package var backoff = Backoff()
    /// Makes connections secure; nil leaves them plain.
    package var tls: TLSClient?
    /// Sent as `user-agent`.
    package var userAgent = "grpc-swift-galleon/1"
    /// How long one attempt to connect may take at least.
    package var connectTimeout = Duration.seconds(20)
    /// Nil sends no PINGs.
    package var keepalive: Keepalive?
    /// After so long without a call the connections are let go; nil keeps them.
    package var idleTimeout: Duration? = .seconds(30 * 60)
    /// Which calls are sent again, how long they may take, and how servers are chosen.
    package var serviceConfig = ServiceConfig()
    /// Bytes of requests that a call keeps for another attempt; beyond them there is none.
    package var replayBytesMax = 256 * 1024
    /// Host names are looked up again after a failure, but not more often than this.
    package var resolveInterval = Duration.seconds(30)

    package init() {}

    /// Health is watched where there is a choice of servers.
    var healthService: String? {
      switch serviceConfig.loadBalancing {
      case .pickFirst: nil
      case .roundRobin: serviceConfig.healthCheckService
      }
    }
  }

  package let servers: ServerList
  private let configuration: Configuration
  private let core: ChannelCore

  /// A channel that connects when the first call needs it.
  ///
  /// - Throws: `UNAVAILABLE` when this process can have no more threads.
  package init(
    to servers: ServerList, configuration: Configuration = Configuration()
  ) throws(RPCError) {
    self.servers = servers
    self.configuration = configuration
    do throws(HTTP2Error) {
      core = ChannelCore(servers, configuration, try ClientLoop.shared.get())
    } catch {
      throw RPCError(error, doing: "cannot reach \(servers)")
    }
    ClientChannels.add(core)
  }

  deinit {
    core.loop.execute { [core] in core.close() }
  }

  /// A channel that is connected.
  ///
  /// - Throws: `UNAVAILABLE`: "cannot reach 127.0.0.1:50051: connection refused".
  package static func connect(
    to target: Target, configuration: Configuration = Configuration()
  ) async throws(RPCError) -> ClientChannel {
    let channel = try ClientChannel(to: ServerList(target), configuration: configuration)
    try await channel.ready()
    return channel
  }

  /// Closes the connections; running calls fail with `UNAVAILABLE`, later ones too.
  package func close() async {
    await core.loop.ask { [core] in core.close() }
  }

  // MARK: Connectivity

  package var state: ConnectivityState { core.board.state }

  /// The state now, and every later one as far as the reader keeps up; the latest always comes.
  package func states() -> AsyncStream<ConnectivityState> { core.board.changes() }

  /// Begins to connect, without a call.
  package func connect() {
    core.loop.execute { [core] in core.connect() }
  }

  /// Connects, and returns when calls can be sent.
  ///
  /// - Parameter isPatient: goes on waiting when no server can be reached, until the deadline.
  /// - Throws: `UNAVAILABLE` with each address and why, `DEADLINE_EXCEEDED`, `CANCELLED`.
  package func ready(
    deadline: ContinuousClock.Instant? = nil, isPatient: Bool = false
  ) async throws(RPCError) {
    try await ReadyWait(core, deadline: deadline, isPatient: isPatient).wait()
  }

  // MARK: Calls

  /// One request, one response. Cancelling the calling task resets the call.
  package func unary<Request: ProtobufMessage, Response: ProtobufMessage>(
    path: String, _ request: Request, options: CallOptions = CallOptions(),
    returning: Response.Type = Response.self
  ) async throws(RPCError) -> Response {
    let framed = try EncodedMessage(request).framed(options.compression)
    let call = try call(path, .unary, options, only: framed)
    return try Codec.decodeResponse(
      Response.self, await call.unary(framed), limits: call.limits)
  }

  /// One request, a stream of responses.
  package func serverStreaming<Request: ProtobufMessage, Response: ProtobufMessage>(
    path: String, _ request: Request, options: CallOptions = CallOptions(),
    returning: Response.Type = Response.self
  ) async throws(RPCError) -> ResponseStream<Response> {
    let framed = try EncodedMessage(request).framed(options.compression)
    let call = try call(path, .serverStreaming, options, only: framed)
    await call.start(only: framed)
    return ResponseStream(call: call)
  }

  /// A stream of requests, written by `requests`, and one response. The requests end when the
  /// closure returns; if it throws, the call is cancelled.
  package func clientStreaming<Request: ProtobufMessage, Response: ProtobufMessage>(
    path: String, options: CallOptions = CallOptions(), returning: Response.Type = Response.self,
    requests: (RequestWriter<Request>) async throws(RPCError) -> Void
  ) async throws(RPCError) -> Response {
    let call = try call(path, .clientStreaming, options, only: nil)
    await call.start(only: nil)
    do throws(RPCError) {
      try await requests(RequestWriter(call: call))
    } catch {
      call.cancel()
      throw error
    }
    await call.endRequests()
    return try Codec.decodeResponse(
      Response.self, await call.onlyMessage(), limits: call.limits)
  }

  /// Streams in both directions.
  package func bidirectional<Request: ProtobufMessage, Response: ProtobufMessage>(
    path: String, options: CallOptions = CallOptions(), sending: Request.Type = Request.self,
    returning: Response.Type = Response.self
  ) async throws(RPCError) -> BidirectionalCall<Request, Response> {
    let call = try call(path, .bidirectional, options, only: nil)
    await call.start(only: nil)
    return BidirectionalCall(
      requests: RequestWriter(call: call), responses: ResponseStream(call: call))
  }

  private func call(
    _ path: String, _ kind: CallKind, _ options: CallOptions, only framed: [UInt8]?
  ) throws(RPCError) -> ClientCall {
    let plan = CallPlan(path: path, kind: kind, options: options, configuration: configuration)
    if let framed { try plan.check(framed) }
    return ClientCall(plan, core: core)
  }
}
