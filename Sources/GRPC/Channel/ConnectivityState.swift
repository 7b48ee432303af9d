/// How a channel stands with its servers (grpc/grpc doc/connectivity-semantics-and-api.md).
package enum ConnectivityState: String, Sendable, Hashable, CaseIterable {
  /// No connection, because nobody needs one.
  case idle = "IDLE"
  /// A connection is being made.
  case connecting = "CONNECTING"
  /// Calls can be sent.
  case ready = "READY"
  /// The last attempt failed; another one follows after the backoff.
  case transientFailure = "TRANSIENT_FAILURE"
  /// The channel was closed.
  case shutdown = "SHUTDOWN"
}
