import Glibc
import HTTP2
import Protobuf
import Synchronization

/// One call on the server: does what `CallMachine` decides, between a stream and a handler.
///
/// `@unchecked` because everything but `extras` and `cancelled` is read and written on `loop` only;
/// what a handler may call from elsewhere goes there first.
final class ServerCall: StreamHandler, @unchecked Sendable {
  // Ten thousand idle watchers are ten thousand of these: the order is the one without gaps.
  private(set) var remote = ConnectionPeer.gone
  /// Who calls; nil where nobody asks.
  private(set) var caller: Caller?
  let stream: Stream
  let table: ServiceTable
  var head: HeaderBlock?
  /// Not retained: the router has it.
  private var routed: Unmanaged<Route>?
  var route: Route? { routed?.takeUnretainedValue() }
  private var unknownPath: String?
  /// Nil as long as all that came was a whole request, as nearly always, and once nothing can come any more.
  var receiving: Receiving?
  /// Until it is started. Answers the call when it has ended.
  var handler: Work?
  var task: Task<Void, Never>?
  private var timer: LoopTimer?
  /// Of a stream whose caller is known by something that expires.
  private var expiryTimer: LoopTimer?
  /// Made for calls with streams only: a unary call should not pay for it.
  var streams: Streams?
  /// Of a call that its handler has left to a source.
  var feed: MessageFeed?
  /// After the loop's birth; an instant of the clock would be a field whose size is known at run time only.
  private var started: Duration?
  /// After the loop's birth. Set before the handler begins, which may ask for it from anywhere.
  private var deadlineTime: Duration?
  /// Of the right kind once the headers are there; what comes before cannot be anything else.
  var machine = CallMachine(kind: .unary)
  /// Whether the latest request came in gzip.
  var isRequestCompressed = false
  /// The peer does not read: what is unsent will never be sent.
  var isStuck = false
  /// Nearly no call has any extras: then nothing is locked.
  private let hasExtras = Atomic(false)
  private let cancelled = Atomic(false)

  var loop: EventLoop { stream.loop }
  var limits: DecodingLimits { table.limits }

  /// What has come of requests and waits for the rest.
  final class Receiving {
    var deframer: MessageDeframer
    /// The one request of a call that has to wait for the end of the client's side.
    var held: ReceivedMessage?

    init(_ limits: DecodingLimits, _ encoding: MessageEncoding) {
      deframer = MessageDeframer(limit: limits.messageBytes, role: .server)
      deframer.encoding = encoding
    }
  }

  /// What reads and writes of streams need.
  final class Streams {
    var requests = MessageQueue()
    var reader: Waiter<Void>?
    var writer: Waiter<Void>?
    /// What the headers have said: off unless messages may come in gzip.
    var compression = Compression.off
    /// Why the call is over, for a handler that still reads or writes.
    var ending: RPCError?
  }

  /// What a handler sets, perhaps from another thread.
  struct Extras {
    var initial = Metadata()
    var trailing = Metadata()
    var compression: Compression?
    var note: CallNote?
  }
  private let extras = Mutex<Extras?>(nil)
  var extrasNow: Extras? {
    hasExtras.load(ordering: .acquiring) ? extras.withLock { $0 } : nil
  }

  init(stream: Stream, table: ServiceTable) {
    self.stream = stream
    self.table = table
  }

  /// Whether nothing is left of the call that somebody else could know of.
  var canRenew: Bool {
    machine.isClosed && receiving == nil && handler == nil && task == nil && expiryTimer == nil
      && streams == nil && feed == nil && !isStuck && !isCancelled
      && !hasExtras.load(ordering: .relaxed)
  }

  /// Makes the object of a call that can renew what it was before its headers came; but the next call nearly always comes
  /// from the same place.
  func forget() {
    caller = nil
    head = nil
    routed = nil
    unknownPath = nil
    timer = nil
    started = nil
    deadlineTime = nil
    machine = CallMachine(kind: .unary)
    isRequestCompressed = false
  }

  /// `/service/method`, as registered, or as received if there is no such method.
  var path: String { route?.path ?? unknownPath ?? "" }

  var peer: String { remote.address }

  var deadline: ContinuousClock.Instant? { deadlineTime.map { loop.birth.advanced(by: $0) } }

  // MARK: The beginning

