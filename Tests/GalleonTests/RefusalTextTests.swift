import Testing

@testable import galleon

/// An operator who is refused must learn everything that stands in the way, and what to do.
@Suite struct RefusalTextTests {
  private func text(_ refusal: Refusal) -> String {
    RefusalText.lines(refusal, server: "127.0.0.1:50051").joined(separator: "\n")
  }

  @Test func listsEveryConflict() {
    let refusal = Refusal(
      code: "FAILED_PRECONDITION", message: "the destination cannot take the server",
      reason: "DESTINATION_INCOMPATIBLE",
      preconditions: [
        .init(
          kind: "NOT_ENOUGH_FREE_SPACE", subject: "backend/local@beta",
          description: "2.0 GiB are needed, 1.0 GiB are free"),
        .init(
          kind: "PRESERVE_SNAPSHOTS_NOT_SUPPORTED", subject: "share_server/77",
          description: "it has snapshots"),
      ])
    #expect(
      text(refusal) == """
        The destination cannot take the server.
          * backend local@beta: 2.0 GiB are needed, 1.0 GiB are free
          * share server 77: it has snapshots
        Hint: galleon migration check says what another backend would do.
        """)
    #expect(!refusal.isUnreachable)
  }

  @Test func listsEveryField() {
    #expect(
      text(
        Refusal(
          code: "INVALID_ARGUMENT", message: "the request is malformed", reason: "INVALID_FIELD",
          fields: [
            .init(subject: "destination_host", description: "has no @"),
            .init(subject: "share_server_id", description: "is no UUID"),
          ])) == """
          The request is malformed.
            * destination host: has no @
            * share server id: is no UUID
          """)
  }

  @Test func saysThatTheServerIsAway() {
    let refusal = Refusal(code: "UNAVAILABLE", message: "connection refused")
    #expect(refusal.isUnreachable)
    #expect(
      text(refusal) == """
        Cannot reach the server at 127.0.0.1:50051: connection refused.
        Hint: is galleond running there? --server or GALLEON_SERVER names another address.
        """)
  }

  /// A backend that is down is an answer of a server that is up: exit code 1.
  @Test func aBackendThatIsDownIsARefusal() {
    let refusal = Refusal(
      code: "UNAVAILABLE", message: "local@beta is down", reason: "BACKEND_DOWN")
    #expect(!refusal.isUnreachable)
    #expect(text(refusal).hasPrefix("local@beta is down."))
  }

  /// A call sent again too early must wait for the first one, not fail.
  @Test func aCallStillRunningIsAskedAgain() {
    let refusal = Refusal(code: "ABORTED", message: "", reason: "REQUEST_PENDING")
    #expect(refusal.isStillRunning && !refusal.isUnreachable)
  }

  @Test func aLateAnswerIsNotARetry() {
    let refusal = Refusal(code: "DEADLINE_EXCEEDED", message: "")
    #expect(refusal.isUnreachable && !refusal.isStillRunning)
    #expect(text(refusal).hasPrefix("The server at 127.0.0.1:50051 did not answer in time."))
  }
}
