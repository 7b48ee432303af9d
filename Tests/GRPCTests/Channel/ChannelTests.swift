import HTTP2
import Testing

@testable import GRPC

@Suite("A channel and its servers, on the wire")
struct ChannelTests {
  private let unary = "/test.Scripted/Unary"

  private func servers(
    _ count: Int, _ configuration: ClientChannel.Configuration,
    _ body: ([ScriptedServer], [Target], ClientChannel) async throws -> Void
  ) async throws {
    let servers = (0..<count).map { _ in ScriptedServer() }
    var targets: [Target] = []
    for server in servers { targets.append(try await server.start(on: socket())) }
    let list = try ServerList(targets.map(\.description).joined(separator: ","))
    let channel = try ClientChannel(to: list, configuration: configuration)
    try await body(servers, targets, channel)
    await channel.close()
    for server in servers { await server.stop() }
  }

  private func ask(
    _ channel: ClientChannel, _ options: CallOptions = CallOptions()
  ) async throws -> String {
    let answer: TestMessage = try await channel.unary(
      path: "/test.Scripted/Unary", TestMessage("x"), options: options)
    return answer.text
  }

  /// An address of this test's own: a port that is given up may be another test's the next moment.
  private func socket() -> Target {
    .unix(path: "/tmp/galleon-channel-\(UInt32.random(in: 0...UInt32.max)).sock")
  }

