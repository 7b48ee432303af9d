import GRPC
import GalleonAPI
import MigrationCore
import Testing

@Suite("What a refusal is on the wire", .timeLimit(.minutes(15)))
struct RefusalTests {
  private static let all =
    RefusalCase.admissions + RefusalCase.migrations + RefusalCase.resources + RefusalCase.faults

  @Test("its status, in one frame, with the details programs act on", arguments: all)
  func refused(row: RefusalCase) async throws {
    let scene = try await Scene(row.beta)
    try await row.prepare(scene)
    let calls = row.calls(scene)
    let before = scene.store.tables.events.count
    let answers = try await RawCall.each(calls, to: scene.target)
    for (call, answer) in zip(calls, answers) {
      #expect(answer.isTrailersOnly, "\(call.path)")
      #expect(answer.code == row.code, "\(call.path)")
      let details = try #require(answer.details, "\(call.path) has no details")
      check(details, row, scene, call.path)
      // What programs read and what gRPC's own retries read is the same.
      let delay = details.retryInfo?.retryDelay
      let pushback = delay.map { "\($0.seconds * 1000 + Int64($0.nanos) / 1_000_000)" }
      #expect(answer.blocks.last?["grpc-retry-pushback-ms"] == pushback, "\(call.path)")
    }
    #expect(scene.store.tables.events.count == before, "a refused call changes nothing")
    await scene.stop()
  }

  private func check(_ details: RichStatus, _ row: RefusalCase, _ scene: Scene, _ path: String) {
    #expect(details.code == Int32(row.code.rawValue))
    #expect(!details.message.isEmpty)
    #expect(details.errorInfo?.domain == "galleon", "\(path)")
    #expect(details.errorInfo?.reason == row.reason.rawValue, "\(path)")
    let metadata = details.errorInfo?.metadata ?? [:]
    if let (noun, id) = row.about?(scene) {
      #expect(metadata["resource_type"] == noun?.rawValue ?? row.otherType, "\(path)")
      #expect(metadata["resource_id"] == id, "\(path)")
    } else {
      #expect(metadata.isEmpty, "\(path)")
    }
    let fields = details.badRequest?.fieldViolations ?? []
    #expect(fields.map(\.field) == row.fields, "\(path)")
    #expect(fields.allSatisfy { !$0.description.isEmpty })
    let expected = row.violations ?? (row.code == .failedPrecondition ? [row.reason] : [])
    let violations = details.preconditionFailure?.violations ?? []
    #expect(violations.map(\.type) == expected.map(\.rawValue), "\(path)")
    #expect(violations.allSatisfy { $0.subject.contains("/") && !$0.description.isEmpty })
    let isRetriable = [.unavailable, .resourceExhausted, .aborted].contains(row.code)
    #expect((details.retryInfo != nil) == isRetriable, "\(path)")
  }

  @Test("a condition has one status, whatever call meets it")
  func sameStatus() {
    for (reason, rows) in Dictionary(grouping: Self.all, by: \.reason) {
      #expect(Set(rows.map(\.code)).count == 1, "\(reason)")
    }
  }

  @Test("no refusal is one that proxies take for a broken service")
  func noFault() {
    for row in Self.all { #expect(row.code != .internal && row.code != .unknown) }
  }

  @Test("a check that finds conflicts is no error, and lists them all")
  func conflicts() async throws {
    let scene = try await Scene(RefusalCase.unable)
    let request = CheckMigrationRequest(
      shareServerId: scene.rows.server.id.rawValue, destinationHost: Scene.beta.rawValue,
      writable: true, nondisruptive: true, preserveSnapshots: true)
    let channel = try await ClientChannel.connect(to: scene.target)
    let answer = try await MigrationServiceClient(channel).checkMigration(request)
    #expect(!answer.compatible)
    #expect(
      answer.conflicts.map(\.reason) == [
        "NOT_ENOUGH_FREE_SPACE", "WRITABLE_NOT_SUPPORTED", "NONDISRUPTIVE_NOT_SUPPORTED",
        "PRESERVE_SNAPSHOTS_NOT_SUPPORTED",
      ])
    await channel.close()
    await scene.stop()
  }
}
