import Protobuf

/// The messages of a streaming request, in order. One task reads at a time.
package struct RequestStream<Request: ProtobufMessage>: Sendable {
  let call: ServerCall

  /// The next message; `nil` after the last. Taking it lets the client send as much more.
  ///
  /// - Throws: `CANCELLED` or `DEADLINE_EXCEEDED` when the call is over, `INVALID_ARGUMENT` if the
  ///   message is malformed, or what the framing found wrong.
  package func next() async throws(RPCError) -> Request? {
    guard let bytes = try await call.nextRequest() else { return nil }
    return try Codec.decodeRequest(Request.self, bytes, limits: call.limits)
  }
}
