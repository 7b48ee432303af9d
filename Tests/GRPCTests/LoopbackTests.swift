import Testing

@testable import GRPC

@Suite("This client against this server")
struct LoopbackTests {
  private let path = "/interop.Test/"

  @Test("All four kinds of call, over TCP and over a Unix socket")
  func kinds() async throws {
    let socket = "/tmp/galleon-grpc-\(UInt32.random(in: 0...UInt32.max)).sock"
    for target in [Target.tcp(host: "127.0.0.1", port: 0), .unix(path: socket)] {
      try await TestServer.run(target: target) { _, channel in
        let echoed: TestMessage = try await channel.unary(
          path: path + "Echo", TestMessage("hello"))
        #expect(echoed.text == "hello")

        let down = try await channel.serverStreaming(
          path: path + "Download", TestMessage("100,70000"), returning: TestMessage.self)
        var sizes: [Int] = []
        while let message = try await down.next() { sizes.append(message.payload.count) }
        #expect(sizes == Array(repeating: 70000, count: 100))

        let sum: TestMessage = try await channel.clientStreaming(path: path + "Upload") {
          (writer: RequestWriter<TestMessage>) async throws(RPCError) in
          for _ in 0..<100 {
            try await writer.write(TestMessage([UInt8](repeating: 1, count: 9000)))
          }
        }
        #expect(sum.text == "100 900000")

        let chat = try await channel.bidirectional(
          path: path + "Chat", sending: TestMessage.self, returning: TestMessage.self)
        for number in 0..<50 {
          try await chat.requests.write(TestMessage("\(number)"))
          #expect(try await chat.responses.next()?.text == "\(number)")
        }
        await chat.requests.finish()
        #expect(try await chat.responses.next() == nil)
      }
    }
  }

