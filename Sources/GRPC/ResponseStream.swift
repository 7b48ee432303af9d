import Protobuf

/// The messages of a streaming response, in order. One task reads at a time; letting go of the
/// stream before its end cancels the call.
package final class ResponseStream<Response: ProtobufMessage>: Sendable {
  private let call: ClientCall

  init(call: ClientCall) {
    self.call = call
  }

  deinit { call.cancel() }

  /// The next message; `nil` after the last, when the call has succeeded.
  ///
  /// - Throws: the status of the call; `CANCELLED` if the calling task was cancelled, which also
  ///   cancels the call; `UNAVAILABLE` if the connection is lost.
  package func next() async throws(RPCError) -> Response? {
    guard let bytes = try await call.nextMessage() else { return nil }
    return try Codec.decodeResponse(Response.self, bytes, limits: call.limits)
  }

  /// Whether the message read last came compressed.
  package func isLatestCompressed() async -> Bool { await call.isLatestCompressed() }

  /// Gives the call up; `next()` throws `CANCELLED` from now on.
  package func cancel() { call.cancel() }

  /// Waits for the server's headers and returns their metadata.
  ///
  /// - Throws: the status of the call if it ends without headers.
  package func initialMetadata() async throws(RPCError) -> Metadata {
    try await call.initialMetadata()
  }

  /// The metadata that came with the status; empty before the end.
  package func trailingMetadata() async -> Metadata { await call.trailingMetadata() }
}