  func headersReceived(_ block: consuming HeaderBlock, ended: Bool) {
    stream.update(&remote)
    let request = RequestHead.read(block, routes: table)
    guard request.isPOST else { return answerPlainly(block) }
    guard request.isGRPC else { return refuse(ResponseHeaders.unsupportedMediaType) }
    head = block
    routed = request.route
    unknownPath = request.unknownPath
    if table.isObserved {
      started = loop.birth.duration(to: loop.tickStart)
      for interceptor in table.configuration.interceptors {
        interceptor.callStarted(CallInfo(call: self))
      }
    }
    guard let route = request.route else { return fail(table.router.unknown(path)) }
    route._withUnsafeGuaranteedRef { route in begins(request, route, ended: ended) }
  }

  /// A call of a method that there is, with its headers.
  @inline(__always)
  private func begins(_ request: RequestHead, _ route: Route, ended: Bool) {
    if let gate = table.configuration.gate, let head {
      let admission = gate.admit(ArrivingCall(route: route, peer: remote, head: head))
      caller = admission.caller
      if let refusal = admission.refusal {
        fail(refusal)
        if admission.isForged { stream.credentialsRefused() }
        return
      }
    }
    switch request.deadline {
    case .none:
      break
    case .after(let timeout):
      deadlineTime = loop.birth.duration(to: .now) + timeout
      timer = loop.schedule(after: timeout) { self.fail(.deadlineExceeded) }
    case .malformed:
      return fail(RPCError(code: .invalidArgument, message: "grpc-timeout is malformed"))
    }
    if request.encoding != .identity { receiving = Receiving(limits, request.encoding) }
    machine = CallMachine(kind: route.kind)
    if route.kind != .unary {
      streams = Streams()
      endWithToken()
    }
    if route.kind.requestIsStream { route.handler.start(self, .init(start: nil, count: 0)) }
    if ended {
      requestsEnded()
    } else if route.kind == .unary {
      stream.owesRest = true
    }
  }

  /// A stream outlives no token: its end is the end of the caller's right to read on.
  private func endWithToken() {
    guard let caller, let expiry = caller.expiry else { return }
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let left = Duration.seconds(max(0, expiry - Int64(now.tv_sec)))
    expiryTimer = loop.schedule(after: left) { [weak self] in self?.fail(caller.expired) }
  }

  /// A page for a load balancer; whatever else is no POST is refused.
  private func answerPlainly(_ block: HeaderBlock) {
    let method = block.text(":method")
    guard method == "GET" || method == "HEAD",
      let page = table.configuration.pages[PlainPage.path(of: block.text(":path") ?? "")]
    else { return refuse(ResponseHeaders.methodNotAllowed) }
    _ = machine.failed()
    let made = page()
    let bytes = Array(made.text.utf8)
    let headers = ResponseHeaders.page(made.status, length: bytes.count)
    if method == "HEAD" { return stream.respondOnly(headers) }
    stream.sendHeaders(headers)
    stream.send(bytes, endStream: true)
  }

  /// An answer that is not gRPC, to what was not gRPC.
  private func refuse(_ headers: HeaderList) {
    _ = machine.failed()
    stream.hasFailed = true
    stream.respondOnly(headers)
  }

  // MARK: What the stream brings

  func dataReceived(_ bytes: UnsafeRawBufferPointer, ended: Bool) {
    guard !machine.isClosed else { return stream.consume(bytes.count) }
    do throws(RPCError) {
      if machine.kind.requestIsStream {
        try streamed(bytes)
      } else {
        stream.consume(bytes.count)
        if ended, let whole = whole(in: bytes) { return startWithOnly(whole) }
        let receiving = receives()
        receiving.deframer.append(bytes)
        while let message = try receiving.deframer.next() { try one(message) }
        stream.keeps(receiving.deframer.pending)
      }
      if ended { requestsEnded() }
    } catch {
      fail(error)
    }
  }

  private func whole(in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard let receiving else {
      return MessageDeframer.whole(in: bytes, limit: table.limits.messageBytes)
    }
    return receiving.held == nil ? receiving.deframer.whole(in: bytes) : nil
  }

  private func receives() -> Receiving {
    if let receiving { return receiving }
    let receiving = Receiving(limits, .identity)
    self.receiving = receiving
    return receiving
  }

  /// The client's side has ended.
  func requestsEnded() {
    stream.owesRest = false
    stream.keeps(streams?.requests.overheadBytes ?? 0)
    do throws(RPCError) { try receiving?.deframer.ended() } catch { return fail(error) }
    switch machine.requestsEnded() {
    case .start:
      startWithHeld()
    case .endRequests:
      streams?.requests.end()
      wakeReader()
    case .fail(let violation):
      fail(violation.error)
    case .ignore:
      break
    }
  }

