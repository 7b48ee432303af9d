import CNghttp2

/// What a stream tells whoever handles it. Called on the connection's loop, in the order things came.
package protocol StreamHandler: AnyObject {
  /// The request's or response's header block; of informational responses each. `ended` when nothing follows.
  func headersReceived(_ block: consuming HeaderBlock, ended: Bool)
  /// Bytes of the body, valid during the call; they count against the window until `consume` gives them back.
  func dataReceived(_ bytes: UnsafeRawBufferPointer, ended: Bool)
  func trailersReceived(_ block: HeaderBlock)
  /// The unsent bytes have fallen under the limit again.
  func writable()
  /// A server's connection takes no new streams, because of its age: a stream that would not end by itself should now.
  func connectionDrains()
  /// A server closes the connection when this returns: what is to be said, like a status, must be sent now.
  func connectionCloses()
  /// The peer has owed the rest of a message for longer than it may.
  func restIsLate(after limit: Duration)
  /// The stream is gone; always the last call, and exactly one.
  func closed(_ end: StreamEnd)
  /// A server's stream is gone and nobody else holds its handler. One that forgets everything now may serve a later stream
  /// of the loop, in the same object as this one.
  ///
  /// - Returns: whether it is as good as new.
  func renew() -> Bool
}

extension StreamHandler {
  package func connectionDrains() {}
  package func connectionCloses() {}
  package func restIsLate(after limit: Duration) {}
  package func renew() -> Bool { false }
}

/// How a stream ended.
package enum StreamEnd: Hashable, Sendable {
  /// Both sides ended it (`noError`), or one reset it.
  case reset(ErrorCode)
  /// The connection is gone, or refused the stream before it was looked at.
  case lost(HTTP2Error)
  /// The connection is gone, or going, and the peer has never heard of the stream.
  case notSent(HTTP2Error)
}

