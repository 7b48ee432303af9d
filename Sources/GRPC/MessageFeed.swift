import HTTP2

/// The state of a call that is fed by a `MessageSource`. Touched on the call's loop only.
final class MessageFeed {
  let source: any MessageSource
  /// When the last message was handed over, or the peer was last seen to read.
  var since: ContinuousClock.Instant
  private var wait: Wait?
  let compression: Compression
  /// Whether it is to be asked when there is room.
  var mayHaveMore = true
  /// Where in the row the call has its seat.
  var seat: Int32 = -1
  private(set) var row: FeedRow?

  /// For a peer that takes nothing. Most never need it.
  private final class Wait {
    var timer: LoopTimer?
    var unsent = 0
  }

  init(
    _ source: any MessageSource, _ compression: Compression, at now: ContinuousClock.Instant
  ) {
    self.source = source
    self.compression = compression
    since = now
  }

  func sit(in row: FeedRow, _ call: ServerCall) {
    guard self.row == nil else { return }
    self.row = row
    seat = row.add(call, compression)
  }

  /// The source is to be asked, or the call is over: it is told what the row has sent in its place.
  func leaveStep() {
    guard let row, let sent = row.leaveStep(seat) else { return }
    since = row.moment(sent.since)
    source.wasSent(upTo: sent.place, before: sent.before)
  }

  /// The source has been asked, and has nothing more of its own.
  func joinStep() {
    if let row, let step = source.step { row.joinStep(seat, at: step) }
  }

  /// What ends the call when its connection does.
  func movesOn() -> RPCError {
    leaveStep()
    return source.movesOn()
  }

  func leave() {
    row?.remove(seat)
    row = nil
  }

  /// A message waits behind one that has not left: the peer's time runs.
  func waits(_ stream: Stream, _ expired: @escaping () -> Void) {
    let wait = wait ?? Wait()
    self.wait = wait
    stream.asksForRoom()
    guard wait.timer == nil else { return }
    let waited = since.duration(to: .now)
    wait.unsent = stream.unsentBytes
    wait.timer = stream.loop.schedule(after: max(.zero, source.patience - waited)) {
      wait.timer = nil
      expired()
    }
  }

  /// Whether the peer has taken something since it was waited for; then its time begins anew.
  func hasMoved(_ stream: Stream) -> Bool {
    guard let wait, stream.unsentBytes < wait.unsent else { return false }
    since = .now
    return true
  }

  func stopWaiting() {
    guard let wait else { return }
    wait.timer?.cancel()
    self.wait = nil
  }
}
