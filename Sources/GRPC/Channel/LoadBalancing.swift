/// Which of a channel's subchannels, by index, a call goes to, and which are to be connected. Decides only.
protocol LoadBalancing: Sendable {
  /// So many subchannels there are from now on, all idle; what was known of others is forgotten.
  mutating func replaced(with reports: [SubchannelReport]) -> [LoadBalancingOrder]
  /// A call waits, or somebody asked for a connection.
  mutating func connectAsked() -> [LoadBalancingOrder]
  mutating func changed(_ index: Int, to report: SubchannelReport) -> [LoadBalancingOrder]
  /// The time that `startDelay` asked for is over.
  mutating func delayElapsed() -> [LoadBalancingOrder]
  /// The channel has been idle for long, and lets its connections go.
  mutating func becameIdle() -> [LoadBalancingOrder]

  /// The channel's state: calls wait unless it is ready or failing.
  var state: ConnectivityState { get }
  /// Where calls go when the state is ready, in turn.
  var ready: [Int] { get }
}

/// What a subchannel is worth to a load balancing policy.
enum SubchannelReport: Sendable, Equatable {
  case idle
  case connecting
  case ready
  /// It waits for its backoff, or says itself that it does not serve.
  case failed
}

enum LoadBalancingOrder: Sendable, Equatable {
  case connect(Int)
  case disconnect(Int)
  /// Call `delayElapsed` after the connection attempt delay; an earlier delay is void.
  case startDelay
}
