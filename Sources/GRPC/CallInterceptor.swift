import HTTP2

/// Hears of every call before and after it runs: for logging and metrics.
///
/// Both methods run on the connection's loop and must not block.
package protocol CallInterceptor: Sendable {
  func callStarted(_ call: CallInfo)
  /// - Parameters:
  ///   - error: `nil` if the call succeeded.
  ///   - duration: from the request's headers to the status; reads the clock when it is asked for.
  func callEnded(_ call: CallInfo, error: RPCError?, duration: () -> Duration)
}

/// What identifies a call to an interceptor.
package struct CallInfo {
  let call: ServerCall

  /// `/service/method`, as registered, or as received if there is no such method.
  package var path: String { call.path }
  /// The other end: `127.0.0.1:41234`, or `unix` for a Unix socket.
  package var peer: String { call.peer }
  /// Who the other end is by its verified certificate.
  package var peerCertificate: PeerCertificate? { call.remote.certificate }
  /// Nil if there is no such method.
  package var route: Route? { call.route }
  /// Who calls, as the gate found out; nil where there is none, or it does not know.
  package var caller: Caller? { call.caller }
  /// What the handler said the call is about.
  package var note: CallNote? { call.note }
}
