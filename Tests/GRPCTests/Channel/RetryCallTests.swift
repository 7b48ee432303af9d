import Testing

@testable import GRPC

@Suite("Calls that are sent again, on the wire")
struct RetryCallTests {
  private let unary = "/test.Scripted/Unary"

  private func withServer(
    retries: RetryPolicy?, _ script: @escaping ScriptedServer.Script,
    configure: (inout ClientChannel.Configuration) -> Void = { _ in },
    _ body: (ScriptedServer, ClientChannel) async throws -> Void
  ) async throws {
    let server = ScriptedServer(script)
    let target = try await server.start()
    var configuration = ClientChannel.Configuration.impatient(retries: retries)
    configure(&configuration)
    let channel = try ClientChannel(to: ServerList(target), configuration: configuration)
    try await body(server, channel)
    await channel.close()
    await server.stop()
  }

  @Test("A refusal worth it is tried again, and the server is told how often it was")
  func succeeds() async throws {
    try await withServer(retries: .quick, { $0 < 3 ? .unavailable() : nil }) { server, channel in
      let answer: TestMessage = try await channel.unary(path: unary, TestMessage("x"))
      #expect(answer.text == "x")
      #expect(server.attempts == ["", "1", "2"])
    }
  }

  @Test("After the last attempt the caller gets its status")
  func givesUp() async throws {
    try await withServer(retries: .quick, { _ in .unavailable() }) { server, channel in
      let error = await #expect(throws: RPCError.self) {
        let _: TestMessage = try await channel.unary(path: unary, TestMessage("x"))
      }
      #expect(error?.message == "not now")
      #expect(server.attempts.count == 4)
    }
  }

  @Test("The server's time counts, not the policy's hour; and its no is a no")
  func pushback() async throws {
    try await withServer(retries: .slow, { $0 < 3 ? .unavailable(pushback: "1") : nil }) {
      server, channel in
      let _: TestMessage = try await channel.unary(path: unary, TestMessage("x"))
      #expect(server.attempts.count == 3)
    }
    try await withServer(retries: .quick, { _ in .unavailable(pushback: "-1") }) {
      server, channel in
      await #expect(throws: RPCError.self) {
        let _: TestMessage = try await channel.unary(path: unary, TestMessage("x"))
      }
      #expect(server.attempts.count == 1)
    }
  }

  @Test("A stream that failed before it began is tried again; one that has told something is not")
  func streams() async throws {
    try await withServer(retries: .quick, { $0 < 3 ? .unavailable() : nil }) { server, channel in
      let down = try await channel.serverStreaming(
        path: "/test.Scripted/Down", TestMessage(), returning: TestMessage.self)
      var texts: [String] = []
      while let message = try await down.next() { texts.append(message.text) }
      #expect(texts == ["0", "1", "2"])
      #expect(server.attempts.count == 3)
    }
    try await withServer(retries: .quick, { $0 < 3 ? .unavailable() : nil }) { server, channel in
      let down = try await channel.serverStreaming(
        path: "/test.Scripted/DownLate", TestMessage(), returning: TestMessage.self)
      #expect(try await down.next()?.text == "first")
      await #expect(throws: RPCError.self) { _ = try await down.next() }
      #expect(server.attempts.count == 1)
    }
  }

  @Test("Requests of a stream are sent again in order, also those written after the failure")
  func replay() async throws {
    try await withServer(retries: .quick, { $0 < 3 ? .unavailable() : nil }) { server, channel in
      let all: TestMessage = try await channel.clientStreaming(path: "/test.Scripted/Up") {
        (writer: RequestWriter<TestMessage>) async throws(RPCError) in
        for text in ["a", "b"] { try await writer.write(TestMessage(text)) }
        do {
          try await eventually { server.attempts.count == 3 }
        } catch {
          throw RPCError(code: .unknown, message: "no third attempt")
        }
        for text in ["c", "d"] { try await writer.write(TestMessage(text)) }
      }
      #expect(all.text == "abcd")
      #expect(server.attempts == ["", "1", "2"])
    }
    try await withServer(retries: .quick, { $0 < 2 ? .unavailable() : nil }) { server, channel in
      let chat = try await channel.bidirectional(
        path: "/test.Scripted/Both", sending: TestMessage.self, returning: TestMessage.self)
      try await chat.requests.write(TestMessage("1"))
      #expect(try await chat.responses.next()?.text == "1")
      try await chat.requests.write(TestMessage("2"))
      #expect(try await chat.responses.next()?.text == "2")
      await chat.requests.finish()
      #expect(try await chat.responses.next() == nil)
      #expect(server.attempts.count == 2)
    }
  }

  @Test("Requests beyond what is kept for another attempt make the attempt the last one")
  func buffer() async throws {
    try await withServer(
      retries: .quick, { _ in .unavailable() }, configure: { $0.replayBytesMax = 10 }
    ) { server, channel in
      let error = await #expect(throws: RPCError.self) {
        let _: TestMessage = try await channel.clientStreaming(path: "/test.Scripted/Up") {
          (writer: RequestWriter<TestMessage>) async throws(RPCError) in
          for _ in 0..<2 { try await writer.write(TestMessage("0123456789")) }
        }
      }
      #expect(error?.code == .unavailable)
      #expect(server.attempts.count == 1)
    }
  }

  @Test("A caller who cancels, or whose time is up, does not wait for the next attempt")
  func whileBackingOff() async throws {
    try await withServer(retries: .slow, { _ in .unavailable() }) { server, channel in
      let call = Task { () -> TestMessage in
        try await channel.unary(path: "/test.Scripted/Unary", TestMessage("x"))
      }
      try await eventually { server.attempts.count == 1 }
      call.cancel()
      let error = await #expect(throws: RPCError.self) { try await call.value }
      #expect(error?.code == .cancelled)
      // The next attempt would begin after the deadline, so the reason comes at once.
      let late = await #expect(throws: RPCError.self) {
        let _: TestMessage = try await channel.unary(
          path: unary, TestMessage("x"), options: CallOptions(timeout: .seconds(60)))
      }
      #expect(late?.message == "not now")
    }
  }

  @Test("A caller whose time is up during a later attempt learns why there was one")
  func reasonOfRetry() async throws {
    try await withServer(retries: .quick, { $0 % 2 == 1 ? .unavailable() : nil }) {
      server, channel in
      try await withGrowingTimeout { timeout in
        let before = server.attempts.count
        let chat = try await channel.bidirectional(
          path: "/test.Scripted/Up", options: CallOptions(timeout: timeout),
          sending: TestMessage.self, returning: TestMessage.self)
        let error = await #expect(throws: RPCError.self) {
          for text in ["a", "b"] { try await chat.requests.write(TestMessage(text)) }
          while try await chat.responses.next() != nil {}
        }
        #expect(error?.code == .deadlineExceeded)
        // Else the second attempt had not begun.
        guard server.attempts.dropFirst(before) == ["", "1"] else { return false }
        #expect(error?.message.contains("before that: not now") == true)
        return true
      }
    }
  }

  @Test("The timeout and the message limits of the service config hold")
  func methodLimits() async throws {
    try await withServer(retries: nil, { _ in nil }) { _, channel in
      let _: TestMessage = try await channel.unary(path: unary, TestMessage("x"))
    }
    let server = ScriptedServer()
    let target = try await server.start()
    var configuration = ClientChannel.Configuration()
    var method = ServiceConfig.Method()
    method.requestBytesMax = 5
    method.responseBytesMax = 3
    _ = configuration.serviceConfig.add(method, for: "/test.Scripted/")
    var expired = ServiceConfig.Method()
    expired.timeout = .zero
    _ = configuration.serviceConfig.add(expired, for: "/test.Scripted/Down")
    let channel = try ClientChannel(to: ServerList(target), configuration: configuration)
    for text in ["123456", "1234"] {
      let error = await #expect(throws: RPCError.self) {
        let _: TestMessage = try await channel.unary(path: unary, TestMessage(text))
      }
      #expect(error?.code == .resourceExhausted)
    }
    let _: TestMessage = try await channel.unary(path: unary, TestMessage("123"))
    let down = try await channel.serverStreaming(
      path: "/test.Scripted/Down", TestMessage(), options: CallOptions(timeout: .seconds(100)),
      returning: TestMessage.self)
    let late = await #expect(throws: RPCError.self) { _ = try await down.next() }
    #expect(late?.code == .deadlineExceeded)
    await channel.close()
    await server.stop()
  }
}
