import Testing

@testable import GRPC

@Suite("The client's side of a call")
struct ClientCallMachineTests {
  private typealias Head = ClientCallMachine.Head
  private typealias Outcome = ClientCallMachine.Outcome

  private let grpc = Head(
    httpStatus: 200, isGRPC: true, outcome: nil, contentType: "application/grpc")

  private func only(_ code: StatusCode?, _ message: String = "") -> Head {
    Head(
      httpStatus: 200, isGRPC: true, outcome: Outcome(code: code, message: message),
      contentType: "application/grpc")
  }

  @Test("A unary call: request, headers, message, trailers")
  func unary() {
    var call = ClientCallMachine(kind: .unary)
    #expect(call.messageSent() == .send)
    #expect(call.requestsEnded() == true)
    #expect(call.requestsEnded() == false)
    #expect(call.headReceived(grpc, ended: false) == .deliver)
    #expect(call.messageReceived() == .deliver)
    #expect(call.ended(Outcome(code: .ok, message: "")) == .finish(nil))
    #expect(call.isFinished)
    #expect(call.broken() == false)
  }

  @Test("The server's failure reaches the caller whole")
  func failure() {
    var call = ClientCallMachine(kind: .unary)
    let expected = RPCError(code: .notFound, message: "no such server", details: nil)
    #expect(call.headReceived(only(.notFound, "no such server"), ended: true) == .finish(expected))
    #expect(call.messageSent() == .refuse)
    #expect(call.messageReceived() == .ignore)
    #expect(call.ended(nil) == .ignore)
  }

  @Test("A method with one response accepts neither none nor two")
  func cardinality() {
    for kind in [CallKind.unary, .clientStreaming] {
      var none = ClientCallMachine(kind: kind)
      #expect(none.headReceived(grpc, ended: false) == .deliver)
      guard case .finish(let missing?) = none.ended(Outcome(code: .ok, message: "")) else {
        Issue.record("a missing response must not be a success")
        return
      }
      #expect(missing.code == .unimplemented)

      var two = ClientCallMachine(kind: kind)
      #expect(two.headReceived(grpc, ended: false) == .deliver)
      #expect(two.messageReceived() == .deliver)
      guard case .abort(let second) = two.messageReceived() else {
        Issue.record("a second response must end the call")
        return
      }
      #expect(second.code == .unimplemented)
    }
  }

  @Test("A stream may be empty and still succeed")
  func emptyStream() {
    var call = ClientCallMachine(kind: .serverStreaming)
    #expect(call.headReceived(only(.ok), ended: true) == .finish(nil))
  }

  @Test(
    "An answer of something that is not a gRPC server gives the code its HTTP status stands for",
    arguments: [
      (400, StatusCode.internal), (401, .unauthenticated), (403, .permissionDenied),
      (404, .unimplemented), (429, .unavailable), (502, .unavailable), (503, .unavailable),
      (504, .unavailable), (200, .unknown), (500, .unknown),
    ])
  func notGRPC(status: Int, code: StatusCode) {
    let head = Head(httpStatus: status, isGRPC: false, outcome: nil, contentType: "text/html")
    var open = ClientCallMachine(kind: .unary)
    guard case .abort(let aborted) = open.headReceived(head, ended: false) else {
      Issue.record("the call must end")
      return
    }
    #expect(aborted.code == code)
    #expect(aborted.message.contains("text/html") && aborted.message.contains("\(status)"))
    var ended = ClientCallMachine(kind: .unary)
    guard case .finish(let finished?) = ended.headReceived(head, ended: true) else {
      Issue.record("the call must end")
      return
    }
    #expect(finished.code == code)
  }

  @Test("An interim response is not the response")
  func interim() {
    var call = ClientCallMachine(kind: .unary)
    let interim = Head(httpStatus: 103, isGRPC: false, outcome: nil, contentType: "")
    #expect(call.headReceived(interim, ended: false) == .ignore)
    #expect(call.headReceived(grpc, ended: false) == .deliver)
  }

  @Test("A server that forgets or garbles its status has not succeeded")
  func missingStatus() {
    var forgot = ClientCallMachine(kind: .serverStreaming)
    #expect(forgot.headReceived(grpc, ended: false) == .deliver)
    guard case .finish(let none?) = forgot.ended(nil) else {
      Issue.record("a missing status must not be a success")
      return
    }
    #expect(none.code == .unknown)

    var garbled = ClientCallMachine(kind: .serverStreaming)
    guard case .finish(let garbage?) = garbled.headReceived(only(nil), ended: true) else {
      Issue.record("a garbled status must not be a success")
      return
    }
    #expect(garbage.code == .unknown)
  }

  @Test("Messages before the headers, headers twice and an empty stream end the call as INTERNAL")
  func wrongOrder() {
    var early = ClientCallMachine(kind: .serverStreaming)
    guard case .abort(let message) = early.messageReceived() else {
      Issue.record("a message before the headers must end the call")
      return
    }
    #expect(message.code == .internal)

    var twice = ClientCallMachine(kind: .serverStreaming)
    #expect(twice.headReceived(grpc, ended: false) == .deliver)
    guard case .abort(let head) = twice.headReceived(grpc, ended: false) else {
      Issue.record("a second head must end the call")
      return
    }
    #expect(head.code == .internal)

    var nothing = ClientCallMachine(kind: .serverStreaming)
    guard case .finish(let ended?) = nothing.ended(nil) else {
      Issue.record("an end without headers must end the call")
      return
    }
    #expect(ended.code == .internal)
  }

  @Test("What breaks a call is told once; what comes later is ignored")
  func broken() {
    var call = ClientCallMachine(kind: .bidirectional)
    #expect(call.messageSent() == .send)
    #expect(call.messageSent() == .send)
    #expect(call.broken() == true)
    #expect(call.broken() == false)
    #expect(call.headReceived(grpc, ended: false) == .ignore)
    #expect(call.messageSent() == .refuse)
    #expect(call.requestsEnded() == false)
  }

  @Test(
    "A reset gives the code the protocol assigns to it",
    arguments: [
      (UInt32(0x0), StatusCode.internal), (0x1, .internal), (0x2, .internal), (0x3, .internal),
      (0x7, .unavailable), (0x8, .cancelled), (0xb, .resourceExhausted),
      (0xc, .permissionDenied), (0xdead, .internal),
    ])
  func reset(code: UInt32, status: StatusCode) {
    #expect(StatusCode(resetCode: code) == status)
  }

  @Test(
    "grpc-status is read as a number, and a number from the future as UNKNOWN",
    arguments: [
      ("0", StatusCode.ok as StatusCode?), ("5", .notFound), ("16", .unauthenticated),
      ("17", .unknown), ("255", .unknown), ("300", .unknown), ("", nil), ("x", nil), ("-1", nil),
      ("9999999999999999999999", nil),
    ])
  func statusNumber(text: String, code: StatusCode?) {
    #expect(StatusCode(wire: text.utf8) == code)
  }
}
