import GRPC
import GalleonAPI
import MigrationCore

/// Runs a handler whose refusals are the domain's, and answers them as gRPC does.
func answering<Response: Sendable>(
  _ body: () async throws(Refusal) -> Response
) async throws(RPCError) -> Response {
  do throws(Refusal) {
    return try await body()
  } catch {
    throw RPCError(error)
  }
}

/// The same for a call that changes something: says for the audit log what it is about, before and after.
func answering<Request: MutatingRequest, Response: Sendable>(
  _ request: Request, _ context: ServerContext, _ body: () async throws(Refusal) -> Response
) async throws(RPCError) -> Response {
  let (id, project) = (request.requestId, context.project ?? "")
  context.note(
    CallNote(
      resource: request.subjects.first { !$0.isEmpty } ?? "", requestID: id, project: project))
  let response = try await answering(body)
  if let made = response as? any Made {
    context.note(
      CallNote(
        resource: made.madeID, requestID: id, project: project.isEmpty ? made.madeIn : project))
  }
  return response
}

extension RPCError {
  /// The domain in every ErrorInfo (google/rpc/error_details.proto).
  static let domain = "galleon"

  init(_ refusal: Refusal) {
    let delay = refusal.retryDelay
    let error = RPCError(
      code: StatusCode(refusal.kind), message: refusal.message,
      details: Self.details(refusal, delay))
    self = delay.map(error.retriable(after:)) ?? error
  }

  private static func details(_ refusal: Refusal, _ delay: Duration?) -> [RichStatus.Detail] {
    var metadata: [String: String] = [:]
    if let subject = refusal.subject {
      metadata = ["resource_type": subject.noun, "resource_id": subject.id]
    }
    var details: [RichStatus.Detail] = [
      .errorInfo(.init(reason: refusal.reason.rawValue, domain: domain, metadata: metadata))
    ]
    if !refusal.fields.isEmpty {
      details.append(
        .badRequest(
          .init(
            fieldViolations: refusal.fields.map {
              .init(field: $0.field, description: $0.description)
            })))
    }
    let violations = violations(refusal)
    if !violations.isEmpty {
      details.append(.preconditionFailure(.init(violations: violations)))
    }
    if let delay {
      details.append(.retryInfo(.init(retryDelay: .init(delay))))
    }
    return details
  }

  /// Every conflict; for another failed precondition, what it is about.
  private static func violations(_ refusal: Refusal) -> [GoogleRpcPreconditionFailure.Violation] {
    if !refusal.conflicts.isEmpty {
      return refusal.conflicts.map { conflict in
        .init(
          type: conflict.reason.rawValue,
          subject: "\(conflict.resourceType)/\(conflict.resourceID)",
          description: conflict.message)
      }
    }
    guard refusal.kind == .failedPrecondition, let subject = refusal.subject else { return [] }
    return [
      .init(
        type: refusal.reason.rawValue, subject: "\(subject.noun)/\(subject.id)",
        description: refusal.message)
    ]
  }
}

extension StatusCode {
  /// The one table from the domain's refusals to gRPC. A failed backend is never INTERNAL or UNKNOWN: proxies would take
  /// the whole service for broken.
  init(_ kind: Refusal.Kind) {
    self =
      switch kind {
      case .invalidArgument: .invalidArgument
      case .notFound: .notFound
      case .alreadyExists: .alreadyExists
      case .failedPrecondition: .failedPrecondition
      case .aborted: .aborted
      case .permissionDenied: .permissionDenied
      case .resourceExhausted: .resourceExhausted
      case .unavailable: .unavailable
      case .dataLoss: .dataLoss
      }
  }
}

extension Refusal {
  /// When asking again makes sense; nil when the caller has to change something first. It differs from one refusal to the
  /// next, so that those who were refused together do not come back together.
  fileprivate var retryDelay: Duration? {
    switch kind {
    case .aborted: .milliseconds(Int.random(in: 150...250))
    case .resourceExhausted: .milliseconds(Int.random(in: 750...1250))
    // Another server of the same address may be asked at once; all of its watches end together when it drains.
    case .unavailable where reason == .shuttingDown: .milliseconds(Int.random(in: 0...2000))
    case .unavailable: .milliseconds(Int.random(in: 750...1250))
    case .invalidArgument, .notFound, .alreadyExists, .failedPrecondition, .permissionDenied,
      .dataLoss:
      nil
    }
  }
}
