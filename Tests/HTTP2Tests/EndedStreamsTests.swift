import Testing

@testable import HTTP2

@Suite("Streams that have been closed")
struct EndedStreamsTests {
  private enum End: CaseIterable {
    case answered, resetByPeer, resetHere
  }

  /// A peer that goes on with a stream that it has ended is out of step; one that could not know yet is not.
  @Test("get no more frames, unless these were under way when this side closed them")
  func goesOn() async throws {
    try await EchoServer.run { server in
      for end in End.allCases {
        for more in [
          frame(.data, on: 1, [1]),
          frame(.headers, endHeaders | endStream, on: 1, field("name", "v")),
        ] {
          let peer = try RawPeer(port: server.port)
          peer.send(RawPeer.preface + Self.closed(by: end))
          // An answer behind it says that the first stream is closed.
          peer.send(Self.request(on: 3))
          _ = peer.readToEnd { Self.isAnswered(3, in: $0) }
          peer.send(more + Self.request(on: 5))
          let heard = peer.readToEnd { Self.isAnswered(5, in: $0) }
          #expect(
            RawPeer.goAways(in: heard) == (end == .resetHere ? [] : [.streamClosed]), "\(end)")
        }
      }
    }
  }

  /// The frames of a client, and which of them go on with a stream that it has ended: by a set that forgets nothing.
  private struct Transcript {
    var bytes = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
    var firstViolation: Int?

    init(_ random: inout some RandomNumberGenerator) {
      var open: [UInt32] = []
      var ended: [UInt32] = []
      for count in 0..<300 as Range<UInt32> {
        let body = [UInt8](repeating: 0, count: .random(in: 0...40, using: &random))
        let ends = Bool.random(using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0...1:
          let stream = 2 * count + 1
          bytes += frame(.headers, ends ? endStream : 0, on: stream, body)
          if ends { ended.append(stream) } else { open.append(stream) }
        case 2...3:
          guard let stream = open.randomElement(using: &random) else { continue }
          bytes += frame(ends ? .headers : .data, ends ? endStream : 0, on: stream, body)
          if ends { (open, ended) = (open.filter { $0 != stream }, ended + [stream]) }
        case 4:
          guard let stream = open.randomElement(using: &random) else { continue }
          bytes += RawPeer.reset(stream)
          (open, ended) = (open.filter { $0 != stream }, ended + [stream])
        default:
          guard count > 200, let stream = ended.randomElement(using: &random) else { continue }
          // Neither of these is forbidden.
          bytes += frame(.windowUpdate, on: stream, number(1)) + RawPeer.reset(stream)
          guard Int.random(in: 0..<40, using: &random) == 0 else { continue }
          firstViolation = bytes.count
          bytes += frame(ends ? .headers : .data, 0, on: stream, body)
          return
        }
      }
    }
  }

  @Test("are found however the bytes are cut", arguments: 0..<200 as Range<UInt64>)
  func transcripts(seed: UInt64) {
    var random = Seeded(seed)
    let transcript = Transcript(&random)
    var streams = EndedStreams()
    var (position, found) = (0, Int?.none)
    while position < transcript.bytes.count, found == nil {
      let end = min(transcript.bytes.count, position + .random(in: 1...30, using: &random))
      found = transcript.bytes[position..<end].withUnsafeBytes { streams.firstViolation(in: $0) }
        .map { $0 + position }
      position = end
    }
    guard let expected = transcript.firstViolation else {
      #expect(found == nil)
      return
    }
    // When its head was cut off, at the rest of it.
    #expect(found.map { expected..<expected + 9 ~= $0 } == true, "\(found as Any), \(expected)")
  }

  @Test(
    "are remembered among the latest thousand, and none is mistaken for one of a thousand before")
  func bound() {
    var streams = EndedStreams()
    func isViolation(_ bytes: [UInt8]) -> Bool {
      bytes.withUnsafeBytes { streams.firstViolation(in: $0) != nil }
    }
    #expect(!isViolation(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)))
    for number in 0..<3000 as Range<UInt32> {
      // Every third is left open.
      #expect(
        !isViolation(frame(.headers, number % 3 == 0 ? 0 : endStream, on: 2 * number + 1, [])))
    }
    for number in 0..<3000 as Range<UInt32> {
      let isWrong = isViolation(frame(.data, on: 2 * number + 1, []))
      #expect(isWrong == (number >= 1976 && number % 3 != 0), "stream \(2 * number + 1)")
    }
    #expect(!isViolation(frame(.headers, endStream, on: 900_001, [])))
    #expect(!isViolation(frame(.data, on: 5999, [])))
    #expect(isViolation(frame(.data, on: 900_001, [])))
  }

  private static func closed(by end: End) -> [UInt8] {
    let open = frame(.headers, endHeaders, on: 1, held)
    return switch end {
    case .answered: request(on: 1)
    case .resetByPeer: open + RawPeer.reset(1)
    // A window that grows too far.
    case .resetHere: open + frame(.windowUpdate, on: 1, number(0x7fff_ffff))
    }
  }

  private static func request(on stream: UInt32) -> [UInt8] {
    let fields =
      field(":method", "POST") + field(":scheme", "http") + field(":path", "/")
      + field(":authority", "test")
    return frame(.headers, endHeaders | endStream, on: stream, fields)
  }

  private static func isAnswered(_ stream: UInt32, in bytes: [UInt8]) -> Bool {
    RawPeer.frames(in: bytes).contains {
      $0.stream == stream && $0.type <= 1 && $0.flags & endStream != 0
    }
  }
}
