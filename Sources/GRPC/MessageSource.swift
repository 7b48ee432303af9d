/// Where the messages of a stream come from that mostly waits: the call asks for the next one when there is room and there
/// may be one, on its loop. So ten thousand quiet streams cost no task each, and an event for all of them no task switch.
package protocol MessageSource: AnyObject, Sendable {
  /// The next message, if it is there. The one before has left whole. Must not block.
  func next() -> MessageSupply

  /// The peer took nothing of the last message for as long as the call waits: the error that ends the call. That message is
  /// dropped.
  func stuck() -> RPCError

  /// The connection is to be given up for a new one: the error that ends the call, with what the client needs to go on there.
  func movesOn() -> RPCError

  /// The call is over, whatever ended it. The last call, and exactly one.
  func closed()
}

/// What a `MessageSource` has.
package enum MessageSupply: Sendable {
  /// Nothing yet, but the call is let in: its headers go out. Until then an error is Trailers-Only.
  case accept
  /// Without `more` there is nothing after it until the bell is rung.
  case message(EncodedMessage, more: Bool)
  /// Nothing now; the bell is rung when there may be something.
  case nothing
  /// Nothing any more: the call ends, with an error or well.
  case end(RPCError?)
}

/// What a `MessageSource` rings when it may have a message, on any thread.
package struct Bell: Sendable {
  package let ring: @Sendable () -> Void

  package init(ring: @escaping @Sendable () -> Void) {
    self.ring = ring
  }
}

extension MessageSource {
  package func movesOn() -> RPCError { .connectionEnds }
}
