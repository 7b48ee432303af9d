import GRPC
import GalleonAPI

extension Refusal {
  /// Reads the status of a failed call and its details. Details that cannot be read are passed
  /// over: the status and its sentence stand.
  init(_ error: RPCError) {
    self.init(code: error.code.name, message: error.message)
    guard let status = error.richStatus else { return }
    reason = status.errorInfo?.reason ?? ""
    metadata = status.errorInfo?.metadata ?? [:]
    fields = (status.badRequest?.fieldViolations ?? []).map {
      Violation(subject: $0.field, description: $0.description)
    }
    preconditions = (status.preconditionFailure?.violations ?? []).map {
      Violation(kind: $0.type, subject: $0.subject, description: $0.description)
    }
    retryDelay = status.retryInfo?.retryDelay.map(Duration.init)
  }
}