  @Test("A failure names every address that was tried, and why")
  func errors() async throws {
    // Ports below 1024 that no test listens at.
    let targets = ["127.0.0.1:1", "127.0.0.1:2"]
    let path = "/nonexistent/socket"
    let list = try ServerList("\(targets[0]),unix:\(path),\(targets[1])")
    for balancing in [ServiceConfig.LoadBalancing.pickFirst, .roundRobin] {
      let channel = try ClientChannel(to: list, configuration: .impatient(balancing))
      let error = await #expect(throws: RPCError.self) { _ = try await ask(channel) }
      #expect(error?.code == .unavailable)
      #expect(
        error?.message
          == "cannot reach any of 3 servers: \(targets[0]): connection refused; "
          + "unix:\(path): no such file or directory; \(targets[1]): connection refused")
      let late = await #expect(throws: RPCError.self) {
        _ = try await ask(
          channel, CallOptions(timeout: .milliseconds(200), waitForReady: true))
      }
      #expect(late?.code == .deadlineExceeded)
      #expect(late?.message.contains("\(targets[1]): connection refused") == true)
      await channel.close()
    }
  }

  @Test("The next address is used when the first does not answer, and when it goes")
  func failover() async throws {
    try await servers(2, .impatient(retries: .quick)) { servers, targets, channel in
      _ = try await ask(channel)
      #expect(servers.map(\.attempts.count) == [1, 0])
      await servers[0].stop()
      _ = try await ask(channel)
      #expect(servers.map(\.attempts.count) == [1, 1])
    }
  }

  @Test("Round robin gives each server its share, and leaves out one that is gone")
  func roundRobin() async throws {
    try await servers(3, .impatient(.roundRobin, retries: .quick)) { servers, _, channel in
      for _ in 0..<3 { _ = try await ask(channel) }
      try await eventually { channel.state == .ready }
      var before = servers.map(\.attempts.count)
      // All three stand once each of them has answered.
      while before.contains(0) {
        _ = try await ask(channel)
        before = servers.map(\.attempts.count)
      }
      for _ in 0..<30 { _ = try await ask(channel) }
      #expect(zip(servers, before).map { $0.attempts.count - $1 } == [10, 10, 10])
      await servers[1].stop()
      let gone = servers[1].attempts.count
      for _ in 0..<20 { _ = try await ask(channel) }
      #expect(servers[1].attempts.count == gone)
    }
  }

  @Test("Servers that are drained under load cost no call, even without a retry policy")
  func drain() async throws {
    try await servers(2, .impatient(.roundRobin)) { servers, targets, channel in
      for _ in 0..<20 { _ = try await ask(channel) }
      let load = Task {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<20 {
            group.addTask {
              for _ in 0..<100 {
                let _: TestMessage = try await channel.unary(
                  path: "/test.Scripted/Unary", TestMessage("x"))
              }
            }
          }
          try await group.waitForAll()
        }
      }
      try await eventually { servers[0].attempts.count > 50 }
      await servers[0].stop(grace: .seconds(300))
      try await load.value
      #expect(servers.map(\.attempts.count).reduce(0, +) == 2020)
    }
  }

  @Test("A call that a full server has not taken yet goes elsewhere when that one is drained")
  func drainOfFull() async throws {
    let (full, other) = (ScriptedServer(), ScriptedServer())
    let list = try await ServerList(
      "\(full.start(on: socket(), callsMax: 1)),\(other.start(on: socket()))")
    let channel = try ClientChannel(to: list, configuration: .impatient())
    let chat = try await channel.bidirectional(
      path: "/test.Scripted/Both", sending: TestMessage.self, returning: TestMessage.self)
    try await chat.requests.write(TestMessage("1"))
    #expect(try await chat.responses.next()?.text == "1")
    async let queued = ask(channel)
    async let stopped: Void = full.stop(grace: .seconds(300))
    #expect(try await queued == "x")
    #expect(full.attempts.count == 1)
    await chat.requests.finish()
    #expect(try await chat.responses.next() == nil)
    await stopped
    await channel.close()
    await other.stop()
  }

  @Test("A call that waits for a server gets it when it comes; others fail at once")
  func waitForReady() async throws {
    let target = socket()
    let channel = try ClientChannel(to: ServerList(target), configuration: .impatient())
    await #expect(throws: RPCError.self) { _ = try await ask(channel) }
    let patient = Task { try await ask(channel, CallOptions(waitForReady: true)) }
    let cancelled = Task { try await ask(channel, CallOptions(waitForReady: true)) }
    try await eventually { channel.state == .transientFailure }
    cancelled.cancel()
    let error = await #expect(throws: RPCError.self) { _ = try await cancelled.value }
    #expect(error?.code == .cancelled)
    let server = ScriptedServer()
    _ = try await server.start(on: target)
    #expect(try await patient.value == "x")
    #expect(server.attempts.count == 1)
    await channel.close()
    await server.stop()
  }

  @Test("The states of a channel can be followed from idle to the end")
  func states() async throws {
    try await servers(1, .impatient()) { servers, targets, channel in
      #expect(channel.state == .idle)
      let watcher = Task {
        var seen: [ConnectivityState] = []
        for await state in channel.states() { seen.append(state) }
        return seen
      }
      try await channel.ready()
      #expect(channel.state == .ready)
      await servers[0].stop()
      try await eventually { channel.state == .idle }
      channel.connect()
      try await eventually { channel.state == .transientFailure }
      await channel.close()
      #expect(channel.state == .shutdown)
      let seen = await watcher.value
      #expect(seen.last == .shutdown)
      let error = await #expect(throws: RPCError.self) {
        _ = try await ask(channel, CallOptions(waitForReady: true))
      }
      #expect(error?.message == "the channel to \(targets[0]) is closed")
    }
  }

  @Test("Connections that nobody uses are let go, and made again for the next call")
  func idle() async throws {
    var configuration = ClientChannel.Configuration.impatient()
    configuration.idleTimeout = .milliseconds(30)
    try await servers(1, configuration) { _, _, channel in
      #expect(try await ask(channel) == "x")
      try await eventually { channel.state == .idle }
      #expect(try await ask(channel) == "x")
    }
  }

  @Test("A server that says it does not serve gets no calls, and gets them again")
  func health() async throws {
    let configuration = ClientChannel.Configuration.impatient(.roundRobin, health: "test.Scripted")
    try await servers(2, configuration) { servers, _, channel in
      while servers.contains(where: { $0.attempts.isEmpty }) { _ = try await ask(channel) }
      servers[0].health = 2
      var before = 0
      try await eventuallyAsync {
        before = servers[0].attempts.count
        for _ in 0..<10 { _ = try await ask(channel) }
        return servers[0].attempts.count == before
      }
      servers[1].health = 2
      try await eventually { channel.state == .transientFailure }
      let error = await #expect(throws: RPCError.self) { _ = try await ask(channel) }
      #expect(error?.message.contains("test.Scripted is NOT_SERVING") == true)
      servers[0].health = 1
      #expect(try await ask(channel, CallOptions(waitForReady: true)) == "x")
      #expect(servers[0].attempts.count == before + 1)
    }
  }

  @Test("A server without the health service is taken to serve")
  func noHealth() async throws {
    let servers = [ScriptedServer(), ScriptedServer()]
    var targets: [String] = []
    for server in servers {
      targets.append(try await server.start(on: socket(), withHealth: false).description)
    }
    let channel = try ClientChannel(
      to: ServerList(targets.joined(separator: ",")),
      configuration: .impatient(.roundRobin, health: "test.Scripted"))
    #expect(try await ask(channel) == "x")
    await channel.close()
    for server in servers { await server.stop() }
  }

  @Test("A name stands for all its addresses")
  func names() async throws {
    let server = ScriptedServer()
    let target = try await server.start()
    guard case .tcp(_, let port) = target else { return }
    let channel = try ClientChannel(
      to: ServerList("dns:///localhost:\(port)"), configuration: .impatient())
    #expect(try await ask(channel) == "x")
    await channel.close()
    await server.stop()
    let unknown = try ClientChannel(
      to: ServerList("dns:///no-such-host.invalid:1"), configuration: .impatient())
    let error = await #expect(throws: RPCError.self) { _ = try await ask(unknown) }
    #expect(error?.code == .unavailable)
    #expect(error?.message.contains("no-such-host.invalid") == true)
    await unknown.close()
  }

  private func eventuallyAsync(_ condition: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now.advanced(by: .seconds(300))
    while try await !condition() {
      guard ContinuousClock.now < deadline else { throw NeverHappened() }
    }
  }
}
