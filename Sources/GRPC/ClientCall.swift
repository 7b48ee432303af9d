import HTTP2
import Protobuf

/// One call on the client, with as many attempts as it takes: does what `ClientCallMachine` and `RetryMachine` decide,
/// between a stream and the caller.
///
/// `@unchecked` because everything is read and written on `loop` only; what a caller may call from
/// elsewhere goes there first.
final class ClientCall: StreamHandler, PickWaiter, @unchecked Sendable {
  let loop: EventLoop
  private let core: ChannelCore
  private let plan: CallPlan
  /// That of the attempt under way.
  private var stream: Stream?
  /// The stream's attempt has failed; the next one begins this long after the stream is gone.
  private var retryAfter: Duration?
  private var retryTimer: LoopTimer?
  private var isWaiting = false
  private var hasBegun = false

  private var machine: ClientCallMachine
  private var retry: RetryMachine
  /// What was sent, framed, for another attempt; empty once there can be none.
  private var requests: [[UInt8]] = []
  private var requestBytes = 0
  /// Why the last attempt failed.
  private var lastFailure: RPCError?

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

  init(_ plan: CallPlan, core: ChannelCore) {
    self.plan = plan
    self.core = core
    loop = core.loop
    machine = ClientCallMachine(kind: plan.kind)
    retry = RetryMachine(policy: plan.retryPolicy)
    deframer = MessageDeframer(limit: plan.limits.messageBytes, role: .client)
  }

  var limits: DecodingLimits { plan.limits }

  // MARK: What the caller does

  /// Begins the call; with `only`, that one request is all there is.
  func start(only framed: [UInt8]?) async {
    await loop.run { self.begin(framed) }
  }

  /// The whole of a call with one request and one response.
  func unary(_ framed: [UInt8]) async throws(RPCError) -> [UInt8] {
    try await loop.run { () async throws(RPCError) in
      self.begin(framed)
      return try await self.onlyMessage()
    }
  }

  /// - Parameter compression: of this message; nil as of the call, whose headers must have said that there may be any.
  func send(_ message: EncodedMessage, _ compression: Compression?) async throws(RPCError) {
    let framed = message.framed(plan.compression == .off ? .off : compression ?? plan.compression)
    try plan.check(framed)
    try await loop.run { () async throws(RPCError) in
      switch self.machine.messageSent() {
      case .send: self.keep(framed)
      case .refuse: throw self.refusal
      }
      guard !self.canWrite else { return }
      let waiter = Waiter<Void>()
      self.writer = waiter
      try await self.wait(waiter)
    }
  }

  /// Sends a request, and keeps it for another attempt as long as there may be one.
  private func keep(_ framed: [UInt8]) {
    let live = retryAfter == nil ? stream : nil
    if live == nil || !retry.isCommitted {
      requests.append(framed)
      requestBytes += framed.count
    }
    if requestBytes > core.configuration.replayBytesMax { retry.commit() }
    guard let live else { return }
    live.send(framed)
    live.messagesSent += 1
    if retry.isCommitted { forgetRequests() }
  }

  private var canWrite: Bool {
    if let stream, retryAfter == nil { return stream.isWritable }
    return outcome != nil || requestBytes <= core.configuration.replayBytesMax
  }

  private func forgetRequests() {
    requests = []
    requestBytes = 0
  }

  func endRequests() async {
    await loop.run {
      if self.machine.requestsEnded(), self.retryAfter == nil {
        self.stream?.send([], endStream: true)
      }
    }
  }

