/// What a handler says of its call to interceptors. An object, so that a call without one holds a word for it.
package final class CallNote: Sendable {
  /// The resource that the call is about; empty when there is none yet.
  package let resource: String
  /// Under which the caller will repeat it; empty when it gave none.
  package let requestID: String
  /// The project that it is done in; empty when there is none.
  package let project: String

  package init(resource: String = "", requestID: String = "", project: String = "") {
    self.resource = resource
    self.requestID = requestID
    self.project = project
  }
}
