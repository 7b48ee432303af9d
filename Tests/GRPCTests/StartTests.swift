import Foundation
import Testing

@testable import GRPC

@Suite("Starting and stopping at the same time")
struct StartTests {
  /// An address of its own: a port that is given up may be another test's the next moment.
  private var anywhere: Target {
    .unix(path: "/tmp/galleon-start-\(UInt32.random(in: 0...UInt32.max)).sock")
  }

  private func server() -> GRPCServer {
    GRPCServer(router: Router([TestService().routes]))
  }

  @Test("a server that was shut down before it started listens nowhere, and says so")
  func shutdownFirst() async throws {
    let server = server()
    await server.shutdown(grace: .zero)
    let error = await #expect(throws: RPCError.self) { _ = try await server.start(on: anywhere) }
    #expect(error?.code == .unavailable)
    #expect(error?.message.contains("shutting down") == true)
  }

  @Test("addresses that are started at the same time share their loops and are all closed")
  func startTogether() async throws {
    let server = server()
    let targets = try await withThrowingTaskGroup(of: Target.self) { group in
      for _ in 0..<8 { group.addTask { try await server.start(on: anywhere) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let channels = try await connectAll(to: targets)
    #expect(server.connectionsOfLoops.reduce(0, +) == 8)
    for channel in channels { await channel.close() }
    await server.shutdown(grace: .zero)
    for target in targets {
      await #expect(throws: RPCError.self) { try await call(target) }
    }
  }

  @Test("whichever comes first, no address is open after a shutdown", arguments: 0..<20)
  func race(round: Int) async throws {
    let server = server()
    // A port that this server left could be another's by now.
    let path =
      "\(NSTemporaryDirectory())galleon-start-\(ProcessInfo.processInfo.processIdentifier)-\(round)"
    async let started = Result.of { try await server.start(on: .unix(path: path)) }
    async let stopped: Void = server.shutdown(grace: .zero)
    let target = await started
    await stopped
    guard case .success(let target) = target else { return }
    await #expect(throws: RPCError.self) { try await call(target) }
  }

  /// Only an answer says that an address is open: another test's process that has been forked and has not begun yet holds a
  /// copy of every socket, which takes connections.
  private func call(_ target: Target) async throws {
    let channel = try await ClientChannel.connect(to: target)
    let _: TestMessage = try await channel.unary(
      path: "/interop.Test/Echo", TestMessage("anybody"))
  }

  private func connectAll(to targets: [Target]) async throws -> [ClientChannel] {
    var channels: [ClientChannel] = []
    for target in targets {
      let channel = try await ClientChannel.connect(to: target)
      let echoed: TestMessage = try await channel.unary(
        path: "/interop.Test/Echo", TestMessage("here"))
      #expect(echoed.text == "here")
      channels.append(channel)
    }
    return channels
  }
}

extension Result where Failure == any Error {
  fileprivate static func of(_ body: () async throws -> Success) async -> Self {
    do { return .success(try await body()) } catch { return .failure(error) }
  }
}
