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
  nonisolated(nonsending) package func write(_ message: Response, compression: Compression? = nil)
    async throws(RPCError)
  {
    if compression == nil, let hasRoom = try call.sendAsItIs(message) {
      return hasRoom ? () : try await call.room()
    }
    try await call.write(EncodedMessage(message), compression)
  }

  /// Leaves the call to a source: when the handler has returned the call goes on with what `make`'s source has. One message at most waits for a peer that does not read.
  ///
  /// - Parameter make: gets the bell to ring when there may be a message. When the peer takes nothing for as long as the source is
  ///   patient, the call is ended with what it answers to `stuck`: the status goes out then although the peer's window is
  ///   shut, in place of what waited.
  /// - Throws: `CANCELLED` or `DEADLINE_EXCEEDED` when the call is over; then no source was made.
  package func feed(
    from make: @escaping @Sendable (Bell) -> any MessageSource
  ) async throws(RPCError) {
    try await call.feed(from: make)
  }

  /// Sends a message that was encoded before, perhaps for several subscribers.
  ///
  /// - Throws: as `write(_:)`.
  nonisolated(nonsending)
    package func write(encoded message: EncodedMessage) async throws(RPCError)
  {
    try await call.write(message, nil)
  }
}
