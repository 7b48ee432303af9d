import Protobuf

/// All that is known of a call before it begins: what the caller and the service config say.
struct CallPlan: Sendable {
  let path: String
  let kind: CallKind
  let metadata: Metadata
  let compression: Compression
  let deadline: ContinuousClock.Instant?
  let waitsForReady: Bool
  let retryPolicy: RetryPolicy?
  let limits: DecodingLimits
  /// The longest request, in bytes without framing.
  let requestBytesMax: Int?

  init(
    path: String, kind: CallKind, options: CallOptions,
    configuration: ClientChannel.Configuration
  ) {
    self.path = path
    self.kind = kind
    metadata = options.metadata
    compression = options.compression
    let method = configuration.serviceConfig.method(path)
    var timeout = options.timeout
    if let longest = method?.timeout { timeout = min(timeout ?? longest, longest) }
    deadline = timeout.map { ContinuousClock.now.advanced(by: $0) }
    waitsForReady = options.waitForReady ?? method?.waitForReady ?? false
    retryPolicy = method?.retryPolicy
    requestBytesMax = method?.requestBytesMax
    let bytes = configuration.messageBytesMax
    limits = DecodingLimits(messageBytes: min(bytes, method?.responseBytesMax ?? bytes))
  }

  /// - Throws: `RESOURCE_EXHAUSTED` for a request over the limit.
  func check(_ framed: [UInt8]) throws(RPCError) {
    guard let requestBytesMax, framed.count - MessagePrefix.length > requestBytesMax else { return }
    throw RPCError(
      code: .resourceExhausted,
      message: "a request of \(framed.count - MessagePrefix.length) bytes is over the limit of "
        + "\(requestBytesMax) bytes")
  }
}
