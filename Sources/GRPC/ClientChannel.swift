import Protobuf

/// A client's way to one server: one HTTP/2 connection, made again when it is lost.
package final class ClientChannel: Sendable {
  package struct Configuration: Sendable {
    /// The longest response message, in bytes without framing.
    package var messageBytesMax = 4 * 1024 * 1024
    package var backoff = Backoff()
    /// Sent as `user-agent`.
    package var userAgent = "grpc-swift-galleon/1"
    /// How long one attempt to connect may take.
    package var connectTimeout = Duration.seconds(20)

    package init() {}
  }

  package let target: Target

  private init(target: Target) {
    self.target = target
  }

  /// Connects.
  ///
  /// - Throws: `UNAVAILABLE`: "cannot reach 127.0.0.1:50051: connection refused".
  package static func connect(
    to target: Target, configuration: Configuration = Configuration()
  ) async throws(RPCError) -> ClientChannel {
    preconditionFailure("not yet")
  }

  /// Closes the connection; running calls fail with `CANCELLED`.
  package func close() async {
    preconditionFailure("not yet")
  }

  /// One request, one response. Cancelling the calling task resets the call.
  package func unary<Request: ProtobufMessage, Response: ProtobufMessage>(
    path: String, _ request: Request, options: CallOptions = CallOptions(),
    returning: Response.Type = Response.self
  ) async throws(RPCError) -> Response {
    preconditionFailure("not yet")
  }

  /// One request, a stream of responses.
  package func serverStreaming<Request: ProtobufMessage, Response: ProtobufMessage>(
    path: String, _ request: Request, options: CallOptions = CallOptions(),
    returning: Response.Type = Response.self
  ) async throws(RPCError) -> ResponseStream<Response> {
    preconditionFailure("not yet")
  }

  /// A stream of requests, written by `requests`, and one response. The stream ends when the
  /// closure returns; if it throws, the call is cancelled.
  package func clientStreaming<Request: ProtobufMessage, Response: ProtobufMessage>(
    path: String, options: CallOptions = CallOptions(), returning: Response.Type = Response.self,
    requests: (RequestWriter<Request>) async throws(RPCError) -> Void
  ) async throws(RPCError) -> Response {
    preconditionFailure("not yet")
  }

  /// Streams in both directions.
  package func bidirectional<Request: ProtobufMessage, Response: ProtobufMessage>(
    path: String, options: CallOptions = CallOptions(), sending: Request.Type = Request.self,
    returning: Response.Type = Response.self
  ) async throws(RPCError) -> BidirectionalCall<Request, Response> {
    preconditionFailure("not yet")
  }
}
