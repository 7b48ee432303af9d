import Synchronization
import Testing

@testable import GRPC

/// Else work is done for nobody: a caller who has given up finds a migration that it never heard of.
@Suite("Calls that their client gives up before their handlers begin", .timeLimit(.minutes(15)))
struct GivenUpTests {
  private let note = "/test.Desk/Note"
  private let talk = "/test.Desk/Talk"

  /// What has been worked on. `waits` waits until the desk is opened.
  private final class Desk: Sendable {
    private let begun = Mutex<[String]>([])
    private let (opens, open) = AsyncStream<Void>.makeStream()

    var work: [String] { begun.withLock { $0 } }

    func begins(_ text: String) async {
      begun.withLock { $0.append(text) }
      if text == "waits" { for await _ in opens {} }
    }

    func goOn() { open.finish() }

    var routes: ServiceRoutes {
      ServiceRoutes(
        service: "test.Desk",
        methods: [
          "Note": .unary(TestMessage.self, TestMessage.self) {
            (request, _) async throws(RPCError) in
            await self.begins(request.text)
            return request
          },
          "Talk": .bidirectional(TestMessage.self, TestMessage.self) {
            (_, writer, _) async throws(RPCError) in
            await self.begins("talk")
            try await writer.write(TestMessage("talk"))
          },
        ])
    }
  }

  @Test("are not worked on, and the others of the same read are, also behind one that waits")
  func oneRead() async throws {
    let (desk, log) = (Desk(), CallLog())
    var configuration = GRPCServer.Configuration()
    configuration.interceptors = [log]
    let server = GRPCServer(router: Router([desk.routes]), configuration: configuration)
    let target = try await server.start(on: .tcp(host: "127.0.0.1", port: 0))
    guard case .tcp(_, let port) = target else { return }
    let client = try RawClient(port: port)
    let calls = [
      RawClient.call(1, note, "first"), RawClient.call(3, note, "given up"),
      RawClient.call(5, note, "waits"), RawClient.call(7, talk),
      RawClient.call(9, note, "given up too"), RawClient.call(11, note, "last"),
    ]
    let resets = [3, 7, 9].map { RawClient.reset($0) }
    // What may take the place of one that is gone.
    let successor = RawClient.call(13, note, "successor")
    try client.send(RawClient.preface + Array((calls + resets).joined()) + successor)

    #expect(client.answers(of: [1, 11, 13]) == [1: "first", 11: "last", 13: "successor"])
    #expect(desk.work == ["first", "waits", "last", "successor"])
    desk.goOn()
    #expect(client.answers(of: [5])[5] == "waits")
    // Each has its end in the audit log all the same.
    await server.shutdown(grace: .zero)
    let ends = log.lines.filter { $0.hasPrefix("end") }.sorted()
    let (done, gone) = ("end \(note) OK", "end \(note) CANCELLED")
    #expect(ends == [gone, gone, done, done, done, done, "end \(talk) CANCELLED"])
  }
}
