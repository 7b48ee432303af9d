import Protobuf

/// Where the handler of a streaming response writes its messages. One task writes at a time.
package struct ResponseWriter<Response: ProtobufMessage>: Sendable {
  let call: ServerCall

  /// Sends one message, after the headers if they have not been sent yet.
  ///
  /// Waits while the peer does not read: the only back-pressure is that of HTTP/2.
  ///
  /// - Throws: `CANCELLED` or `DEADLINE_EXCEEDED` when the call is over, `INTERNAL` if the message
  ///   cannot be encoded.
  package func write(_ message: Response) async throws(RPCError) {
    try await write(encoded: EncodedMessage(message))
  }

  /// Sends a message that was encoded before, perhaps for several subscribers.
  ///
  /// - Throws: as `write(_:)`.
  package func write(encoded message: EncodedMessage) async throws(RPCError) {
    try await call.write(message.framed)
  }
}
