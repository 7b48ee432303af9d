/// How long connections live, and how it is noticed that their clients do not.
struct ConnectionsConfiguration: Sendable, Equatable {
  /// When a connection is to be given up for a new one, a tenth more or less; nil is never.
  var maxAge: Duration?
  /// How long its running calls may take then.
  var maxAgeGrace: Duration
  /// How long a connection may have no call; nil is for ever.
  var maxIdle: Duration?
  /// How long a client may be silent before it is asked for a sign of life; nil never asks.
  var keepaliveInterval: Duration?
  /// How long it may take to give one.
  var keepaliveTimeout: Duration
  /// The least time between a client's own PINGs.
  var minPingInterval: Duration
}
