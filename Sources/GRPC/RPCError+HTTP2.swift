import HTTP2

extension RPCError {
  /// `UNAVAILABLE`, with a sentence that begins with what was being done: "cannot reach
  /// 127.0.0.1:50051: connection refused".
  init(_ error: HTTP2Error, doing what: String) {
    let reason: String
    switch error.kind {
    case .system(let code):
      let words = HTTP2Error.words(code)
      reason = words.prefix(1).lowercased() + words.dropFirst()
    case .timeout:
      reason = "no answer in time"
    case .address, .tls, .connectionLost, .goingAway, .closed:
      reason = error.message
    }
    self.init(code: .unavailable, message: "\(what): \(reason)")
  }
}
