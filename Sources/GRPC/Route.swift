/// One method that the server answers.
package final class Route: Sendable {
  /// `/galleon.v1.MigrationService/StartMigration`
  package let path: String
  package let service: String
  package let method: String
  /// Its place in `Router.methods`.
  package let index: Int
  let handler: MethodHandler

  init(service: String, method: String, index: Int, handler: MethodHandler) {
    path = "/\(service)/\(method)"
    self.service = service
    self.method = method
    self.index = index
    self.handler = handler
  }

  package var kind: CallKind { handler.kind }
}
