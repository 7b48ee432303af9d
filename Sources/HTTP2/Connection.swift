import CLinux
import CNghttp2
import Glibc

/// One connection on its loop: reads into the session, handles what it recorded, and at the end of the tick writes what it
/// made, in one go. Of a server or of a client.
///
/// `@unchecked` because it lives on `loop` alone, and asserts that where it is entered.
package final class Connection: EventSource, @unchecked Sendable {
  package let loop: EventLoop
  package let number = EntityNumber.next()
  package let peer: String
  let limits: Limits
  private var socket: Socket
  let session: Session
  private var watchNumber: UInt64 = 0
  private var interest: UInt32 = 0
  private var isDirty = false
  /// Streams began or ended in this tick: its time is written down once.
  var hasNewStreams = false
  private var hasEndedStreams = false
  /// The last read found nothing: what OpenSSL still holds is the beginning of a record.
  private var hasReadAll = false
  /// Something was read or written since it was last looked at.
  private var wasUsed = false
  private(set) var isClosed = false
  private var isHandshaking: Bool
  private var handshakeTimer: LoopTimer?
  /// Who the peer is by its certificate; nil without TLS, or when it showed none.
  package private(set) var peerCertificate: PeerCertificate?
  /// The other end, for the streams of a server; made with the first of them.
  var remote: ConnectionPeer {
    if let madeRemote { return madeRemote }
    let made = ConnectionPeer(
      address: peer, listener: SocketName.local(socket.descriptor), certificate: peerCertificate)
    madeRemote = made
    return made
  }
  private var madeRemote: ConnectionPeer?
  private var output: [UInt8] = []
  private var outputSent = 0
  private var drain = Drain.none
  private var counts = StreamCounts()
  /// PINGs that are not answered yet; answers come in order (RFC 9113, section 6.7).
  private var pingsUnderWay = 0
  /// Of a server's connection, once streams can be opened.
  private var life: ConnectionLife?
  private var lifeTimer: LoopTimer?
  /// What all connections of the server hold; nil of a client.
  private let budget: MemoryBudget?
  private var reportedBytes = 0
  private static let outputBytesMax = 65_536
  /// Of what one read brought, how much is handled at once: some fifty small calls.
  private static let receivedBytesMax = 4096

  /// Gives each new stream of a server its handler.
  var accept: ((Stream) -> any StreamHandler)?
  /// Called once, when the connection is gone.
  var onClose: ((HTTP2Error) -> Void)?
  /// Called when the peer says it takes no more streams, with its debug data.
  var onGoingAway: ((ErrorCode, String) -> Void)?
  /// Called when the connections together hold more than they may.
  var onOverload: (() -> Void)?
  /// Called once, when streams can be opened: at once, or when the handshake of TLS is done; of a client when the
  /// server's SETTINGS have come as well.
  var onOpen: (() -> Void)?
  /// Counts reads, so that who waits for a sign of life sees whether there was one.
  private(set) var reads = 0

  private enum Drain { case none, announced, closing }

  init(
    _ socket: consuming Socket, role: Session.Role, loop: EventLoop, limits: Limits,
    budget: MemoryBudget? = nil
  ) throws(HTTP2Error) {
    self.loop = loop
    self.budget = budget
    self.limits = limits
    peer = socket.peer
    isHandshaking = socket.isSecure
    self.socket = socket
    session = try Session(role: role, limits: limits)
    session.connection = self
  }

  deinit {
    for stream in session.streams { stream.connection = nil }
  }

  /// Begins to read and write. To be called on the loop.
  func open() throws(HTTP2Error) {
    loop.assertCurrent()
    interest = EPOLLIN.rawValue
    watchNumber = try loop.watch(socket.descriptor, interest, self)
    guard isHandshaking else { return opened() }
    // Not weak, here and below: one weak reference makes every count of references a slow one. Closing cancels the timer.
    handshakeTimer = loop.schedule(after: limits.handshakeTime) { [unowned self] in
      let seconds = limits.handshakeTime
      close(HTTP2Error(.timeout, "\(peer) did not finish the TLS handshake within \(seconds)"))
    }
    handshake()
  }

  private func opened() {
    markDirty()
    guard accept != nil else { return }
    life = ConnectionLife(limits, openedAt: .now, jitter: Double.random(in: 0.9...1.1))
    if drain != .none { life?.drained() }
    scheduleLife()
    announceOpen()
  }

  private func announceOpen() {
    let onOpen = onOpen
    self.onOpen = nil
    onOpen?()
  }

  private func handshake() {
    do throws(HTTP2Error) {
      switch try socket.handshake() {
      case .wantsRead: want(EPOLLIN.rawValue)
      case .wantsWrite: want(EPOLLIN.rawValue | EPOLLOUT.rawValue)
      case .done:
        isHandshaking = false
        handshakeTimer?.cancel()
        handshakeTimer = nil
        peerCertificate = socket.peerCertificate
        want(EPOLLIN.rawValue)
        opened()
        // What came with the last flight is decrypted already, or waits in OpenSSL's buffer.
        readable()
      }
    } catch {
      close(error)
    }
  }

  // MARK: Events

  func ready(_ events: UInt32) {
    guard !isClosed else { return }
    if isHandshaking { return handshake() }
    if events & (EPOLLIN.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 { readable() }
    if !isClosed && events & EPOLLOUT.rawValue != 0 { markDirty() }
  }

  private func readable() {
    repeat { readOnce() } while !isClosed && socket.hasPending && !hasReadAll
  }

  private func readOnce() {
    hasReadAll = false
    let buffer = loop.readBuffer
    let count: Int
    do throws(HTTP2Error) {
      guard let read = try socket.read(into: buffer) else {
        hasReadAll = true
        return
      }
      count = read
    } catch {
      return close(error)
    }
    guard count > 0 else {
      return close(HTTP2Error(.connectionLost, "the peer closed the connection"))
    }
    life?.lastHeard = loop.tickStart
    wasUsed = true
    reads &+= 1
    // A client handles all at once: how much a server sent without waiting for an answer is what bounds its PINGs and its DATA.
    let most = accept == nil ? count : Self.receivedBytesMax
    var taken = 0
    while taken < count, !isClosed {
      let end = min(count, taken + most)
      guard receive(UnsafeRawBufferPointer(rebasing: buffer[taken..<end])) else { return }
      taken = end
    }
    markDirty()
  }

  /// Reads some bytes of the peer, runs what they ask for and takes the frames of the answers. Some only, because a stream's
  /// memory should still be in the processor's cache when its answer is taken.
  ///
  /// - Returns: false when the peer broke HTTP/2, and the connection is closed.
  private func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    do throws(HTTP2Error) {
      try session.receive(bytes)
    } catch {
      handleEvents()
      // What nghttp2 wants to say about it still goes out.
      flush()
      close(error)
      return false
    }
    handleEvents()
    loop.startHandlers()
    guard !isClosed, accept != nil else { return true }
    gather()
    handleEvents()
    return true
  }

  private func handleEvents() {
    session.handleEvents { event, bytes in handle(event, bytes) }
  }

  func isRemote(_ other: ConnectionPeer) -> Bool { madeRemote === other }

  private func handle(_ event: consuming SessionEvent, _ bytes: UnsafeRawBufferPointer) {
    // Closing has ended every stream; what else came of them is nobody's.
    guard !isClosed else { return }
    switch event {
    case .headers(let stream, let block, let ended):
      stream._withUnsafeGuaranteedRef { headersReceived($0, block, ended: ended) }
    case .trailers(let stream, let block):
      stream._withUnsafeGuaranteedRef { $0.handler?.trailersReceived(block) }
    case .data(let stream, let range, let ended):
      let bytes = UnsafeRawBufferPointer(rebasing: bytes[range])
      stream._withUnsafeGuaranteedRef { dataReceived($0, bytes, ended: ended) }
    case .closed(let stream, let code):
      stream._withUnsafeGuaranteedRef { ended($0, .reset(code)) }
    case .pingAcknowledged:
      pingsUnderWay = max(0, pingsUnderWay - 1)
      if drain == .announced && pingsUnderWay == 0 { announceLastStream() }
      scheduleLife()
    case .settings:
      announceOpen()
    case .goingAway(let lastStreamID, let code, let debug):
      peerGoesAway(after: lastStreamID, code, String(decoding: debug, as: UTF8.self))
    }
  }

  private func headersReceived(_ stream: Stream, _ block: consuming HeaderBlock, ended: Bool) {
    if !stream.isAccepted, accept != nil {
      guard !isCrowded else {
        stream.handler = nil
        return session.refuse(stream)
      }
      hasNewStreams = true
      stream.isAccepted = true
      if stream.handler == nil { stream.handler = accept?(stream) }
    }
    stream.handler?.headersReceived(block, ended: ended)
  }

  private func dataReceived(_ stream: Stream, _ bytes: UnsafeRawBufferPointer, ended: Bool) {
    guard let handler = stream.handler else { return stream.consume(bytes.count) }
    handler.dataReceived(bytes, ended: ended)
  }

  private func ended(_ stream: Stream, _ end: StreamEnd) {
    stream.isClosed = true
    session.remove(stream)
    hasEndedStreams = true
    session.uncount(stream)
    if stream.unconsumed > 0 && !isClosed {
      // Bytes of a closed stream would stay charged to the connection for ever.
      nghttp2_session_consume_connection(session.handle, stream.unconsumed)
    }
    stream.unconsumed = 0
    stream.connection = nil
    stream.handler?.closed(end)
    counts.ended(stream, end)
    // That of a server's stream may go on with it.
    if accept == nil || isClosed { stream.handler = nil }
  }

  /// What happened on it until now.
  var countsNow: StreamCounts {
    loop.assertCurrent()
    noteTime()
    var now = counts
    now.running = session.streams.count
    for stream in session.streams {
      now.messagesSent += stream.messagesSent
      now.messagesReceived += stream.messagesReceived
    }
    return now
  }

  var status: ConnectionStatus {
    ConnectionStatus(
      number: number, peer: peer, local: SocketName.local(socket.descriptor),
      remote: SocketName.remote(socket.descriptor), cipher: socket.cipher, counts: countsNow,
      localWindow: Int(nghttp2_session_get_local_window_size(session.handle)),
      remoteWindow: Int(nghttp2_session_get_remote_window_size(session.handle)))
  }

  private func peerGoesAway(after lastStreamID: Int32, _ code: ErrorCode, _ debug: String) {
    onGoingAway?(code, debug)
    guard accept == nil else { return }
    let words = debug.isEmpty ? "" : ", \(debug)"
    let error = HTTP2Error(
      .goingAway, "the server is going away (GOAWAY \(code.rawValue)\(words))")
    // Requests that wait to be sent never will be, whatever number the server names: nghttp2 keeps those beyond the
    // server's limit of streams until another ends, if one does.
    for stream in session.streams.filter({ $0.id > lastStreamID || !$0.isKnownToPeer }) {
      nghttp2_session_set_stream_user_data(session.handle, stream.id, nil)
      lost(stream, error)
    }
  }

  private func lost(_ stream: Stream, _ error: HTTP2Error) {
    ended(stream, stream.isKnownToPeer ? .lost(error) : .notSent(error))
  }

  // MARK: Writing

  /// Has the connection write at the end of the tick.
  func markDirty() {
    guard !isDirty, !isClosed else { return }
    isDirty = true
    loop.callAtTickEnd(self)
  }

  func tickEnded() {
    isDirty = false
    guard !isClosed, !isHandshaking else { return }
    flush()
    // Streams that ended with what was sent.
    handleEvents()
    noteTime()
    for stream in session.takeDrained() { stream.handler?.writable() }
    guard !isClosed else { return }
    reportHeld()
    if let budget, session.heldBytes > MemoryBudget.step, budget.isExceeded { onOverload?() }
    guard !isClosed else { return }
    let isIdle = session.streams.isEmpty && outputSent == output.count
    if drain == .closing && isIdle && nghttp2_session_want_write(session.handle) == 0 {
      close(HTTP2Error(.closed, "the connection was drained"))
    } else if nghttp2_session_want_read(session.handle) == 0
      && nghttp2_session_want_write(session.handle) == 0 && outputSent == output.count
    {
      close(HTTP2Error(.connectionLost, session.reason))
    }
  }

  private func noteTime() {
    if hasNewStreams { counts.latestStream = loop.tickStart }
    if hasEndedStreams { life?.lastBusy = loop.tickStart }
    hasNewStreams = false
    hasEndedStreams = false
  }

  private func flush() {
    while !isClosed {
      gather()
      guard outputSent < output.count else { break }
      do throws(HTTP2Error) {
        guard let sent = try socket.write(output, from: outputSent) else {
          return want(EPOLLIN.rawValue | EPOLLOUT.rawValue)
        }
        outputSent += sent
        wasUsed = true
      } catch {
        return close(error)
      }
    }
    if outputSent == output.count { giveRoomBack() }
    want(EPOLLIN.rawValue)
  }

  private func giveRoomBack() {
    output.removeAll(keepingCapacity: true)
    outputSent = 0
    loop.giveBack(&output)
  }

  /// Takes the frames of what was written until now, before it has left the processor's caches.
  func makeFrames() {
    loop.assertCurrent()
    guard isDirty, !isClosed, !isHandshaking else { return }
    gather()
  }

  /// Takes frames from nghttp2, unless the socket has yet to take earlier ones.
  private func gather() {
    if outputSent == output.count {
      if output.capacity == 0 { output = loop.writeRooms.popLast() ?? [] }
      output.removeAll(keepingCapacity: true)
      outputSent = 0
    } else if outputSent > 0 || interest & EPOLLOUT.rawValue != 0 {
      return
    }
    while output.count < Self.outputBytesMax {
      var bytes: UnsafePointer<UInt8>?
      let count = nghttp2_session_mem_send(session.handle, &bytes)
      guard count > 0, let bytes else { return }
      output.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
    }
  }

  private func want(_ events: UInt32) {
    guard events != interest, !isClosed else { return }
    interest = events
    loop.change(socket.descriptor, watchNumber, events)
  }

  // MARK: What it holds

  /// What the server holds for the peer, in bytes.
  var heldBytes: Int { session.heldBytes + output.count - outputSent }

  /// Whether it should hold no more: no new streams, and one message of each at most. Who holds little is served while others
  /// fill the memory.
  var isCrowded: Bool {
    guard session.heldBytes > MemoryBudget.step, let budget else { return false }
    // Not only when the tick ends: many connections may fill up in one.
    reportHeld()
    return session.heldBytes > limits.connectionBufferedBytes || budget.isTight
  }

  func count(_ stream: Stream) {
    session.count(stream)
    markDirty()
  }

  private func reportHeld() {
    guard let budget else { return }
    let held = heldBytes
    guard abs(held - reportedBytes) >= MemoryBudget.step else { return }
    budget.add(held - reportedBytes)
    reportedBytes = held
  }

  /// Looks, about every second, whether the peer is late with something that it has begun, and gives back what it needs no more.
  func sweep(at now: ContinuousClock.Instant) {
    guard !isClosed, !isHandshaking else { return }
    if session.isOverdue(at: now) {
      return close(HTTP2Error(.timeout, "\(peer) began HTTP/2 or a header block and did not go on"))
    }
    for stream in session.streams { stream.checkRest(at: now, limits.messageTime) }
    guard wasUsed else { return }
    wasUsed = false
    session.trim()
  }

  // MARK: What a client asks for

  /// Closes when the last stream has ended; this side opens none any more.
  func closeWhenIdle() {
    loop.assertCurrent()
    drain = .closing
    markDirty()
  }

  var hasStreams: Bool { !session.streams.isEmpty }

  // MARK: The end

  /// Says that no new streams are taken, lets the peer's last ones in for one round trip, then closes when all have
  /// ended (RFC 9113, section 6.8).
  func startDraining() {
    loop.assertCurrent()
    guard drain == .none, !isClosed else { return }
    drain = .announced
    life?.drained()
    nghttp2_submit_shutdown_notice(session.handle)
    submitPing()
    // A peer that does not answer a PING does not keep us.
    _ = loop.schedule(after: .seconds(1)) { self.announceLastStream() }
    markDirty()
  }

  private func submitPing() {
    pingsUnderWay += 1
    nghttp2_submit_ping(session.handle, UInt8(NGHTTP2_FLAG_NONE.rawValue), nil)
    markDirty()
  }

  private func announceLastStream() {
    guard drain == .announced, !isClosed else { return }
    drain = .closing
    nghttp2_submit_goaway(
      session.handle, UInt8(NGHTTP2_FLAG_NONE.rawValue),
      nghttp2_session_get_last_proc_stream_id(session.handle), ErrorCode.noError.rawValue, nil, 0)
    markDirty()
  }

  // MARK: Age, idleness, signs of life

  private func scheduleLife() {
    lifeTimer?.cancel()
    guard !isClosed, let next = life?.next else { return }
    lifeTimer = loop.schedule(after: next - .now) { [unowned self] in lived() }
  }

  /// Does what the connection's life asks for at this moment.
  private func lived() {
    noteTime()
    let now = ContinuousClock.now
    while !isClosed, let action = life?.due(at: now, hasStreams: !session.streams.isEmpty) {
      switch action {
      case .ping:
        submitPing()
      case .drain(.age):
        startDraining()
        for stream in Array(session.streams) { stream.handler?.connectionDrains() }
      case .drain(.idle):
        startDraining()
      case .cut:
        closeWithStatus(HTTP2Error(.closed, "the connection has reached its greatest age"))
      case .giveUp:
        close(HTTP2Error(.timeout, "\(peer) did not answer within \(limits.keepaliveTimeout)"))
      }
    }
    scheduleLife()
  }

  // MARK: Closing

  /// Lets each stream say its last, and closes.
  func closeWithStatus(_ error: HTTP2Error) {
    loop.assertCurrent()
    guard !isClosed else { return }
    for stream in Array(session.streams) { stream.handler?.connectionCloses() }
    if !isHandshaking { flush() }
    close(error)
  }

  /// Closes at once; every stream hears why.
  func close(_ error: HTTP2Error) {
    loop.assertCurrent()
    guard !isClosed else { return }
    isClosed = true
    handshakeTimer?.cancel()
    handshakeTimer = nil
    lifeTimer?.cancel()
    lifeTimer = nil
    loop.unwatch(socket.descriptor, watchNumber)
    socket.shutDown()
    output = []
    outputSent = 0
    budget?.add(-reportedBytes)
    reportedBytes = 0
    for stream in session.abandonStreams() { lost(stream, error) }
    accept = nil
    let onClose = onClose
    self.onClose = nil
    onClose?(error)
  }
}
