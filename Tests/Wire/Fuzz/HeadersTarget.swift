import HTTP2

@testable import GRPC
@testable import HTTP2

/// Header fields as a peer sends them (names and values end with NUL), and what is read out of them.
enum HeadersTarget {
  private static let routes = ServiceTable(
    router: Router([]), configuration: GRPCServer.Configuration())

  static func run(_ bytes: UnsafeRawBufferPointer) -> CInt {
    let block = HeaderBlock()
    let parts = bytes.split(separator: 0, maxSplits: 64, omittingEmptySubsequences: false)
    var index = 0
    while index + 1 < parts.count {
      block.append(
        UnsafeRawBufferPointer(rebasing: parts[index]),
        UnsafeRawBufferPointer(rebasing: parts[index + 1]))
      index += 2
    }
    _ = RequestHead.read(block, routes: routes)
    var metadata = Metadata()
    block.forEach { metadata.appendReceived(name: $0, value: $1) }
    _ = Timeout.parse(bytes)
    if let decoded = Base64.decode(Array(bytes)) {
      precondition(
        Base64.decode(Base64.encode(decoded)) == decoded, "base64 lost what it encoded")
    }
    let text = PercentEncoding.decode(bytes)
    precondition(
      PercentEncoding.decode(PercentEncoding.encode(text)) == text,
      "percent-encoding lost what it encoded")
    return 0
  }
}
