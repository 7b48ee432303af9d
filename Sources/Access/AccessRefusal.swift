import GRPC
import GalleonAPI

/// Why a caller is not let in. It says what is missing, never what there is.
struct AccessRefusal: Error, Sendable {
  let code: StatusCode
  let reason: String
  let message: String
  var metadata: [String: String] = [:]
  /// Who it is that has no role, for the audit log.
  var nobody: Caller?
  /// Whether the call showed a token, which is not believed.
  var isOfToken = false

  /// Nobody knows who calls.
  static func unauthenticated(_ reason: String, _ message: String) -> AccessRefusal {
    AccessRefusal(code: .unauthenticated, reason: reason, message: message)
  }

  static func token(_ problem: TokenProblem) -> AccessRefusal {
    var refusal = unauthenticated(problem.reason, problem.description)
    refusal.isOfToken = true
    return refusal
  }

  static func denied(
    _ reason: String, _ message: String, _ metadata: [String: String], nobody: Caller? = nil
  ) -> AccessRefusal {
    AccessRefusal(
      code: .permissionDenied, reason: reason, message: message, metadata: metadata,
      nobody: nobody)
  }

  var status: RPCError {
    RPCError(
      code: code, message: message,
      details: [.errorInfo(.init(reason: reason, domain: "galleon", metadata: metadata))])
  }
}
