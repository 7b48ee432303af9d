/// What a caller sets for one call.
package struct CallOptions: Sendable {
  /// After this time the call fails with `DEADLINE_EXCEEDED`; `nil`: it may take for ever.
  package var timeout: Duration?
  /// Metadata sent with the request.
  package var metadata: Metadata

  package init(timeout: Duration? = nil, metadata: Metadata = Metadata()) {
    self.timeout = timeout
    self.metadata = metadata
  }
}
