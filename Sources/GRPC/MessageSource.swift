import HTTP2

/// Where the messages of a stream come from that mostly waits: the call asks for the next one when there is room and there
/// may be one, on its loop. So ten thousand quiet streams cost no task each, and an event for all of them no task switch.
package protocol MessageSource: AnyObject, Sendable {
  /// The next message, if it is there. The one before has left whole. Must not block.
  func next() -> MessageSupply

  /// `next` follows in a moment: what it touches may be fetched into the processor's caches. Must not wait.
  func isAboutToBeAsked()

  /// How long a message may wait for a peer that takes nothing of the one before.
  var patience: Duration { get }

  /// The peer took nothing of the last message for as long as the call waits: the error that ends the call. That message is
  /// dropped.
  func stuck() -> RPCError

  /// The connection is to be given up for a new one: the error that ends the call, with what the client needs to go on there.
  func movesOn() -> RPCError

  /// Up to which place of its row all was sent, if nothing but what the row has is to be sent after it.
  var step: Int64? { get }

  /// Its row has sent messages up to a place; the last one follows on the place `before`. What was before that has left.
  func wasSent(upTo place: Int64, before: Int64)

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
  private let loop: EventLoop
  /// Of the call: to have it fetched without a look at it.
  private let address: UInt

  init(call: ServerCall) {
    self.call = call
    address = UInt(bitPattern: Unmanaged.passUnretained(call).toOpaque())
    loop = call.loop
  }

  /// Calls that are asked before what they have leaves.
  private static let atOnce = 128

  package func ring() {
    loop.execute { call.pull() }
  }

  /// What tells the loops of calls apart.
  package var loopKey: ObjectIdentifier { ObjectIdentifier(loop) }

  /// A row of calls of the same loop.
  package func makeRow(_ source: any FeedRowSource) -> FeedRow { FeedRow(loop, source) }

  /// From now on the row has its messages sent on the call. To be called by the source while it is asked for a message.
  package func join(_ row: FeedRow) { call.feed?.sit(in: row, call) }

  /// `ring` follows in a moment: has the processor fetch what it touches.
  package func isAboutToBeRung() {
    fetch(at: UnsafeRawPointer(bitPattern: address), bytes: 64)
  }

  /// Rings many in this order, with one hand-over to each loop. A loop asks some, sends what they have and goes round before it
  /// asks the next, so that the first need not wait for the last, and nor does anybody else.
  package static func ring(_ bells: [Bell]) {
    var rounds: [(loop: EventLoop, calls: [ServerCall])] = []
    for bell in bells {
      if let last = rounds.indices.last(where: { rounds[$0].loop === bell.loop }) {
        rounds[last].calls.append(bell.call)
      } else {
        rounds.append((bell.loop, [bell.call]))
      }
    }
    for round in rounds { pull(round.calls[...], on: round.loop) }
  }

  private static func pull(_ calls: ArraySlice<ServerCall>, on loop: EventLoop) {
    loop.execute {
      calls.prefix(atOnce).withUnsafeBufferPointer { pull($0) }
      let rest = calls.dropFirst(atOnce)
      if !rest.isEmpty { pull(rest, on: loop) }
    }
  }

  /// How many calls later each step of fetching is needed.
  private static let fetched = [12, 9, 6, 3]
  /// Calls after which frames are made of what they have.
  private static let framedAtOnce = 8

  /// Most of what a quiet call needs has left the processor's caches: it is fetched while the ones before are asked.
  private static func pull(_ calls: UnsafeBufferPointer<ServerCall>) {
    guard !calls.isEmpty else { return }
    // Who retains a call to fetch it waits for it.
    let addresses = UnsafeRawBufferPointer(calls).bindMemory(to: UnsafeRawPointer.self)
    for place in -fetched[0]..<calls.count {
      for (step, ahead) in fetched.enumerated() where calls.indices.contains(place + ahead) {
        if step > 0 {
          calls[place + ahead].fetchForPull(step)
        } else {
          fetch(at: addresses[place + ahead], bytes: ServerCall.fetchedBytes)
        }
      }
      guard place >= 0 else { continue }
      calls[place].pull()
      if place % framedAtOnce == framedAtOnce - 1 { calls[place].stream.makeFrames() }
    }
  }
}

extension MessageSource {
  package func isAboutToBeAsked() {}
  package var step: Int64? { nil }
  package func wasSent(upTo place: Int64, before: Int64) {}
  package func movesOn() -> RPCError { .connectionEnds }
}
