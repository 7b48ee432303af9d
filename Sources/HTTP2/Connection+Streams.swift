import CNghttp2

// What streams ask of their connection.
extension Connection {
  func submitResponse(_ stream: Stream, _ headers: HeaderList, withBody: Bool) {
    loop.assertCurrent()
    session.count(stream)
    session.withFields(headers) { list, count in
      if withBody {
        var provider = dataProvider()
        nghttp2_submit_response(session.handle, stream.id, list, count, &provider)
      } else {
        nghttp2_submit_response(session.handle, stream.id, list, count, nil)
      }
    }
    markDirty()
  }

  /// Trailers that do not wait for the stream's data: they are no flow-controlled frame.
  func submitTrailers(_ stream: Stream, _ trailers: HeaderList) {
    loop.assertCurrent()
    session.withFields(trailers) { list, count in
      _ = nghttp2_submit_trailer(session.handle, stream.id, list, count)
    }
    markDirty()
  }

  func submitRequest(_ stream: Stream, _ headers: [HeaderField]) throws(HTTP2Error) {
    loop.assertCurrent()
    guard nghttp2_session_check_request_allowed(session.handle) != 0 else {
      throw HTTP2Error(.goingAway, "\(peer) takes no more streams on this connection")
    }
    let id = session.withFields(.fields(headers)) { list, count in
      var provider = dataProvider()
      return nghttp2_submit_request(
        session.handle, nil, list, count, &provider, Unmanaged.passUnretained(stream).toOpaque())
    }
    guard id > 0 else {
      throw HTTP2Error(.goingAway, "no more streams: \(String(cString: nghttp2_strerror(id)))")
    }
    stream.id = id
    session.add(stream)
    hasNewStreams = true
    markDirty()
  }

  /// Puts bytes behind those that the stream has still to send.
  func append(_ bytes: [UInt8], to stream: Stream) {
    stream.output.append(bytes, &session.spareRooms)
  }

  func append(copying bytes: UnsafeRawBufferPointer, to stream: Stream) {
    stream.output.append(copying: bytes, &session.spareRooms)
  }

  func resume(_ stream: Stream) {
    loop.assertCurrent()
    session.count(stream)
    if stream.isDeferred {
      stream.isDeferred = false
      nghttp2_session_resume_data(session.handle, stream.id)
    } else if stream.isLetGo {
      stream.isLetGo = false
      var provider = dataProvider()
      nghttp2_submit_data(
        session.handle, UInt8(NGHTTP2_FLAG_END_STREAM.rawValue), stream.id, &provider)
    }
    markDirty()
  }

  /// Asks the peer for a sign of life (RFC 9113, section 6.7).
  func ping() {
    loop.assertCurrent()
    guard !isClosed else { return }
    nghttp2_submit_ping(session.handle, UInt8(NGHTTP2_FLAG_NONE.rawValue), nil)
    markDirty()
  }

  func reset(_ stream: Stream, _ code: ErrorCode) {
    loop.assertCurrent()
    nghttp2_submit_rst_stream(
      session.handle, UInt8(NGHTTP2_FLAG_NONE.rawValue), stream.id, code.rawValue)
    markDirty()
  }

  func credentialsRefused() {
    loop.assertCurrent()
    session.credentialsRefused()
    markDirty()
  }

  func consume(_ stream: Stream, _ count: Int) {
    loop.assertCurrent()
    guard !isClosed, count > 0 else { return }
    session.heldBytes -= count
    if stream.isClosed {
      nghttp2_session_consume_connection(session.handle, count)
    } else {
      nghttp2_session_consume(session.handle, stream.id, count)
    }
    markDirty()
  }
}
