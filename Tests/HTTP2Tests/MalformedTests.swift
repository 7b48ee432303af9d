import Testing

@testable import HTTP2

@Suite("What RFC 9113 and RFC 7541 say of every frame that is wrong")
struct MalformedTests {
  @Test(
    "ends its stream or its connection with the right code, and nothing else",
    arguments: [headerBlocks, bodies, frames, settings, compression])
  func malformed(inputs: [MalformedInput]) async throws {
    var limits = Limits()
    limits.streamWindow = 65_535
    try await EchoServer.run(limits: limits) { server in
      let client = try await server.connect()
      for input in inputs {
        let peer = try RawPeer(port: server.port)
        peer.send(RawPeer.preface + input.bytes)
        // A request after it is answered when the connection goes on.
        peer.send(
          frame(
            .headers, endHeaders | endStream, on: 101,
            field(":method", "POST") + field(":scheme", "http") + field(":path", "/after")
              + Self.authority))
        let heard = peer.readToEnd { bytes in
          Self.isAnswered(RawPeer.frames(in: bytes)) || RawPeer.resets(in: bytes)[101] != nil
        }
        #expect(Self.outcome(heard) == input.outcome, "\(input.name), \(input.section)")
        #expect(await client.ask("/", [5]).body == [5], "after \(input.name)")
      }
      await client.close()
    }
  }

  private static func isAnswered(_ frames: [RawPeer.Frame]) -> Bool {
    frames.contains { $0.stream == 101 && $0.type <= 1 && $0.flags & endStream != 0 }
  }

  private static func outcome(_ bytes: [UInt8]) -> MalformedInput.Outcome? {
    if let code = RawPeer.goAways(in: bytes).first { return .connection(code) }
    guard isAnswered(RawPeer.frames(in: bytes)) else { return nil }
    return RawPeer.resets(in: bytes)[1].map { .stream($0) } ?? .passedOver
  }

  // MARK: Header blocks

  private static let method = field(":method", "POST")
  private static let scheme = field(":scheme", "http")
  private static let path = field(":path", "/held")
  private static let authority = field(":authority", "test")

  static let headerBlocks: [MalformedInput] =
    [
      .init("an uppercase name", "8.2", .stream(.protocolError), request(with: field("Name", "v"))),
      .init(
        "a space in a name", "8.2.1", .stream(.protocolError), request(with: field("a b", "v"))),
      .init(
        "a colon in a name", "8.2.1", .stream(.protocolError), request(with: field("a:b", "v"))),
      .init("an empty name", "8.2.1", .stream(.protocolError), request(with: field("", "v"))),
      .init(
        "a line break in a value", "8.2.1", .stream(.protocolError),
        request(with: field("name", "a\r\nb"))),
      .init(
        "a zero in a value", "8.2.1", .stream(.protocolError),
        request(with: field("name", "a\0b"))),
      .init(
        "a space before a value", "8.2.1", .stream(.protocolError),
        request(with: field("name", " v"))),
      .init(
        "a tab after a value", "8.2.1", .stream(.protocolError),
        request(with: field("name", "v\t"))),
      .init("te: trailers", "8.2.2", .passedOver, request(with: field("te", "trailers"))),
      .init("te: gzip", "8.2.2", .stream(.protocolError), request(with: field("te", "gzip"))),
      .init(
        "an unknown pseudo-header field", "8.3", .stream(.protocolError),
        block(authority, method, scheme, path, field(":other", "v"))),
      .init(
        "a pseudo-header field of responses", "8.3", .stream(.protocolError),
        block(authority, method, scheme, path, field(":status", "200"))),
      .init(
        "a pseudo-header field after others", "8.3", .stream(.protocolError),
        block(authority, method, scheme, field("name", "v"), path)),
      .init(
        "a pseudo-header field twice", "8.3", .stream(.protocolError),
        block(authority, method, scheme, path, path)),
      .init("no :method", "8.3.1", .stream(.protocolError), block(authority, scheme, path)),
      .init("no :scheme", "8.3.1", .stream(.protocolError), block(authority, method, path)),
      .init("no :path", "8.3.1", .stream(.protocolError), block(authority, method, scheme)),
      .init(
        "an empty :path", "8.3.1", .stream(.protocolError),
        block(authority, method, scheme, field(":path", ""))),
      .init(
        "CONNECT with a path", "8.5", .stream(.protocolError),
        block(field(":method", "CONNECT"), path, field(":authority", "a:1"))),
    ]
    + ["connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade"].map { name in
      .init("\(name)", "8.2.2", .stream(.protocolError), request(with: field(name, "close")))
    }

