import Glibc
import Testing

@testable import HTTP2

@Suite("Bytes that come in pieces")
struct CutTests {
  @Test("wherever a read cuts a conversation, the server's streams hear the same")
  func everyCut() async throws {
    let loop = try EventLoop()
    let results = await loop.ask { () -> Result<[Transcript.Entries], HTTP2Error> in
      do throws(HTTP2Error) {
        let bytes = try Self.recordClient(loop)
        var heard: [Transcript.Entries] = [try Self.hear([bytes[...]], loop)]
        for cut in 1..<bytes.count {
          heard.append(try Self.hear([bytes[..<cut], bytes[cut...]], loop))
        }
        // And every byte for itself.
        heard.append(try Self.hear(bytes.indices.map { bytes[$0...$0] }, loop))
        return .success(heard)
      } catch {
        return .failure(error)
      }
    }
    let heard = try results.get()
    let whole = try #require(heard.first)
    // Headers, body in two pieces and end of one request; headers between the pieces, and the reset, of the other.
    #expect(whole.count == 6)
    #expect(whole.contains("1 body \((UInt8(0)..<60).map { $0 })"))
    #expect(whole.contains("1 body \((UInt8(60)..<100).map { $0 })"))
    #expect(whole.last == "3 closed reset(HTTP2.ErrorCode(rawValue: 8))")
    #expect(heard.count > 150)
    for (cut, entries) in heard.enumerated() where entries != whole {
      Issue.record("cut at byte \(cut): \(entries) instead of \(whole)")
    }
    loop.stop()
  }

  /// The two ends of a connection.
  private static func pair() throws(HTTP2Error) -> (here: CInt, there: CInt) {
    var ends: [CInt] = [0, 0]
    let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type | CInt(SOCK_NONBLOCK.rawValue), 0, &ends) == 0 else {
      throw .system("socketpair", errno)
    }
    return (ends[0], ends[1])
  }

  /// The bytes of a client that sends a request with a body in two frames, and another that it resets.
  private static func recordClient(_ loop: EventLoop) throws(HTTP2Error) -> [UInt8] {
    let ends = try pair()
    defer { close(ends.there) }
    let client = try Connection(
      Socket(descriptor: ends.here, peer: "recorder"), role: .client, loop: loop, limits: Limits())
    try client.open()
    let first = try request(client, "/first")
    client.tickEnded()
    first.send((UInt8(0)..<60).map { $0 })
    client.tickEnded()
    first.send((UInt8(60)..<100).map { $0 }, endStream: true)
    let second = try request(client, "/second")
    client.tickEnded()
    second.reset(.cancel)
    client.tickEnded()
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = recv(ends.there, &bytes, bytes.count, 0)
    client.close(HTTP2Error(.closed, "recorded"))
    return Array(bytes.prefix(max(0, count)))
  }

  private static func request(_ client: Connection, _ path: String) throws(HTTP2Error)
    -> HTTP2.Stream
  {
    let stream = Stream(connection: client)
    let head = [
      HeaderField(":method", "POST"), HeaderField(":scheme", "http"),
      HeaderField(":path", Array(path.utf8)), HeaderField(":authority", "test"),
    ]
    try client.submitRequest(stream, head)
    return stream
  }

  /// What the streams of a new server hear when it reads each of `parts` by itself.
  private static func hear(_ parts: [ArraySlice<UInt8>], _ loop: EventLoop) throws(HTTP2Error)
    -> Transcript.Entries
  {
    let ends = try pair()
    defer { close(ends.there) }
    let server = try Connection(
      Socket(descriptor: ends.here, peer: "reader"), role: .server, loop: loop, limits: Limits())
    let transcript = Transcript()
    server.accept = { TranscriptHandler($0, transcript) }
    try server.open()
    for part in parts {
      let written = part.withUnsafeBytes { send(ends.there, $0.baseAddress, $0.count, 0) }
      precondition(written == part.count, "a socket pair takes a short conversation")
      // EPOLLIN is 1 (epoll_ctl(2)); the module that names it is not for tests.
      server.ready(1)
      server.tickEnded()
    }
    let entries = transcript.entries
    server.close(HTTP2Error(.closed, "heard"))
    return entries
  }
}

/// What streams heard, in order; pieces of one body that follow each other are one.
private final class Transcript {
  typealias Entries = [String]

  private(set) var entries: Entries = []
  private var body: (stream: Int32, bytes: [UInt8])?

  func add(_ stream: Int32, _ text: String) {
    if let body { entries.append("\(body.stream) body \(body.bytes)") }
    body = nil
    entries.append("\(stream) \(text)")
  }

  func add(_ stream: Int32, body bytes: UnsafeRawBufferPointer) {
    guard bytes.count > 0 else { return }
    precondition(body == nil || body?.stream == stream, "bodies of two streams in a row")
    body = (stream, (body?.bytes ?? []) + bytes)
  }
}

private final class TranscriptHandler: StreamHandler {
  private let stream: HTTP2.Stream
  private let transcript: Transcript

  init(_ stream: HTTP2.Stream, _ transcript: Transcript) {
    self.stream = stream
    self.transcript = transcript
  }

  func headersReceived(_ block: HeaderBlock, ended: Bool) {
    var fields: [String] = []
    block.forEach { name, value in
      fields.append(
        "\(String(decoding: name, as: UTF8.self))=\(String(decoding: value, as: UTF8.self))")
    }
    transcript.add(stream.id, "headers \(fields)\(ended ? " end" : "")")
  }

  func dataReceived(_ bytes: UnsafeRawBufferPointer, ended: Bool) {
    transcript.add(stream.id, body: bytes)
    stream.consume(bytes.count)
    if ended { transcript.add(stream.id, "end") }
  }

  func trailersReceived(_ block: HeaderBlock) { transcript.add(stream.id, "trailers") }
  func writable() {}
  func closed(_ end: StreamEnd) { transcript.add(stream.id, "closed \(end)") }
}
