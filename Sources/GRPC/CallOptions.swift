/// What a caller sets for one call.
package struct CallOptions: Sendable {
  /// After this time the call fails with `DEADLINE_EXCEEDED`; `nil`: what the service config says, else it may take for
  /// ever. It counts waiting for a connection and every attempt.
  package var timeout: Duration?
  /// Metadata sent with the request.
  package var metadata: Metadata
  /// Whether the call waits for a server while none can be reached, instead of failing with `UNAVAILABLE`; `nil`: what
  /// the service config says, else it does not.
  package var waitForReady: Bool?
  /// Which requests are sent in gzip. A server that does not read it answers UNIMPLEMENTED; answers in gzip are read in
  /// any case.
  package var compression: Compression

  package init(
    timeout: Duration? = nil, metadata: Metadata = Metadata(), waitForReady: Bool? = nil,
    compression: Compression = .off
  ) {
    self.timeout = timeout
    self.metadata = metadata
    self.waitForReady = waitForReady
    self.compression = compression
  }
}
