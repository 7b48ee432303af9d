import GRPC
import GalleonAPI

extension Refusal {
  /// Reads the details of a failed call (google.rpc.Status with its messages). Details that are malformed are
  /// passed over: the status and its sentence stand.
  init(_ error: RPCError) {
    self.init(code: error.code.name, message: error.message)
    guard let bytes = error.details, let status = try? GoogleRpcStatus.decode(bytes) else { return }
    for detail in status.details {
      switch detail.typeUrl.split(separator: "/").last {
      case "google.rpc.ErrorInfo": read(errorInfo: detail.value)
      case "google.rpc.BadRequest": read(badRequest: detail.value)
      case "google.rpc.PreconditionFailure": read(preconditionFailure: detail.value)
      case "google.rpc.RetryInfo": read(retryInfo: detail.value)
      default: break
      }
    }
  }

  private mutating func read(errorInfo bytes: [UInt8]) {
    guard let info = try? GoogleRpcErrorInfo.decode(bytes) else { return }
    reason = info.reason
    metadata = info.metadata
  }

  private mutating func read(badRequest bytes: [UInt8]) {
    guard let request = try? GoogleRpcBadRequest.decode(bytes) else { return }
    fields = request.fieldViolations.map {
      Violation(subject: $0.field, description: $0.description)
    }
  }

  private mutating func read(preconditionFailure bytes: [UInt8]) {
    guard let failure = try? GoogleRpcPreconditionFailure.decode(bytes) else { return }
    preconditions = failure.violations.map {
      Violation(kind: $0.type, subject: $0.subject, description: $0.description)
    }
  }

  private mutating func read(retryInfo bytes: [UInt8]) {
    guard let info = try? GoogleRpcRetryInfo.decode(bytes) else { return }
    retryDelay = info.retryDelay.map(Duration.init)
  }
}
