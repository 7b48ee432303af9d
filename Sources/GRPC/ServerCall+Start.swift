import HTTP2
import Protobuf

/// How the loop runs the handler of a call.
extension ServerCall: LoopHandler {
  /// Has the loop run the handler, when what was read with its request has been handled.
  func start(_ handler: consuming @escaping Work) {
    self.handler = handler
    loop.start(self)
  }

  func takeWork() -> Work? {
    // A call that ended before its handler began needs none.
    let handler = handler.take()
    return machine.isClosed ? nil : handler
  }

  /// A unary call that answered without waiting has nothing to leave behind.
  func renew() -> Bool {
    guard machine.kind == .unary, canRenew else { return false }
    forget()
    return true
  }

  func waits(in task: Task<Void, Never>) {
    if !machine.isClosed, feed == nil { self.task = task }
  }

  /// Answers a unary call. A short message is encoded to where it is sent from.
  func handlerReturned(answer: some ProtobufMessage) throws(RPCError) {
    var long: EncodedMessage?
    do throws(ProtobufError) {
      try answer.encode(reserving: MessagePrefix.length) { framed in
        MessagePrefix.write(into: framed)
        if mayGoAsItIs(framed.count) {
          answered(with: UnsafeRawBufferPointer(framed))
        } else {
          long = EncodedMessage(framed: Array(framed))
        }
      }
    } catch {
      throw RPCError(unencodable: error)
    }
    if let long { succeed(long) }
  }

  func handlerReturned(_ message: EncodedMessage?) {
    // Who left the call to a source has done its part; a task that is kept keeps all it ever needed.
    if feed == nil { succeed(message) } else { task = nil }
  }
}
