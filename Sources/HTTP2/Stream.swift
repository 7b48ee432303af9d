import CNghttp2

/// What a stream tells whoever handles it. Called on the connection's loop, in the order things came.
package protocol StreamHandler: AnyObject {
  /// The request's or response's header block; of informational responses each. `ended` when nothing follows.
  func headersReceived(_ block: HeaderBlock, ended: Bool)
  /// Bytes of the body, valid during the call; they count against the window until `consume` gives them back.
  func dataReceived(_ bytes: UnsafeRawBufferPointer, ended: Bool)
  func trailersReceived(_ block: HeaderBlock)
  /// The unsent bytes have fallen under the limit again.
  func writable()
  /// The stream is gone; always the last call, and exactly one.
  func closed(_ end: StreamEnd)
}

/// How a stream ended.
package enum StreamEnd: Hashable, Sendable {
  /// Both sides ended it (`noError`), or one reset it.
  case reset(ErrorCode)
  /// The connection is gone, or refused the stream before it was looked at.
  case lost(HTTP2Error)
}

/// One HTTP/2 stream, of a server or of a client. Touched on its connection's loop only.
package final class Stream {
  package internal(set) var id: Int32 = 0
  /// Who hears of the stream; let go when it is closed.
  var handler: (any StreamHandler)?
  unowned let connection: Connection

  /// Bytes received that nobody has consumed.
  var unconsumed = 0
  /// Where the session keeps it; nil before and after.
  var place: Int?

  /// What is being sent; most streams never have more than this one piece.
  private var outgoing: [UInt8] = []
  private var outgoingOffset = 0
  /// What is sent after it.
  private var queue: [[UInt8]] = []
  private var queueIndex = 0
  private(set) var unsentBytes = 0
  /// Sent after the last byte; with `isEnding` but no trailers, the last DATA frame ends the stream.
  var trailers: [HeaderField]?
  var isEnding = false
  var isDeferred = false
  var isFull = false
  var isClosed = false
  private(set) var hasSentHeaders = false

  init(connection: Connection) {
    self.connection = connection
  }

  /// The other end of the connection, for people: `127.0.0.1:41234` or `unix`.
  package var peer: String { connection.peer }

  /// The loop that the stream lives on.
  package var loop: EventLoop { connection.loop }

  /// Whether a writer may go on; else it waits for `writable`.
  package var isWritable: Bool { unsentBytes < connection.limits.streamUnsentBytes }

  /// A whole response with one piece of body, in one go.
  package func respond(headers: [HeaderField], body: [UInt8], trailers: [HeaderField]) {
    guard canSend else { return }
    if !body.isEmpty { append(body) }
    self.trailers = trailers
    isEnding = true
    hasSentHeaders = true
    connection.submitResponse(self, headers, withBody: true)
  }

  /// A response that is a header block alone.
  package func respondOnly(_ headers: [HeaderField]) {
    guard canSend else { return }
    isEnding = true
    hasSentHeaders = true
    connection.submitResponse(self, headers, withBody: false)
  }

  /// The header block of a response whose body follows.
  package func sendHeaders(_ headers: [HeaderField]) {
    guard canSend else { return }
    hasSentHeaders = true
    connection.submitResponse(self, headers, withBody: true)
  }

  /// Body bytes; sent as the windows allow.
  package func send(_ bytes: [UInt8], endStream: Bool = false) {
    guard !isClosed, !isEnding else { return }
    if !bytes.isEmpty { append(bytes) }
    if endStream { isEnding = true }
    resume()
  }

  /// Ends the stream with trailers once everything before is sent.
  package func finish(trailers: [HeaderField]) {
    guard !isClosed, !isEnding else { return }
    self.trailers = trailers
    isEnding = true
    resume()
  }

  /// Ends the stream at once, both ways.
  package func reset(_ code: ErrorCode) {
    guard !isClosed else { return }
    connection.reset(self, code)
  }

  /// Gives `count` received bytes back to the peer's windows.
  package func consume(_ count: Int) {
    guard count > 0 else { return }
    let given = min(count, unconsumed)
    unconsumed -= given
    connection.consume(self, given)
  }

  /// Takes back a header block that nobody will read again: its room serves a later stream of the connection.
  package func giveBack(_ block: consuming HeaderBlock) {
    connection.giveBack(block)
  }

  private var canSend: Bool { !isClosed && !isEnding && !hasSentHeaders }

  private func append(_ bytes: [UInt8]) {
    if unsentBytes == 0 {
      outgoing = bytes
      outgoingOffset = 0
    } else {
      queue.append(bytes)
    }
    unsentBytes += bytes.count
    if !isWritable { isFull = true }
  }

  private func resume() {
    connection.resume(self)
  }

  /// Copies what is to be sent next into a frame's payload.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    var filled = 0
    while filled < buffer.count, unsentBytes > 0 {
      let part = min(outgoing.count - outgoingOffset, buffer.count - filled)
      outgoing.withUnsafeBytes { bytes in
        UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<filled + part])
          .copyMemory(
            from: UnsafeRawBufferPointer(rebasing: bytes[outgoingOffset..<outgoingOffset + part]))
      }
      filled += part
      outgoingOffset += part
      unsentBytes -= part
      if outgoingOffset == outgoing.count { nextPiece() }
    }
    return filled
  }

  private func nextPiece() {
    outgoingOffset = 0
    guard queueIndex < queue.count else {
      outgoing = []
      return
    }
    outgoing = queue[queueIndex]
    queueIndex += 1
    if queueIndex == queue.count {
      queue.removeAll(keepingCapacity: true)
      queueIndex = 0
    } else if queueIndex == 64 {
      queue.removeFirst(64)
      queueIndex = 0
    }
  }
}
