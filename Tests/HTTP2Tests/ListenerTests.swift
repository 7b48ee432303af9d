import Foundation
import Testing

@testable import HTTP2

@Suite("Addresses that a server listens at")
struct ListenerTests {
  @Test("a port that is taken is named")
  func portTaken() async throws {
    try await EchoServer.run { server in
      let endpoint = server.endpoint
      let error = await #expect(throws: HTTP2Error.self) {
        try await server.server.listen(endpoint)
      }
      #expect(error?.message == "cannot listen on \(endpoint): Address already in use")
    }
  }

  @Test("where nobody listens, the address and the reason are named")
  func refused() async throws {
    // A port below 1024 that no test listens at; one that is given up may be another test's the next moment.
    let endpoint = Endpoint.tcp(host: "127.0.0.1", port: 1)
    let loop = try EventLoop()
    let error = await #expect(throws: HTTP2Error.self) {
      try await HTTP2Client.connect(to: endpoint, loop: loop, timeout: .seconds(300)) { _ in }
    }
    #expect(error?.message == "cannot reach \(endpoint): Connection refused")
    loop.stop()
  }

  @Test("a name is served at every address it stands for")
  func names() async throws {
    try await EchoServer.run(at: .tcp(host: "localhost", port: 0)) { server in
      let name = Endpoint.tcp(host: "localhost", port: server.port)
      let addresses = try SocketAddress.resolve(name, passive: true)
      #expect(Set(addresses).count == addresses.count)
      #expect(addresses.contains { $0.family == AF_INET })
      for address in addresses where isHere(address) {
        let host = address.family == AF_INET ? "127.0.0.1" : "::1"
        let client = try await HTTP2Client.connect(
          to: .tcp(host: host, port: server.port), loop: server.loop, timeout: .seconds(300)
        ) { _ in }
        #expect(await client.ask("/", [4]).body == [4], "at \(host)")
        await client.close()
      }
    }
  }

  /// Whether this machine has the address: one without IPv6 has no `::1`.
  private func isHere(_ address: SocketAddress) -> Bool {
    let descriptor = socket(address.family, CInt(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return address.with(port: 0).withPointer { bind(descriptor, $0, $1) } == 0
  }

  private func inDirectory(_ body: (URL) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try await body(directory)
  }

  @Test("a stale Unix socket is replaced, one in use is not, another file never")
  func unixSockets() async throws {
    try await inDirectory { directory in
      let path = directory.appending(path: "s").path
      leaveStale(path)
      #expect(FileManager.default.fileExists(atPath: path))
      try await EchoServer.run(at: .unix(path: path)) { server in
        await #expect(throws: HTTP2Error.self) {
          try await server.server.listen(.unix(path: path))
        }
        let client = try await server.connect()
        #expect(await client.ask("/", [9]).body == [9])
        await client.close()
        let file = directory.appending(path: "file").path
        _ = FileManager.default.createFile(atPath: file, contents: Data("kept".utf8))
        await #expect(throws: HTTP2Error.self) {
          try await server.server.listen(.unix(path: file))
        }
        #expect(FileManager.default.contents(atPath: file) == Data("kept".utf8))
      }
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  /// What a server that was killed leaves behind.
  private func leaveStale(_ path: String) {
    let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    let address = try? SocketAddress.resolve(.unix(path: path), passive: true).first
    #expect(address?.withPointer { bind(descriptor, $0, $1) } == 0)
  }

  @Test("owner and group may connect to a Unix socket, others not, whatever the umask is")
  func unixMode() async throws {
    try await inDirectory { directory in
      let path = directory.appending(path: "s").path
      try await EchoServer.run(at: .unix(path: path)) { _ in
        var status = stat()
        #expect(lstat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o660)
      }
    }
  }

  @Test("programs that the process starts inherit no connection")
  func closeOnExec() async throws {
    try await EchoServer.run(loops: 2) { server in
      var clients: [HTTP2Client] = []
      for _ in 0..<4 { clients.append(try await server.connect()) }
      for client in clients { #expect(await client.ask("/").status == "200") }
      var sockets = 0
      for descriptor in CInt(0)..<65_536 {
        guard case .tcp(_, server.port) = SocketName.local(descriptor) else { continue }
        sockets += 1
        #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0)
      }
      // The listener and the server's end of each connection.
      #expect(sockets == 5)
      for client in clients { await client.close() }
    }
  }

  @Test("the limit of connections holds over all loops, and an ended one makes room")
  func connectionLimit() async throws {
    var limits = Limits()
    limits.connections = 3
    try await EchoServer.run(loops: 2, limits: limits) { server in
      var clients: [HTTP2Client] = []
      for _ in 0..<6 {
        // One too many is closed before it has heard the server's SETTINGS.
        guard let client = try? await server.connect() else { continue }
        if await client.ask("/").status == "200" { clients.append(client) }
      }
      #expect(clients.count == 3)
      await clients.removeLast().close()
      var isServed = false
      let deadline = ContinuousClock.now + .seconds(300)
      while !isServed && ContinuousClock.now < deadline {
        guard let client = try? await server.connect() else { continue }
        isServed = await client.ask("/").status == "200"
        await client.close()
      }
      #expect(isServed)
      for client in clients { await client.close() }
    }
  }

  @Test("two loops serve twenty connections")
  func twoLoops() async throws {
    try await EchoServer.run(loops: 2) { server in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in UInt8(0)..<20 {
          group.addTask {
            let client = try await server.connect()
            let body = [UInt8](repeating: number, count: 10_000)
            for _ in 0..<5 { #expect(await client.ask("/", body).body == body) }
            await client.close()
          }
        }
        try await group.waitForAll()
      }
      try await eventually { server.alive.value == 0 }
    }
  }
}
