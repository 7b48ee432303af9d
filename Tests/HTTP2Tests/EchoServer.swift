import HTTP2
import Synchronization

/// Answers each request with its own body, then trailers; counts the streams that are alive.
final class EchoHandler: StreamHandler {
  static let alive = Atomic(0)
  private let stream: HTTP2.Stream

  init(_ stream: HTTP2.Stream) {
    self.stream = stream
    Self.alive.add(1, ordering: .relaxed)
  }

  deinit { Self.alive.subtract(1, ordering: .relaxed) }

  func headersReceived(_ block: HeaderBlock, ended: Bool) {
    let path = block.text(":path") ?? ""
    if path == "/held" { return }
    stream.sendHeaders([HeaderField(":status", "200"), HeaderField("x-path", Array(path.utf8))])
    if path == "/large" { stream.send([UInt8](repeating: 7, count: 3_000_000)) }
    if ended { stream.finish(trailers: [HeaderField("x-end", "yes")]) }
  }

  func dataReceived(_ bytes: UnsafeRawBufferPointer, ended: Bool) {
    stream.send(Array(bytes))
    stream.consume(bytes.count)
    if ended { stream.finish(trailers: [HeaderField("x-end", "yes")]) }
  }

  func trailersReceived(_ block: HeaderBlock) {
    stream.finish(trailers: [HeaderField("x-end", "yes")])
  }

  func writable() {}
  func closed(_ end: StreamEnd) {}
}

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
