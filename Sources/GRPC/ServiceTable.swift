import Protobuf

/// What every call of a server needs: the router and the limits.
final class ServiceTable: Sendable {
  let router: Router
  let configuration: GRPCServer.Configuration
  let limits: DecodingLimits
  /// Whether anybody hears of the calls.
  let isObserved: Bool
  /// Nil when answers do not tell the load.
  let load: LoadReport?

  init(router: Router, configuration: GRPCServer.Configuration) {
    self.router = router
    self.configuration = configuration
    isObserved = !configuration.interceptors.isEmpty
    limits = DecodingLimits(
      messageBytes: configuration.transport.messageBytes,
      nesting: configuration.transport.messageNesting,
      workingBytes: configuration.transport.decodingBytes)
    load = configuration.reportsLoad ? LoadReport() : nil
  }
}
