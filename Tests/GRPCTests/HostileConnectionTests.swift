import Synchronization
import Testing

@testable import GRPC

@Suite("A client of a server whose connections are hostile")
struct HostileConnectionTests {
  private let path = "/interop.Test/Echo"

  private func withServer(
    _ server: HostileServer, _ configuration: ClientChannel.Configuration = .impatient(),
    _ body: (ClientChannel) async throws -> Void
  ) async throws {
    defer { server.stop() }
    let channel = try ClientChannel(to: ServerList(server.target), configuration: configuration)
    try await body(channel)
    await channel.close()
  }

  private func ask(
    _ channel: ClientChannel, _ options: CallOptions = CallOptions()
  ) async throws -> String {
    let answer: TestMessage = try await channel.unary(
      path: path, TestMessage("x"), options: options)
    return answer.text
  }

  @Test("A server that lets a connection in and says nothing is given up, and why is said")
  func silent() async throws {
    let server = try HostileServer { connection in _ = connection.request() }
    var configuration = ClientChannel.Configuration.impatient()
    configuration.connectTimeout = .milliseconds(100)
    try await withServer(server, configuration) { channel in
      let error = await #expect(throws: RPCError.self) { _ = try await ask(channel) }
      #expect(error?.code == .unavailable)
      #expect(error?.message.contains("no answer in time") == true)
      server.becomeHonest()
      let answer = try await ask(channel, CallOptions(waitForReady: true))
      #expect(answer == "good")
    }
  }

  /// What a server does with each connection before anything is asked of it.
  private static let partings: [(String, HostileServer.Script)] = [
    ("hangs up", { _ in }),
    ("hangs up after its SETTINGS", { _ = $0.greet() }),
    ("hangs up in a frame", { if $0.greet() { $0.send([0, 0, 8, 6]) } }),
    ("says GOAWAY", { if $0.greet() { $0.send(Answer.goAway(last: 0)) } }),
    (
      "says GOAWAY and stays",
      {
        if $0.greet(), $0.send(Answer.goAway(last: 0)) { _ = $0.request() }
      }
    ),
    ("speaks HTTP/1.1", { $0.send(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)) }),
    ("speaks TLS", { $0.send([0x15, 3, 3, 0, 2, 2, 70]) }),
  ]

  @Test(
    "A server that ends each connection is not asked in a busy loop, and used when it has come to its senses",
    arguments: partings.indices)
  func parting(index: Int) async throws {
    let (name, script) = Self.partings[index]
    let server = try HostileServer(script)
    try await withServer(server) { channel in
      let error = await #expect(throws: RPCError.self, "\(name)") {
        _ = try await ask(channel, CallOptions(timeout: .seconds(1), waitForReady: true))
      }
      // It may have been with the server when the connection went.
      #expect([.deadlineExceeded, .unavailable].contains(error?.code), "\(name)")
      // 10 ms between two attempts at first, less a fifth; then 50.
      #expect(server.connections < 300, "\(name)")
      server.becomeHonest()
      var answer: String?
      while answer == nil {
        answer = try? await ask(channel, CallOptions(waitForReady: true))
      }
      #expect(answer == "good", "\(name)")
    }
  }

  @Test("A storm of resets ends each call alone, and the connection serves on")
  func storm() async throws {
    let server = try HostileServer { stream in Answer.reset(stream, 2) }
    try await withServer(server) { channel in
      let codes = await withTaskGroup(of: StatusCode?.self) { group in
        for _ in 0..<2000 {
          group.addTask {
            do {
              _ = try await ask(channel)
              return nil
            } catch {
              return (error as? RPCError)?.code
            }
          }
        }
        return await group.reduce(into: Set<StatusCode?>()) { $0.insert($1) }
      }
      #expect(codes == [.internal])
      server.becomeHonest()
      let answer = try await ask(channel)
      #expect(answer == "good")
      #expect(server.connections == 1)
    }
  }

  @Test("A server that never reads holds up its caller at the bound, until the deadline")
  func neverReads() async throws {
    let server = try HostileServer { connection in
      guard connection.greet(), let stream = connection.request() else { return }
      // The windows are open, so that what is held is the sockets' and the channel's own.
      connection.send(
        Answer.frame(8, 0, 0, Answer.number(0x3fff_ffff))
          + Answer.frame(8, 0, stream, Answer.number(0x3fff_ffff)))
      connection.waitForEnd()
    }
    try await withServer(server) { channel in
      let written = Atomic(0)
      let error = await #expect(throws: RPCError.self) {
        let _: TestMessage = try await channel.clientStreaming(
          path: path, options: CallOptions(timeout: .seconds(2))
        ) { (writer: RequestWriter<TestMessage>) async throws(RPCError) in
          while true {
            try await writer.write(TestMessage([UInt8](repeating: 1, count: 65_536)))
            written.add(65_536, ordering: .relaxed)
          }
        }
      }
      #expect(error?.code == .deadlineExceeded)
      // What is kept for another attempt, what waits in the stream, and the buffers of two sockets.
      #expect(written.load(ordering: .relaxed) < 8 << 20)
    }
  }
}
