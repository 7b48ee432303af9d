import GRPC
import GalleonAPI
import Protobuf
import Testing

/// A refusal's details reach the program that reads them.
@Suite struct RichStatusTests {
  private let details: [RichStatus.Detail] = [
    .errorInfo(
      GoogleRpcErrorInfo(reason: "WRONG_TASK_STATE", domain: "galleon", metadata: ["a": "b"])),
    .badRequest(
      GoogleRpcBadRequest(fieldViolations: [.init(field: "id", description: "is no UUID")])),
    .preconditionFailure(
      GoogleRpcPreconditionFailure(violations: [.init(type: "T", subject: "share/1")])),
    .retryInfo(GoogleRpcRetryInfo(retryDelay: GoogleProtobufDuration(seconds: 3))),
    .resourceInfo(GoogleRpcResourceInfo(resourceType: "share", resourceName: "1")),
    .other(GoogleProtobufAny(typeUrl: "type.googleapis.com/some.Thing", value: [1, 2])),
  ]

  @Test func everyDetailComesBack() throws {
    let status = RichStatus(code: 9, message: "no", details: details)
    #expect(try RichStatus(bytes: status.encode()) == status)
    #expect(status.errorInfo?.reason == "WRONG_TASK_STATE")
    #expect(status.badRequest?.fieldViolations.first?.field == "id")
    #expect(status.preconditionFailure?.violations.count == 1)
    #expect(status.retryInfo?.retryDelay?.seconds == 3)
    #expect(status.resourceInfo?.resourceName == "1")
  }

  @Test func anErrorCarriesThem() {
    let error = RPCError(code: .failedPrecondition, message: "no", details: details)
    #expect(error.richStatus == RichStatus(code: 9, message: "no", details: details))
    #expect(RPCError(code: .internal, message: "no").richStatus == nil)
  }

  @Test func aDetailThatCannotBeReadIsAnError() throws {
    let broken = GoogleProtobufAny(
      typeUrl: "type.googleapis.com/google.rpc.ErrorInfo", value: [0x0A, 0x05])
    let status = GoogleRpcStatus(code: 9, details: [broken])
    #expect(throws: ProtobufError.malformed("the bytes end within a field")) {
      try RichStatus(bytes: status.encode())
    }
  }
}
