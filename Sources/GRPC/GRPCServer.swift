/// A gRPC server: a router behind an HTTP/2 server.
package final class GRPCServer: Sendable {
  /// Limits and hooks; the defaults are those of `docs/grpc.md`.
  package struct Configuration: Sendable {
    /// The longest request message, in bytes without framing.
    package var messageBytesMax = 4 * 1024 * 1024
    /// Calls at once on one connection.
    package var concurrentCallsMax = 1000
    package var interceptors: [any CallInterceptor] = []

    package init() {}
  }

  private let router: Router
  private let configuration: Configuration

  package init(router: Router, configuration: Configuration = Configuration()) {
    self.router = router
    self.configuration = configuration
  }

  /// Full names of the services served, sorted.
  package var services: [String] { router.services }

  /// Listens and answers from now on.
  ///
  /// - Returns: the address bound, with the port that the system chose if 0 was asked for.
  /// - Throws: `UNAVAILABLE` with a sentence saying why the address cannot be bound.
  package func start(on target: Target) async throws(RPCError) -> Target {
    preconditionFailure("not yet")
  }

  /// Has `hook` called once when the server begins to shut down, so that calls which never end by
  /// themselves can end.
  package func onDrain(_ hook: @escaping @Sendable () -> Void) {
    preconditionFailure("not yet")
  }

  /// Takes no new calls, lets the running ones end for at most `grace`, then cancels the rest and
  /// closes the connections. Returns when everything is closed.
  package func shutdown(grace: Duration) async {
    preconditionFailure("not yet")
  }
}
