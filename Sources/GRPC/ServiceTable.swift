/// What every call of a server needs: the router and the limits.
final class ServiceTable: Sendable {
  let router: Router
  let configuration: GRPCServer.Configuration

  init(router: Router, configuration: GRPCServer.Configuration) {
    self.router = router
    self.configuration = configuration
  }
}
