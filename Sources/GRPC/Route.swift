/// One method that the server answers.
package struct Route: Sendable {
  /// `/galleon.v1.MigrationService/StartMigration`
  package let path: String
  package let service: String
  package let method: String
  let handler: MethodHandler

  package var kind: CallKind { handler.kind }
}
