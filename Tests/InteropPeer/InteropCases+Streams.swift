import GRPC

extension InteropCases {
  func clientStreaming() async throws {
    let answer = try await client.streamingInputCall { (writer) async throws(RPCError) in
      for size in Self.requestSizes {
        try await writer.write(StreamingInputCallRequest(payload: Self.zeros(size)))
      }
    }
    try require(answer.aggregatedPayloadSize == 74922, "\(answer.aggregatedPayloadSize)")
  }

  func clientCompressedStreaming() async throws {
    let options = CallOptions(compression: .always)
    try await refused(.invalidArgument) { () async throws(RPCError) in
      _ = try await client.streamingInputCall { (writer) async throws(RPCError) in
        let probe = StreamingInputCallRequest(
          payload: Self.zeros(27182), expectCompressed: BoolValue(value: true))
        try await writer.write(probe)
      }
    }
    let answer = try await client.streamingInputCall(options: options) {
      (writer) async throws(RPCError) in
      for (size, compressed) in [(27182, true), (45904, false)] {
        let request = StreamingInputCallRequest(
          payload: Self.zeros(size), expectCompressed: BoolValue(value: compressed))
        try await writer.write(request, compression: compressed ? .always : .off)
      }
    }
    try require(answer.aggregatedPayloadSize == 73086, "\(answer.aggregatedPayloadSize)")
  }

  func serverStreaming() async throws {
    let stream = try await client.streamingOutputCall(
      StreamingOutputCallRequest(responseParameters: Self.sizes.map { .init(size: Int32($0)) }))
    var got: [Int] = []
    while let answer = try await stream.next() { got.append(answer.payload?.body.count ?? -1) }
    try require(got == Self.sizes, "\(got)")
  }

  func serverCompressedStreaming() async throws {
    let stream = try await client.streamingOutputCall(
      StreamingOutputCallRequest(
        responseParameters: [
          .init(size: 31415, compressed: BoolValue(value: true)),
          .init(size: 92653, compressed: BoolValue(value: false)),
        ]))
    for (size, compressed) in [(31415, true), (92653, false)] {
      let answer = try await stream.next()
      try require(answer?.payload == Self.zeros(size), "not \(size) zeros")
      try require(await stream.isLatestCompressed() == compressed, "compressed: \(!compressed)")
    }
    try require(try await stream.next() == nil, "a third answer")
  }

  func pingPong() async throws {
    let duplex = try await client.fullDuplexCall()
    for (request, response) in zip(Self.requestSizes, Self.sizes) {
      try await duplex.requests.write(ask(request, for: response))
      let answer = try await duplex.responses.next()
      try require(answer?.payload == Self.zeros(response), "not \(response) zeros")
    }
    await duplex.requests.finish()
    try require(try await duplex.responses.next() == nil, "an answer to nothing")
  }

  func halfDuplex() async throws {
    let duplex = try await client.halfDuplexCall()
    for (request, response) in zip(Self.requestSizes, Self.sizes) {
      try await duplex.requests.write(ask(request, for: response))
    }
    await duplex.requests.finish()
    var got: [Int] = []
    while let answer = try await duplex.responses.next() {
      got.append(answer.payload?.body.count ?? -1)
    }
    try require(got == Self.sizes, "\(got)")
  }

  func emptyStream() async throws {
    let duplex = try await client.fullDuplexCall()
    await duplex.requests.finish()
    try require(try await duplex.responses.next() == nil, "an answer to nothing")
  }

  func cancelAfterBegin() async throws {
    let call = try await channel.bidirectional(
      path: "/grpc.testing.TestService/StreamingInputCall",
      sending: StreamingInputCallRequest.self, returning: StreamingInputCallResponse.self)
    call.responses.cancel()
    try await refused(.cancelled) { () async throws(RPCError) in
      _ = try await call.responses.next()
    }
  }

  func cancelAfterFirstResponse() async throws {
    let duplex = try await client.fullDuplexCall()
    try await duplex.requests.write(ask(27182, for: 31415))
    let answer = try await duplex.responses.next()
    try require(answer?.payload == Self.zeros(31415), "not 31415 zeros")
    duplex.responses.cancel()
    try await refused(.cancelled) { () async throws(RPCError) in
      _ = try await duplex.responses.next()
    }
  }

  func timeoutOnSleepingServer() async throws {
    let options = CallOptions(timeout: .milliseconds(1))
    try await refused(.deadlineExceeded) { () async throws(RPCError) in
      let duplex = try await client.fullDuplexCall(options: options)
      try await duplex.requests.write(
        StreamingOutputCallRequest(payload: Self.zeros(27182)))
      _ = try await duplex.responses.next()
    }
  }

  private func ask(_ request: Int, for response: Int) -> StreamingOutputCallRequest {
    StreamingOutputCallRequest(
      responseParameters: [.init(size: Int32(response))], payload: Self.zeros(request))
  }
}
