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
}
