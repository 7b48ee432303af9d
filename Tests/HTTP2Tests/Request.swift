import HTTP2

/// One request of a client under way.
///
/// `@unchecked` because `stream` is touched on `loop` only.
final class Request: @unchecked Sendable {
  let collector = Collector()
  private let loop: EventLoop
  private var stream: HTTP2.Stream?

  init(loop: EventLoop) { self.loop = loop }

  /// To be called on the loop.
  func opened(_ stream: HTTP2.Stream) { self.stream = stream }

  func send(_ bytes: [UInt8], endStream: Bool) async {
    await loop.ask { _ = self.stream?.send(bytes, endStream: endStream) }
  }

  func reset(_ code: ErrorCode) async {
    await loop.ask { self.stream?.reset(code) }
  }

  /// Gives received bytes back to the windows.
  func consume(_ count: Int) async {
    await loop.ask { self.stream?.consume(count) }
  }

  var isWritable: Bool? {
    get async { await loop.ask { self.stream?.isWritable } }
  }

  func answer() async -> Collector.Answer { await collector.wait() }
}
