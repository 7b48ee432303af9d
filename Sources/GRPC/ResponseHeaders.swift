import HTTP2

/// The header lists that a server sends; the usual ones are made once.
enum ResponseHeaders {
  private static let plainHead = [
    HeaderField(":status", "200"), HeaderField("content-type", "application/grpc"),
    HeaderField("grpc-accept-encoding", "identity,gzip"),
  ]
  private static let gzipHead = plainHead + [HeaderField("grpc-encoding", "gzip")]
  private static let plainSuccess = [HeaderField("grpc-status", "0")]

  /// Answers to what is not gRPC.
  static let unsupportedMediaType = [HeaderField(":status", "415")]
  static let methodNotAllowed = [HeaderField(":status", "405"), HeaderField("allow", "POST")]

  static func page(_ status: Int, length: Int) -> [HeaderField] {
    [
      HeaderField(":status", Array("\(status)".utf8)),
      HeaderField("content-type", "text/plain; charset=utf-8"),
      HeaderField("content-length", Array("\(length)".utf8)),
      HeaderField("cache-control", "no-store"),
    ]
  }

  /// What stands in front of messages, some of which may be in gzip.
  static func head(_ metadata: Metadata?, gzip: Bool) -> [HeaderField] {
    let head = gzip ? gzipHead : plainHead
    guard let metadata, !metadata.isEmpty else { return head }
    return head + metadata.fields
  }

  /// What follows the last message.
  static func success(_ metadata: Metadata?) -> [HeaderField] {
    guard let metadata, !metadata.isEmpty else { return plainSuccess }
    return plainSuccess + metadata.fields
  }

  static func failure(_ error: RPCError, _ metadata: Metadata?) -> [HeaderField] {
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
  static func trailersOnly(_ error: RPCError, _ metadata: Metadata?) -> [HeaderField] {
    plainHead + failure(error, metadata)
  }
}

extension Metadata {
  var fields: [HeaderField] {
    entries.map { HeaderField($0.name, Self.wire($0.value)) }
  }
}
