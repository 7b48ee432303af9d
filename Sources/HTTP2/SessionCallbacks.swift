import CNghttp2

// nghttp2's callbacks. Each only records; what follows is decided after nghttp2 has returned.

func makeSession(
  _ role: Session.Role, _ limits: Limits, _ memory: nghttp2_mem
) -> OpaquePointer? {
  var callbacks: OpaquePointer?
  guard nghttp2_session_callbacks_new(&callbacks) == 0, let callbacks else { return nil }
  defer { nghttp2_session_callbacks_del(callbacks) }
  setCallbacks(callbacks)
  watchBeginnings(callbacks, role)
  var option: OpaquePointer?
  guard nghttp2_option_new(&option) == 0, let option else { return nil }
  defer { nghttp2_option_del(option) }
  nghttp2_option_set_no_auto_window_update(option, 1)
  nghttp2_option_set_no_closed_streams(option, 1)
  // Ours is reached first and says why; this one counts by whole seconds and ends the connection with INTERNAL_ERROR.
  nghttp2_option_set_stream_reset_rate_limit(
    option, 2 * (limits.resetBurst + limits.resetsPerSecond), 2 * limits.resetsPerSecond)
  nghttp2_option_set_max_continuations(option, limits.continuations)
  nghttp2_option_set_max_outbound_ack(option, limits.outboundAcknowledgements)
  var session: OpaquePointer?
  var memory = memory
  let result =
    switch role {
    case .server: nghttp2_session_server_new3(&session, callbacks, nil, option, &memory)
    case .client: nghttp2_session_client_new3(&session, callbacks, nil, option, &memory)
    }
  return result == 0 ? session : nil
}

/// The session is alive while nghttp2 runs: no need to retain it for each callback.
@inline(__always)
private func withSession<Result>(
  _ data: UnsafeMutableRawPointer?, _ body: (Session) -> Result
) -> Result {
  guard let data else { preconditionFailure("an nghttp2 session lost its user data") }
  return Unmanaged<Session>.fromOpaque(data)._withUnsafeGuaranteedRef(body)
}

private func setCallbacks(_ callbacks: OpaquePointer) {
  nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks) { _, frame, data in
    guard let frame else { return 0 }
    let isNew = frame.pointee.headers.cat == NGHTTP2_HCAT_REQUEST
    withSession(data) { $0.beginHeaders(frame.pointee.hd.stream_id, isNew: isNew) }
    return 0
  }
  nghttp2_session_callbacks_set_on_header_callback(callbacks) {
    _, _, name, nameLength, value, valueLength, _, data in
    let kept = withSession(data) { session in
      session.header(
        UnsafeRawBufferPointer(start: name, count: nameLength),
        UnsafeRawBufferPointer(start: value, count: valueLength))
    }
    return kept ? 0 : CInt(NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue)
  }
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) {
    _, _, id, bytes, length, data in
    withSession(data) { $0.data(id, UnsafeRawBufferPointer(start: bytes, count: length)) }
    return 0
  }
  nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, id, code, data in
    withSession(data) { $0.closed(id, code) }
    return 0
  }
  nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, data in
    if let frame { withSession(data) { received(frame, $0) } }
    return 0
  }
  nghttp2_session_callbacks_set_on_frame_send_callback(callbacks) { _, frame, data in
    if let frame { withSession(data) { sent(frame, $0) } }
    return 0
  }
}

/// nghttp2 ignores HEADERS on streams that a client passed over, and pushes beyond the first, and tells of nothing but
/// their beginning.
private func watchBeginnings(_ callbacks: OpaquePointer, _ role: Session.Role) {
  switch role {
  case .server:
    nghttp2_session_callbacks_set_on_begin_frame_callback(callbacks) { _, head, data in
      if let head, UInt32(head.pointee.type) == NGHTTP2_HEADERS.rawValue {
        withSession(data) { $0.headersBegin(head.pointee.stream_id) }
      }
      return 0
    }
  case .client:
    nghttp2_session_callbacks_set_on_begin_frame_callback(callbacks) { _, head, data in
      if let head, UInt32(head.pointee.type) == NGHTTP2_PUSH_PROMISE.rawValue {
        withSession(data) { $0.overheadReceived() }
      }
      return 0
    }
  }
}

