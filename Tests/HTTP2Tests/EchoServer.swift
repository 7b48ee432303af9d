import HTTP2

/// A server of `EchoHandler` on a port of its own, and clients for it on its first loop.
struct EchoServer {
  let server: HTTP2Server
  let endpoint: Endpoint
  let loop: EventLoop
  /// The handlers that the server has and has not let go.
  let alive: AliveCount

  var port: UInt16 {
    switch endpoint {
    case .tcp(_, let port): port
    case .unix: 0
    }
  }

  /// Runs a test with a server, and shuts it down.
  static func run(
    loops count: Int = 1, limits: Limits = Limits(),
    at endpoint: Endpoint = .tcp(host: "127.0.0.1", port: 0), tls: TLSServerSource? = nil,
    _ body: (EchoServer) async throws -> Void
  ) async throws {
    var loops: [EventLoop] = []
    for _ in 0..<count { loops.append(try EventLoop()) }
    let alive = AliveCount()
    let server = HTTP2Server(loops: loops, limits: limits) { EchoHandler($0, alive) }
    let bound = try await server.listen(endpoint, tls: tls)
    do {
      try await body(EchoServer(server: server, endpoint: bound, loop: loops[0], alive: alive))
    } catch {
      await server.shutdown(grace: .zero)
      throw error
    }
    await server.shutdown(grace: .milliseconds(200))
    for loop in loops { loop.stop() }
  }

  func connect(
    _ limits: Limits = Limits(), tls: TLSClient? = nil,
    onClose: @escaping @Sendable (HTTP2Error) -> Void = { _ in }
  ) async throws -> HTTP2Client {
    try await HTTP2Client.connect(
      to: endpoint, tls: tls, loop: loop, limits: limits, timeout: .seconds(300), onClose: onClose)
  }
}

extension HTTP2Client {
  /// Sends a request and waits for the end of its stream.
  func ask(_ path: String, _ body: [UInt8] = []) async -> Collector.Answer {
    let request = await start(path)
    await request.send(body, endStream: true)
    return await request.answer()
  }

  /// Sends the headers of a request.
  func start(_ path: String) async -> Request {
    let request = Request(loop: loop)
    await loop.ask {
      let head = [
        HeaderField(":method", "POST"), HeaderField(":scheme", "http"),
        HeaderField(":path", Array(path.utf8)), HeaderField(":authority", "test"),
      ]
      do throws(HTTP2Error) {
        request.opened(try self.open(head, request.collector))
      } catch {
        request.collector.closed(.notSent(error))
      }
    }
    return request
  }
}
