/// What a service tells its clients of how to call it (grpc/grpc doc/service_config.md; service_config.proto).
package struct ServiceConfig: Sendable, Hashable {
  /// What holds for one method, for all of a service, or for all.
  package struct Method: Sendable, Hashable {
    /// The longest time a call may take; a caller may set less.
    package var timeout: Duration?
    /// Nil: the caller's wish, else no.
    package var waitForReady: Bool?
    package var retryPolicy: RetryPolicy?
    /// The longest request and response in bytes.
    package var requestBytesMax: Int?
    package var responseBytesMax: Int?

    package init() {}
  }

  package enum LoadBalancing: Sendable, Hashable {
    case pickFirst
    case roundRobin
  }

  package var loadBalancing = LoadBalancing.pickFirst
  package var retryThrottle: RetryThrottle?
  /// The service whose health decides whether a server gets calls (gRFC A17); with round robin only.
  package var healthCheckService: String?
  /// By path (`/package.Service/Method`), by service (`/package.Service/`), and `/` for all.
  private var methods: [String: Method] = [:]

  /// Nothing is retried, all goes to the first server that answers.
  package init() {}

  /// What holds for a path: the method's entry, else its service's, else the one for all.
  package func method(_ path: String) -> Method? {
    guard !methods.isEmpty else { return nil }
    if let exact = methods[path] { return exact }
    guard let slash = path.lastIndex(of: "/") else { return nil }
    return methods[String(path[...slash])] ?? methods["/"]
  }

  /// The paths, services and `/` that have an entry of their own.
  package var names: [String] { methods.keys.sorted() }

  /// - Parameter path: as in `names`.
  /// - Returns: false if it had one already.
  package mutating func add(_ method: Method, for path: String) -> Bool {
    methods.updateValue(method, forKey: path) == nil
  }
}
