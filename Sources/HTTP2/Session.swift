import CNghttp2

/// Owns one `nghttp2_session` and what its callbacks record. The session's user data is this object, unretained: it owns
/// the session and outlives it.
final class Session {
  enum Role { case server, client }

  let role: Role
  let limits: Limits
  let handle: OpaquePointer
  private let memory = SessionMemory()
  /// The owner; unsafe as in `Stream`.
  var connection: Connection? {
    get { owner?.takeUnretainedValue() }
    set { owner = newValue.map { .passUnretained($0) } }
  }
  private var owner: Unmanaged<Connection>?
  /// Streams in no order, each knowing its place; nghttp2's own stream data points to them, unretained.
  private(set) var streams: [Stream] = []
  /// Streams that have ended while events were handled: a later one may be theirs.
  private var gone: [Stream] = []

  /// Behind a pointer, because callbacks touch it all the time and need no check of exclusive access.
  private let recorded = UnsafeMutablePointer<SessionRecord>.allocate(capacity: 1)
  /// The record before, for its room.
  private var spareRecord = SessionRecord()
  /// The header block that is being received: no other frame may stand inside one (RFC 9113, section 4.3).
  /// Owned here; unmanaged, so that the callback for each field need not retain it.
  private var incoming: Unmanaged<HeaderBlock>?
  /// Where the next stream with more than one piece to send puts them.
  var spareRooms = SpareRooms()
  private var peerResets: RateLimit
  private var provokedResets: RateLimit
  private var pings: RateLimit
  private var pingStrikes: PingStrikes
  private var settings: RateLimit
  private var refusedCredentials: RateLimit
  private var overhead: FrameAllowance
  private var passedOver = PassedOverStreams()
  private var endedStreams = EndedStreams()
  /// Bytes held for the peer: unsent, unread, unfinished, and large header blocks.
  var heldBytes = 0
  private var incomingID: Int32 = 0
  /// Streams refused for want of room whose RST_STREAM has not left yet.
  private var refusals = 0
  /// What this side said in a GOAWAY that is no farewell.
  private var endedWith: ErrorCode?
  /// Whether the peer's SETTINGS have come.
  private var hasSettings = false
  /// What the peer owed when it was last looked at: the rest of this stream's header block, or its first SETTINGS (0).
  private var owed: (stream: Int32, since: ContinuousClock.Instant)?
  /// Streams whose unsent bytes fell under the limit while frames were made.
  private var drained: [Stream] = []

  init(role: Role, limits: Limits) throws(HTTP2Error) {
    self.role = role
    self.limits = limits
    peerResets = RateLimit(
      Int(limits.resetBurst),
      per: .seconds(limits.resetBurst) / max(1, Int(limits.resetsPerSecond)))
    provokedResets = RateLimit(limits.provokedResetsPerMinute, per: .seconds(60))
    pings = RateLimit(limits.pingsPerTenSeconds, per: .seconds(10))
    pingStrikes = PingStrikes(interval: limits.pingInterval)
    settings = RateLimit(limits.settingsPerMinute, per: .seconds(60))
    refusedCredentials = RateLimit(limits.refusedCredentialsPerMinute, per: .seconds(60))
    overhead = FrameAllowance(limits.overheadFramesPerTenSeconds, per: .seconds(10))
    guard let handle = makeSession(role, limits, memory.functions) else {
      recorded.deallocate()
      throw HTTP2Error(.system(12), "nghttp2 has no memory for another session")
    }
    self.handle = handle
    recorded.initialize(to: SessionRecord())
    nghttp2_session_set_user_data(handle, Unmanaged.passUnretained(self).toOpaque())
    submitSettings()
  }

  deinit {
    nghttp2_session_del(handle)
    incoming?.release()
    recorded.deinitialize(count: 1)
    recorded.deallocate()
  }

