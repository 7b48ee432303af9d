/// What a caller sets for one call.
package struct CallOptions: Sendable {
  /// After this time the call fails with `DEADLINE_EXCEEDED`; `nil`: it may take for ever.
  package var timeout: Duration?
  /// Metadata sent with the request.
  package var metadata: Metadata
  /// Which requests are sent in gzip. A server that does not read it answers UNIMPLEMENTED; answers in gzip are read in
  /// any case.
  package var compression: Compression

  package init(
    timeout: Duration? = nil, metadata: Metadata = Metadata(), compression: Compression = .off
  ) {
    self.timeout = timeout
    self.metadata = metadata
    self.compression = compression
  }
}
