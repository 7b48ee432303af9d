import Testing

@testable import GRPC

@Suite("Compression on the wire")
struct CompressionTests {
  private let large = [UInt8](repeating: 0x61, count: 5000)

  private func framed(_ payload: [UInt8], gzip: Bool = false) throws -> [UInt8] {
    try EncodedMessage(TestMessage(payload)).framed(gzip ? .always : .off)
  }

  private func send(
    _ headers: [String: String], _ pieces: [[UInt8]], path: String = "/interop.Test/Echo",
    compression: Compression = .automatic, limit: Int = 1 << 20
  ) async throws -> RawStream.Answer {
    var configuration = GRPCServer.Configuration()
    configuration.compression = compression
    configuration.transport.messageBytes = limit
    let server = try await TestServer(configuration: configuration)
    do {
      let answer = try await RawStream.send(
        to: server.target, path: path, headers: headers, pieces: pieces)
      await server.stop()
      return answer
    } catch {
      await server.stop()
      throw error
    }
  }

  /// The messages of a body with their flags.
  private func messages(_ answer: RawStream.Answer) throws -> [ReceivedMessage] {
    var deframer = MessageDeframer(limit: 1 << 20, role: .client)
    if answer.blocks.first?["grpc-encoding"] == "gzip" { deframer.encoding = .gzip }
    answer.body.withUnsafeBytes { deframer.append($0) }
    var messages: [ReceivedMessage] = []
    while let message = try deframer.next() { messages.append(message) }
    try deframer.ended()
    return messages
  }

