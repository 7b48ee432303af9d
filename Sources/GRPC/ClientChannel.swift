import HTTP2
import Protobuf
import Synchronization

/// A client's way to one server: one HTTP/2 connection, made again when it is lost.
package final class ClientChannel: Sendable {
  package struct Configuration: Sendable {
    /// The longest response message, in bytes without framing.
    package var messageBytesMax = 4 * 1024 * 1024
    package var backoff = Backoff()
    /// Makes connections secure; nil leaves them plain.
    package var tls: TLSClient?
    /// Sent as `user-agent`.
    package var userAgent = "grpc-swift-galleon/1"
    /// How long one attempt to connect may take.
    package var connectTimeout = Duration.seconds(20)

    package init() {}
  }

  package let target: Target
  private let configuration: Configuration
  private let connector: ChannelConnector

  private init(target: Target, configuration: Configuration, loop: EventLoop) {
    self.target = target
    self.configuration = configuration
    connector = ChannelConnector(
      target: target, tls: configuration.tls, backoff: configuration.backoff,
      timeout: configuration.connectTimeout,
      loop: loop)
  }

  deinit {
    Task { [connector] in await connector.close() }
  }

  /// Connects.
  ///
  /// - Throws: `UNAVAILABLE`: "cannot reach 127.0.0.1:50051: connection refused".
  package static func connect(
    to target: Target, configuration: Configuration = Configuration()
  ) async throws(RPCError) -> ClientChannel {
    let loop: EventLoop
    do throws(HTTP2Error) {
      loop = try ClientLoop.shared.get()
    } catch {
      throw RPCError(error, doing: "cannot reach \(target)")
    }
    let channel = ClientChannel(target: target, configuration: configuration, loop: loop)
    _ = try await channel.connector.connection(deadline: nil)
    return channel
  }

  /// Closes the connection; running calls fail with `UNAVAILABLE`, later ones too.
  package func close() async { await connector.close() }

  /// One request, one response. Cancelling the calling task resets the call.
  package func unary<Request: ProtobufMessage, Response: ProtobufMessage>(
    path: String, _ request: Request, options: CallOptions = CallOptions(),
    returning: Response.Type = Response.self
  ) async throws(RPCError) -> Response {
    let framed = try EncodedMessage(request).framed(options.compression)
    let call = try await start(path: path, kind: .unary, options: options, only: framed)
    return try Codec.decodeResponse(
      Response.self, await call.onlyMessage(), limits: call.limits)
  }

  /// One request, a stream of responses.
  package func serverStreaming<Request: ProtobufMessage, Response: ProtobufMessage>(
    path: String, _ request: Request, options: CallOptions = CallOptions(),
    returning: Response.Type = Response.self
  ) async throws(RPCError) -> ResponseStream<Response> {
    let framed = try EncodedMessage(request).framed(options.compression)
    return ResponseStream(
      call: try await start(path: path, kind: .serverStreaming, options: options, only: framed))
  }

  /// A stream of requests, written by `requests`, and one response. The requests end when the
  /// closure returns; if it throws, the call is cancelled.
  package func clientStreaming<Request: ProtobufMessage, Response: ProtobufMessage>(
    path: String, options: CallOptions = CallOptions(), returning: Response.Type = Response.self,
    requests: (RequestWriter<Request>) async throws(RPCError) -> Void
  ) async throws(RPCError) -> Response {
    let call = try await start(path: path, kind: .clientStreaming, options: options, only: nil)
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
    let call = try await start(path: path, kind: .bidirectional, options: options, only: nil)
    return BidirectionalCall(
      requests: RequestWriter(call: call), responses: ResponseStream(call: call))
  }

  /// Sends the headers, and the request of a call that has just one.
  private func start(
    path: String, kind: CallKind, options: CallOptions, only framed: [UInt8]?
  ) async throws(RPCError) -> ClientCall {
    let deadline = options.timeout.map { ContinuousClock.now.advanced(by: $0) }
    let connection = try await connector.connection(deadline: deadline)
    let call = ClientCall(
      loop: connection.loop, kind: kind, deadline: deadline,
      limits: DecodingLimits(messageBytes: configuration.messageBytesMax),
      compression: options.compression)
    try await call.start(
      on: connection,
      headers: RequestHeaders.list(
        path: path, isSecure: configuration.tls != nil, authority: target.authority,
        userAgent: configuration.userAgent,
        timeout: deadline.map { ContinuousClock.now.duration(to: $0) },
        compression: options.compression, metadata: options.metadata),
      only: framed)
    return call
  }
}
