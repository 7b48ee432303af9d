import Testing

@testable import GRPC

/// What watchers of one thing lean on, whichever way they are reached.
@Suite("Calls that are fed with the same", .timeLimit(.minutes(15)))
struct FeedTests {
  private struct Site {
    let service: FollowService
    let server: GRPCServer
    var channels: [ClientChannel] = []

    init(loops: Int, channels count: Int, patience: Duration = .seconds(600)) async throws {
      service = FollowService(patience: patience)
      var configuration = GRPCServer.Configuration()
      configuration.loopCount = loops
      // Dots in gzip would fit any window.
      configuration.compression = .off
      server = GRPCServer(router: Router([service.routes]), configuration: configuration)
      let target = try await server.start(on: .tcp(host: "127.0.0.1", port: 0))
      for _ in 0..<count { channels.append(try await ClientChannel.connect(to: target)) }
    }

    /// Calls of all connections, one after the other of each.
    func follow(_ word: String, _ count: Int) async throws -> [ResponseStream<TestMessage>] {
      let before = service.following
      var calls: [ResponseStream<TestMessage>] = []
      for channel in channels {
        for _ in 0..<count {
          calls.append(
            try await channel.serverStreaming(
              path: "/interop.Follow/Follow", TestMessage(word), returning: TestMessage.self))
        }
      }
      try await eventually { service.following == before + calls.count }
      return calls
    }

    func stop() async {
      for channel in channels { await channel.close() }
      await server.shutdown(grace: .zero)
    }
  }

  @Test(
    "each is told everything once and in order, many more than are served at once, and others go meanwhile",
    arguments: ["row", "alone"])
  func everything(word: String) async throws {
    let site = try await Site(loops: 2, channels: 3)
    let calls = try await site.follow(word, 150)
    for number in 0..<10 { site.service.publish("\(number)") }
    // Some go in the midst of it, so that there are gaps.
    for call in calls.enumerated() where call.offset % 3 == 1 { call.element.cancel() }
    for number in 10..<40 { site.service.publish("\(number)") }
    for (number, call) in calls.enumerated() where number % 3 != 1 {
      for expected in 0..<40 {
        let message = try await call.next()
        #expect(message?.text == "\(expected)")
      }
    }
    try await eventually { site.service.following == 300 }
    // Who comes later hears all of it, and those who were there the rest.
    let late = try await site.follow(word, 10)
    site.service.publish("40")
    for call in late {
      for expected in 0...40 {
        let message = try await call.next()
        #expect(message?.text == "\(expected)")
      }
    }
    for (number, call) in calls.enumerated() where number % 3 != 1 {
      let message = try await call.next()
      #expect(message?.text == "40")
    }
    // What they need was fetched before it was their turn.
    #expect(site.service.isEachPrepared)
    await site.stop()
    try await eventually { site.service.following == 0 }
  }

  @Test(
    "who does not read is sent away with the last that has left, and nobody beside it waits",
    arguments: ["row", "alone"])
  func slow(word: String) async throws {
    let site = try await Site(loops: 1, channels: 1, patience: .milliseconds(50))
    let slow = try await site.follow(word, 1)[0]
    let quick = try await site.follow(word, 1)[0]
    let padding = String(repeating: ".", count: 70_000)
    var published = 0
    while await slow.trailingMetadata().isEmpty {
      published += 1
      site.service.publish("\(published) \(padding)")
      let message = try await quick.next()
      #expect(message?.text.hasPrefix("\(published) ") == true)
    }
    var last = 0
    let error = await #expect(throws: RPCError.self) {
      while let message = try await slow.next() {
        #expect(message.text.hasPrefix("\(last + 1) "))
        last += 1
      }
    }
    #expect(error?.code == .resourceExhausted)
    #expect(error?.metadata.text("x-left") == "\(last)")
    #expect(last > 0)
    await site.stop()
  }
}