  /// There is room in the stream's send buffer again.
  func writable() {
    if let feed { return hasRoom(feed) }
    let waiting = streams?.writer
    streams?.writer = nil
    waiting?.succeed(())
  }

  /// A request has no trailers in gRPC; what they say is passed over, but they end it.
  func trailersReceived(_ block: HeaderBlock) {
    dataReceived(UnsafeRawBufferPointer(start: nil, count: 0), ended: true)
  }

  /// The stream is gone: answered, reset by the client, or lost with its connection.
  func closed(_ end: StreamEnd) {
    if machine.streamClosed() { over(.cancelled) }
  }

  func connectionDrains() {
    // Another call may end by itself within the grace.
    if let feed { fail(feed.movesOn()) }
  }

  func connectionCloses() {
    guard !machine.isClosed else { return }
    // What waits for the peer's window would keep the status back.
    isStuck = stream.unsentBytes > 0
    fail(feed?.movesOn() ?? .connectionEnds)
  }

  private func startWithOnly(_ bytes: UnsafeRawBufferPointer) {
    stream.messagesReceived += 1
    stream.owesRest = false
    _ = machine.messageReceived()
    guard case .start = machine.requestsEnded() else { return }
    routed?._withUnsafeGuaranteedRef { $0.handler.start(self, bytes) }
  }

  private func one(_ message: ReceivedMessage) throws(RPCError) {
    stream.messagesReceived += 1
    switch machine.messageReceived() {
    case .hold: receives().held = message
    case .fail(let violation): throw violation.error
    case .deliver, .ignore: break
    }
  }

  /// Window is given back when the handler takes a message; for the part of a message that is not
  /// whole yet at once, or a message larger than the window would never become whole.
  private func streamed(_ bytes: UnsafeRawBufferPointer) throws(RPCError) {
    let receiving = receives()
    receiving.deframer.append(bytes)
    var rest = bytes.count
    while let message = try receiving.deframer.next() {
      let size = min(rest, MessagePrefix.length + message.bytes.count)
      rest -= size
      stream.messagesReceived += 1
      switch machine.messageReceived() {
      case .deliver: streams?.requests.append(.init(message: message, held: size))
      case .hold, .ignore: stream.consume(size)
      case .fail(let violation): throw violation.error
      }
    }
    stream.consume(rest)
    stream.keeps(receiving.deframer.pending + (streams?.requests.overheadBytes ?? 0))
    // A message that has begun since the last one ended has its time anew.
    if rest != bytes.count { stream.owesRest = false }
    stream.owesRest = receiving.deframer.pending > 0
    wakeReader()
  }

  func restIsLate(after limit: Duration) {
    fail(
      RPCError(
        code: .deadlineExceeded, message: "the request was not whole within \(limit)"))
  }

  private func wakeReader() {
    let waiting = streams?.reader
    streams?.reader = nil
    waiting?.succeed(())
  }

  // MARK: What the handler does

  func decode<Request: ProtobufMessage>(
    _ type: Request.Type, _ bytes: UnsafeRawBufferPointer
  ) -> Request? {
    do throws(RPCError) {
      return try Codec.decodeRequest(type, bytes, limits: limits)
    } catch {
      fail(error)
      return nil
    }
  }

  // MARK: What a handler knows and sets

  var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

  var requestMetadata: Metadata {
    var metadata = Metadata()
    head?.forEach { metadata.appendReceived(name: $0, value: $1) }
    return metadata
  }

  func setInitialMetadata(_ metadata: Metadata) {
    withExtras { $0.initial = metadata }
  }

  var note: CallNote? { extrasNow?.note }

  func setNote(_ note: CallNote) {
    withExtras { $0.note = note }
  }

  func setTrailingMetadata(_ metadata: Metadata) {
    withExtras { $0.trailing = metadata }
  }

  func setCompression(_ compression: Compression) {
    withExtras { $0.compression = compression }
  }

  private func withExtras(_ change: (inout Extras) -> Void) {
    extras.withLock { extras in
      var changed = extras ?? Extras()
      change(&changed)
      extras = changed
    }
    hasExtras.store(true, ordering: .releasing)
  }

  /// A message of a stream, in gzip if the headers said so.
  func framed(_ message: EncodedMessage, _ asked: Compression?) -> [UInt8] {
    guard let streams, streams.compression != .off else { return message.framed }
    return message.framed(asked ?? streams.compression)
  }

  // MARK: The end

  /// Answers the call, unless it is over.
  func succeed(_ message: EncodedMessage?) {
    guard let message, message.isSlowToPack, willPack(message) else { return answered(message) }
    task = Task(executorPreference: loop) {
      await self.packAnswer(message)
      self.answered(message)
    }
  }

