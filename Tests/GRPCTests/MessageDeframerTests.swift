import Testing

@testable import GRPC

@Suite("Message framing")
struct MessageDeframerTests {
  private func framed(_ payload: [UInt8]) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: MessagePrefix.length) + payload
    MessagePrefix.write(into: &bytes)
    return bytes
  }

  private func feed(
    _ deframer: inout MessageDeframer, _ bytes: some Sequence<UInt8>
  ) throws -> [[UInt8]] {
    Array(bytes).withUnsafeBytes { deframer.append($0) }
    var messages: [[UInt8]] = []
    while let message = try deframer.next() { messages.append(message.bytes) }
    return messages
  }

  @Test("Messages are the same wherever the network cuts them")
  func everySplit() throws {
    let messages: [[UInt8]] = [[], [1], Array(0...20), [], Array(repeating: 7, count: 300)]
    let wire = messages.flatMap(framed)
    for cut in 0...wire.count {
      for second in [cut, (cut + wire.count) / 2] {
        var deframer = MessageDeframer(limit: 300, role: .server)
        var got = try feed(&deframer, wire[..<cut])
        got += try feed(&deframer, wire[cut..<second])
        got += try feed(&deframer, wire[second...])
        #expect(got == messages, "cut at \(cut) and \(second)")
        try deframer.ended()
      }
    }
    var deframer = MessageDeframer(limit: 300, role: .server)
    #expect(try wire.flatMap { try feed(&deframer, [$0]) } == messages)
  }

  @Test("A large stream does not pile up what was read")
  func compaction() throws {
    var deframer = MessageDeframer(limit: 40_000, role: .server)
    let wire = framed(Array(repeating: 1, count: 30_000))
    for _ in 0..<20 {
      let half = wire.count / 2
      #expect(try feed(&deframer, wire[..<half]).isEmpty)
      #expect(try feed(&deframer, wire[half...]).count == 1)
    }
    #expect(deframer.pending == 0)
  }

  @Test("A message over the limit is refused from its prefix, before it is stored")
  func limit() throws {
    var deframer = MessageDeframer(limit: 10, role: .server)
    #expect(try feed(&deframer, framed(Array(repeating: 0, count: 10))).count == 1)
    let error = #expect(throws: RPCError.self) {
      _ = try feed(&deframer, [0, 0, 0, 0, 11])
    }
    #expect(error?.code == .resourceExhausted)
  }

  @Test("A length of four gibibytes does not trap")
  func hugeLength() throws {
    var deframer = MessageDeframer(limit: 10, role: .server)
    #expect(throws: RPCError.self) { _ = try feed(&deframer, [0, 255, 255, 255, 255]) }
  }

  @Test(
    "A compressed message fails as the protocol asks",
    arguments: [
      (MessageDeframer.Role.server, nil as String?, UInt8(1), StatusCode.internal),
      (.server, "snappy", 1, .unimplemented), (.client, "snappy", 1, .internal),
      (.server, "identity", 1, .internal), (.server, "gzip", 2, .internal),
    ])
  func compressed(
    role: MessageDeframer.Role, encoding: String?, flag: UInt8, code: StatusCode
  ) throws {
    var deframer = MessageDeframer(limit: 10, role: role)
    if let encoding {
      deframer.encoding = Array(encoding.utf8).withUnsafeBytes { MessageEncoding(header: $0) }
    }
    let error = #expect(throws: RPCError.self) { _ = try feed(&deframer, [flag, 0, 0, 0, 1, 9]) }
    #expect(error?.code == code)
    let whole: [UInt8] = [flag, 0, 0, 0, 1, 9]
    let fresh = MessageDeframer(limit: 10, role: role)
    #expect(whole.withUnsafeBytes { fresh.whole(in: $0) } == nil)
  }

  @Test("An uncompressed message passes even when the peer named a compression")
  func announced() throws {
    var deframer = MessageDeframer(limit: 10, role: .server)
    deframer.encoding = .unsupported("snappy")
    #expect(try feed(&deframer, framed([1, 2])) == [[1, 2]])
  }

  @Test("A stream cut inside a message is an error, not a short message")
  func truncated() throws {
    var deframer = MessageDeframer(limit: 10, role: .server)
    #expect(try feed(&deframer, [0, 0, 0, 0, 3, 1]).isEmpty)
    #expect(throws: RPCError.self) { try deframer.ended() }
  }

  @Test("The shortcut for one whole message takes that and nothing else")
  func whole() throws {
    let deframer = MessageDeframer(limit: 10, role: .server)
    let one = framed([1, 2, 3])
    #expect(one.withUnsafeBytes { deframer.whole(in: $0).map(Array.init) } == [1, 2, 3])
    for other in [one + [0], Array(one.dropLast()), one + one, [0, 0], []] {
      #expect(other.withUnsafeBytes { deframer.whole(in: $0) == nil })
    }
  }
}