private func received(_ frame: UnsafePointer<nghttp2_frame>, _ session: Session) {
  let id = frame.pointee.hd.stream_id
  let ended = UInt32(frame.pointee.hd.flags) & NGHTTP2_FLAG_END_STREAM.rawValue != 0
  switch UInt32(frame.pointee.hd.type) {
  case NGHTTP2_HEADERS.rawValue:
    // A server's request block, or a client's response block, informational ones included; what comes after with
    // END_STREAM is trailers (RFC 9113, section 8.1).
    let isFirst =
      frame.pointee.headers.cat == NGHTTP2_HCAT_REQUEST
      || frame.pointee.headers.cat == NGHTTP2_HCAT_RESPONSE
    if !isFirst && !ended { session.overheadReceived() }
    session.headersEnded(id, isTrailers: !isFirst && ended, ended: ended)
  case NGHTTP2_DATA.rawValue:
    if ended {
      session.dataEnded(id)
    } else if frame.pointee.hd.length == frame.pointee.data.padlen {
      session.overheadReceived()
    }
  case NGHTTP2_PING.rawValue:
    if UInt32(frame.pointee.hd.flags) & NGHTTP2_FLAG_ACK.rawValue != 0 {
      session.record(.pingAcknowledged)
    } else {
      session.pingReceived()
    }
  case NGHTTP2_RST_STREAM.rawValue:
    session.resetReceived()
  case NGHTTP2_SETTINGS.rawValue:
    if UInt32(frame.pointee.hd.flags) & NGHTTP2_FLAG_ACK.rawValue == 0 {
      session.settingsReceived()
    }
  case NGHTTP2_WINDOW_UPDATE.rawValue, NGHTTP2_PRIORITY.rawValue:
    session.overheadReceived()
  case NGHTTP2_PUSH_PROMISE.rawValue:
    session.pushPromised(frame.pointee.push_promise.promised_stream_id)
  case NGHTTP2_GOAWAY.rawValue:
    session.overheadReceived()
    let code = ErrorCode(rawValue: frame.pointee.goaway.error_code)
    let debug = UnsafeBufferPointer(
      start: frame.pointee.goaway.opaque_data, count: frame.pointee.goaway.opaque_data_len)
    session.record(
      .goingAway(
        lastStreamID: frame.pointee.goaway.last_stream_id, code, debug: Array(debug.prefix(128))))
  default:
    break
  }
}

private func sent(_ frame: UnsafePointer<nghttp2_frame>, _ session: Session) {
  switch UInt32(frame.pointee.hd.type) {
  case NGHTTP2_RST_STREAM.rawValue:
    session.resetSent(frame.pointee.hd.stream_id, frame.pointee.rst_stream.error_code)
  case NGHTTP2_GOAWAY.rawValue:
    session.goAwaySent(frame.pointee.goaway.error_code)
  case NGHTTP2_HEADERS.rawValue where frame.pointee.headers.cat == NGHTTP2_HCAT_REQUEST:
    session.requestSent(frame.pointee.hd.stream_id)
  case NGHTTP2_HEADERS.rawValue, NGHTTP2_DATA.rawValue:
    session.answered()
    if UInt32(frame.pointee.hd.flags) & NGHTTP2_FLAG_END_STREAM.rawValue != 0 {
      session.endSent(frame.pointee.hd.stream_id)
    }
  default:
    break
  }
}

/// The data source of every stream: its body as far as it is there.
func dataProvider() -> nghttp2_data_provider {
  nghttp2_data_provider(source: nghttp2_data_source()) {
    _, id, buffer, length, flags, _, data in
    guard let buffer, let flags else { return Int(NGHTTP2_ERR_CALLBACK_FAILURE.rawValue) }
    return withSession(data) { session in
      session.fill(
        id, UnsafeMutableRawBufferPointer(start: buffer, count: length), &flags.pointee)
    }
  }
}