  func answered(_ message: EncodedMessage?) {
    let action = machine.succeeded()
    guard action != .nothing else { return }
    let extras = extrasNow
    switch action {
    case .respond:
      guard let message else { preconditionFailure("a method with one response returned none") }
      respond(message, extras)
    case .headersAndTrailers:
      stream.sendHeaders(ResponseHeaders.head(extras?.initial, gzip: false))
      stream.finish(trailers: ResponseHeaders.success(extras?.trailing))
    case .trailers:
      stream.finish(trailers: ResponseHeaders.success(extras?.trailing))
    case .trailersOnly, .nothing:
      preconditionFailure("a success is not sent as \(action)")
    }
    overWell()
  }

  /// Whether a framed message of so many bytes goes out without compression, whatever the client reads.
  func mayGoAsItIs(_ bytes: Int) -> Bool {
    bytes < EncodedMessage.compressedBytesMin && !hasExtras.load(ordering: .acquiring)
  }

  /// Answers a unary call with a framed message that is somebody else's afterwards, unless the call is over.
  func answered(with framed: UnsafeRawBufferPointer) {
    guard machine.succeeded() == .respond else { return }
    stream.messagesSent += 1
    stream.respond(
      headers: ResponseHeaders.head(nil, gzip: false), copying: framed, trailers: trailers(nil))
    overWell()
  }

  private func overWell() {
    over(nil)
    if let head = head.take() { stream.giveBack(head) }
  }

  @inline(__always)
  private func respond(_ message: EncodedMessage, _ extras: Extras?) {
    var (body, gzip) = (message.framed, false)
    if message.isLarge || extras?.compression != nil, acceptsGzip(extras?.compression) {
      body = message.framed(extras?.compression ?? table.configuration.compression)
      gzip = body.first == 1
    }
    stream.messagesSent += 1
    stream.respond(
      headers: ResponseHeaders.head(extras?.initial, gzip: gzip), body: body,
      trailers: trailers(extras))
  }

  @inline(__always)
  private func trailers(_ extras: Extras?) -> HeaderList {
    guard let load = table.load else { return ResponseHeaders.success(extras?.trailing) }
    return .fields(load.trailers(now: loop.tickStart) + (extras?.trailing.fields ?? []))
  }

  /// Ends the call with an error; the handler, if it still runs, is cancelled.
  func fail(_ error: RPCError) {
    let action = machine.failed()
    guard action != .nothing else { return }
    let trailing = extrasNow?.trailing
    switch action {
    case .trailersOnly:
      stream.respondOnly(ResponseHeaders.trailersOnly(error, trailing))
    case .trailers:
      let trailers = ResponseHeaders.failure(error, trailing)
      if isStuck { stream.cutShort(trailers: trailers) } else { stream.finish(trailers: trailers) }
    case .respond, .headersAndTrailers, .nothing:
      preconditionFailure("a failure is not sent as \(action)")
    }
    over(error)
  }

  func sendHead() {
    let compression = feed?.compression ?? agreedCompression
    streams?.compression = compression
    let initial = extrasNow?.initial
    stream.sendHeaders(ResponseHeaders.head(initial, gzip: compression != .off))
  }

  /// That of the call's messages: what the handler or the server wants, if the client reads it.
  var agreedCompression: Compression {
    let asked = extrasNow?.compression
    return acceptsGzip(asked) ? asked ?? table.configuration.compression : .off
  }

  /// The call is decided; whatever the handler still does is late.
  private func over(_ error: RPCError?) {
    // Kept for its moment, which a handler may ask for.
    timer?.cancel()
    expiryTimer?.cancel()
    expiryTimer = nil
    if error != nil {
      stream.hasFailed = true
      cancelled.store(true, ordering: .relaxed)
      task?.cancel()
    }
    task = nil
    if let feed = feed.take() {
      feed.stopWaiting()
      feed.leave()
      feed.source.closed()
    }
    if let streams {
      // Also after a success: a task that the handler left behind must not touch the stream.
      let ending = error ?? .cancelled
      streams.ending = ending
      streams.requests = MessageQueue()
      streams.reader?.fail(ending)
      streams.writer?.fail(ending)
      streams.reader = nil
      streams.writer = nil
    }
    guard let started else { return }
    for interceptor in table.configuration.interceptors {
      interceptor.callEnded(CallInfo(call: self), error: error) {
        loop.birth.duration(to: .now) - started
      }
    }
  }
}
