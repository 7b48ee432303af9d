/// What one client, and all together, may take.
struct LimitsConfiguration: Sendable, Equatable {
  /// Longest request message, in bytes.
  var maxMessageBytes: Int64
  /// Calls at the same time on one connection.
  var maxConcurrentStreams: Int64
  /// Connections at the same time.
  var maxConnections: Int64
}
