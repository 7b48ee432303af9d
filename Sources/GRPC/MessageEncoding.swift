/// The compression that a peer named in `grpc-encoding`. Only `identity` is spoken here.
enum MessageEncoding: Sendable, Hashable {
  case identity
  case unsupported(String)

  /// What `grpc-accept-encoding` lists.
  static let accepted = "identity"

  init(header value: UnsafeRawBufferPointer) {
    let name = String(decoding: value, as: UTF8.self)
    self = name.isEmpty || name == "identity" ? .identity : .unsupported(name)
  }
}
