/// Why a call failed, decoded from its status and details: what people and this program need of it.
struct Refusal: Error, Sendable, Equatable {
  /// gRPC's name of the status: `FAILED_PRECONDITION`.
  var code: String
  /// A sentence for a person.
  var message: String
  /// The stable word of google.rpc.ErrorInfo; empty when the server gave none.
  var reason: String = ""
  /// What that word is about: `resource_type`, `resource_id` and others.
  var metadata: [String: String] = [:]
  /// google.rpc.BadRequest.
  var fields: [Violation] = []
  /// google.rpc.PreconditionFailure.
  var preconditions: [Violation] = []
  /// google.rpc.RetryInfo.
  var retryDelay: Duration?

  /// One thing that is wrong.
  struct Violation: Sendable, Equatable {
    /// Its kind; empty for fields.
    var kind: String = ""
    /// The field, or `resource_type/resource_id`.
    var subject: String
    var description: String
  }

  /// Whether the server was not there to answer, or did not in time; else it said no.
  var isUnreachable: Bool {
    switch code {
    case "UNAVAILABLE": reason.isEmpty || reason == "SHUTTING_DOWN"
    case "DEADLINE_EXCEEDED": true
    default: false
    }
  }

  /// Whether the call was sent before and has not ended over there: its answer comes to who asks again.
  var isStillRunning: Bool { code == "ABORTED" && reason == "REQUEST_PENDING" }

  /// Whether a broken watch may come back.
  var isWorthResuming: Bool {
    switch code {
    case "UNAVAILABLE", "INTERNAL", "UNKNOWN", "CANCELLED", "RESOURCE_EXHAUSTED": true
    // The token file may have a new one by now; a token that has not is refused in other words.
    case "UNAUTHENTICATED": reason == "TOKEN_EXPIRED_MEANWHILE"
    default: false
    }
  }
}
