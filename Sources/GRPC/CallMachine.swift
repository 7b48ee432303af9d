/// The server's side of one call: which event may follow which, and what to do about it.
///
/// It holds no bytes and starts nothing; `ServerCall` does what it answers.
struct CallMachine: Sendable {
  private enum Requests: Sendable {
    /// A call with one request, which has not come yet.
    case awaitingOne
    /// The one request is here; the end of the stream is not.
    case gotOne
    case streaming
    case ended
  }

  private enum Responses: Sendable {
    case notStarted
    case headersSent
    /// The status is sent, or nobody is left to send it to.
    case closed
  }

  let kind: CallKind
  private var requests: Requests
  private var responses: Responses = .notStarted

  init(kind: CallKind) {
    self.kind = kind
    requests = kind.requestIsStream ? .streaming : .awaitingOne
  }

  var isClosed: Bool { responses == .closed }
  /// Whether a stream's messages may follow.
  var hasSentHeaders: Bool { responses == .headersSent }

  // MARK: What the client does

  /// How a client breaks the protocol: a method with one request got another number of them
  /// (grpc/grpc doc/statuscodes.md).
  enum Violation: Equatable {
    case noRequest
    case secondRequest

    var error: RPCError {
      let came =
        switch self {
        case .noRequest: "none came"
        case .secondRequest: "more than one came"
        }
      return RPCError(code: .unimplemented, message: "the method takes one request; \(came)")
    }
  }

  enum OnMessage: Equatable {
    /// Keep it until the client's side ends.
    case hold
    /// Hand it to the handler's request stream.
    case deliver
    case fail(Violation)
    case ignore
  }

  mutating func messageReceived() -> OnMessage {
    guard responses != .closed else { return .ignore }
    switch requests {
    case .awaitingOne:
      requests = .gotOne
      return .hold
    case .gotOne:
      return .fail(.secondRequest)
    case .streaming:
      return .deliver
    case .ended:
      return .ignore
    }
  }

  enum OnRequestsEnded: Equatable {
    /// The one request is complete: start the handler with it.
    case start
    /// Tell the handler's request stream.
    case endRequests
    case fail(Violation)
    case ignore
  }

  mutating func requestsEnded() -> OnRequestsEnded {
    let before = requests
    requests = .ended
    guard responses != .closed else { return .ignore }
    switch before {
    case .awaitingOne:
      return .fail(.noRequest)
    case .gotOne:
      return .start
    case .streaming:
      return .endRequests
    case .ended:
      return .ignore
    }
  }

  /// The stream was reset or its connection is gone. `true`: the handler is to be cancelled.
  mutating func streamClosed() -> Bool {
    requests = .ended
    defer { responses = .closed }
    return responses != .closed
  }

  // MARK: What the handler does

  enum OnWrite: Equatable {
    case sendHeadersAndMessage
    case sendMessage
    /// The call is over; the handler learns it by an error.
    case refuse
  }

  mutating func messageWritten() -> OnWrite {
    precondition(kind.responseIsStream, "only a streaming response is written message by message")
    switch responses {
    case .notStarted:
      responses = .headersSent
      return .sendHeadersAndMessage
    case .headersSent:
      return .sendMessage
    case .closed:
      return .refuse
    }
  }

  enum OnAccept: Equatable {
    case sendHeaders
    case nothing
    case refuse
  }

  /// The handler has let the call in: headers go out before any message.
  mutating func streamAccepted() -> OnAccept {
    switch responses {
    case .notStarted:
      // A unary answer never sends its headers early: a later error must be Trailers-Only.
      guard kind.responseIsStream else { return .nothing }
      responses = .headersSent
      return .sendHeaders
    case .headersSent:
      return .nothing
    case .closed:
      return .refuse
    }
  }

  enum OnFinish: Equatable {
    /// Headers, the one message, trailers.
    case respond
    /// One HEADERS frame which carries the status.
    case trailersOnly
    case headersAndTrailers
    case trailers
    /// The answer comes too late.
    case nothing
  }

  /// The handler returned.
  mutating func succeeded() -> OnFinish {
    defer { responses = .closed }
    switch responses {
    case .notStarted:
      return kind.responseIsStream ? .headersAndTrailers : .respond
    case .headersSent:
      return .trailers
    case .closed:
      return .nothing
    }
  }

  /// The handler threw, the deadline passed, or the client broke the protocol.
  mutating func failed() -> OnFinish {
    defer { responses = .closed }
    switch responses {
    case .notStarted: return .trailersOnly
    case .headersSent: return .trailers
    case .closed: return .nothing
    }
  }
}
