@testable import GRPC

/// A server with `TestService` on a port of its own.
struct TestServer {
  let service: TestService
  let server: GRPCServer
  let target: Target

  var port: UInt16 {
    switch target {
    case .tcp(_, let port): port
    case .unix: 0
    }
  }

  init(
    target: Target = .tcp(host: "127.0.0.1", port: 0),
    configuration: GRPCServer.Configuration = .init()
  ) async throws {
    let (asked, ask) = AsyncStream.makeStream(of: Void.self)
    let service = TestService { ask.yield() }
    let server = GRPCServer(router: Router([service.routes]), configuration: configuration)
    server.onDrain { service.drain() }
    self.service = service
    self.server = server
    self.target = try await server.start(on: target)
    Task {
      for await _ in asked { await server.shutdown(grace: .seconds(10)) }
    }
  }

  func stop() async {
    await server.shutdown(grace: .zero)
  }

  /// Runs a test with a server and a channel to it.
  static func run(
    target: Target = .tcp(host: "127.0.0.1", port: 0),
    configuration: GRPCServer.Configuration = .init(),
    _ body: (TestServer, ClientChannel) async throws -> Void
  ) async throws {
    let server = try await TestServer(target: target, configuration: configuration)
    let channel = try await ClientChannel.connect(to: server.target)
    do {
      try await body(server, channel)
    } catch {
      await channel.close()
      await server.stop()
      throw error
    }
    await channel.close()
    await server.stop()
  }
}
