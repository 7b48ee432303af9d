import Foundation
import HTTP2
import Testing

@Suite("A server and its peers over real sockets")
struct ConnectionTests {
  @Test(
    "a body comes back whole, with trailers, however large", arguments: [0, 1, 70_000, 5_000_000])
  func echo(size: Int) async throws {
    try await EchoServer.run { server in
      // The windows are larger than the body here; a small one is the next test.
      var limits = Limits()
      limits.streamWindow = 16 << 20
      let client = try await server.connect(limits)
      let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let answer = await client.ask("/echo", body)
      #expect(answer.status == "200")
      #expect(answer.body == body)
      #expect(answer.trailer == "yes")
      #expect(answer.end == .reset(.noError))
      await client.close()
    }
  }

  @Test("a reader that takes nothing holds up its own stream and no other")
  func closedWindow() async throws {
    try await EchoServer.run { server in
      let client = try await server.connect()
      let stuck = await client.start("/large")
      await stuck.send([], endStream: true)
      try await eventually { stuck.collector.received > 0 }
      // Collector never consumes: 1 MiB of window is used up, the rest stays with the server.
      for _ in 0..<20 {
        let answer = await client.ask("/small", [1, 2, 3])
        #expect(answer.body == [1, 2, 3])
      }
      await client.close()
      let end = await stuck.answer()
      #expect(end.body.count <= 1 << 20)
      guard case .lost = end.end else {
        Issue.record("the stuck stream ended as \(String(describing: end.end))")
        return
      }
    }
  }

  @Test("a header list over the limit is refused, and the connection goes on")
  func hugeHeaders() async throws {
    try await EchoServer.run { server in
      let client = try await server.connect()
      let long = await client.ask("/" + String(repeating: "a", count: 40_000))
      #expect(long.status == "")
      guard case .reset = long.end else {
        Issue.record("ended as \(String(describing: long.end))")
        return
      }
      #expect(await client.ask("/ok").status == "200")
      await client.close()
    }
  }

  @Test("the handler of an answered request is let go while the connection rests")
  func answeredHandlersGo() async throws {
    try await EchoServer.run { server in
      let client = try await server.connect()
      #expect(await client.ask("/", [1]).status == "200")
      try await eventually { server.alive.value == 0 }
      await client.close()
    }
  }

  @Test("a shutdown lets a running stream end and refuses new ones meanwhile")
  func shutdown() async throws {
    // A port that is given up may be another test's the next moment.
    let path = "/tmp/galleon-shutdown-\(UInt32.random(in: 0...UInt32.max)).sock"
    try await EchoServer.run(at: .unix(path: path)) { server in
      let (goneAway, away) = AsyncStream.makeStream(of: HTTP2Error.self)
      let client = try await server.connect { away.yield($0) }
      let running = await client.start("/echo")
      await running.send([1, 2], endStream: false)
      try await eventually { server.alive.value == 1 }
      let ended = Task { await server.server.shutdown(grace: .seconds(60)) }
      for await error in goneAway {
        #expect(error.kind == .goingAway)
        break
      }
      // The address is given up at once, and the connection takes no stream either.
      await #expect(throws: HTTP2Error.self) { try await server.connect() }
      guard case .notSent(let error) = await client.ask("/late").end else {
        Issue.record("a request after GOAWAY must not be sent")
        return
      }
      #expect(error.kind == .goingAway)
      await running.send([3], endStream: true)
      let answer = await running.answer()
      #expect(answer.body == [1, 2, 3])
      #expect(answer.trailer == "yes")
      #expect(answer.end == .reset(.noError))
      await ended.value
      #expect(server.alive.value == 0)
    }
  }

  @Test(
    "requests behind the server's limit of streams learn that they were not sent",
    arguments: [true, false])
  func notSent(byServer: Bool) async throws {
    var limits = Limits()
    limits.concurrentStreams = 1
    try await EchoServer.run(limits: limits) { server in
      let client = try await server.connect()
      let held = await client.start("/held")
      try await eventually { server.alive.value == 1 }
      let queued = await client.start("/echo")
      await queued.send([1], endStream: true)
      async let ended: Void =
        byServer ? server.server.shutdown(grace: .seconds(300)) : client.close()
      guard case .notSent(let error) = await queued.answer().end else {
        Issue.record("the queued request must not be sent")
        return
      }
      #expect(error.kind == (byServer ? .goingAway : .closed))
      await client.close()
      guard case .lost = await held.answer().end else {
        Issue.record("the server knows of the other request")
        return
      }
      await ended
    }
  }

  @Test("a shutdown that is asked for again, with less patience, ends both")
  func shutdownTwice() async throws {
    try await EchoServer.run { server in
      let client = try await server.connect()
      let held = await client.start("/held")
      try await eventually { server.alive.value == 1 }
      async let patient: Void = server.server.shutdown(grace: .seconds(60))
      await server.server.shutdown(grace: .zero)
      await patient
      _ = await held.answer()
      #expect(server.alive.value == 0)
    }
  }

  @Test("a shutdown cuts off what outlives its grace")
  func shutdownGrace() async throws {
    try await EchoServer.run { server in
      let client = try await server.connect()
      let held = await client.start("/held")
      try await eventually { server.alive.value == 1 }
      await server.server.shutdown(grace: .milliseconds(100))
      let answer = await held.answer()
      guard case .lost = answer.end else {
        Issue.record("ended as \(String(describing: answer.end))")
        return
      }
      #expect(server.alive.value == 0)
      await client.close()
    }
  }

  @Test("curl and nghttp get their answers")
  func foreignClients() async throws {
    try await EchoServer.run { server in
      let url = "http://\(server.endpoint)/hello"
      let curl = try run("curl", "-s", "--http2-prior-knowledge", "-d", "a body", url)
      #expect(curl == "a body")
      let nghttp = try run("nghttp", "-v", "-d", "/etc/hostname", url)
      #expect(nghttp.contains(":status: 200"))
      #expect(nghttp.contains("x-end: yes"))
    }
  }

  @Test("thousands of requests over ten connections all succeed")
  func load() async throws {
    try await EchoServer.run { server in
      let printed = try run(
        "h2load", "-n", "5000", "-c", "10", "-m", "100", "http://\(server.endpoint)/x")
      #expect(printed.contains("5000 succeeded, 0 failed, 0 errored"))
    }
  }
}
