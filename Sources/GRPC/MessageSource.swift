import HTTP2

/// Where the messages of a stream come from that mostly waits: the call asks for the next one when there is room and there
/// may be one, on its loop. So ten thousand quiet streams cost no task each, and an event for all of them no task switch.
package protocol MessageSource: AnyObject, Sendable {
  /// The next message, if it is there. The one before has left whole. Must not block.
  func next() -> MessageSupply

  /// How long a message may wait for a peer that takes nothing of the one before.
  var patience: Duration { get }

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
  let call: ServerCall

  /// Calls that are asked before what they have leaves.
  private static let atOnce = 128

  package func ring() {
    call.loop.execute { call.pull() }
  }

  /// Rings many in this order, with one hand-over to each loop. A loop asks some, sends what they have and goes round before it
  /// asks the next, so that the first need not wait for the last, and nor does anybody else.
  package static func ring(_ bells: [Bell]) {
    var rounds: [(loop: EventLoop, calls: [ServerCall])] = []
    for call in bells.lazy.map(\.call) {
      if let last = rounds.indices.last(where: { rounds[$0].loop === call.loop }) {
        rounds[last].calls.append(call)
      } else {
        rounds.append((call.loop, [call]))
      }
    }
    for round in rounds { pull(round.calls[...], on: round.loop) }
  }

  private static func pull(_ calls: ArraySlice<ServerCall>, on loop: EventLoop) {
    loop.execute {
      for call in calls.prefix(atOnce) { call.pull() }
      let rest = calls.dropFirst(atOnce)
      if !rest.isEmpty { pull(rest, on: loop) }
    }
  }
}

extension MessageSource {
  package func movesOn() -> RPCError { .connectionEnds }
}
