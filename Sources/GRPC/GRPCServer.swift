import HTTP2
import Protobuf
import Synchronization

/// A gRPC server: a router behind an HTTP/2 server.
package final class GRPCServer: Sendable {
  /// Limits and hooks; the defaults are those of `docs/grpc.md`.
  package struct Configuration: Sendable {
    /// Threads that serve connections; a connection stays with one. By default one for each processor that the process may
    /// use.
    package var loopCount = Processors.available
    /// Which answers are sent in gzip to clients that read it, unless a handler says otherwise.
    package var compression = Compression.automatic
    /// What bounds messages, calls and connections.
    package var transport = Limits()
    /// Answers to GET and HEAD by path, asked for on the connection's loop before anybody is asked who calls.
    package var pages: [String: @Sendable () -> PlainPage] = [:]
    /// Whether unary answers tell how loaded the process is (ORCA, gRFC A51).
    package var reportsLoad = false
    package var interceptors: [any CallInterceptor] = []
    /// Who lets calls in; nil lets everybody do everything.
    package var gate: (any CallGate)?

    package init() {}
  }

  private struct State {
    var transport: HTTP2Server?
    var hooks: [@Sendable () -> Void] = []
    var isDraining = false
  }

  private let router: Router
  private let configuration: Configuration
  private let state = Mutex(State())

  package init(router: Router, configuration: Configuration = Configuration()) {
    self.router = router
    self.configuration = configuration
  }

  /// Full names of the services served, sorted.
  package var services: [String] { router.services }

  /// Listens and answers from now on; may be called for several addresses, one after the other.
  ///
  /// - Parameter tls: where its connections take their TLS from; nil leaves them plain.
  /// - Returns: the address bound, with the port that the system chose if 0 was asked for.
  /// - Throws: `UNAVAILABLE` with a sentence saying why the address cannot be bound, or that the server is shutting down:
  ///   once `shutdown` was called nothing is listened at any more.
  package func start(on target: Target, tls: TLSServerSource? = nil)
    async throws(RPCError) -> Target
  {
    do throws(HTTP2Error) {
      return try await transport().listen(target, tls: tls)
    } catch {
      throw RPCError(error, doing: "cannot listen on \(target)")
    }
  }

  /// The one transport behind all addresses, made for the first.
  private func transport() throws(HTTP2Error) -> HTTP2Server {
    let result = state.withLock { state -> Result<HTTP2Server, HTTP2Error> in
      if state.isDraining { return .failure(HTTP2Error(.closed, "the server is shutting down")) }
      if let made = state.transport { return .success(made) }
      do throws(HTTP2Error) {
        let made = try makeTransport()
        state.transport = made
        return .success(made)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func makeTransport() throws(HTTP2Error) -> HTTP2Server {
    let table = ServiceTable(router: router, configuration: configuration)
    var loops: [EventLoop] = []
    do throws(HTTP2Error) {
      for number in 0..<max(1, configuration.loopCount) {
        loops.append(try EventLoop(name: "galleon-loop-\(number)"))
      }
    } catch {
      for loop in loops { loop.stop() }
      throw error
    }
    return HTTP2Server(loops: loops, limits: configuration.transport) { stream in
      ServerCall(stream: stream, table: table)
    }
  }

  /// Its number among connections, listeners and servers of the process.
  package let number = EntityNumber.next()

  /// What happened on all its connections.
  package func counts() async -> StreamCounts {
    await state.withLock { $0.transport }?.counts() ?? StreamCounts()
  }

  /// Up to `max` connections from a number on, lowest numbers first.
  package func connections(from number: Int, max: Int) async -> [ConnectionStatus] {
    await state.withLock { $0.transport }?.connections(from: number, max: max) ?? []
  }

  package func listeners() async -> [ListenerStatus] {
    await state.withLock { $0.transport }?.listeners() ?? []
  }

  /// Connections of each event loop; empty before the first `start`.
  package var connectionsOfLoops: [Int] {
    state.withLock { $0.transport }?.connectionsOfLoops ?? []
  }

  /// Has `hook` called once when the server has begun to shut down, so that calls which never end by
  /// themselves can end. Every client was told by then to make its next calls elsewhere.
  package func onDrain(_ hook: @escaping @Sendable () -> Void) {
    let isLate = state.withLock { state in
      if !state.isDraining { state.hooks.append(hook) }
      return state.isDraining
    }
    if isLate { hook() }
  }

  /// Takes no new calls, lets the running ones end for at most `grace`, then cancels the rest and
  /// closes the connections. Returns when everything is closed.
  package func shutdown(grace: Duration) async {
    let (transport, hooks) = state.withLock { state in
      defer {
        state.hooks = []
        state.isDraining = true
      }
      return (state.transport, state.hooks)
    }
    await transport?.startDraining()
    for hook in hooks { hook() }
    // The threads of its loops stay: a handler that ignores its cancellation still needs its own, and
    // a process shuts its server down once.
    await transport?.shutdown(grace: grace)
  }
}