  @Test(
    "An answer is compressed for who reads it, if it is large and the server is not told otherwise",
    arguments: [
      ("gzip", 5000, Compression.automatic, true),
      ("identity, deflate , gzip", 5000, .automatic, true),
      ("identity,deflate", 5000, .automatic, false), ("gzipped", 5000, .automatic, false),
      ("gzip", 1000, .automatic, false), ("gzip", 1000, .always, false),
      ("gzip", 5000, .off, false),
    ])
  func answers(accepts: String, size: Int, compression: Compression, isPacked: Bool) async throws {
    let payload = [UInt8](repeating: 0x61, count: size)
    let answer = try await send(
      ["grpc-accept-encoding": accepts], [framed(payload)], compression: compression)
    #expect(answer.blocks.first?["grpc-encoding"] == (isPacked ? "gzip" : nil))
    #expect(answer.blocks.first?["grpc-accept-encoding"] == "identity,gzip")
    let message = try #require(try messages(answer).first)
    #expect(message.isCompressed == isPacked)
    #expect(try message.payload(limit: size) == payload)
    if isPacked { #expect(answer.body.count < 100) }
  }

  @Test("Who says nothing about encodings gets none")
  func silentClient() async throws {
    let answer = try await send([:], [framed(large)])
    #expect(try messages(answer) == [ReceivedMessage(bytes: large, isCompressed: false)])
  }

  @Test("What does not get shorter is sent as it is")
  func incompressible() async throws {
    var random = SystemRandomNumberGenerator()
    let noise = [1] + (0..<5000).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    let answer = try await send(["grpc-accept-encoding": "gzip"], [framed(noise)])
    #expect(try messages(answer) == [ReceivedMessage(bytes: noise, isCompressed: false)])
  }

  @Test("A stream's large messages are compressed and its small ones not, each marked")
  func stream() async throws {
    let headers = ["grpc-accept-encoding": "gzip", "grpc-encoding": "gzip"]
    let pieces = [try framed([1, 2]), try framed(large, gzip: true), try framed(large)]
    #expect(pieces[1].count < 100)
    let answer = try await send(headers, pieces, path: "/interop.Test/Chat")
    let got = try messages(answer)
    #expect(got.map(\.isCompressed) == [false, true, true])
    #expect(try got.map { try $0.payload(limit: 5000) } == [[1, 2], large, large])
    #expect(answer.blocks.last?["grpc-status"] == "0")
  }

  @Test("A compressed request may come byte by byte")
  func bytewise() async throws {
    let pieces = try framed(large, gzip: true).map { [$0] }
    let answer = try await send(["grpc-encoding": "gzip"], pieces)
    #expect(try messages(answer).first?.bytes == large)
  }

  @Test(
    "A bomb is refused at the limit, garbage as garbage; unary or in a stream, and others are served on",
    arguments: ["/interop.Test/Echo", "/interop.Test/Upload", "/interop.Test/Chat"])
  func hostile(path: String) async throws {
    let bomb = try framed([UInt8](repeating: 0, count: 8 << 20), gzip: true)
    #expect(bomb.count < 40_000)
    let refused = try await send(["grpc-encoding": "gzip"], [bomb], path: path)
    #expect(refused.blocks.last?["grpc-status"] == "8")
    #expect(refused.blocks.last?["grpc-message"]?.contains("1048576") == true)
    for garbage: [UInt8] in [[], [1, 2, 3], Array(bomb.dropFirst(5).prefix(100))] {
      var message = [UInt8](repeating: 0, count: 5) + garbage
      MessagePrefix.write(into: &message, isCompressed: true)
      let answer = try await send(["grpc-encoding": "gzip"], [message], path: path)
      #expect(answer.blocks.last?["grpc-status"] == "13", "\(garbage.count) bytes")
    }
  }

  @Test("Many small messages which unpack to much wait in the stream as they came")
  func queued() async throws {
    var queue = MessageQueue()
    let packed = try framed([UInt8](repeating: 0, count: 1 << 20), gzip: true)
    var deframer = MessageDeframer(limit: 1 << 20, role: .server)
    deframer.encoding = .gzip
    for _ in 0..<100 { packed.withUnsafeBytes { deframer.append($0) } }
    var held = 0
    while let message = try deframer.next() {
      held += message.bytes.count
      queue.append(.init(message: message, held: message.bytes.count))
    }
    #expect(held == (packed.count - 5) * 100)
    #expect(try queue.next()?.message.payload(limit: 1 << 20).count == 1 << 20)
  }

  @Test(
    "What takes long to unpack is not unpacked on the loop, whatever it says of its length",
    arguments: [(1000, false), (60_000, false), (70_000, true), (4 << 20, true)])
  func longRequests(size: Int, isLong: Bool) throws {
    let payload = [UInt8](repeating: 0x61, count: size)
    var packed = Array(try framed(payload, gzip: true).dropFirst(5))
    let message = ReceivedMessage(bytes: packed, isCompressed: true)
    #expect(try message.payloadOnLoop(limit: 4 << 20) == (isLong ? nil : payload))
    // The last four bytes say nothing now: the rest is looked at, up to what may be done on the loop.
    for index in packed.count - 4..<packed.count { packed[index] = 0 }
    let liar = ReceivedMessage(bytes: packed, isCompressed: true)
    if isLong {
      #expect(try liar.payloadOnLoop(limit: 4 << 20) == nil)
    } else {
      #expect(throws: RPCError.self) { try liar.payloadOnLoop(limit: 4 << 20) }
    }
  }

  @Test("A long message that is not compressed costs no more than before")
  func longAndPlain() throws {
    let bytes = [UInt8](repeating: 1, count: 1 << 20)
    let message = ReceivedMessage(bytes: bytes, isCompressed: false)
    #expect(try message.payloadOnLoop(limit: 4 << 20) == bytes)
  }

  @Test("Long messages between short ones stay in order, in both directions")
  func order() async throws {
    try await TestServer.run { _, channel in
      let chat = try await channel.bidirectional(
        path: "/interop.Test/Chat", options: CallOptions(compression: .always),
        sending: TestMessage.self, returning: TestMessage.self)
      let sizes = (0..<40).map { $0 % 3 == 0 ? 300_000 + $0 : $0 }
      let sending = Task {
        for size in sizes {
          try await chat.requests.write(TestMessage([UInt8](repeating: 3, count: size)))
        }
        await chat.requests.finish()
      }
      var got: [Int] = []
      while let message = try await chat.responses.next() { got.append(message.payload.count) }
      try await sending.value
      #expect(got == sizes)
    }
  }

  @Test(
    "Calls that are given up while their long messages wait their turn leave the server serving")
  func givenUp() async throws {
    try await TestServer.run { server, channel in
      let sent = TestMessage([UInt8](repeating: 0x62, count: 4_000_000))
      let options = CallOptions(compression: .always)
      let calls = (0..<20).map { _ in
        Task {
          let _: TestMessage = try await channel.unary(
            path: "/interop.Test/Echo", sent, options: options)
        }
      }
      for call in calls.dropFirst(2) { call.cancel() }
      for call in calls.prefix(2) { try await call.value }
      for call in calls.dropFirst(2) { _ = await call.result }
      let got: TestMessage = try await channel.unary(
        path: "/interop.Test/Echo", sent, options: options)
      #expect(got == sent)
    }
  }

  @Test("A message for many is compressed once")
  func shared() throws {
    let message = try EncodedMessage(TestMessage(large))
    let copy = message
    let first = try #require(message.compressed())
    let second = try #require(copy.compressed())
    #expect(first.withUnsafeBytes { $0.baseAddress } == second.withUnsafeBytes { $0.baseAddress })
  }

  @Test(
    "This client and this server: each kind, compressed and not",
    arguments: [Compression.off, .automatic, .always])
  func ownPeers(compression: Compression) async throws {
    try await TestServer.run { _, channel in
      let options = CallOptions(compression: compression)
      for size in [0, 10, 2000, 300_000] {
        let sent = TestMessage([UInt8](repeating: 0x62, count: size))
        let got: TestMessage = try await channel.unary(
          path: "/interop.Test/Echo", sent, options: options)
        #expect(got == sent)
      }
      let sum: TestMessage = try await channel.clientStreaming(
        path: "/interop.Test/Upload", options: options
      ) { (writer: RequestWriter<TestMessage>) async throws(RPCError) in
        for number in 0..<50 {
          let message = TestMessage([UInt8](repeating: 1, count: number * 100))
          try await writer.write(message, compression: number % 3 == 0 ? .off : nil)
        }
      }
      #expect(sum.text == "50 122500")
      let down = try await channel.serverStreaming(
        path: "/interop.Test/Download", TestMessage("50,20000"), options: options,
        returning: TestMessage.self)
      var bytes = 0
      while let message = try await down.next() { bytes += message.payload.count }
      #expect(bytes == 1_000_000)
    }
  }
}
