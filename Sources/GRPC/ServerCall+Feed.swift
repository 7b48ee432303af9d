import HTTP2

/// A call that its handler has left to a source.
extension ServerCall {
  /// Has `source` feed the call from now on, and answers how it is asked again, from any thread.
  func feed(from make: @escaping @Sendable (Bell) -> any MessageSource) async throws(RPCError) {
    try await loop.run { () async throws(RPCError) in
      if self.machine.isClosed { throw self.streams?.ending ?? .cancelled }
      self.stream.unsentBytesMax = 1
      self.stream.isMostlyQuiet = true
      self.feed = MessageFeed(
        make(Bell(call: self)), self.agreedCompression, at: self.loop.tickStart)
      self.letGo()
      self.pull()
    }
  }

  /// Sends the next message when the one before has left; so one message at most waits for a peer that does not read.
  func pull() {
    guard let feed, !machine.isClosed else { return }
    feed.mayHaveMore = true
    feed.leaveStep()
    guard stream.isWritable else { return feed.waits(stream) { self.expired() } }
    feed.stopWaiting()
    switch feed.source.next() {
    case .accept:
      if machine.streamAccepted() == .sendHeaders { sendHead() }
      pull()
    case .message(let message, let more):
      feed.mayHaveMore = more
      if machine.messageWritten() == .sendHeadersAndMessage { sendHead() }
      stream.messagesSent += 1
      stream.send(message.framedNow(feed.compression), asksForRoom: more)
      feed.since = loop.tickStart
      if !more { feed.joinStep() }
    case .nothing:
      feed.mayHaveMore = false
      feed.joinStep()
    case .end(let error?):
      fail(error)
    case .end(nil):
      succeed(nil)
    }
  }

  /// What a call takes of memory.
  static let fetchedBytes = 208

  /// Has the processor fetch what `pull` will touch, in the order in which one thing is found by way of the other; between
  /// two steps there should be time for other calls. The call itself is there, from step 0.
  func fetchForPull(_ step: Int) {
    switch step {
    case 1:
      fetch(stream, bytes: Stream.fetchedBytes)
      if let feed { fetch(feed, bytes: 64) }
    case 2:
      stream.fetchNative()
      if let feed { fetch(feed.source, bytes: 128) }
    default:
      feed?.source.isAboutToBeAsked()
    }
  }

  /// There is room again.
  func hasRoom(_ feed: MessageFeed) {
    guard feed.mayHaveMore else { return }
    if let row = feed.row { row.serve(feed.seat) } else { pull() }
  }

  /// Lets go of what only a handler needs, at once: ten thousand calls may wait for their sources.
  private func letGo() {
    receiving = nil
    streams = nil
    if let head = head.take() { stream.giveBack(head) }
  }

  private func expired() {
    guard let feed, !machine.isClosed, !stream.isWritable else { return }
    if feed.hasMoved(stream) { return pull() }
    isStuck = true
    fail(feed.source.stuck())
  }
}
