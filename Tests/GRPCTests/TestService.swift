import Synchronization

@testable import GRPC

/// `interop.Test`: each method shows one thing that a client may depend on.
final class TestService: Sendable {
  private struct State {
    var running = 0
    var hung = 0
    var cancelled = 0
    var written = 0
    var leftBehind: CheckedContinuation<Void, Never>?
    var leftBehindError: RPCError?
    var draining: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())
  private let shutdownAsked: @Sendable () -> Void

  init(shutdownAsked: @escaping @Sendable () -> Void = {}) {
    self.shutdownAsked = shutdownAsked
  }

  /// Calls of `Hang` that have begun.
  var hung: Int { state.withLock(\.hung) }
  var cancelled: Int { state.withLock(\.cancelled) }
  var written: Int { state.withLock(\.written) }
  var leftBehindError: RPCError? { state.withLock(\.leftBehindError) }

  func resumeLeftBehind() {
    let waiting = state.withLock { state in
      defer { state.leftBehind = nil }
      return state.leftBehind
    }
    waiting?.resume()
  }

  var running: Int { state.withLock(\.running) }

  /// What the server's drain hook calls.
  func drain() {
    let waiting = state.withLock { state in
      defer { state.draining = [] }
      return state.draining
    }
    for continuation in waiting { continuation.resume() }
  }

  var routes: ServiceRoutes {
    ServiceRoutes(
      service: "interop.Test",
      methods: [
        "Echo": .unary(TestMessage.self, TestMessage.self, echo),
        "Download": .serverStreaming(TestMessage.self, TestMessage.self, download),
        "Upload": .clientStreaming(TestMessage.self, TestMessage.self, upload),
        "Chat": .bidirectional(TestMessage.self, TestMessage.self, chat),
        "Fail": .unary(TestMessage.self, TestMessage.self, fail),
        "FailLate": .serverStreaming(TestMessage.self, TestMessage.self, failLate),
        "Hang": .unary(TestMessage.self, TestMessage.self, hang),
        "HangStream": .serverStreaming(TestMessage.self, TestMessage.self, hangStream),
        "Slow": .unary(TestMessage.self, TestMessage.self, slow),
        "Cancelled": .unary(TestMessage.self, TestMessage.self, wasCancelled),
        "Metadata": .unary(TestMessage.self, TestMessage.self, metadata),
        "LeaveBehind": .bidirectional(TestMessage.self, TestMessage.self, leaveBehind),
        "Patient": .serverStreaming(TestMessage.self, TestMessage.self, patient),
        "UntilDrain": .serverStreaming(TestMessage.self, TestMessage.self, untilDrain),
        "Shutdown": .unary(TestMessage.self, TestMessage.self, shutdown),
      ])
  }

  /// Answers with the request; `?running` and `?written` ask for counters.
  @Sendable private func echo(
    _ request: TestMessage, _ context: ServerContext
  ) async throws(RPCError) -> TestMessage {
    switch request.text {
    case "?running": TestMessage("\(running)")
    case "?written": TestMessage("\(state.withLock(\.written))")
    default: request
    }
  }

  /// `count,size`: that many messages, numbered and padded to that size.
  @Sendable private func download(
    _ request: TestMessage, _ writer: ResponseWriter<TestMessage>, _ context: ServerContext
  ) async throws(RPCError) {
    let numbers = request.text.split(separator: ",").compactMap { Int($0) }
    guard numbers.count == 2 else {
      throw RPCError(code: .invalidArgument, message: "the request is not count,size")
    }
    state.withLock { $0.written = 0 }
    for number in 0..<numbers[0] {
      var payload = Array("\(number) ".utf8)
      payload += [UInt8](repeating: 0x2e, count: max(0, numbers[1] - payload.count))
      // As it is: dots in gzip would fit any window.
      try await writer.write(TestMessage(payload), compression: .off)
      state.withLock { $0.written += 1 }
    }
  }

  /// Messages of that size until the client has not read for 50 ms; the trailers have the number of the last that left.
  @Sendable private func patient(
    _ request: TestMessage, _ writer: ResponseWriter<TestMessage>, _ context: ServerContext
  ) async throws(RPCError) {
    let size = Int(request.text) ?? 0
    try await writer.feed { bell in Numbers(size, bell) }
  }

  private final class Numbers: MessageSource {
    let patience = Duration.milliseconds(50)
    private let size: Int
    private let bell: Bell
    private let count = Mutex(0)

    init(_ size: Int, _ bell: Bell) {
      self.size = size
      self.bell = bell
    }

    func next() -> MessageSupply {
      let number = count.withLock { count in
        count += 1
        return count - 1
      }
      var payload = Array("\(number) ".utf8)
      payload += [UInt8](repeating: 0x2e, count: max(0, size - payload.count))
      do throws(RPCError) {
        defer { bell.ring() }
        return .message(try EncodedMessage(TestMessage(payload)), more: true)
      } catch {
        return .end(error)
      }
    }