  func nextMessage() async throws(RPCError) -> [UInt8]? {
    try await loop.run { () async throws(RPCError) in
      while true {
        if let item = self.responses.next() {
          self.stream?.consume(item.held)
          self.isLatestCompressed = item.message.isCompressed
          do throws(RPCError) {
            return try await item.message.payload(
              limit: self.limits.messageBytes, on: self.loop)
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

  // MARK: Attempts

  private func begin(_ framed: [UInt8]?) {
    hasBegun = true
    core.callBegan()
    if let framed {
      _ = machine.messageSent()
      _ = machine.requestsEnded()
      requests = [framed]
      requestBytes = framed.count
    }
    if let deadline = plan.deadline {
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { return abort(.deadlineExceeded) }
      timer = loop.schedule(after: left) { [weak self] in self?.abort(.deadlineExceeded) }
    }
    pick()
  }

  /// The channel has changed, and the call was waiting for that.
  func pickAgain() {
    isWaiting = false
    pick()
  }

  private func pick() {
    guard outcome == nil else { return }
    switch core.pick() {
    case .use(let subchannel, let connection): open(subchannel, connection)
    case .wait: wait()
    case .fail(let error): if plan.waitsForReady { wait() } else { failed(error, .answered) }
    case .refuse(let error): fail(error)
    }
  }

  private func wait() {
    isWaiting = true
    core.wait(self)
  }

  private func open(_ subchannel: Subchannel, _ connection: HTTP2Client) {
    let configuration = core.configuration
    let headers = RequestHeaders.list(
      path: plan.path, isSecure: configuration.tls != nil,
      authority: subchannel.address.authority, userAgent: configuration.userAgent,
      timeout: timeLeft, compression: plan.compression, metadata: plan.metadata,
      previousAttempts: retry.retries)
    let stream: Stream
    do throws(HTTP2Error) {
      stream = try connection.open(headers, self)
    } catch {
      subchannel.unusable(connection)
      return failed(RPCError(code: .unavailable, message: error.message), .notSent)
    }
    self.stream = stream
    let isWhole = machine.hasEndedRequests
    stream.messagesSent += requests.count
    if isWhole, requests.count == 1 {
      stream.send(requests[0], endStream: true)
    } else {
      for request in requests { stream.send(request) }
      if isWhole { stream.send([], endStream: true) }
    }
    if retry.isCommitted { forgetRequests() }
    if stream.isWritable { writable() }
  }

  private var timeLeft: Duration? {
    plan.deadline.map { ContinuousClock.now.duration(to: $0) }
  }

  /// An attempt failed before anything of an answer was there for the caller, or the call broke.
  private func failed(_ error: RPCError, _ failure: RetryMachine.Failure) {
    stream?.hasFailed = true
    var random = SystemRandomNumberGenerator()
    let decision = retry.failed(
      failure, code: error.code,
      pushback: RetryMachine.Pushback(trailers.text("grpc-retry-pushback-ms")),
      timeLeft: timeLeft, throttle: &core.throttle, using: &random)
    switch decision {
    case .giveUp: fail(error)
    case .retry(let delay): again(after: delay, error)
    }
  }

  private func again(after delay: Duration, _ error: RPCError) {
    lastFailure = error
    machine.startOver()
    deframer = MessageDeframer(limit: plan.limits.messageBytes, role: .client)
    trailers = Metadata()
    guard let stream else { return schedule(after: delay) }
    // Its end is waited for, so that nothing of it is taken for the next one's.
    retryAfter = delay
    stream.reset(.cancel)
  }

  private func schedule(after delay: Duration) {
    retryTimer = loop.schedule(after: delay) { [weak self] in
      self?.retryTimer = nil
      self?.pick()
    }
  }

  /// The call ends with an error of this side's making, or the server's.
  private func fail(_ error: RPCError) {
    _ = machine.broken()
    if retryAfter == nil { stream?.reset(.cancel) }
    finish(error)
  }

  // MARK: What the stream brings

  func headersReceived(_ block: HeaderBlock, ended: Bool) {
    guard retryAfter == nil else { return }
    let response = ResponseHead(block)
    switch machine.headReceived(response.head, ended: ended) {
    case .deliver:
      retry.commit()
      forgetRequests()
      lastFailure = nil
      deframer.encoding = response.encoding
      head = response.metadata
      wake()
    case .finish(let error):
      trailers = response.metadata
      if let error { failed(error, .answered) } else { finish(nil) }
    case .abort(let error):
      trailers = response.metadata
      failed(error, .answered)
    case .ignore:
      break
    }
  }

  func dataReceived(_ bytes: UnsafeRawBufferPointer, ended: Bool) {
    guard retryAfter == nil, !machine.isFinished else { stream?.consume(bytes.count); return }
    do throws(RPCError) {
      deframer.append(bytes)
      var rest = bytes.count
      while let message = try deframer.next() {
        let size = min(rest, MessagePrefix.length + message.bytes.count)
        rest -= size
        switch machine.messageReceived() {
        case .deliver:
          stream?.messagesReceived += 1
          responses.append(.init(message: message, held: size))
        case .abort(let error): throw error
        case .ignore: stream?.consume(size)
        }
      }
      stream?.consume(rest)
      if !responses.isEmpty { wake() }
      if ended { self.ended(nil) }
    } catch {
      fail(error)
    }
  }

  func trailersReceived(_ block: HeaderBlock) {
    guard retryAfter == nil else { return }
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
    case .finish(let error): if let error { failed(error, .answered) } else { finish(nil) }
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
    guard outcome == nil, hasBegun else { return }
    fail(error)
  }

  func closed(_ end: StreamEnd) {
    // What was received can still be read; the stream's connection may be gone by then.
    let closed = stream.take()
    guard outcome == nil else { return }
    if let delay = retryAfter {
      retryAfter = nil
      return schedule(after: delay)
    }
    guard !machine.isFinished else { return }
    closed?.hasFailed = true
    switch end {
    case .reset(let code):
      failed(Self.error(code, closed), code == .refusedStream ? .refused : .answered)
    case .lost(let error):
      failed(
        RPCError(code: .unavailable, message: error.message),
        error.kind == .goingAway ? .refused : .answered)
    case .notSent(let error):
      failed(RPCError(code: .unavailable, message: error.message), .notSent)
    }
  }

  private static func error(_ code: ErrorCode, _ stream: Stream?) -> RPCError {
    if stream?.isHeadTooLarge == true {
      return RPCError(
        code: .resourceExhausted, message: "the headers of the server's answer are over the limit")
    }
    if stream?.isResetHere == true {
      return RPCError(
        code: .internal, message: "the server's answer broke HTTP/2 (error \(code.rawValue))")
    }
    return RPCError(
      code: StatusCode(resetCode: code.rawValue),
      message: "the server reset the call (HTTP/2 error \(code.rawValue))")
  }

  private func wake() {
    let waiting = reader
    reader = nil
    waiting?.succeed(())
  }

  private func finish(_ error: RPCError?) {
    guard outcome == nil else { return }
    timer?.cancel()
    timer = nil
    retryTimer?.cancel()
    retryTimer = nil
    forgetRequests()
    var error = error
    if error?.code == .cancelled, let deadline = plan.deadline, deadline <= .now {
      error = .deadlineExceeded
    }
    if error == .deadlineExceeded,
      let why = lastFailure?.message ?? (stream == nil ? core.trouble : nil)
    {
      error?.message += "; before that: \(why)"
    }
    if isWaiting { core.stopWaiting(self) }
    isWaiting = false
    error?.metadata = trailers
    if error != nil { stream?.hasFailed = true }
    outcome = .some(error)
    core.callEnded(failed: error != nil)
    if error == nil { core.throttle?.succeeded() }
    wake()
    let waiting = writer
    writer = nil
    if let error { waiting?.fail(error) } else { waiting?.succeed(()) }
  }
}
