import HTTP2
import Protobuf

/// One call on the client: does what `ClientCallMachine` decides, between a stream and the caller.
///
/// `@unchecked` because everything is read and written on `loop` only; what a caller may call from
/// elsewhere goes there first.
final class ClientCall: StreamHandler, @unchecked Sendable {
  let loop: EventLoop
  let limits: DecodingLimits
  private var stream: Stream?
  private let deadline: ContinuousClock.Instant?
  private let compression: Compression

  private var machine: ClientCallMachine
  private var deframer: MessageDeframer
  private var responses = MessageQueue()
  private var isLatestCompressed = false
  private var head: Metadata?
  private var trailers = Metadata()
  /// How the call ended; `nil` inside means success.
  private var outcome: RPCError??
  private var timer: LoopTimer?
  private var reader: Waiter<Void>?
  private var writer: Waiter<Void>?

  init(
    loop: EventLoop, kind: CallKind, deadline: ContinuousClock.Instant?, limits: DecodingLimits,
    compression: Compression
  ) {
    self.loop = loop
    self.deadline = deadline
    self.limits = limits
    self.compression = compression
    machine = ClientCallMachine(kind: kind)
    deframer = MessageDeframer(limit: limits.messageBytes, role: .client)
  }

  // MARK: What the caller does

  /// Opens the stream; with `only`, sends that one request and ends the client's side.
  func start(
    on connection: HTTP2Client, headers: [HeaderField], only framed: [UInt8]?
  ) async throws(RPCError) {
    try await loop.run { () async throws(RPCError) in
      if let deadline = self.deadline {
        let left = ContinuousClock.now.duration(to: deadline)
        self.timer = self.loop.schedule(after: left) { [weak self] in
          self?.abort(.deadlineExceeded)
        }
      }
      let stream: Stream
      do throws(HTTP2Error) {
        stream = try connection.open(headers, self)
      } catch {
        let failure = RPCError(code: .unavailable, message: error.message)
        self.lost(failure)
        throw failure
      }
      self.stream = stream
      guard let framed else { return }
      _ = self.machine.messageSent()
      _ = self.machine.requestsEnded()
      stream.send(framed, endStream: true)
    }
  }

  /// - Parameter compression: of this message; nil as of the call, whose headers must have said that there may be any.
  func send(_ message: EncodedMessage, _ compression: Compression?) async throws(RPCError) {
    let framed = message.framed(self.compression == .off ? .off : compression ?? self.compression)
    try await loop.run { () async throws(RPCError) in
      switch self.machine.messageSent() {
      case .send: self.stream?.send(framed)
      case .refuse: throw self.refusal
      }
      guard let stream = self.stream, !stream.isWritable else { return }
      let waiter = Waiter<Void>()
      self.writer = waiter
      try await self.wait(waiter)
    }
  }

  func endRequests() async {
    await loop.run {
      if self.machine.requestsEnded() { self.stream?.send([], endStream: true) }
    }
  }

  func nextMessage() async throws(RPCError) -> [UInt8]? {
    try await loop.run { () async throws(RPCError) in
      while true {
        if let item = self.responses.next() {
          self.stream?.consume(item.held)
          self.isLatestCompressed = item.message.isCompressed
          do throws(RPCError) {
            return try item.message.payload(limit: self.limits.messageBytes)
          } catch {
            self.abort(error)
            throw error
          }
        }
        if let outcome = self.outcome {
          if let error = outcome { throw error }
          return nil
        }
        try await self.wait(self.newReader())
      }
    }
  }

  /// The one response of a call that has one, once the status says that it counts.
  func onlyMessage() async throws(RPCError) -> [UInt8] {
    var only: [UInt8] = []
    while let message = try await nextMessage() { only = message }
    return only
  }

  func initialMetadata() async throws(RPCError) -> Metadata {
    try await loop.run { () async throws(RPCError) in
      while true {
        if let head = self.head { return head }
        if let outcome = self.outcome {
          if let error = outcome { throw error }
          return Metadata()
        }
        try await self.wait(self.newReader())
      }
    }
  }

