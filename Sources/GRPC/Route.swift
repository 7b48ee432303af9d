/// One method that the server answers.
package final class Route: Sendable {
  /// `/galleon.v1.MigrationService/StartMigration`
  package let path: String
  package let service: String
  package let method: String
  let handler: MethodHandler

  init(service: String, method: String, handler: MethodHandler) {
    path = "/\(service)/\(method)"
    self.service = service
    self.method = method
    self.handler = handler
  }

  package var kind: CallKind { handler.kind }
}