  // MARK: Bodies and trailers

  static let bodies: [MalformedInput] = [
    .init(
      "a pseudo-header field in trailers", "8.1", .stream(.protocolError), request(),
      frame(.headers, endHeaders | endStream, on: 1, field(":path", "/"))),
    .init(
      "a second header block that ends nothing", "8.1", .stream(.protocolError), request(),
      frame(.headers, endHeaders, on: 1, field("name", "v"))),
    .init(
      "less than content-length", "8.1.1", .stream(.protocolError),
      request(with: field("content-length", "2")), frame(.data, endStream, on: 1, [1])),
    .init(
      "more than content-length", "8.1.1", .stream(.protocolError),
      request(with: field("content-length", "2")), frame(.data, on: 1, [1, 2, 3])),
    .init(
      "content-length without a body", "8.1.1", .stream(.protocolError),
      request(with: field("content-length", "2"), endHeaders | endStream)),
    .init(
      "content-length that is no number", "8.1.1", .stream(.protocolError),
      request(with: field("content-length", "two"))),
    .init(
      "content-length twice", "8.1.1", .stream(.protocolError),
      request(with: field("content-length", "2") + field("content-length", "3"))),
    .init(
      "more than the stream's window", "6.9.1", .stream(.flowControlError), request(),
      Array(
        repeatElement(frame(.data, on: 1, Array(repeating: 7, count: 16_384)), count: 5).joined())
    ),
    .init(
      "DATA after this side's reset", "5.1", .stream(.flowControlError), request(),
      frame(.windowUpdate, on: 1, number(0x7fff_ffff)), frame(.data, on: 1, [1])),
    // An endpoint may take an error of a stream for one of the connection (5.4.1); nghttp2 does where the mistake is no
    // accident of what was under way.
    .init(
      "DATA after the end", "5.1", .connection(.streamClosed),
      request(with: [], endHeaders | endStream),
      frame(.data, on: 1, [1])),
    .init(
      "HEADERS after the end", "5.1", .connection(.streamClosed),
      request(with: [], endHeaders | endStream),
      frame(.headers, endHeaders | endStream, on: 1, field("name", "v"))),
    .init(
      "DATA after a reset", "5.1", .connection(.streamClosed), request(), RawPeer.reset(1),
      frame(.data, on: 1, [1])),
    .init(
      "WINDOW_UPDATE after a reset", "5.1", .passedOver, request(), RawPeer.reset(1),
      frame(.windowUpdate, on: 1, number(1))),
  ]

  // MARK: Frames

