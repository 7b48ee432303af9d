/// What every call of a server needs: the router and the limits.
final class ServiceTable: Sendable {
  let router: Router
  let configuration: GRPCServer.Configuration
  /// Nil when answers do not tell the load.
  let load: LoadReport?

  init(router: Router, configuration: GRPCServer.Configuration) {
    self.router = router
    self.configuration = configuration
    load = configuration.reportsLoad ? LoadReport() : nil
  }
}
