import HTTP2
import Synchronization

/// What the calls of a row have in common: messages in an order, each at a place.
package protocol FeedRowSource: Sendable {
  /// The place of the last message. Asked for with each call of a row.
  var latest: Int64 { get }

  /// What a call is sent next that was sent everything up to a place. Must not block.
  func next(after place: Int64) -> FeedRowSupply
}

package enum FeedRowSupply {
  /// With `more` there is something after it.
  case message(EncodedMessage, place: Int64, more: Bool)
  case nothing
  /// Each source has to be asked for itself.
  case unknown
}

/// Calls of one loop whose sources nearly always have the same to send. As long as a call is in step — its source has nothing of
/// its own, and the peer takes what it is sent — the row sends the next message itself, and neither call nor source is
/// touched: of ten thousand calls they have left the processor's caches, and the seats here lie side by side.
///
/// `@unchecked` because all but `isRung` is touched on `loop` only.
package final class FeedRow: @unchecked Sendable {
  private struct Seat {
    let call: Unmanaged<ServerCall>
    let stream: Unmanaged<Stream>
    /// Where the call is, and was before the last message that the row has sent.
    var place: Int64 = 0
    var before: Int64 = 0
    /// When the row has sent last, in nanoseconds after the loop's birth; negative if it has not since the call is in step.
    var since: Int64 = -1
    var isInStep = false
    let compression: Compression
  }

  private let loop: EventLoop
  private let source: any FeedRowSource
  private let isRung = Atomic(false)
  /// In the order in which they came, so that those of one connection are together; who has gone leaves a gap.
  private var seats: [Seat?] = []
  private var gaps = 0
  /// A round goes on from seat to seat in circles until each has been served since the bell was rung.
  private var cursor = 0
  private var left = 0
  private var isGoing = false
  /// What the last call that was served has been sent.
  private var last: (after: Int64, latest: Int64, supply: FeedRowSupply)?

  /// Calls that are served before what they have leaves.
  private static let atOnce = 128
  /// Calls after which frames are made of what they have.
  private static let framedAtOnce = 8
  /// How many calls later what is fetched of one is needed.
  private static let fetched = (stream: 12, native: 6)

  init(_ loop: EventLoop, _ source: any FeedRowSource) {
    self.loop = loop
    self.source = source
  }

  deinit {
    for case let seat? in seats { seat.call.release() }
  }

  // MARK: Who sits in it

  func add(_ call: ServerCall, _ compression: Compression) -> Int32 {
    if !isGoing, gaps * 2 > seats.count { close() }
    seats.append(
      Seat(
        call: .passRetained(call), stream: .passUnretained(call.stream), compression: compression))
    return Int32(seats.count - 1)
  }

  func remove(_ number: Int32) {
    seats[Int(number)]?.call.release()
    seats[Int(number)] = nil
    gaps += 1
    if gaps == seats.count, !isGoing { close() }
  }

  /// Closes the gaps.
  private func close() {
    seats.removeAll { $0 == nil }
    gaps = 0
    cursor = 0
    for case (let number, let seat?) in seats.enumerated() {
      seat.call._withUnsafeGuaranteedRef { $0.feed?.seat = Int32(number) }
    }
  }

  /// What the row has sent on a call since that was in step.
  struct Sent {
    let place: Int64
    let before: Int64
    let since: Int64
  }

  func joinStep(_ number: Int32, at place: Int64) {
    seats[Int(number)]?.place = place
    seats[Int(number)]?.isInStep = true
  }

  /// Nil if the row has sent nothing.
  func leaveStep(_ number: Int32) -> Sent? {
    guard let seat = seats[Int(number)], seat.isInStep else { return nil }
    seats[Int(number)]?.isInStep = false
    seats[Int(number)]?.since = -1
    return seat.since < 0 ? nil : Sent(place: seat.place, before: seat.before, since: seat.since)
  }

  func moment(_ since: Int64) -> ContinuousClock.Instant {
    loop.birth.advanced(by: .nanoseconds(since))
  }

  // MARK: Sending

  /// There are messages. On any thread.
  package func ring() {
    if !isRung.exchange(true, ordering: .acquiringAndReleasing) { loop.execute { self.begin() } }
  }

  private func begin() {
    isRung.store(false, ordering: .releasing)
    left = seats.count
    guard !isGoing else { return }
    isGoing = true
    goOn()
  }

  /// Serves some, and goes round before it serves the next, so that the first need not wait for the last, and nor does anybody
  /// else.
  private func goOn() {
    for turn in 1...Self.atOnce where left > 0 {
      left -= 1
      if cursor >= seats.count { cursor = 0 }
      fetchAhead()
      serve(Int32(cursor))
      if turn % Self.framedAtOnce == 0 { makeFrames() }
      cursor += 1
    }
    guard left == 0 else { return loop.execute { self.goOn() } }
    isGoing = false
    if gaps * 2 > seats.count { close() }
  }

  private func makeFrames() {
    seats[cursor]?.stream._withUnsafeGuaranteedRef { $0.makeFrames() }
  }

  private func fetchAhead() {
    let (stream, native) = (cursor + Self.fetched.stream, cursor + Self.fetched.native)
    if stream < seats.count, let seat = seats[stream] {
      fetch(at: UnsafeRawPointer(seat.stream.toOpaque()), bytes: Stream.fetchedBytes)
    }
    if native < seats.count, let seat = seats[native] {
      seat.stream._withUnsafeGuaranteedRef { $0.fetchNative() }
    }
  }

  /// Sends the next message on a call, if there is one and there is room; else has the source asked.
  func serve(_ number: Int32) {
    guard let seat = seats[Int(number)] else { return }
    guard seat.isInStep else { return seat.call._withUnsafeGuaranteedRef { $0.pull() } }
    guard source.latest > seat.place else { return }
    let supply = supply(after: seat.place)
    guard case .message(let message, let place, let more) = supply,
      seat.stream._withUnsafeGuaranteedRef({ $0.hasSentAll })
    else {
      if case .nothing = supply { return }
      return seat.call._withUnsafeGuaranteedRef { $0.pull() }
    }
    seats[Int(number)]?.before = seat.place
    seats[Int(number)]?.place = place
    seats[Int(number)]?.since = now
    if more { seat.call._withUnsafeGuaranteedRef { $0.feed?.mayHaveMore = true } }
    seat.stream._withUnsafeGuaranteedRef { stream in
      stream.messagesSent += 1
      stream.send(message.framedNow(seat.compression), asksForRoom: more)
    }
  }

  private var now: Int64 {
    let (seconds, attoseconds) = loop.birth.duration(to: loop.tickStart).components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }

  private func supply(after place: Int64) -> FeedRowSupply {
    let latest = source.latest
    if let last, last.after == place, last.latest == latest { return last.supply }
    let supply = source.next(after: place)
    last = (place, latest, supply)
    return supply
  }
}