    func stuck() -> RPCError {
      var error = RPCError(code: .resourceExhausted, message: "nothing is read")
      do throws(RPCError) {
        try error.metadata.append("x-left", "\(count.withLock { $0 } - 2)")
      } catch {
        return error
      }
      return error
    }

    func closed() {}
  }

  @Sendable private func upload(
    _ requests: RequestStream<TestMessage>, _ context: ServerContext
  ) async throws(RPCError) -> TestMessage {
    var count = 0
    var bytes = 0
    while let request = try await requests.next() {
      count += 1
      bytes += request.payload.count
    }
    return TestMessage("\(count) \(bytes)")
  }

  @Sendable private func chat(
    _ requests: RequestStream<TestMessage>, _ writer: ResponseWriter<TestMessage>,
    _ context: ServerContext
  ) async throws(RPCError) {
    while let request = try await requests.next() { try await writer.write(request) }
  }

  /// The request is the number of the code.
  @Sendable private func fail(
    _ request: TestMessage, _ context: ServerContext
  ) async throws(RPCError) -> TestMessage {
    var metadata = Metadata()
    try metadata.append("x-reason", "test")
    throw RPCError(
      code: StatusCode(wire: request.payload) ?? .unknown,
      message: "100 % broken – kaputt\n移行", details: [8, 9, 0, 255], metadata: metadata)
  }

  @Sendable private func failLate(
    _ request: TestMessage, _ writer: ResponseWriter<TestMessage>, _ context: ServerContext
  ) async throws(RPCError) {
    for number in 0..<(Int(request.text) ?? 0) {
      try await writer.write(TestMessage("\(number)"))
    }
    throw RPCError(code: .aborted, message: "late")
  }

  @Sendable private func hang(
    _ request: TestMessage, _ context: ServerContext
  ) async throws(RPCError) -> TestMessage {
    state.withLock { $0.hung += 1 }
    await untilCancelled(context)
    return TestMessage("late")
  }

  @Sendable private func hangStream(
    _ request: TestMessage, _ writer: ResponseWriter<TestMessage>, _ context: ServerContext
  ) async throws(RPCError) {
    try await context.acceptStream()
    await untilCancelled(context)
  }

  @Sendable private func slow(
    _ request: TestMessage, _ context: ServerContext
  ) async throws(RPCError) -> TestMessage {
    state.withLock { $0.running += 1 }
    defer { state.withLock { $0.running -= 1 } }
    // The subject of the test is a call that takes time.
    try? await Task.sleep(for: .milliseconds(300))
    return TestMessage("slow")
  }

  @Sendable private func wasCancelled(
    _ request: TestMessage, _ context: ServerContext
  ) async throws(RPCError) -> TestMessage {
    TestMessage("\(cancelled)")
  }

  /// Sends the `x-` metadata of the request back, before and after the answer.
  @Sendable private func metadata(
    _ request: TestMessage, _ context: ServerContext
  ) async throws(RPCError) -> TestMessage {
    var copy = Metadata()
    for entry in context.metadata.entries where entry.name.hasPrefix("x-") {
      switch entry.value {
      case .text(let text): try copy.append(entry.name, text)
      case .binary(let bytes): try copy.append(entry.name, binary: bytes)
      }
    }
    context.setInitialMetadata(copy)
    context.setTrailingMetadata(copy)
    return TestMessage("x-text=\(copy.text("x-text") ?? "")")
  }

  /// Returns, and leaves a task that reads and writes when it is told to.
  @Sendable private func leaveBehind(
    _ requests: RequestStream<TestMessage>, _ writer: ResponseWriter<TestMessage>,
    _ context: ServerContext
  ) async throws(RPCError) {
    _ = try await requests.next()
    await withCheckedContinuation { (ready: CheckedContinuation<Void, Never>) in
      Task {
        await withCheckedContinuation { continuation in
          state.withLock { $0.leftBehind = continuation }
          ready.resume()
        }
        do throws(RPCError) {
          _ = try await requests.next()
          try await writer.write(TestMessage("late"))
        } catch {
          state.withLock { $0.leftBehindError = error }
        }
      }
    }
  }

  @Sendable private func untilDrain(
    _ request: TestMessage, _ writer: ResponseWriter<TestMessage>, _ context: ServerContext
  ) async throws(RPCError) {
    try await context.acceptStream()
    await withCheckedContinuation { continuation in
      state.withLock { $0.draining.append(continuation) }
    }
    throw RPCError(code: .unavailable, message: "the server is shutting down")
  }

  @Sendable private func shutdown(
    _ request: TestMessage, _ context: ServerContext
  ) async throws(RPCError) -> TestMessage {
    shutdownAsked()
    return TestMessage()
  }

  private func untilCancelled(_ context: ServerContext) async {
    state.withLock { $0.running += 1 }
    try? await Task.sleep(for: .seconds(60))
    state.withLock { state in
      state.running -= 1
      if Task.isCancelled, context.isCancelled { state.cancelled += 1 }
    }
  }
}