  @Test("A failure arrives with its code, message, details and metadata")
  func failure() async throws {
    try await TestServer.run { _, channel in
      let error = await #expect(throws: RPCError.self) {
        let _: TestMessage = try await channel.unary(path: path + "Fail", TestMessage("9"))
      }
      #expect(error?.code == .failedPrecondition)
      #expect(error?.message == "100 % broken – kaputt\n移行")
      #expect(error?.details == [8, 9, 0, 255])
      #expect(error?.metadata.text("x-reason") == "test")
    }
  }

  @Test(
    "A client that does not read is sent away, with what it needs to come back, and its like are not"
  )
  func slowReader() async throws {
    try await TestServer.run { _, channel in
      let slow = try await channel.serverStreaming(
        path: path + "Patient", TestMessage("200000"), returning: TestMessage.self)
      let quick = try await channel.serverStreaming(
        path: path + "Download", TestMessage("100,70000"), returning: TestMessage.self)
      var count = 0
      while try await quick.next() != nil { count += 1 }
      #expect(count == 100)
      // It reads nothing until the server has given up; the status came although the window is shut.
      while await slow.trailingMetadata().isEmpty { await Task.yield() }
      var last = -1
      let error = await #expect(throws: RPCError.self) {
        while let message = try await slow.next() {
          last = Int(message.text.prefix { $0.isNumber }) ?? -2
        }
      }
      #expect(error?.code == .resourceExhausted)
      #expect(error?.metadata.text("x-left") == "\(last)")
      #expect(last > 0)
    }
  }

  @Test("A thousand calls at once on one connection")
  func concurrent() async throws {
    try await TestServer.run { _, channel in
      let sum = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<1000 {
          group.addTask {
            let answer: TestMessage = try await channel.unary(
              path: "/interop.Test/Echo", TestMessage("\(number)"))
            return Int(answer.text) ?? 0
          }
        }
        return try await group.reduce(0, +)
      }
      #expect(sum == 1000 * 999 / 2)
    }
  }

  @Test("Several connections on several loops, and all of them drain")
  func loops() async throws {
    var configuration = GRPCServer.Configuration()
    configuration.loopCount = 3
    try await TestServer.run(configuration: configuration) { server, _ in
      let target = server.target
      let sum = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<9 {
          group.addTask {
            let channel = try await ClientChannel.connect(to: target)
            let stream = try await channel.serverStreaming(
              path: "/interop.Test/Download", TestMessage("\(number),100"),
              returning: TestMessage.self)
            var count = 0
            while try await stream.next() != nil { count += 1 }
            await channel.close()
            return count
          }
        }
        return try await group.reduce(0, +)
      }
      #expect(sum == 36)
    }
  }

  @Test("A deadline ends the call on both sides")
  func deadline() async throws {
    try await TestServer.run { server, channel in
      try await withGrowingTimeout { timeout in
        let error = await #expect(throws: RPCError.self) {
          let _: TestMessage = try await channel.unary(
            path: path + "Hang", TestMessage(), options: CallOptions(timeout: timeout))
        }
        #expect(error?.code == .deadlineExceeded)
        // Else the handler had not begun.
        return server.service.hung > 0
      }
      try await eventually { server.service.cancelled == server.service.hung }
    }
  }

  @Test("Cancelling the calling task cancels the handler")
  func cancellation() async throws {
    try await TestServer.run { server, channel in
      let unary = Task { () -> TestMessage in
        try await channel.unary(path: "/interop.Test/Hang", TestMessage())
      }
      try await eventually { server.service.running == 1 }
      unary.cancel()
      await #expect(throws: RPCError.cancelled) { try await unary.value }

      let stream = Task {
        let stream = try await channel.serverStreaming(
          path: "/interop.Test/HangStream", TestMessage(), returning: TestMessage.self)
        return try await stream.next()
      }
      try await eventually { server.service.running == 1 }
      stream.cancel()
      await #expect(throws: RPCError.cancelled) { try await stream.value }
      try await eventually { server.service.cancelled == 2 }
    }
  }

  @Test("Letting go of a response stream frees the server's handler")
  func abandoned() async throws {
    try await TestServer.run { server, channel in
      do {
        let stream = try await channel.serverStreaming(
          path: path + "HangStream", TestMessage(), returning: TestMessage.self)
        _ = try await stream.initialMetadata()
      }
      try await eventually { server.service.cancelled == 1 }
    }
  }

  @Test("What arrived before the connection was lost can still be read")
  func readLate() async throws {
    let server = try await TestServer()
    let channel = try await ClientChannel.connect(to: server.target)
    let stream = try await channel.serverStreaming(
      path: path + "Download", TestMessage("5,1000"), returning: TestMessage.self)
    _ = try await stream.initialMetadata()
    try await eventually { server.service.written == 5 }
    await server.server.shutdown(grace: .seconds(10))
    await channel.close()
    var count = 0
    while let message = try await stream.next() { count += message.payload.count / 1000 }
    #expect(count == 5)
  }

  @Test("A task that outlives its handler finds the call ended, not another's memory")
  func leftBehind() async throws {
    try await TestServer.run { server, channel in
      let chat = try await channel.bidirectional(
        path: path + "LeaveBehind", sending: TestMessage.self, returning: TestMessage.self)
      try await chat.requests.write(TestMessage("read"))
      // Refused if the server has ended the call by now, which is as well.
      try? await chat.requests.write(TestMessage("unread"))
      #expect(try await chat.responses.next() == nil)
      await channel.close()
      server.service.resumeLeftBehind()
      try await eventually { server.service.leftBehindError != nil }
      #expect(server.service.leftBehindError == .cancelled)
    }
  }

  @Test("The sentence says what nobody listens on")
  func refused() async throws {
    let server = try await TestServer()
    await server.stop()
    let error = await #expect(throws: RPCError.self) {
      _ = try await ClientChannel.connect(to: server.target)
    }
    #expect(error?.code == .unavailable)
    #expect(error?.message == "cannot reach \(server.target): connection refused")

    let missing = await #expect(throws: RPCError.self) {
      _ = try await ClientChannel.connect(to: .unix(path: "/nonexistent/socket"))
    }
    #expect(missing?.message == "cannot reach unix:/nonexistent/socket: no such file or directory")
  }

  @Test("A lost server fails the running calls, and the channel finds its successor")
  func reconnect() async throws {
    let first = try await TestServer()
    var configuration = ClientChannel.Configuration()
    configuration.backoff = Backoff(initial: .milliseconds(10), longest: .milliseconds(50))
    let channel = try await ClientChannel.connect(to: first.target, configuration: configuration)
    let hanging = Task { () -> TestMessage in
      try await channel.unary(path: "/interop.Test/Hang", TestMessage())
    }
    try await eventually { first.service.running == 1 }
    await first.stop()
    let lost = await #expect(throws: RPCError.self) { try await hanging.value }
    #expect(lost?.code == .unavailable)
    let down = await #expect(throws: RPCError.self) {
      let _: TestMessage = try await channel.unary(path: path + "Echo", TestMessage())
    }
    #expect(down?.code == .unavailable)

    let second = try await TestServer(target: first.target)
    let echoed: TestMessage = try await channel.unary(
      path: path + "Echo", TestMessage("back"), options: CallOptions(waitForReady: true))
    #expect(echoed.text == "back")
    await channel.close()
    await second.stop()
  }

  @Test("An interceptor hears of each call once, with its outcome")
  func interceptor() async throws {
    let log = CallLog()
    var configuration = GRPCServer.Configuration()
    configuration.interceptors = [log]
    try await TestServer.run(configuration: configuration) { _, channel in
      let _: TestMessage = try await channel.unary(path: path + "Echo", TestMessage())
      _ = try? await channel.unary(
        path: path + "Fail", TestMessage("5"), returning: TestMessage.self)
      _ = try? await channel.unary(
        path: path + "Nope", TestMessage(), returning: TestMessage.self)
    }
    #expect(
      log.lines == [
        "start /interop.Test/Echo", "end /interop.Test/Echo OK",
        "start /interop.Test/Fail", "end /interop.Test/Fail NOT_FOUND",
        "start /interop.Test/Nope", "end /interop.Test/Nope UNIMPLEMENTED",
      ])
    #expect(log.peers.allSatisfy { $0.hasPrefix("127.0.0.1:") })
  }

  @Test("Two servers cannot have one port, and the second is told so")
  func portTaken() async throws {
    try await TestServer.run { server, _ in
      let error = await #expect(throws: RPCError.self) {
        _ = try await TestServer(target: server.target)
      }
      #expect(error?.message == "cannot listen on \(server.target): address already in use")
    }
  }
}
