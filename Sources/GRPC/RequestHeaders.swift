import HTTP2

/// The header list that a client sends (PROTOCOL-HTTP2.md, "Requests").
enum RequestHeaders {
  static func list(
    path: String, isSecure: Bool, authority: String, userAgent: String, timeout: Duration?,
    compression: Compression, metadata: Metadata, previousAttempts: Int = 0
  ) -> [HeaderField] {
    var list = [
      HeaderField(":method", "POST"),
      isSecure ? HeaderField(":scheme", "https") : HeaderField(":scheme", "http"),
      HeaderField(":path", Array(path.utf8)), HeaderField(":authority", Array(authority.utf8)),
    ]
    if let timeout {
      list.append(HeaderField("grpc-timeout", Array(Timeout.format(timeout).utf8)))
    }
    if previousAttempts > 0 {
      list.append(HeaderField("grpc-previous-rpc-attempts", Array("\(previousAttempts)".utf8)))
    }
    list += [
      HeaderField("content-type", "application/grpc"), HeaderField("te", "trailers"),
      HeaderField("grpc-accept-encoding", "identity,gzip"),
      HeaderField("user-agent", Array(userAgent.utf8)),
    ]
    if compression != .off { list.append(HeaderField("grpc-encoding", "gzip")) }
    return list + metadata.fields
  }
}