  static let frames: [MalformedInput] = [
    .init("DATA on stream 0", "6.1", .connection(.protocolError), frame(.data, on: 0, [1])),
    .init("DATA on an idle stream", "5.1", .connection(.protocolError), frame(.data, on: 1, [1])),
    .init(
      "padding as long as its frame", "6.1", .connection(.protocolError), request(),
      frame(.data, padded, on: 1, [4, 0, 0, 0])),
    .init(
      "HEADERS on stream 0", "6.2", .connection(.protocolError),
      frame(.headers, endHeaders, on: 0, held)),
    .init(
      "HEADERS on an even stream", "5.1.1", .connection(.protocolError),
      frame(.headers, endHeaders, on: 2, held)),
    .init(
      "HEADERS on a stream that was passed over", "5.1.1", .connection(.protocolError),
      frame(.headers, endHeaders, on: 5, held), frame(.headers, endHeaders, on: 3, held)),
    .init(
      "HEADERS on the first stream, passed over", "5.1.1", .connection(.protocolError),
      frame(.headers, endHeaders, on: 3, held), request()),
    // nghttp2 tells of them as little as of those on a stream that this side has reset.
    .init(
      "DATA on a stream that was passed over", "5.1", .passedOver,
      frame(.headers, endHeaders, on: 3, held), frame(.data, on: 1, [1])),
    .init(
      "RST_STREAM on a stream that was passed over", "5.1", .passedOver,
      frame(.headers, endHeaders, on: 3, held), RawPeer.reset(1)),
    .init(
      "PRIORITY on a stream that was passed over", "5.1", .passedOver,
      frame(.headers, endHeaders, on: 3, held), frame(.priority, on: 1, number(0) + [1])),
    .init(
      "trailers of a stream that this side reset, passed over before and after", "5.1",
      .stream(.flowControlError),
      request(), frame(.headers, endHeaders, on: 7, held),
      frame(.windowUpdate, on: 1, number(0x7fff_ffff)),
      frame(.headers, endHeaders | endStream, on: 1, field("name", "v"))),
    .init(
      "padding longer than a header block", "6.2", .connection(.protocolError),
      frame(.headers, endHeaders | padded, on: 1, [200] + held)),
    .init(
      "HEADERS too short for its priority", "4.2", .connection(.frameSizeError),
      frame(.headers, endHeaders | hasPriority, on: 1, [0, 0])),
    .init(
      "PRIORITY on stream 0", "6.3", .connection(.protocolError),
      frame(.priority, on: 0, number(3) + [1])),
    .init(
      "PRIORITY of four bytes", "6.3", .connection(.frameSizeError), request(),
      frame(.priority, on: 1, number(3))),
    .init(
      "PRIORITY on itself", "RFC 7540, 5.3.1", .connection(.protocolError), request(),
      frame(.priority, on: 1, number(1) + [1])),
    .init(
      "a stream that depends on itself", "RFC 7540, 5.3.1", .connection(.protocolError),
      frame(.headers, endHeaders | hasPriority, on: 1, number(1) + [1] + held)),
    .init(
      "RST_STREAM on an idle stream", "6.4", .connection(.protocolError),
      frame(.resetStream, on: 1, number(8))),
    .init(
      "RST_STREAM on stream 0", "6.4", .connection(.protocolError),
      frame(.resetStream, on: 0, number(8))),
    .init(
      "RST_STREAM of three bytes", "6.4", .connection(.frameSizeError), request(),
      frame(.resetStream, on: 1, [0, 0, 8])),
    .init(
      "PUSH_PROMISE", "8.4", .connection(.protocolError), request(),
      frame(.pushPromise, endHeaders, on: 1, number(2) + held)),
    .init(
      "PING on a stream", "6.7", .connection(.protocolError),
      frame(.ping, on: 1, Array(repeating: 0, count: 8))),
    .init(
      "PING of seven bytes", "6.7", .connection(.frameSizeError),
      frame(.ping, on: 0, Array(repeating: 0, count: 7))),
    .init(
      "GOAWAY on a stream", "6.8", .connection(.protocolError),
      frame(.goAway, on: 1, number(0) + number(0))),
    .init(
      "GOAWAY of four bytes", "4.2", .connection(.frameSizeError), frame(.goAway, on: 0, number(0))),
    .init(
      "WINDOW_UPDATE by 0 on the connection", "6.9", .connection(.protocolError),
      frame(.windowUpdate, on: 0, number(0))),
    .init(
      "WINDOW_UPDATE by 0 on a stream", "6.9", .connection(.protocolError), request(),
      frame(.windowUpdate, on: 1, number(0))),
    .init(
      "WINDOW_UPDATE beyond 2^31-1 on the connection", "6.9.1", .connection(.flowControlError),
      frame(.windowUpdate, on: 0, number(0x7fff_ffff))),
    .init(
      "WINDOW_UPDATE beyond 2^31-1 on a stream", "6.9.1", .stream(.flowControlError), request(),
      frame(.windowUpdate, on: 1, number(0x7fff_ffff))),
    .init(
      "WINDOW_UPDATE of three bytes", "6.9", .connection(.frameSizeError),
      frame(.windowUpdate, on: 0, [0, 0, 1])),
    .init(
      "WINDOW_UPDATE on an idle stream", "5.1", .connection(.protocolError),
      frame(.windowUpdate, on: 1, number(1))),
    .init(
      "CONTINUATION without a beginning", "6.10", .connection(.protocolError), request(),
      frame(.continuation, endHeaders, on: 1, field("name", "v"))),
    .init(
      "CONTINUATION of another stream", "6.10", .connection(.protocolError),
      request(with: [], 0), frame(.continuation, endHeaders, on: 3, field("name", "v"))),
    .init(
      "another frame inside a header block", "4.3", .connection(.protocolError),
      request(with: [], 0), frame(.ping, on: 0, Array(repeating: 0, count: 8))),
    .init(
      "a frame of no known type inside a header block", "5.5", .connection(.protocolError),
      request(with: [], 0), frame(.unknown, on: 1)),
    .init("a frame of no known type", "5.5", .passedOver, frame(.unknown, on: 1, [1, 2, 3])),
    .init(
      "a flag of no meaning", "4.1", .passedOver, frame(.ping, 0xf0, on: 0, number(0) + number(0))),
    .init(
      "the reserved bit of a stream's number", "4.1", .passedOver,
      frame(.windowUpdate, on: 0x8000_0000, number(1))),
    .init(
      "a frame longer than 16 KiB", "4.2", .connection(.frameSizeError), request(),
      frame(.data, on: 1, Array(repeating: 7, count: 16_385))),
  ]

