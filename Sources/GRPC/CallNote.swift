/// What a handler says of its call to interceptors.
package struct CallNote: Sendable, Hashable {
  /// The resource that the call is about; empty when there is none yet.
  package var resource: String
  /// Under which the caller will repeat it; empty when it gave none.
  package var requestID: String
  /// The project that it is done in; empty when there is none.
  package var project: String

  package init(resource: String = "", requestID: String = "", project: String = "") {
    self.resource = resource
    self.requestID = requestID
    self.project = project
  }
}