/// One HTTP/2 stream, of a server or of a client. Touched on its connection's loop only.
package final class Stream {
  // Ten thousand idle watchers are ten thousand of these: the order is the one without gaps.
  package internal(set) var id: Int32 = 0
  /// Where the session keeps it; negative before and after.
  var place: Int32 = -1
  /// Who hears of the stream; let go when it is closed.
  var handler: (any StreamHandler)?
  /// Nil once the stream is closed: whoever still holds it may outlive the connection, which takes itself out of its streams
  /// in `ended` and in `deinit`.
  var connection: Connection? {
    get { owner?.takeUnretainedValue() }
    set { owner = newValue.map { .passUnretained($0) } }
  }
  /// Unmanaged, because another reference is counted each time it is followed.
  private var owner: Unmanaged<Connection>?
  /// The loop that the stream lives on.
  package let loop: EventLoop
  /// Bytes that may wait to be sent before a writer has to wait.
  package var unsentBytesMax: Int

  /// Bytes received that nobody has consumed.
  var unconsumed = 0
  /// Bytes of unfinished messages that its handler has consumed and keeps; they count for the connection's limits.
  package private(set) var keptBytes = 0
  /// What it costs besides its bytes: itself, its handler, nghttp2's part, and its header blocks.
  var headerBytes = Stream.usualBytes
  /// Of a stream with usual headers.
  static let usualBytes = 2048
  /// What the session's count has of it.
  var countedBytes = 0

  var output = SendBuffer()
  /// Sent after the last byte; with `isEnding` but no trailers, the last DATA frame ends the stream.
  var trailers: HeaderList?

  /// What its handler counts on it, for whoever looks into a running server.
  package var messagesSent = 0
  package var messagesReceived = 0

  /// After the loop's birth; an instant of the clock would be a field whose size is known at run time only.
  private var owesRestSince: Duration?
  /// Whether the peer owes the rest of a message that it has begun, or of a request that is one message.
  package var owesRest = false {
    didSet { if oldValue && !owesRest { owesRestSince = nil } }
  }
  /// Where nghttp2 has the stream, if it is mostly quiet: to fetch it before it is needed, never to look at.
  var native: UnsafeRawPointer?
  /// Little is sent on it, now and then: what nghttp2 needs for sending is given back meanwhile, not kept for the next time.
  package var isMostlyQuiet = false
  /// nghttp2 does not know that more of the body may follow.
  var isLetGo = false
  var isEnding = false
  var isDeferred = false
  var isFull = false
  var isClosed = false
  /// Of a server's stream: its handler has it, and perhaps had another before in the same object.
  var isAccepted = false
  /// False while a client's header block waits to be sent.
  var isKnownToPeer = false
  /// A client's stream was reset by this side, for what the server did or because its answer is not wanted any more.
  package internal(set) var isResetHere = false
  /// A header block of the peer was over the limits.
  package internal(set) var isHeadTooLarge = false
  /// The trailers are on their way, and no more data goes before them.
  var isCutShort = false
  private(set) var hasSentHeaders = false
  /// What the stream was for has failed, although the stream may end well.
  package var hasFailed = false

  init(connection: Connection) {
    owner = .passUnretained(connection)
    loop = connection.loop
    unsentBytesMax = connection.limits.streamUnsentBytes
  }

  /// Makes one that has ended as good as new, for a connection of the same loop.
  func renew(for connection: Connection) {
    owner = .passUnretained(connection)
    id = 0
    place = -1
    unsentBytesMax = connection.limits.streamUnsentBytes
    unconsumed = 0
    keptBytes = 0
    headerBytes = Stream.usualBytes
    countedBytes = 0
    if output.count > 0 { output = SendBuffer() }
    trailers = nil
    messagesSent = 0
    messagesReceived = 0
    owesRest = false
    owesRestSince = nil
    native = nil
    isMostlyQuiet = false
    isLetGo = false
    isEnding = false
    isDeferred = false
    isFull = false
    isClosed = false
    isAccepted = false
    isKnownToPeer = false
    isResetHere = false
    isHeadTooLarge = false
    isCutShort = false
    hasSentHeaders = false
    hasFailed = false
  }

  /// The other end of the connection, for people: `127.0.0.1:41234` or `unix`; empty once the stream is closed.
  package var peer: String { connection?.peer ?? "" }

  /// Who the other end is by its verified certificate; nil without TLS, when it showed none, and of a closed stream.
  package var peerCertificate: PeerCertificate? { connection?.peerCertificate }

  /// Brings what a handler has of the other end up to date, which is nearly always what it was.
  package func update(_ remote: inout ConnectionPeer) {
    owner?._withUnsafeGuaranteedRef { connection in
      if !connection.isRemote(remote) { remote = connection.remote }
    }
  }

  /// Everything about the other end of a server's connection.
  package var remote: ConnectionPeer {
    owner?._withUnsafeGuaranteedRef { $0.remote } ?? .gone
  }

  /// Whether a writer may go on; else it waits for `writable`. On a connection that holds too much, only when all is sent. Of a closed stream always: what is written is dropped.
  package var isWritable: Bool {
    isClosed || (owner?._withUnsafeGuaranteedRef { isWritable($0) } ?? true)
  }

  private func isWritable(_ connection: Connection) -> Bool {
    output.count == 0 || output.count < unsentBytesMax && !connection.isCrowded
  }

  /// A whole response with one piece of body, in one go.
  package func respond(headers: HeaderList, body: [UInt8], trailers: HeaderList) {
    guard canSend else { return }
    if !body.isEmpty { append(body) }
    self.trailers = trailers
    isEnding = true
    hasSentHeaders = true
    owner?._withUnsafeGuaranteedRef { $0.submitResponse(self, headers, withBody: true) }
  }

  /// The same with a body that is somebody else's afterwards.
  package func respond(
    headers: HeaderList, copying body: UnsafeRawBufferPointer, trailers: HeaderList
  ) {
    guard canSend else { return }
    owner?._withUnsafeGuaranteedRef { $0.append(copying: body, to: self) }
    respond(headers: headers, body: [], trailers: trailers)
  }

  /// A response that is a header block alone.
  package func respondOnly(_ headers: HeaderList) {
    guard canSend else { return }
    isEnding = true
    hasSentHeaders = true
    connection?.submitResponse(self, headers, withBody: false)
  }

  /// The header block of a response whose body follows.
  package func sendHeaders(_ headers: HeaderList) {
    guard canSend else { return }
    hasSentHeaders = true
    connection?.submitResponse(self, headers, withBody: true)
  }

  /// Body bytes; sent as the windows allow.
  ///
  /// - Parameter asksForRoom: whether `writable` is to be called if there is no more room now.
  /// - Returns: whether there is room for more, or it was not asked for.
  @discardableResult
  package func send(_ bytes: [UInt8], endStream: Bool = false, asksForRoom: Bool = true) -> Bool {
    guard !isClosed, !isEnding else { return true }
    isEnding = endStream
    return owner?._withUnsafeGuaranteedRef { connection in
      connection.append(bytes, to: self)
      return appended(connection, asksForRoom: asksForRoom)
    } ?? true
  }

  /// The same for bytes that are somebody else's afterwards.
  package func send(copying bytes: UnsafeRawBufferPointer) -> Bool {
    guard !isClosed, !isEnding else { return true }
    return owner?._withUnsafeGuaranteedRef { connection in
      connection.append(copying: bytes, to: self)
      return appended(connection, asksForRoom: true)
    } ?? true
  }

  private func appended(_ connection: Connection, asksForRoom: Bool) -> Bool {
    if asksForRoom, !isWritable(connection) { isFull = true }
    connection.resume(self)
    return !isFull
  }

  /// Has `writable` be called when there is room again, which there is not now.
  package func asksForRoom() {
    if !isWritable { isFull = true }
  }

  /// Ends the stream with trailers once everything before is sent.
  package func finish(trailers: HeaderList) {
    guard !isClosed, !isEnding else { return }
    self.trailers = trailers
    isEnding = true
    resume()
  }

  /// Whether it is open, and nothing waits to be sent.
  package var hasSentAll: Bool { output.count == 0 && !isClosed && !isEnding }

  /// Bytes that wait to be sent.
  package var unsentBytes: Int { output.count }

  /// Ends the stream with trailers now: what is not sent yet is dropped, for a peer whose window keeps it back.
  package func cutShort(trailers: HeaderList) {
    guard !isClosed, !isEnding, hasSentHeaders else { return }
    output = SendBuffer()
    isEnding = true
    isCutShort = true
    connection?.submitTrailers(self, trailers)
  }

  /// Ends the stream at once, both ways.
  package func reset(_ code: ErrorCode) {
    guard !isClosed else { return }
    connection?.reset(self, code)
  }

  /// Says that the stream was refused because of what it showed of who calls: a peer that goes on like that loses its
  /// connection. To be called when the refusal was sent, which still leaves.
  package func credentialsRefused() {
    connection?.credentialsRefused()
  }

  /// Gives `count` received bytes back to the peer's windows.
  package func consume(_ count: Int) {
    guard count > 0 else { return }
    let given = min(count, unconsumed)
    unconsumed -= given
    owner?._withUnsafeGuaranteedRef { $0.consume(self, given) }
  }

  /// Says how many bytes of an unfinished message the handler keeps.
  package func keeps(_ bytes: Int) {
    guard bytes != keptBytes, !isClosed else { return }
    keptBytes = bytes
    connection?.count(self)
  }

  /// Tells the handler when the peer is late with the rest of a message.
  func checkRest(at now: ContinuousClock.Instant, _ limit: Duration) {
    guard owesRest, !isClosed else { return }
    let now = loop.birth.duration(to: now)
    guard let since = owesRestSince else {
      owesRestSince = now
      return
    }
    guard now - since > limit else { return }
    owesRest = false
    handler?.restIsLate(after: limit)
  }

  /// Takes back a header block that nobody will read again: its room serves a later stream of the connection.
  package func giveBack(_ block: consuming HeaderBlock) {
    loop.assertCurrent()
    loop.giveBack(block)
  }

  private var canSend: Bool { !isClosed && !isEnding && !hasSentHeaders }

  private func append(_ bytes: [UInt8]) {
    owner?._withUnsafeGuaranteedRef { $0.append(bytes, to: self) }
  }

  private func resume() {
    owner?._withUnsafeGuaranteedRef { $0.resume(self) }
  }
}
