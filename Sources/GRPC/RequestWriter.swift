import Protobuf

/// Where a client writes the messages of a streaming request. One task writes at a time.
package struct RequestWriter<Request: ProtobufMessage>: Sendable {
  let call: ClientCall

  /// Sends one message; waits while the server does not read.
  ///
  /// - Throws: the status with which the call has ended.
  package func write(_ message: Request) async throws(RPCError) {
    try await call.send(EncodedMessage(message).framed)
  }

  /// Tells the server that no more messages come.
  package func finish() async { await call.endRequests() }
}
