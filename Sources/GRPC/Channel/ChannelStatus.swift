import HTTP2

/// Calls of a channel or attempts of a subchannel, for whoever looks into a running process.
package struct ChannelCalls: Sendable, Hashable {
  package internal(set) var started = 0
  package internal(set) var succeeded = 0
  package internal(set) var failed = 0
  package internal(set) var latestStart: ContinuousClock.Instant?
}

/// One client channel as it is at this moment.
package struct ChannelStatus: Sendable {
  /// Unlike any other of the process; later ones have larger numbers.
  package let number: Int
  /// The servers, as they were written.
  package let target: String
  package let state: ConnectivityState
  package let calls: ChannelCalls
  package let subchannels: [SubchannelStatus]
}

/// One address of a client channel as it is at this moment.
package struct SubchannelStatus: Sendable {
  package let number: Int
  package let target: String
  package let state: ConnectivityState
  /// Attempts of calls on its connections, watches of its health among them.
  package let calls: ChannelCalls
  /// The connection that is used, and those whose last calls still run.
  package let connections: [ConnectionStatus]
}

extension ChannelCalls {
  /// Of a client's connections, where a handler says whether its call failed.
  init(_ counts: StreamCounts) {
    started = counts.started
    failed = counts.handlersFailed
    succeeded = counts.succeeded + counts.failed - failed
    latestStart = counts.latestStream
  }
}
