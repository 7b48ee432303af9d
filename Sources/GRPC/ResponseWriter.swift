import Protobuf

/// Where the handler of a streaming response writes its messages. One task writes at a time.
package struct ResponseWriter<Response: ProtobufMessage>: Sendable {
  let call: ServerCall

  /// Sends one message, after the headers if they have not been sent yet.
  ///
  /// Waits while the peer does not read: the only back-pressure is that of HTTP/2.
  ///
  /// - Parameter compression: of this message; nil as of the call. A call whose compression was off when its headers
  ///   went out stays so.
  /// - Throws: `CANCELLED` or `DEADLINE_EXCEEDED` when the call is over, `INTERNAL` if the message
  ///   cannot be encoded.
  package func write(_ message: Response, compression: Compression? = nil)
    async throws(RPCError)
  {
    try await call.write(EncodedMessage(message), compression)
  }

  /// Sends a message as soon as the one before has left, so that one message at most waits for a peer that does not read.
  ///
  /// - Returns: false when the peer took nothing of the message before for `patience`. The message is not sent then, and
  ///   the call can only be failed: its status goes out although the peer's window is shut, in place of what waited.
  /// - Throws: as `write(_:)`.
  package func write(encoded message: EncodedMessage, patience: Duration)
    async throws(RPCError) -> Bool
  {
    try await call.write(message, patience: patience)
  }

  /// Sends a message that was encoded before, perhaps for several subscribers.
  ///
  /// - Throws: as `write(_:)`.
  package func write(encoded message: EncodedMessage) async throws(RPCError) {
    try await call.write(message)
  }
}
