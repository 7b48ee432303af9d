import Testing

@testable import GRPC

@Suite("The server's side of a call")
struct CallMachineTests {
  @Test("A unary call: one request, then one answer in one piece")
  func unary() {
    var call = CallMachine(kind: .unary)
    #expect(call.messageReceived() == .hold)
    #expect(call.requestsEnded() == .start)
    #expect(call.succeeded() == .respond)
    #expect(call.isClosed)
    #expect(call.streamClosed() == false)
  }

  @Test("A refusal before anything was sent is Trailers-Only, so that proxies can retry it")
  func trailersOnly() {
    for kind in CallKind.allCases {
      var call = CallMachine(kind: kind)
      #expect(call.failed() == .trailersOnly)
    }
  }

  @Test("A unary answer never sends its headers early, even when the handler accepts the call")
  func noEarlyHeaders() {
    for kind in [CallKind.unary, .clientStreaming] {
      var call = CallMachine(kind: kind)
      #expect(call.streamAccepted() == .nothing)
      #expect(call.failed() == .trailersOnly)
    }
  }

  @Test("A stream's headers go out when it is accepted or first written to, once")
  func streamHeaders() {
    var accepted = CallMachine(kind: .serverStreaming)
    #expect(accepted.streamAccepted() == .sendHeaders)
    #expect(accepted.streamAccepted() == .nothing)
    #expect(accepted.messageWritten() == .sendMessage)
    #expect(accepted.failed() == .trailers)

    var written = CallMachine(kind: .bidirectional)
    #expect(written.messageWritten() == .sendHeadersAndMessage)
    #expect(written.messageWritten() == .sendMessage)
    #expect(written.streamAccepted() == .nothing)
    #expect(written.succeeded() == .trailers)

    var empty = CallMachine(kind: .serverStreaming)
    #expect(empty.succeeded() == .headersAndTrailers)
  }

  @Test(
    "A method with one request refuses none and two",
    arguments: [CallKind.unary, .serverStreaming])
  func cardinality(kind: CallKind) {
    var none = CallMachine(kind: kind)
    guard case .fail(let missing) = none.requestsEnded() else {
      Issue.record("a missing request must fail the call")
      return
    }
    #expect(missing.error.code == .unimplemented)

    var two = CallMachine(kind: kind)
    #expect(two.messageReceived() == .hold)
    guard case .fail(let second) = two.messageReceived() else {
      Issue.record("a second request must fail the call")
      return
    }
    #expect(second.error.code == .unimplemented)
    #expect(two.failed() == .trailersOnly)
    #expect(two.requestsEnded() == .ignore)
  }

  @Test(
    "A streaming request takes any number, also none",
    arguments: [CallKind.clientStreaming, .bidirectional])
  func streamingRequests(kind: CallKind) {
    var call = CallMachine(kind: kind)
    #expect(call.messageReceived() == .deliver)
    #expect(call.messageReceived() == .deliver)
    #expect(call.requestsEnded() == .endRequests)
    #expect(call.messageReceived() == .ignore)
    #expect(call.requestsEnded() == .ignore)

    var empty = CallMachine(kind: kind)
    #expect(empty.requestsEnded() == .endRequests)
  }

  @Test("A lost client cancels the handler once, and its late answer goes nowhere")
  func lost() {
    for kind in CallKind.allCases {
      var call = CallMachine(kind: kind)
      #expect(call.streamClosed() == true)
      #expect(call.streamClosed() == false)
      #expect(call.succeeded() == .nothing)
      #expect(call.failed() == .nothing)
      #expect(call.streamAccepted() == .refuse)
      #expect(call.messageReceived() == .ignore)
      if kind.responseIsStream { #expect(call.messageWritten() == .refuse) }
    }
  }

  @Test("After the deadline the handler's answer is late and changes nothing")
  func lateAnswer() {
    var call = CallMachine(kind: .unary)
    #expect(call.messageReceived() == .hold)
    #expect(call.requestsEnded() == .start)
    #expect(call.failed() == .trailersOnly)
    #expect(call.succeeded() == .nothing)
    #expect(call.failed() == .nothing)
  }
}
