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
  /// The block that is being received.
  var incoming = HeaderBlock()

  var outgoing: [[UInt8]] = []
  var outgoingIndex = 0
  var outgoingOffset = 0
  var unsentBytes = 0
  /// Sent after the last of `outgoing`; with `isEnding` but no trailers, the last DATA frame ends the stream.
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

  private var canSend: Bool { !isClosed && !isEnding && !hasSentHeaders }

  private func append(_ bytes: [UInt8]) {
    outgoing.append(bytes)
    unsentBytes += bytes.count
    if !isWritable { isFull = true }
  }

  private func resume() {
    connection.resume(self)
  }

  /// Copies what is to be sent next into a frame's payload.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    var filled = 0
    while filled < buffer.count, outgoingIndex < outgoing.count {
      let chunk = outgoing[outgoingIndex]
      let part = min(chunk.count - outgoingOffset, buffer.count - filled)
      chunk.withUnsafeBytes { bytes in
        UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<filled + part])
          .copyMemory(
            from: UnsafeRawBufferPointer(rebasing: bytes[outgoingOffset..<outgoingOffset + part]))
      }
      filled += part
      outgoingOffset += part
      if outgoingOffset == chunk.count { dropChunk() }
    }
    unsentBytes -= filled
    return filled
  }

  private func dropChunk() {
    outgoingOffset = 0
    outgoingIndex += 1
    if outgoingIndex == outgoing.count {
      outgoing.removeAll(keepingCapacity: true)
      outgoingIndex = 0
    } else if outgoingIndex == 64 {
      outgoing.removeFirst(64)
      outgoingIndex = 0
    }
  }
}