  private func submitSettings() {
    var settings = [
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE.rawValue),
        value: UInt32(limits.streamWindow)),
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE.rawValue),
        value: UInt32(limits.headerListBytes)),
    ]
    switch role {
    case .server:
      settings.append(
        nghttp2_settings_entry(
          settings_id: Int32(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS.rawValue),
          value: limits.concurrentStreams))
    case .client:
      settings.append(
        nghttp2_settings_entry(
          settings_id: Int32(NGHTTP2_SETTINGS_ENABLE_PUSH.rawValue), value: 0))
    }
    nghttp2_submit_settings(handle, UInt8(NGHTTP2_FLAG_NONE.rawValue), settings, settings.count)
    nghttp2_session_set_local_window_size(
      handle, UInt8(NGHTTP2_FLAG_NONE.rawValue), 0, limits.connectionWindow)
  }

  // MARK: Reading

  /// Takes bytes of the peer; throws when the connection cannot go on.
  func receive(_ bytes: UnsafeRawBufferPointer) throws(HTTP2Error) {
    guard role == .server, let violation = endedStreams.firstViolation(in: bytes) else {
      return try feed(bytes)
    }
    try feed(.init(rebasing: bytes[..<violation]))
    nghttp2_session_terminate_session(handle, ErrorCode.streamClosed.rawValue)
    try feed(.init(rebasing: bytes[violation...]))
  }

  private func feed(_ bytes: UnsafeRawBufferPointer) throws(HTTP2Error) {
    let base = bytes.bindMemory(to: UInt8.self).baseAddress
    let taken = nghttp2_session_mem_recv(handle, base, bytes.count)
    guard taken >= 0 else {
      throw HTTP2Error(
        .connectionLost, "the peer broke HTTP/2: \(String(cString: nghttp2_strerror(Int32(taken))))"
      )
    }
  }

  /// Has `handle` do what was recorded since the last call; what that makes nghttp2 record waits for the next call.
  func handleEvents(_ handle: (consuming SessionEvent, UnsafeRawBufferPointer) -> Void) {
    guard !recorded.pointee.isEmpty else { return }
    var taken = SessionRecord()
    swap(&taken, &spareRecord)
    swap(&taken, &recorded.pointee)
    taken.replay(handle)
    spareRecord = taken
    if !gone.isEmpty { letGo() }
  }

  /// Nobody else holds a stream that has ended, but its handler, and who waits to be told that it has room.
  private func letGo() {
    owner?._withUnsafeGuaranteedRef { connection in
      while let stream = gone.popLast() {
        if drained.isEmpty { connection.loop.giveBack(stream) } else { stream.handler = nil }
      }
    }
  }

  /// Gives back the room that a burst has left behind, so that it is not kept by every connection that ever had one.
  func trim() {
    spareRooms = SpareRooms()
    spareRecord = SessionRecord()
    if recorded.pointee.isEmpty { recorded.pointee = SessionRecord() }
    memory.trim()
  }

  func takeDrained() -> [Stream] {
    guard !drained.isEmpty else { return [] }
    let taken = drained
    drained = []
    return taken
  }

  /// Forgets every stream: their connection is gone (nghttp2_session_del tells nobody).
  func abandonStreams() -> [Stream] {
    let all = streams.sorted { $0.id < $1.id }
    for stream in all { stream.place = -1 }
    gone += all
    streams.removeAll()
    return all
  }

  func remove(_ stream: Stream) {
    let place = stream.place
    guard place >= 0 else { return }
    stream.place = -1
    // By way of the buffer, because an array's own swap counts references.
    streams.withUnsafeMutableBufferPointer { $0.swapAt(Int(place), $0.count - 1) }
    gone.append(streams.removeLast())
    if Int(place) < streams.count { streams[Int(place)].place = place }
  }

  func add(_ stream: consuming Stream) {
    stream.place = Int32(streams.count)
    streams.append(stream)
  }

  // MARK: Writing

  /// Makes the name-value list nghttp2 wants; valid during `body`.
  @inline(__always)
  func withFields<Result>(
    _ list: HeaderList, _ body: (UnsafePointer<nghttp2_nv>?, Int) -> Result
  ) -> Result {
    switch list {
    case .fixed(let fixed): body(fixed.list.baseAddress, fixed.list.count)
    case .fields(let fields): withFields(fields, body)
    }
  }

  private func withFields<Result>(
    _ fields: [HeaderField], _ body: (UnsafePointer<nghttp2_nv>?, Int) -> Result
  ) -> Result {
    let copied = fields.reduce(0) { $0 + $1.name.copiedBytes + $1.value.copiedBytes }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: copied) { scratch in
      withUnsafeTemporaryAllocation(of: nghttp2_nv.self, capacity: max(1, fields.count)) { list in
        var offset = 0
        for (index, field) in fields.enumerated() {
          var flags = UInt8(NGHTTP2_NV_FLAG_NONE.rawValue)
          let name = Self.pointer(field.name, scratch, &offset)
          if name.isFixed { flags |= UInt8(NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue) }
          let value = Self.pointer(field.value, scratch, &offset)
          if value.isFixed { flags |= UInt8(NGHTTP2_NV_FLAG_NO_COPY_VALUE.rawValue) }
          list[index] = nghttp2_nv(
            name: name.start, value: value.start, namelen: field.name.count,
            valuelen: field.value.count, flags: flags)
        }
        return body(list.baseAddress, fields.count)
      }
    }
  }

  private static func pointer(
    _ text: HeaderField.Text, _ scratch: UnsafeMutableBufferPointer<UInt8>, _ offset: inout Int
  ) -> (start: UnsafeMutablePointer<UInt8>?, isFixed: Bool) {
    switch text {
    case .fixed(let text):
      return (UnsafeMutablePointer(mutating: text.utf8Start), true)
    case .bytes(let bytes):
      let start = scratch.baseAddress.map { $0 + offset }
      offset = scratch[offset...].initialize(fromContentsOf: bytes)
      return (start, false)
    }
  }

  // MARK: What the callbacks record

  /// HEADERS on a stream that the client passed over end its connection (RFC 9113, section 5.1.1).
  func headersBegin(_ id: Int32) {
    if !passedOver.headersBegin(on: id) {
      nghttp2_session_terminate_session(handle, ErrorCode.protocolError.rawValue)
    }
  }

  func beginHeaders(_ id: Int32, isNew: Bool) {
    incoming?.release()
    incoming = .passRetained(
      owner?._withUnsafeGuaranteedRef { connection in
        if isNew, role == .server { begin(connection.loop.stream(for: connection), id) }
        return connection.loop.spareBlocks.popLast()
      } ?? HeaderBlock())
    incomingID = id
  }

  private func begin(_ stream: consuming Stream, _ id: Int32) {
    stream.id = id
    stream.isKnownToPeer = true
    nghttp2_session_set_stream_user_data(handle, id, Unmanaged.passUnretained(stream).toOpaque())
    add(stream)
  }

  /// False refuses the stream: its header block is too large.
  @inline(__always)
  func header(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool {
    guard let incoming else { return true }
    return incoming._withUnsafeGuaranteedRef { block in
      let size = block.listBytes + name.count + value.count + 32
      guard size <= limits.headerListBytes, block.count < limits.headerFields else {
        withStream(incomingID) { $0.isHeadTooLarge = true }
        return false
      }
      block.append(name, value)
      return true
    }
  }

  func headersEnded(_ id: Int32, isTrailers: Bool, ended: Bool) {
    guard let block = incoming.take()?.takeRetainedValue() else { return }
    withStream(id) { stream in
      if role == .server { overhead.earn(2) }
      if block.isLarge { stream.headerBytes += block.listBytes }
      count(stream)
      recorded.pointee.append(
        isTrailers
          ? .trailers(.passUnretained(stream), block)
          : .headers(.passUnretained(stream), block, ended: ended))
    }
  }

  func data(_ id: Int32, _ bytes: UnsafeRawBufferPointer) {
    let isRead: Void? = withStream(id) { stream in
      recorded.pointee.append(bytes, of: stream)
      stream.unconsumed += bytes.count
      heldBytes += bytes.count
    }
    // Nobody will read them: they must not stay charged to the connection.
    if isRead == nil { nghttp2_session_consume_connection(handle, bytes.count) }
  }

  func dataEnded(_ id: Int32) {
    withStream(id) { recorded.pointee.endData(of: $0) }
  }

  func closed(_ id: Int32, _ code: UInt32) {
    withStream(id) { stream in
      // What nghttp2 might still tell of it is nobody's.
      nghttp2_session_set_stream_user_data(handle, id, nil)
      stream.isClosed = true
      recorded.pointee.append(.closed(.passUnretained(stream), ErrorCode(rawValue: code)))
    }
  }

  func record(_ event: SessionEvent) {
    recorded.pointee.append(event)
  }

  func resetSent(_ id: Int32, _ code: UInt32) {
    // A block that was refused half way has no end that is told.
    if id == incomingID { incoming.take()?.release() }
    guard role == .server else {
      withStream(id) { $0.isResetHere = true }
      return
    }
    switch ErrorCode(rawValue: code) {
    case .noError, .cancel: break
    case .refusedStream where refusals > 0: refusals -= 1
    default: if !provokedResets.take() { calm() }
    }
  }

  /// Refuses a new stream for want of room, which is not the peer's fault.
  func refuse(_ stream: Stream) {
    refusals += 1
    nghttp2_submit_rst_stream(
      handle, UInt8(NGHTTP2_FLAG_NONE.rawValue), stream.id, ErrorCode.refusedStream.rawValue)
  }

  /// A client has as many streams reset as it opens.
  func resetReceived() {
    if role == .server, !peerResets.take() { calm() }
  }

  func pingReceived() {
    // A server may measure the bandwidth with them while it receives.
    guard role == .server else { return overheadReceived() }
    if !pings.take() { return calm() }
    guard !pingStrikes.received() else { return }
    // Clients of gRPC ask less often after these words (gRFC A8).
    calm(saying: "too_many_pings")
  }

  /// A call was refused because of what it showed of who calls.
  func credentialsRefused() {
    if !refusedCredentials.take() { calm(saying: "too_many_refused_credentials") }
  }

  func goAwaySent(_ code: UInt32) {
    if code != ErrorCode.noError.rawValue { endedWith = ErrorCode(rawValue: code) }
  }

  /// Why this side ended the session, in words.
  var reason: String {
    switch endedWith {
    case nil: "the session ended"
    case ErrorCode.enhanceYourCalm: "the peer sent too much that brings nothing"
    case .some(let code): "the peer broke HTTP/2 (error \(code.rawValue))"
    }
  }

  func requestSent(_ id: Int32) {
    withStream(id) { $0.isKnownToPeer = true }
  }

  /// HEADERS or DATA were sent.
  func answered() {
    pingStrikes.answered()
    overhead.earn(10)
  }

  func settingsReceived() {
    if role == .client, !hasSettings { recorded.pointee.append(.settings) }
    hasSettings = true
    if !settings.take() { calm() }
  }

  /// A server may push until it has seen that it may not (RFC 9113, section 8.4); nobody here reads it.
  func pushPromised(_ id: Int32) {
    nghttp2_submit_rst_stream(
      handle, UInt8(NGHTTP2_FLAG_NONE.rawValue), id, ErrorCode.refusedStream.rawValue)
  }

  func overheadReceived() {
    if !overhead.take() { calm() }
  }

  /// Brings `heldBytes` up to date with what a stream holds; to be called when that has changed.
  @inline(__always)
  func count(_ stream: Stream) {
    let now = stream.output.count + stream.keptBytes + stream.headerBytes
    heldBytes += now - stream.countedBytes
    stream.countedBytes = now
  }

  /// A stream that is gone holds nothing.
  func uncount(_ stream: Stream) {
    heldBytes -= stream.countedBytes + stream.unconsumed
    stream.countedBytes = 0
  }

  /// Looks at what the peer owes, now and then.
  ///
  /// - Returns: whether it has owed it for longer than it may.
  func isOverdue(at now: ContinuousClock.Instant) -> Bool {
    guard incoming != nil || !hasSettings else {
      owed = nil
      return false
    }
    let stream = incoming == nil ? 0 : incomingID
    guard let owed, owed.stream == stream else {
      owed = (stream, now)
      return false
    }
    return now - owed.since > limits.headerTime
  }

  /// Ends the connection of a peer that does too much of something; nghttp2 reads nothing more of it.
  private func calm(saying words: String = "") {
    if !words.isEmpty {
      // nghttp2 takes no words for the GOAWAY that ends a session.
      let bytes = Array(words.utf8)
      nghttp2_submit_goaway(
        handle, UInt8(NGHTTP2_FLAG_NONE.rawValue), nghttp2_session_get_last_proc_stream_id(handle),
        ErrorCode.enhanceYourCalm.rawValue, bytes, bytes.count)
    }
    nghttp2_session_terminate_session(handle, ErrorCode.enhanceYourCalm.rawValue)
  }

  /// A server that has answered whole does not want the rest of the request (RFC 9113, section 8.1): without the reset
  /// the stream would stay open until the client ends its side.
  func endSent(_ id: Int32) {
    guard role == .server, nghttp2_session_get_stream_remote_close(handle, id) == 0 else { return }
    nghttp2_submit_rst_stream(
      handle, UInt8(NGHTTP2_FLAG_NONE.rawValue), id, ErrorCode.noError.rawValue)
  }

  /// Fills a DATA frame of a stream (nghttp2_data_source_read_callback).
  func fill(
    _ id: Int32, _ buffer: UnsafeMutableRawBufferPointer, _ flags: inout UInt32
  ) -> Int {
    withStream(id) { stream in fill(stream, buffer, &flags) }
      ?? Int(NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue)
  }

  private func fill(
    _ stream: Stream, _ buffer: UnsafeMutableRawBufferPointer, _ flags: inout UInt32
  ) -> Int {
    if stream.isCutShort {
      stream.isDeferred = true
      return Int(NGHTTP2_ERR_DEFERRED.rawValue)
    }
    let filled = stream.output.fill(buffer, &spareRooms)
    count(stream)
    if stream.isFull && stream.isWritable {
      stream.isFull = false
      drained.append(stream)
    }
    if stream.output.count == 0 && stream.isEnding {
      flags |= NGHTTP2_DATA_FLAG_EOF.rawValue
      if let trailers = stream.trailers {
        flags |= NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue
        withFields(trailers) { list, count in
          _ = nghttp2_submit_trailer(handle, stream.id, list, count)
        }
      }
      return filled
    }
    if filled == 0 {
      stream.isDeferred = true
      return Int(NGHTTP2_ERR_DEFERRED.rawValue)
    }
    if stream.isMostlyQuiet, stream.output.count == 0 { letGo(of: stream, &flags) }
    return filled
  }

  /// That was all for now: nghttp2 forgets that there is a body, until there is more of it.
  private func letGo(of stream: Stream, _ flags: inout UInt32) {
    if stream.native == nil {
      stream.native = UnsafeRawPointer(nghttp2_session_find_stream(handle, stream.id))
    }
    stream.isLetGo = true
    flags |= NGHTTP2_DATA_FLAG_EOF.rawValue | NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue
  }

  /// The stream lives until its end is handled: no need to retain it here.
  @inline(__always)
  private func withStream<Result>(_ id: Int32, _ body: (Stream) -> Result) -> Result? {
    guard let data = nghttp2_session_get_stream_user_data(handle, id) else { return nil }
    return Unmanaged<Stream>.fromOpaque(data)._withUnsafeGuaranteedRef(body)
  }
}
