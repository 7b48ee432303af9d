import Synchronization
import Testing

@testable import HTTP2

@Suite("Several event loops")
struct LoopTests {
  @Test("connections go where the fewest are, also after some have gone")
  func evenSpread() async throws {
    try await EchoServer.run(loops: 4) { server in
      var clients: [HTTP2Client] = []
      for _ in 0..<20 { clients.append(try await server.connected()) }
      #expect(server.server.connectionsOfLoops == [5, 5, 5, 5])
      // In turn the second loop would get a quarter of the next ones only.
      for index in stride(from: 1, to: 20, by: 4) { await clients[index].close() }
      try await eventually { server.server.connectionsOfLoops == [5, 0, 5, 5] }
      for _ in 0..<5 { clients.append(try await server.connected()) }
      #expect(server.server.connectionsOfLoops == [5, 5, 5, 5])
      for client in clients { await client.close() }
      try await eventually { server.server.connectionsOfLoops == [0, 0, 0, 0] }
    }
  }

  @Test("a connection that the limit refuses is not counted for its loop")
  func refusedIsNotCounted() async throws {
    var limits = Limits()
    limits.connections = 2
    try await EchoServer.run(loops: 2, limits: limits) { server in
      let first = try await server.connected()
      let second = try await server.connected()
      let refused = try RawPeer(port: server.port)
      #expect(refused.readToEnd().isEmpty)
      #expect(server.server.connectionsOfLoops == [1, 1])
      await first.close()
      await second.close()
    }
  }

  @Test("every loop drains at once: a call that holds up one loop lets no other take new ones")
  func drainTogether() async throws {
    try await EchoServer.run(loops: 3) { server in
      let told = Mutex(Set<Int>())
      var clients: [HTTP2Client] = []
      for number in 0..<3 {
        clients.append(
          try await server.connect { error in
            if error.kind == .goingAway { told.withLock { _ = $0.insert(number) } }
          })
      }
      // One held stream on each loop: none of them ends by itself.
      var held: [Request] = []
      for client in clients { held.append(await client.start("/held")) }
      try await eventually { server.alive.value == 3 }
      await server.server.startDraining()
      try await eventually { told.withLock { $0.count } == 3 }
      await server.server.shutdown(grace: .zero)
      #expect(server.server.connectionsOfLoops == [0, 0, 0])
      for request in held {
        guard case .lost = await request.answer().end else {
          Issue.record("a held stream has not heard that its connection is gone")
          return
        }
      }
    }
  }

  @Test("once a server shuts down it listens nowhere any more")
  func listenAfterShutdown() async throws {
    let loop = try EventLoop()
    let server = HTTP2Server(loops: [loop]) { EchoHandler($0, AliveCount()) }
    await server.shutdown(grace: .zero)
    await #expect(throws: HTTP2Error.self) {
      _ = try await server.listen(.tcp(host: "127.0.0.1", port: 0))
    }
    loop.stop()
  }
}

extension EchoServer {
  /// A connection that the server has taken: it has answered on it.
  func connected() async throws -> HTTP2Client {
    let client = try await connect()
    #expect(await client.ask("/").status == "200")
    return client
  }
}

@Suite("Processors")
struct ProcessorsTests {
  private static let files = [
    "/sys/fs/cgroup/kubepods/pod1/cpu.max": "max 100000\n",
    "/sys/fs/cgroup/kubepods/cpu.max": "250000 100000\n",
    "/sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us": "150000\n",
    "/sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us": "100000\n",
    "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "-1\n",
    "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
  ]

  @Test(
    "a container's share of the machine bounds the loops, whoever above it says so",
    arguments: [
      ("0::/kubepods/pod1\n", 8, 3), ("0::/kubepods/pod1\n", 2, 2), ("0::/\n", 8, 8),
      ("4:cpu,cpuacct:/a\n2:memory:/b\n", 8, 2), ("", 0, 1), ("broken\n0::\n", 4, 4),
    ])
  func quotas(memberships: String, allowed: Int, expected: Int) {
    let quotas = Processors.quotas(memberships: memberships) { Self.files[$0] }
    #expect(Processors.count(allowed: allowed, quotas: quotas) == expected)
  }

  @Test("this machine has at least one")
  func here() {
    #expect(Processors.available >= 1)
  }
}
