/// How a call fails: what the server's handler throws and what the client's caller catches.
package struct RPCError: Error, Hashable, Sendable {
  /// The class of the failure. `.ok` is not a failure: a server sends it as `UNKNOWN`.
  package var code: StatusCode

  /// A sentence for a person. Any Unicode; travels percent-encoded in `grpc-message`.
  package var message: String

  /// An encoded `google.rpc.Status` (`grpc-status-details-bin`), or `nil` when there are no details.
  package var details: [UInt8]?

  /// Trailing metadata that travels with the failure.
  package var metadata: Metadata

  package init(
    code: StatusCode, message: String, details: [UInt8]? = nil, metadata: Metadata = Metadata()
  ) {
    self.code = code
    self.message = message
    self.details = details
    self.metadata = metadata
  }
}

extension RPCError: CustomStringConvertible {
  package var description: String { "\(code.name): \(message)" }
}

extension RPCError {
  /// The same, with `grpc-retry-pushback-ms`: when a client that retries by its service config should do so (gRFC A6).
  package func retriable(after delay: Duration) -> RPCError {
    var copy = self
    let milliseconds = max(0, Int(delay / .milliseconds(1)))
    do throws(RPCError) {
      try copy.metadata.append("grpc-retry-pushback-ms", "\(milliseconds)")
    } catch {
      preconditionFailure("the name of the pushback is one that applications may send")
    }
    return copy
  }

  /// The call was given up by the client or lost with its connection.
  static let cancelled = RPCError(code: .cancelled, message: "the call was cancelled")

  /// What the caller showed at the beginning of a stream has expired.
  static let callerExpired = RPCError(
    code: .unauthenticated,
    message: "what the call began with has expired; come back with something new")

  /// The call's deadline passed before it ended.
  static let deadlineExceeded = RPCError(
    code: .deadlineExceeded, message: "the deadline of the call has passed")
}
