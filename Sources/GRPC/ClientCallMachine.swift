/// The client's side of one call: which event may follow which, and what to do about it.
struct ClientCallMachine: Sendable {
  private enum Requests: Sendable {
    case open(sent: Int)
    case ended
  }

  private enum Responses: Sendable {
    case awaitingHeaders
    case messages(received: Int)
    case finished
  }

  let kind: CallKind
  private var requests: Requests = .open(sent: 0)
  private var responses: Responses = .awaitingHeaders

  init(kind: CallKind) {
    self.kind = kind
  }

  var isFinished: Bool {
    switch responses {
    case .awaitingHeaders, .messages: false
    case .finished: true
    }
  }

  var hasEndedRequests: Bool {
    switch requests {
    case .open: false
    case .ended: true
    }
  }

  /// Another attempt begins: the caller's side stands, nothing has come from the server yet.
  mutating func startOver() { responses = .awaitingHeaders }

  // MARK: What the caller does

  enum OnSend: Equatable {
    case send
    /// The call has ended; its outcome says why.
    case refuse
  }

  mutating func messageSent() -> OnSend {
    guard !isFinished else { return .refuse }
    switch requests {
    case .open(let sent):
      precondition(sent == 0 || kind.requestIsStream, "the method takes one request")
      requests = .open(sent: sent + 1)
      return .send
    case .ended:
      preconditionFailure("a request was written after the requests were ended")
    }
  }

  /// `true`: end the stream towards the server.
  mutating func requestsEnded() -> Bool {
    switch requests {
    case .open:
      requests = .ended
      return !isFinished
    case .ended:
      return false
    }
  }

  // MARK: What the server does

  /// What matters of a response's first header block.
  struct Head: Equatable {
    var httpStatus: Int
    var isGRPC: Bool
    /// Present in Trailers-Only.
    var outcome: Outcome?
    var contentType: String
  }

  /// A status as it stands in trailers.
  struct Outcome: Equatable {
    /// `nil`: `grpc-status` was there but not a number.
    var code: StatusCode?
    var message: String
    var details: [UInt8]?
  }

  enum OnHead: Equatable {
    case deliver
    /// The call is over; `nil` means success.
    case finish(RPCError?)
    /// The call is over and the stream has to be reset.
    case abort(RPCError)
    case ignore
  }

  mutating func headReceived(_ head: Head, ended: Bool) -> OnHead {
    guard case .awaitingHeaders = responses else {
      return isFinished ? .ignore : abort(.internal, "the server sent its headers twice")
    }
    if head.httpStatus / 100 == 1 { return .ignore }
    guard head.isGRPC || head.outcome != nil else {
      let code = StatusCode(httpStatus: head.httpStatus)
      let sentence =
        "the answer is not gRPC: HTTP status \(head.httpStatus), "
        + (head.contentType.isEmpty ? "no content-type" : "content-type \"\(head.contentType)\"")
      if ended { return finish(code, sentence) }
      return abort(code, sentence)
    }
    if ended { return .finish(outcome(head.outcome, httpStatus: head.httpStatus, messages: 0)) }
    guard head.httpStatus == 200 else {
      return abort(
        StatusCode(httpStatus: head.httpStatus), "the answer has HTTP status \(head.httpStatus)")
    }
    responses = .messages(received: 0)
    return .deliver
  }

  enum OnMessage: Equatable {
    case deliver
    case abort(RPCError)
    case ignore
  }

  mutating func messageReceived() -> OnMessage {
    switch responses {
    case .awaitingHeaders:
      responses = .finished
      return .abort(
        RPCError(code: .internal, message: "the server sent a message before its headers"))
    case .messages(let received):
      guard received == 0 || kind.responseIsStream else {
        responses = .finished
        return .abort(
          RPCError(
            code: .unimplemented,
            message: "the method has one response; the server sent more than one"))
      }
      responses = .messages(received: received + 1)
      return .deliver
    case .finished:
      return .ignore
    }
  }

  enum OnEnd: Equatable {
    case finish(RPCError?)
    case ignore
  }

  /// The server's side ended, with trailers or, against the protocol, without.
  mutating func ended(_ trailers: Outcome?) -> OnEnd {
    switch responses {
    case .awaitingHeaders:
      responses = .finished
      return .finish(
        RPCError(code: .internal, message: "the server ended the stream without an answer"))
    case .messages(let received):
      return .finish(outcome(trailers, httpStatus: 200, messages: received))
    case .finished:
      return .ignore
    }
  }

  /// RST_STREAM, a lost connection, the deadline or the caller ended the call. `true`: the caller
  /// learns it; `false`: it had ended before.
  mutating func broken() -> Bool {
    defer { responses = .finished }
    return !isFinished
  }

  // MARK: Helpers

  private mutating func outcome(_ outcome: Outcome?, httpStatus: Int, messages: Int) -> RPCError? {
    responses = .finished
    guard let outcome else {
      return RPCError(
        code: httpStatus == 200 ? .unknown : StatusCode(httpStatus: httpStatus),
        message: "the server ended the call without a status")
    }
    guard let code = outcome.code else {
      return RPCError(code: .unknown, message: "the server's grpc-status is not a number")
    }
    if code == .ok {
      guard messages > 0 || kind.responseIsStream else {
        return RPCError(
          code: .unimplemented, message: "the method has one response; the server sent none")
      }
      return nil
    }
    return RPCError(code: code, message: outcome.message, details: outcome.details)
  }

  private mutating func finish(_ code: StatusCode, _ message: String) -> OnHead {
    responses = .finished
    return .finish(RPCError(code: code, message: message))
  }

  private mutating func abort(_ code: StatusCode, _ message: String) -> OnHead {
    responses = .finished
    return .abort(RPCError(code: code, message: message))
  }
}
