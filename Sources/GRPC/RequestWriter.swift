import Protobuf

/// Where a client writes the messages of a streaming request. One task writes at a time.
package struct RequestWriter<Request: ProtobufMessage>: Sendable {
  let call: ClientCall

  /// Sends one message; waits while the server does not read.
  ///
  /// - Parameter compression: of this message; nil as of the call. A call whose compression is off stays so.
  /// - Throws: the status with which the call has ended.
  package func write(_ message: Request, compression: Compression? = nil)
    async throws(RPCError)
  {
    try await call.send(EncodedMessage(message), compression)
  }

  /// Tells the server that no more messages come.
  package func finish() async { await call.endRequests() }
}
