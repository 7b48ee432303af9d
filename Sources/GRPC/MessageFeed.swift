import HTTP2

/// The state of a call that is fed by a `MessageSource`. Touched on the call's loop only.
final class MessageFeed {
  let source: any MessageSource
  let compression: Compression
  /// Whether it is to be asked when there is room.
  var mayHaveMore = true
  /// How long a message may wait for a peer that reads nothing.
  private let patience: Duration
  private var timer: LoopTimer?
  /// When the last message was handed over, or the peer was last seen to read.
  private var since: ContinuousClock.Instant?
  private var unsent = 0

  init(_ source: any MessageSource, patience: Duration, _ compression: Compression) {
    self.source = source
    self.patience = patience
    self.compression = compression
  }

  func sent(at time: ContinuousClock.Instant) {
    since = time
  }

  /// A message waits behind one that has not left: the peer's time runs.
  func waits(_ stream: Stream, _ expired: @escaping () -> Void) {
    guard timer == nil else { return }
    let waited = (since ?? stream.loop.tickStart).duration(to: .now)
    unsent = stream.unsentBytes
    timer = stream.loop.schedule(after: max(.zero, patience - waited)) {
      self.timer = nil
      expired()
    }
  }

  /// Whether the peer has taken something since it was waited for; then its time begins anew.
  func hasMoved(_ stream: Stream) -> Bool {
    guard stream.unsentBytes < unsent else { return false }
    since = .now
    return true
  }

  func stopWaiting() {
    timer?.cancel()
    timer = nil
  }
}