  // MARK: SETTINGS

  static let settings: [MalformedInput] = [
    .init("SETTINGS on a stream", "6.5", .connection(.protocolError), frame(.settings, on: 1)),
    .init(
      "SETTINGS of five bytes", "6.5", .connection(.frameSizeError),
      frame(.settings, on: 0, [0, 1, 0, 0, 0])),
    .init(
      "an acknowledgement with a payload", "6.5", .connection(.frameSizeError),
      frame(.settings, 1, on: 0, setting(1, 0))),
    .init(
      "ENABLE_PUSH of 2", "6.5.2", .connection(.protocolError),
      frame(.settings, on: 0, setting(2, 2))),
    .init(
      "INITIAL_WINDOW_SIZE of 2^31", "6.5.2", .connection(.flowControlError),
      frame(.settings, on: 0, setting(4, 0x8000_0000))),
    .init(
      "MAX_FRAME_SIZE of 16383", "6.5.2", .connection(.protocolError),
      frame(.settings, on: 0, setting(5, 16_383))),
    .init(
      "MAX_FRAME_SIZE of 2^24", "6.5.2", .connection(.protocolError),
      frame(.settings, on: 0, setting(5, 1 << 24))),
    .init(
      "a setting of no known meaning", "6.5.2", .passedOver,
      frame(.settings, on: 0, setting(0xee, 1))),
  ]

  // MARK: HPACK

  static let compression: [MalformedInput] = [
    .init("index 0", "RFC 7541, 6.1", .connection(.compressionError), block(held, [0x80])),
    .init(
      "an index beyond the tables", "RFC 7541, 2.3.3", .connection(.compressionError),
      block(held, [0xbe])),
    .init(
      "a name's index beyond the tables", "RFC 7541, 2.3.3", .connection(.compressionError),
      block(held, [0x7e, 1, 0x61])),
    .init(
      "a table larger than may be", "RFC 7541, 6.3", .connection(.compressionError),
      block([0x3f, 0xe2, 0x1f], held)),
    .init(
      "a change of the table's size after a field", "RFC 7541, 4.2", .connection(.compressionError),
      block(held, [0x20])),
    .init(
      "an integer without end", "RFC 7541, 5.1", .connection(.compressionError),
      block(held, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f])),
    .init(
      "a string longer than its block", "RFC 7541, 5.2", .connection(.compressionError),
      block(held, [0, 100, 0x61])),
    .init(
      "Huffman padding of eight bits", "RFC 7541, 5.2", .connection(.compressionError),
      block(held, [0, 1, 0x61, 0x82, 0x1f, 0xff])),
    .init(
      "Huffman padding of zeros", "RFC 7541, 5.2", .connection(.compressionError),
      block(held, [0, 1, 0x61, 0x81, 0x18])),
    .init(
      "Huffman's end of string", "RFC 7541, 5.2", .connection(.compressionError),
      block(held, [0, 1, 0x61, 0x84, 0xff, 0xff, 0xff, 0xff])),
  ]
}
