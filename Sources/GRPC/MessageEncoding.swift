import HTTP2

/// The compression that a peer named in `grpc-encoding`.
enum MessageEncoding: Sendable, Hashable {
  case identity
  case gzip
  case unsupported(String)

  /// What `grpc-accept-encoding` lists.
  static let accepted = "identity,gzip"

  init(header value: UnsafeRawBufferPointer) {
    if value.isEmpty || value.equals("identity") {
      self = .identity
    } else if value.equals("gzip") {
      self = .gzip
    } else {
      self = .unsupported(String(decoding: value, as: UTF8.self))
    }
  }

  /// Whether the sender of `block` can read gzip. Asked when there is something to compress only.
  static func isGzipAccepted(by block: HeaderBlock) -> Bool {
    var isAccepted = false
    block.forEach { name, value in
      guard name.count == 20, name.equals("grpc-accept-encoding") else { return }
      for item in value.split(separator: UInt8(ascii: ",")) where !isAccepted {
        let text = String(decoding: item, as: UTF8.self)
        isAccepted = text.drop { $0 == " " }.prefix { $0 != " " } == "gzip"
      }
    }
    return isAccepted
  }
}
