import HTTP2

extension HTTP2Error {
  /// Why, in words that follow a colon: "connection refused".
  var reason: String {
    switch kind {
    case .system(let code):
      let words = HTTP2Error.words(code)
      return words.prefix(1).lowercased() + words.dropFirst()
    case .timeout:
      return "no answer in time"
    case .address, .tls, .connectionLost, .goingAway, .closed:
      return message
    }
  }
}

extension RPCError {
  /// `UNAVAILABLE`, with a sentence that begins with what was being done: "cannot listen on
  /// 127.0.0.1:50051: address already in use".
  init(_ error: HTTP2Error, doing what: String) {
    self.init(code: .unavailable, message: "\(what): \(error.reason)")
  }
}
