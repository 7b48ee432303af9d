import GRPC

/// `grpc.testing.TestService` as gRPC's interop-test-descriptions.md wants it.
struct InteropService: TestServiceProvider {
  func emptyCall(_ request: Empty, context: ServerContext) async throws(RPCError) -> Empty {
    try echoMetadata(context)
    return Empty()
  }

  func unaryCall(_ request: SimpleRequest, context: ServerContext) async throws(RPCError)
    -> SimpleResponse
  {
    try echoMetadata(context)
    try check(request.expectCompressed, context)
    if let compressed = request.responseCompressed {
      context.setCompression(compressed.value ? .always : .off)
    }
    try check(request.responseStatus)
    return SimpleResponse(payload: payload(request.responseSize))
  }

  func cacheableUnaryCall(_ request: SimpleRequest, context: ServerContext) async throws(RPCError)
    -> SimpleResponse
  {
    try await unaryCall(request, context: context)
  }

  func streamingOutputCall(
    _ request: StreamingOutputCallRequest, writer: ResponseWriter<StreamingOutputCallResponse>,
    context: ServerContext
  ) async throws(RPCError) {
    try echoMetadata(context)
    try await answer(request, writer)
  }

  func streamingInputCall(
    _ requests: RequestStream<StreamingInputCallRequest>, context: ServerContext
  ) async throws(RPCError) -> StreamingInputCallResponse {
    var sum = 0
    while let request = try await requests.next() {
      try check(request.expectCompressed, context)
      sum += request.payload?.body.count ?? 0
    }
    return StreamingInputCallResponse(aggregatedPayloadSize: Int32(sum))
  }

  func fullDuplexCall(
    _ requests: RequestStream<StreamingOutputCallRequest>,
    writer: ResponseWriter<StreamingOutputCallResponse>, context: ServerContext
  ) async throws(RPCError) {
    try echoMetadata(context)
    while let request = try await requests.next() { try await answer(request, writer) }
  }

  func halfDuplexCall(
    _ requests: RequestStream<StreamingOutputCallRequest>,
    writer: ResponseWriter<StreamingOutputCallResponse>, context: ServerContext
  ) async throws(RPCError) {
    var all: [StreamingOutputCallRequest] = []
    while let request = try await requests.next() { all.append(request) }
    for request in all { try await answer(request, writer) }
  }

  func unimplementedCall(_ request: Empty, context: ServerContext) async throws(RPCError) -> Empty {
    throw RPCError(code: .unimplemented, message: "this method is not implemented on purpose")
  }

  private func answer(
    _ request: StreamingOutputCallRequest, _ writer: ResponseWriter<StreamingOutputCallResponse>
  ) async throws(RPCError) {
    try check(request.responseStatus)
    for parameters in request.responseParameters {
      if parameters.intervalUs > 0 {
        // The interval is what the client asked for; when the call is over, the next write says so.
        try? await Task.sleep(for: .microseconds(Int(parameters.intervalUs)))
      }
      try await writer.write(
        StreamingOutputCallResponse(payload: payload(parameters.size)),
        compression: parameters.compressed.map { $0.value ? .always : .off })
    }
  }

  private func payload(_ size: Int32) -> Payload {
    Payload(body: [UInt8](repeating: 0, count: Int(max(0, size))))
  }

  private func check(_ wanted: EchoStatus?) throws(RPCError) {
    guard let wanted, wanted.code != 0 else { return }
    throw RPCError(
      code: StatusCode(rawValue: UInt8(clamping: wanted.code)) ?? .unknown, message: wanted.message)
  }

  private func check(_ expected: BoolValue?, _ context: ServerContext) throws(RPCError) {
    guard let expected, expected.value != context.isRequestCompressed else { return }
    throw RPCError(
      code: .invalidArgument,
      message: "the request \(expected.value ? "is not" : "is") compressed")
  }

  private func echoMetadata(_ context: ServerContext) throws(RPCError) {
    let metadata = context.metadata
    if let text = metadata.text("x-grpc-test-echo-initial") {
      var initial = Metadata()
      try initial.append("x-grpc-test-echo-initial", text)
      context.setInitialMetadata(initial)
    }
    var trailing = Metadata()
    for value in metadata.binary("x-grpc-test-echo-trailing-bin") {
      try trailing.append("x-grpc-test-echo-trailing-bin", binary: value)
    }
    context.setTrailingMetadata(trailing)
  }
}
