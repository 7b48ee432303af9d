import GRPC

/// The cases of gRPC's interop-test-descriptions.md, played by this project's client.
struct InteropCases: Sendable {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  let channel: ClientChannel
  var client: TestServiceClient { TestServiceClient(channel) }

  static let all: [String: @Sendable (InteropCases) async throws -> Void] = [
    "empty_unary": { try await $0.emptyUnary() },
    "large_unary": { try await $0.largeUnary() },
    "client_compressed_unary": { try await $0.clientCompressedUnary() },
    "server_compressed_unary": { try await $0.serverCompressedUnary() },
    "client_streaming": { try await $0.clientStreaming() },
    "client_compressed_streaming": { try await $0.clientCompressedStreaming() },
    "server_streaming": { try await $0.serverStreaming() },
    "server_compressed_streaming": { try await $0.serverCompressedStreaming() },
    "ping_pong": { try await $0.pingPong() },
    "empty_stream": { try await $0.emptyStream() },
    "half_duplex": { try await $0.halfDuplex() },
    "custom_metadata": { try await $0.customMetadata() },
    "status_code_and_message": { try await $0.statusCodeAndMessage() },
    "special_status_message": { try await $0.specialStatusMessage() },
    "unimplemented_method": { try await $0.unimplementedMethod() },
    "unimplemented_service": { try await $0.unimplementedService() },
    "cancel_after_begin": { try await $0.cancelAfterBegin() },
    "cancel_after_first_response": { try await $0.cancelAfterFirstResponse() },
    "timeout_on_sleeping_server": { try await $0.timeoutOnSleepingServer() },
    "rpc_soak": { try await $0.soak(channels: 1) },
    "channel_soak": { try await $0.soak(channels: 50) },
  ]

  static let sizes = [31415, 9, 2653, 58979]
  static let requestSizes = [27182, 8, 1828, 45904]
  static let largeRequest = SimpleRequest(responseSize: 314159, payload: zeros(271828))

  static func zeros(_ count: Int) -> Payload { Payload(body: [UInt8](repeating: 0, count: count)) }

  func require(_ holds: Bool, _ what: String) throws {
    guard holds else { throw Failure(description: what) }
  }

  func refused(
    _ code: StatusCode, _ message: String? = nil, _ body: () async throws(RPCError) -> Void
  ) async throws {
    do throws(RPCError) {
      try await body()
    } catch {
      try require(error.code == code, "wanted \(code), got \(error)")
      if let message { try require(error.message == message, "the message is \(error.message)") }
      return
    }
    throw Failure(description: "the call succeeded; wanted \(code)")
  }

  // MARK: Unary

  private func emptyUnary() async throws {
    try require(try await client.emptyCall(Empty()) == Empty(), "the answer is not empty")
  }

  private func largeUnary() async throws {
    let answer = try await client.unaryCall(Self.largeRequest)
    try require(answer.payload == Self.zeros(314159), "not 314159 zeros")
  }

  private func clientCompressedUnary() async throws {
    var probe = Self.largeRequest
    probe.expectCompressed = BoolValue(value: true)
    try await refused(.invalidArgument) { () async throws(RPCError) in
      _ = try await client.unaryCall(probe)
    }
    for compressed in [true, false] {
      var request = Self.largeRequest
      request.expectCompressed = BoolValue(value: compressed)
      let answer = try await client.unaryCall(
        request, options: CallOptions(compression: compressed ? .always : .off))
      try require(answer.payload == Self.zeros(314159), "not 314159 zeros")
    }
  }

  private func serverCompressedUnary() async throws {
    for compressed in [true, false] {
      var request = Self.largeRequest
      request.responseCompressed = BoolValue(value: compressed)
      // The same on the wire, with a look at the message's flag.
      let stream = try await channel.serverStreaming(
        path: "/grpc.testing.TestService/UnaryCall", request, returning: SimpleResponse.self)
      let answer = try await stream.next()
      try require(answer?.payload == Self.zeros(314159), "not 314159 zeros")
      try require(await stream.isLatestCompressed() == compressed, "compressed: \(!compressed)")
      try require(try await stream.next() == nil, "a second answer")
    }
  }

  private func customMetadata() async throws {
    var options = CallOptions()
    let bytes: [UInt8] = [0xab, 0xab, 0xab]
    try options.metadata.append("x-grpc-test-echo-initial", "test_initial_metadata_value")
    try options.metadata.append("x-grpc-test-echo-trailing-bin", binary: bytes)
    let unary = try await channel.serverStreaming(
      path: "/grpc.testing.TestService/UnaryCall", Self.largeRequest, options: options,
      returning: SimpleResponse.self)
    try await expectEcho(unary, bytes)
    let duplex = try await client.fullDuplexCall(options: options)
    try await duplex.requests.write(
      StreamingOutputCallRequest(
        responseParameters: [.init(size: 314159)], payload: Self.zeros(271828)))
    await duplex.requests.finish()
    try await expectEcho(duplex.responses, bytes)
  }

  private func expectEcho<Response>(_ stream: ResponseStream<Response>, _ bytes: [UInt8])
    async throws
  {
    while try await stream.next() != nil {}
    let initial = try await stream.initialMetadata().text("x-grpc-test-echo-initial")
    try require(initial == "test_initial_metadata_value", "initial metadata: \(initial ?? "-")")
    let trailing = await stream.trailingMetadata().binary("x-grpc-test-echo-trailing-bin")
    try require(trailing == [bytes], "trailing metadata: \(trailing)")
  }

  private func statusCodeAndMessage() async throws {
    try await refusedTwice("test status message")
  }

  private func specialStatusMessage() async throws {
    let message = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
    try await refused(.unknown, message) { () async throws(RPCError) in
      _ = try await client.unaryCall(
        SimpleRequest(responseStatus: .init(code: 2, message: message)))
    }
  }

  private func refusedTwice(_ message: String) async throws {
    let status = EchoStatus(code: 2, message: message)
    try await refused(.unknown, message) { () async throws(RPCError) in
      _ = try await client.unaryCall(SimpleRequest(responseStatus: status))
    }
    let duplex = try await client.fullDuplexCall()
    try await duplex.requests.write(StreamingOutputCallRequest(responseStatus: status))
    await duplex.requests.finish()
    try await refused(.unknown, message) { () async throws(RPCError) in
      while try await duplex.responses.next() != nil {}
    }
  }

  private func unimplementedMethod() async throws {
    try await refused(.unimplemented) { () async throws(RPCError) in
      _ = try await client.unimplementedCall(Empty())
    }
  }

  private func unimplementedService() async throws {
    try await refused(.unimplemented) { () async throws(RPCError) in
      _ = try await UnimplementedServiceClient(channel).unimplementedCall(Empty())
    }
  }

  private func newChannel() async throws -> ClientChannel {
    let own = try ClientChannel(to: channel.servers)
    try await own.ready()
    return own
  }

  /// A hundred large calls, one after the other, on one channel or each on its own.
  private func soak(channels: Int) async throws {
    for _ in 0..<max(channels, 100) {
      let own = channels > 1 ? try await newChannel() : channel
      let answer = try await TestServiceClient(own).unaryCall(Self.largeRequest)
      try require(answer.payload == Self.zeros(314159), "not 314159 zeros")
      if channels > 1 { await own.close() }
    }
  }
}
