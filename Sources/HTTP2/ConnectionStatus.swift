/// What happened on one connection or several, for whoever looks into a running server.
package struct StreamCounts: Sendable, Hashable {
  /// Streams ended by both sides.
  package internal(set) var succeeded = 0
  /// Streams reset, or lost with the connection.
  package internal(set) var failed = 0
  package internal(set) var running = 0
  /// Ended streams whose handler said that what they were for failed.
  package internal(set) var handlersFailed = 0
  package internal(set) var messagesSent = 0
  package internal(set) var messagesReceived = 0
  package internal(set) var latestStream: ContinuousClock.Instant?

  package init() {}

  package var started: Int { succeeded + failed + running }

  mutating func ended(_ stream: Stream, _ end: StreamEnd) {
    if end == .reset(.noError) { succeeded += 1 } else { failed += 1 }
    if stream.hasFailed { handlersFailed += 1 }
    messagesSent += stream.messagesSent
    messagesReceived += stream.messagesReceived
  }

  package mutating func add(_ other: StreamCounts) {
    succeeded += other.succeeded
    failed += other.failed
    running += other.running
    handlersFailed += other.handlersFailed
    messagesSent += other.messagesSent
    messagesReceived += other.messagesReceived
    if let theirs = other.latestStream, theirs > latestStream ?? theirs.advanced(by: .seconds(-1)) {
      latestStream = theirs
    }
  }
}

/// One connection as it is at this moment.
package struct ConnectionStatus: Sendable {
  /// Unlike any other of the process; later ones have larger numbers.
  package let number: Int
  /// The other end, for people.
  package let peer: String
  package let local: Endpoint?
  package let remote: Endpoint?
  /// The name of its cipher (RFC 8446, appendix B.4); nil without TLS.
  package let cipher: String?
  package let counts: StreamCounts
  /// Bytes that may be received and sent on the connection before a WINDOW_UPDATE.
  package let localWindow: Int
  package let remoteWindow: Int
}

/// One address at which a server listens.
package struct ListenerStatus: Sendable {
  package let number: Int
  package let local: Endpoint
}
