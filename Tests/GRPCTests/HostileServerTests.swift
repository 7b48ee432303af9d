import Testing

@testable import GRPC

@Suite("A client of a server that is hostile")
struct HostileServerTests {
  private let path = "/interop.Test/Echo"

  /// A call of a channel to a hostile server, and calls of others over channels on the same loop meanwhile.
  private func attack(_ case: Hostility) async throws {
    let server = try HostileServer(answers: `case`.answer)
    defer { server.stop() }
    let channel = try ClientChannel(to: ServerList(server.target), configuration: .impatient())
    let error = await #expect(throws: RPCError.self, "\(`case`.name)") {
      let _: TestMessage = try await channel.unary(path: path, TestMessage("x"))
    }
    #expect(error?.code == `case`.code, "\(`case`.name): \(error?.message ?? "")")
    let says = error?.message ?? ""
    #expect(`case`.words.isEmpty || says.contains(`case`.words), "\(`case`.name): \(says)")
    server.becomeHonest()
    // Whatever it was, the channel is good for a server that is honest again.
    var again: TestMessage?
    while again == nil {
      do throws(RPCError) {
        again = try await channel.unary(
          path: path, TestMessage("x"), options: CallOptions(waitForReady: true))
      } catch {
        // What was sent before it became honest may still come.
        if error.code != `case`.code { throw error }
      }
    }
    #expect(again?.text == "good", "after \(`case`.name)")
    await channel.close()
  }

  @Test(
    "Its call ends with the right status; the channel comes back, and others are served",
    arguments: [Self.answers, Self.messages, Self.heads, Self.frames, Self.resets, Self.floods])
  func hostile(cases: [Hostility]) async throws {
    try await TestServer.run { _, other in
      for `case` in cases {
        try await attack(`case`)
        let echoed: TestMessage = try await other.unary(path: path, TestMessage("hello"))
        #expect(echoed.text == "hello")
      }
    }
  }

  // MARK: Answers that are no gRPC

  static let answers: [Hostility] = [
    .init("no status", .unknown, "without a status") {
      Answer.headers($0) + Answer.message($0, [1], ended: true)
    },
    .init("trailers without status", .unknown, "without a status") {
      Answer.headers($0) + Answer.message($0, [1])
        + Answer.headers($0, Answer.field("other", "1"), ended: true)
    },
    .init("headers alone", .unknown, "without a status") { Answer.headers($0, ended: true) },
    .init("a status in words", .unknown, "not a number") {
      Answer.headers($0) + Answer.message($0, [1]) + Answer.status($0, "good")
    },
    .init("a status of no meaning", .unknown) { Answer.headers($0) + Answer.status($0, "99") },
    .init("success without a message", .unimplemented, "sent none") {
      Answer.headers($0) + Answer.status($0, "0")
    },
    .init("two messages", .unimplemented, "more than one") {
      Answer.headers($0) + Answer.message($0, [1]) + Answer.message($0, [2])
        + Answer.status($0, "0")
    },
    .init("a page", .unavailable, "HTTP status 503") {
      Answer.headers($0, Answer.field(":status", "503") + Answer.field("content-type", "text/html"))
    },
    .init("another kind of content", .unknown, "text/html") {
      Answer.headers(
        $0, Answer.field(":status", "200") + Answer.field("content-type", "text/html"), ended: true)
    },
  ]

  // MARK: Messages

  private static let gzip = Answer.ok + Answer.field("grpc-encoding", "gzip")
  private static let bomb = packed(8 << 20)

  private static func packed(_ count: Int) -> [UInt8] {
    let zeros = [UInt8](repeating: 0, count: count)
    return zeros.withUnsafeBytes { Gzip.compress($0, reserving: 0) } ?? []
  }

  static let messages: [Hostility] = [
    .init("a length of four gibibytes", .resourceExhausted, "4294967295") {
      Answer.headers($0) + Answer.message($0, [1], length: .max)
    },
    .init("a bomb", .resourceExhausted, "when it is unpacked") {
      Answer.headers($0, gzip) + Answer.message($0, bomb, flag: 1) + Answer.status($0, "0")
    },
    .init("half a bomb", .internal, "cannot be unpacked") {
      Answer.headers($0, gzip) + Answer.message($0, Array(packed(1 << 20).dropLast(9)), flag: 1)
        + Answer.status($0, "0")
    },
    .init("a compression that was not named", .internal, "names no compression") {
      Answer.headers($0) + Answer.message($0, bomb, flag: 1)
    },
    .init("a compression that nobody knows", .internal, "zip") {
      Answer.headers($0, Answer.ok + Answer.field("grpc-encoding", "zip"))
        + Answer.message($0, [1], flag: 1)
    },
    .init("a flag of 7", .internal, "flag of 7") {
      Answer.headers($0) + Answer.message($0, [1], flag: 7)
    },
    .init("half a message", .internal, "in the middle of a message") {
      Answer.headers($0) + Answer.message($0, [1], length: 2) + Answer.status($0, "0")
    },
    .init("what does not decode", .internal) {
      Answer.headers($0) + Answer.message($0, [0xff]) + Answer.status($0, "0")
    },
  ]

  // MARK: Header blocks

  /// HEADERS and CONTINUATION frames.
  private static func block(_ stream: UInt32, _ block: [UInt8], ends: Bool = true) -> [UInt8] {
    var frames = Answer.frame(1, 0, stream, Array(block.prefix(16_384)))
    for start in stride(from: 16_384, to: block.count, by: 16_384) {
      frames += Answer.frame(9, 0, stream, Array(block[start...].prefix(16_384)))
    }
    return ends ? frames + Answer.frame(9, 4, stream) : frames
  }

  private static let long = Answer.field("x", String(repeating: "y", count: 120))

  static let heads: [Hostility] = [
    .init("forty kibibytes of headers", .resourceExhausted, "headers") {
      block($0, Answer.ok + Answer.repeated(340, long))
    },
    .init("many fields", .resourceExhausted, "headers") {
      Answer.headers($0, Answer.ok + Answer.repeated(300, Answer.field("x", "")))
    },
    .init("a bomb of HPACK", .resourceExhausted, "headers") {
      Answer.headers(
        $0, Answer.ok + [0x40] + long.dropFirst() + [UInt8](repeating: 0xbe, count: 10_000))
    },
    .init("large trailers", .resourceExhausted, "headers") {
      Answer.headers($0) + Answer.message($0, [1])
        + block($0, Answer.field("grpc-status", "0") + Answer.repeated(340, long))
    },
    .init("CONTINUATION without end", .resourceExhausted, "headers") {
      block($0, Answer.ok + Answer.repeated(10_000, long), ends: false)
    },
    .init("little CONTINUATIONs without end", .unavailable, "broke HTTP/2") {
      Answer.frame(1, 0, $0, Answer.ok) + Answer.repeated(10_000, Answer.frame(9, 0, $0))
    },
    .init("a name in capitals", .internal, "broke HTTP/2") {
      Answer.headers($0, Answer.ok + Answer.field("Name", "v"))
    },
    .init("no :status", .internal, "broke HTTP/2") {
      Answer.headers($0, Answer.field("content-type", "application/grpc"))
    },
    .init("a :status of four digits", .internal, "broke HTTP/2") {
      Answer.headers($0, Answer.field(":status", "2000"))
    },
    .init("a :path", .internal, "broke HTTP/2") {
      Answer.headers($0, Answer.ok + Answer.field(":path", "/"))
    },
    .init("an index beyond the tables", .unavailable) {
      Answer.headers($0, Answer.ok + [0xff, 0x7f])
    },
  ]

  // MARK: Frames

  static let frames: [Hostility] = [
    .init("DATA before HEADERS", .unavailable, "broke HTTP/2") { Answer.message($0, [1]) },
    .init("DATA on an idle stream", .unavailable) { Answer.message($0 + 2, [1]) },
    .init("HEADERS on a stream of its own", .unavailable) { _ in Answer.headers(2) },
    .init("more than the window", .internal, "broke HTTP/2 (error 3)") {
      Answer.headers($0) + Answer.message($0, [UInt8](repeating: 1, count: 100_000))
    },
    .init("a frame longer than may be", .unavailable) {
      Answer.headers($0) + Answer.frame(0, 0, $0, [UInt8](repeating: 0, count: 16_385))
    },
    .init("WINDOW_UPDATE by 0", .unavailable) { Answer.frame(8, 0, $0, Answer.number(0)) },
    .init("a window beyond 2^31-1", .internal, "broke HTTP/2") {
      Answer.frame(8, 0, $0, Answer.number(0x7fff_ffff))
    },
    .init("SETTINGS with a window of 2^31", .unavailable) { _ in
      Answer.frame(4, 0, 0, [0, 4] + Answer.number(0x8000_0000))
    },
    .init("an acknowledgement nobody waits for", .unavailable) { _ in
      Answer.repeated(3, Answer.frame(4, 1, 0))
    },
    .init("RST_STREAM of three bytes", .unavailable) { Answer.frame(3, 0, $0, [0, 0, 8]) },
    .init("HTTP/1.1", .unavailable) { _ in Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8) },
  ]

  // MARK: Ends

  static let resets: [Hostility] =
    [
      (0, .internal), (1, .internal), (2, .internal), (7, .unavailable), (8, .cancelled),
      (11, .resourceExhausted), (12, .permissionDenied), (13, .internal), (0xffff, .internal),
    ].map { (code: UInt32, status: StatusCode) in
      .init("RST_STREAM \(code)", status, "error \(code)") { Answer.reset($0, code) }
    }
    + [
      .init("a reset after half an answer", .internal, "error 2") {
        Answer.headers($0) + Answer.message($0, [1], length: 5) + Answer.reset($0, 2)
      },
      .init("a reset before the status", .internal, "error 0") {
        Answer.headers($0) + Answer.message($0, [1]) + Answer.reset($0, 0)
      },
      .init("GOAWAY below the stream, always", .unavailable, "GOAWAY 0") { _ in
        Answer.goAway(last: 0)
      },
      .init("GOAWAY of an error with words", .unavailable, "GOAWAY 2, out of order") { _ in
        Answer.goAway(last: 0, 2, "out of order")
      },
      .init("GOAWAY for a stream that cannot be", .unavailable) { _ in Answer.goAway(last: 2) },
      .init("GOAWAY that takes its word back", .unavailable) {
        Answer.goAway(last: $0) + Answer.goAway(last: $0 + 2)
      },
      .init("GOAWAY on a stream", .unavailable) {
        Answer.frame(7, 0, $0, Answer.number(0) + Answer.number(0))
      },
      .init("GOAWAY of four bytes", .unavailable) { _ in Answer.frame(7, 0, 0, Answer.number(0)) },
    ]

  // MARK: Floods

  static let floods: [Hostility] = [
    .init("PING", .unavailable) { _ in
      Answer.repeated(40_000, Answer.frame(6, 0, 0, [UInt8](repeating: 0, count: 8)))
    },
    .init("SETTINGS", .unavailable, "too much") { _ in
      Answer.repeated(10_000, Answer.frame(4, 0, 0))
    },
    .init("WINDOW_UPDATE", .unavailable, "too much") { _ in
      Answer.repeated(40_000, Answer.frame(8, 0, 0, Answer.number(1)))
    },
    .init("GOAWAY", .unavailable, "too much") { Answer.repeated(40_000, Answer.goAway(last: $0)) },
    .init("promises of pushes", .unavailable, "too much") { stream in
      Array(
        (1...20_000).map {
          Answer.frame(5, 4, stream, Answer.number(2 * $0) + Answer.field(":method", "GET"))
        }.joined())
    },
    .init("empty DATA", .unavailable, "too much") {
      Answer.headers($0) + Answer.repeated(40_000, Answer.frame(0, 0, $0))
    },
    .init("informational answers", .unavailable, "too much") {
      Answer.repeated(40_000, Answer.headers($0, Answer.field(":status", "103")))
    },
  ]
}