  /// Whether the message read last came in gzip.
  func isLatestCompressed() async -> Bool {
    await loop.run { self.isLatestCompressed }
  }

  func trailingMetadata() async -> Metadata {
    await loop.run { self.trailers }
  }

  /// Gives the call up; from any thread, also after its end.
  func cancel() {
    loop.execute { self.abort(.cancelled) }
  }

  private func newReader() -> Waiter<Void> {
    let waiter = Waiter<Void>()
    reader = waiter
    return waiter
  }

  /// A cancelled task gives its call up.
  private func wait(_ waiter: Waiter<Void>) async throws(RPCError) {
    do throws(RPCError) {
      try await waiter.wait()
    } catch {
      abort(error)
      throw refusal
    }
  }

  private var refusal: RPCError {
    switch outcome {
    case .some(.some(let error)): error
    case .some(nil), nil: RPCError(code: .cancelled, message: "the server has ended the call")
    }
  }

  // MARK: What the stream brings

  func headersReceived(_ block: HeaderBlock, ended: Bool) {
    let response = ResponseHead(block)
    switch machine.headReceived(response.head, ended: ended) {
    case .deliver:
      deframer.encoding = response.encoding
      head = response.metadata
      wake()
    case .finish(let error):
      trailers = response.metadata
      finish(error)
    case .abort(let error):
      stream?.reset(.cancel)
      finish(error)
    case .ignore:
      break
    }
  }

  func dataReceived(_ bytes: UnsafeRawBufferPointer, ended: Bool) {
    guard !machine.isFinished else { stream?.consume(bytes.count); return }
    do throws(RPCError) {
      deframer.append(bytes)
      var rest = bytes.count
      while let message = try deframer.next() {
        let size = min(rest, MessagePrefix.length + message.bytes.count)
        rest -= size
        switch machine.messageReceived() {
        case .deliver: responses.append(.init(message: message, held: size))
        case .abort(let error): throw error
        case .ignore: stream?.consume(size)
        }
      }
      stream?.consume(rest)
      if !responses.isEmpty { wake() }
      if ended { self.ended(nil) }
    } catch {
      stream?.reset(.cancel)
      _ = machine.broken()
      finish(error)
    }
  }

  func trailersReceived(_ block: HeaderBlock) {
    let response = ResponseHead(block)
    trailers = response.metadata
    ended(response.head.outcome)
  }

  private func ended(_ outcome: ClientCallMachine.Outcome?) {
    // A server that ends a call early may do so within a message; why it did is what counts.
    if outcome?.code ?? .ok == .ok {
      do throws(RPCError) { try deframer.ended() } catch {
        if machine.broken() { finish(error) }
        return
      }
    }
    switch machine.ended(outcome) {
    case .finish(let error): finish(error)
    case .ignore: break
    }
  }

  func writable() {
    let waiting = writer
    writer = nil
    waiting?.succeed(())
  }

  /// The deadline passed, or the caller gave up.
  func abort(_ error: RPCError) {
    guard machine.broken() else { return }
    stream?.reset(.cancel)
    finish(error)
  }

  func closed(_ end: StreamEnd) {
    // What was received can still be read; the stream's connection may be gone by then.
    stream = nil
    switch end {
    case .reset(let code):
      lost(
        RPCError(
          code: StatusCode(resetCode: code.rawValue),
          message: "the server reset the call (HTTP/2 error \(code.rawValue))"))
    case .lost(let error):
      lost(RPCError(code: .unavailable, message: error.message))
    }
  }

  private func lost(_ error: RPCError) {
    guard machine.broken() else { return }
    finish(error)
  }

  private func wake() {
    let waiting = reader
    reader = nil
    waiting?.succeed(())
  }

  private func finish(_ error: RPCError?) {
    timer?.cancel()
    timer = nil
    var error = error
    if error?.code == .cancelled, let deadline, deadline <= .now { error = .deadlineExceeded }
    error?.metadata = trailers
    outcome = .some(error)
    wake()
    let waiting = writer
    writer = nil
    if let error { waiting?.fail(error) } else { waiting?.succeed(()) }
  }
}
