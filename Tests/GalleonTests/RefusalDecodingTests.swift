import GRPC
import GalleonAPI
import Testing

@testable import galleon

@Suite struct RefusalDecodingTests {
  @Test func readsEveryDetail() {
    let error = RPCError(
      code: .failedPrecondition, message: "no",
      details: [
        .errorInfo(
          GoogleRpcErrorInfo(
            reason: "DESTINATION_INCOMPATIBLE", domain: "galleon",
            metadata: ["resource_id": "7"])),
        .preconditionFailure(
          GoogleRpcPreconditionFailure(violations: [
            .init(type: "T", subject: "share/8", description: "d")
          ])),
        .badRequest(GoogleRpcBadRequest(fieldViolations: [.init(field: "f", description: "e")])),
        .retryInfo(
          GoogleRpcRetryInfo(retryDelay: GoogleProtobufDuration(seconds: 1, nanos: 500_000_000))),
      ])
    #expect(
      Refusal(error)
        == Refusal(
          code: "FAILED_PRECONDITION", message: "no", reason: "DESTINATION_INCOMPATIBLE",
          metadata: ["resource_id": "7"], fields: [.init(subject: "f", description: "e")],
          preconditions: [.init(kind: "T", subject: "share/8", description: "d")],
          retryDelay: .milliseconds(1500)))
  }

  /// A broken server must not hide its sentence.
  @Test func malformedDetailsLeaveTheSentence() {
    let error = RPCError(code: .notFound, message: "gone", details: [0xFF, 0xFF, 0xFF])
    #expect(Refusal(error) == Refusal(code: "NOT_FOUND", message: "gone"))
  }
}
