import HTTP2
import Synchronization

/// Gathers what a client's stream brings.
final class Collector: StreamHandler, Sendable {
  struct Answer: Sendable {
    var status = ""
    var body: [UInt8] = []
    var trailer: String?
    var end: StreamEnd?
  }

  private let answer = Mutex(Answer())
  private let waiter: AsyncStream<Answer>
  private let done: AsyncStream<Answer>.Continuation

  init() {
    (waiter, done) = AsyncStream.makeStream()
  }

  /// Bytes of the body so far.
  var received: Int { answer.withLock { $0.body.count } }

  func headersReceived(_ block: HeaderBlock, ended: Bool) {
    answer.withLock { $0.status = block.text(":status") ?? "" }
  }

  func dataReceived(_ bytes: UnsafeRawBufferPointer, ended: Bool) {
    answer.withLock { $0.body.append(contentsOf: bytes) }
  }

  func trailersReceived(_ block: HeaderBlock) {
    answer.withLock { $0.trailer = block.text("x-end") }
  }

  func writable() {}

  func closed(_ end: StreamEnd) {
    let last = answer.withLock { answer in
      answer.end = end
      return answer
    }
    done.yield(last)
    done.finish()
  }

  func wait() async -> Answer {
    for await answer in waiter { return answer }
    return answer.withLock { $0 }
  }
}
