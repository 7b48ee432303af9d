import Drivers
import GRPC
import GalleonAPI
import MigrationCore
import Testing

/// A condition, the calls it refuses, and what they answer.
struct RefusalCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let code: StatusCode
  let reason: Reason
  /// The type and id of the resource that the ErrorInfo names; nil where it names none.
  let about: (@Sendable (Scene) -> (Noun?, String))?
  /// The resource type where it is none of the ledger's.
  private(set) var otherType = "backend"
  /// The fields of the BadRequest.
  var fields: [String] = []
  /// The types of the PreconditionFailure's violations; nil is one of the reason itself for FAILED_PRECONDITION.
  var violations: [Reason]?
  var beta = DummyOptions()
  let prepare: @Sendable (Scene) async throws -> Void
  let calls: @Sendable (Scene) -> [Request]

  init(
    _ name: String, _ code: StatusCode, _ reason: Reason,
    about: (@Sendable (Scene) -> (Noun?, String))?, fields: [String] = [],
    violations: [Reason]? = nil, beta: DummyOptions = DummyOptions(),
    prepare: @escaping @Sendable (Scene) async throws -> Void = { _ in },
    calls: @escaping @Sendable (Scene) -> [Request]
  ) {
    testDescription = name
    self.code = code
    self.reason = reason
    self.about = about
    self.fields = fields
    self.violations = violations
    self.beta = beta
    self.prepare = prepare
    self.calls = calls
  }

  /// The same, about something that is no record.
  func naming(_ type: String, _ id: String) -> RefusalCase {
    var named = RefusalCase(
      testDescription, code, reason, about: { _ in (nil, id) }, fields: fields,
      violations: violations, beta: beta, prepare: prepare, calls: calls)
    named.otherType = type
    return named
  }

  /// A check and a start of the same.
  struct Ask {
    var server: String
    var host = Scene.beta.rawValue
    var network = ""
    var nondisruptive = false

    var requests: [Request] {
      [
        Request(
          "MigrationService", "CheckMigration",
          CheckMigrationRequest(
            shareServerId: server, destinationHost: host, nondisruptive: nondisruptive,
            newShareNetworkId: network)), start,
      ]
    }

    var start: Request {
      Request(
        "MigrationService", "StartMigration",
        StartMigrationRequest(
          shareServerId: server, destinationHost: host, nondisruptive: nondisruptive,
          newShareNetworkId: network))
    }
  }

  /// A condition of the contract's section 4, asked of both calls.
  static func admission(
    _ name: String, _ code: StatusCode, _ reason: Reason,
    about: (@Sendable (Scene) -> (Noun?, String))? = {
      (.shareServer, $0.rows.server.id.rawValue)
    },
    fields: [String] = [], violations: [Reason]? = nil, beta: DummyOptions = DummyOptions(),
    prepare: @escaping @Sendable (Scene) async throws -> Void = { _ in },
    ask: @escaping @Sendable (Scene, inout Ask) -> Void = { _, _ in }
  ) -> RefusalCase {
    RefusalCase(
      name, code, reason, about: code == .invalidArgument ? nil : about, fields: fields,
      violations: violations, beta: beta, prepare: prepare
    ) { scene in
      var asked = Ask(server: scene.rows.server.id.rawValue)
      ask(scene, &asked)
      return asked.requests
    }
  }

  /// No resource has this id.
  static let nobody = "00000000-0000-4000-8000-00000000aaaa"
}
