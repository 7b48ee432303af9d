import HTTP2

/// The header lists that a server sends; the usual ones are made once.
enum ResponseHeaders {
  private static let plainHead = [
    HeaderField(":status", "200"), HeaderField("content-type", "application/grpc"),
    HeaderField("grpc-accept-encoding", "identity,gzip"),
  ]
  private static let gzipHead = plainHead + [HeaderField("grpc-encoding", "gzip")]
  static let plainSuccess = [HeaderField("grpc-status", "0")]

  private static let fixedHead = FixedHeaders(plainHead)
  private static let fixedGzipHead = FixedHeaders(gzipHead)
  private static let fixedSuccess = FixedHeaders(plainSuccess)

  /// Answers to what is not gRPC.
  static let unsupportedMediaType: HeaderList = [HeaderField(":status", "415")]
  static let methodNotAllowed: HeaderList = [
    HeaderField(":status", "405"), HeaderField("allow", "POST"),
  ]

  static func page(_ status: Int, length: Int) -> HeaderList {
    [
      HeaderField(":status", Array("\(status)".utf8)),
      HeaderField("content-type", "text/plain; charset=utf-8"),
      HeaderField("content-length", Array("\(length)".utf8)),
      HeaderField("cache-control", "no-store"),
    ]
  }

  /// What stands in front of messages, some of which may be in gzip.
  static func head(_ metadata: Metadata?, gzip: Bool) -> HeaderList {
    guard let metadata, !metadata.isEmpty else {
      return .fixed(gzip ? fixedGzipHead : fixedHead)
    }
    return .fields((gzip ? gzipHead : plainHead) + metadata.fields)
  }

  /// What follows the last message.
  static func success(_ metadata: Metadata?) -> HeaderList {
    guard let metadata, !metadata.isEmpty else { return .fixed(fixedSuccess) }
    return .fields(plainSuccess + metadata.fields)
  }

  static func failure(_ error: RPCError, _ metadata: Metadata?) -> HeaderList {
    .fields(failureFields(error, metadata))
  }

  private static func failureFields(_ error: RPCError, _ metadata: Metadata?) -> [HeaderField] {
    // A handler that fails with OK is mistaken; the client must not take it for a success.
    let code = error.code == .ok ? StatusCode.unknown : error.code
    var list = [HeaderField("grpc-status", Array("\(code.rawValue)".utf8))]
    if !error.message.isEmpty {
      list.append(HeaderField("grpc-message", PercentEncoding.encode(error.message)))
    }
    if let details = error.details {
      list.append(HeaderField("grpc-status-details-bin", Base64.encode(details)))
    }
    if let metadata { list += metadata.fields }
    return list + error.metadata.fields
  }

  /// The only header block of a call that fails before anything was sent.
  static func trailersOnly(_ error: RPCError, _ metadata: Metadata?) -> HeaderList {
    .fields(plainHead + failureFields(error, metadata))
  }
}

extension Metadata {
  var fields: [HeaderField] {
    entries.map { HeaderField($0.name, Self.wire($0.value)) }
  }
}
