/// The methods of one service, as `Router.register(_:)` takes them.
package struct ServiceRoutes: Sendable {
  /// Full name: `galleon.v1.MigrationService`.
  package let service: String
  /// By method name: `StartMigration`.
  package let methods: [String: MethodHandler]

  package init(service: String, methods: [String: MethodHandler]) {
    self.service = service
    self.methods = methods
  }

  /// The same with another handler for one of the methods.
  package func replacing(_ method: String, by handler: MethodHandler) -> ServiceRoutes {
    precondition(methods[method] != nil, "\(service) has no method \(method)")
    return ServiceRoutes(
      service: service, methods: methods.merging([method: handler]) { $1 })
  }
}
