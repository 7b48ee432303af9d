import HTTP2

/// What one client, and all together, may take. Its defaults are those of the transport.
struct LimitsConfiguration: Sendable, Equatable {
  /// Longest request message, in bytes.
  var maxMessageBytes: Int64
  /// Calls at the same time on one connection.
  var maxConcurrentStreams: Int64
  /// Connections at the same time.
  var maxConnections: Int64
  /// What the transport enforces besides; set from the keys of the file.
  var transport = Limits()
}
