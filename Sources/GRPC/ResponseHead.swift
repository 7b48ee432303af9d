import HTTP2

/// A response's header block or trailers, read.
struct ResponseHead {
  var head = ClientCallMachine.Head(httpStatus: 0, isGRPC: false, outcome: nil, contentType: "")
  var encoding: MessageEncoding = .identity
  var metadata = Metadata()

  init(_ block: HeaderBlock) {
    var hasStatus = false
    var code: StatusCode?
    var message = ""
    var details: [UInt8]?
    block.forEach { name, value in
      switch String(decoding: name, as: UTF8.self) {
      case ":status":
        head.httpStatus = Int(String(decoding: value, as: UTF8.self)) ?? 0
      case "content-type":
        head.contentType = String(decoding: value, as: UTF8.self)
        head.isGRPC = ContentType.isGRPC(value)
      case "grpc-encoding":
        encoding = MessageEncoding(header: value)
      case "grpc-status":
        hasStatus = true
        code = StatusCode(wire: value)
      case "grpc-message":
        message = PercentEncoding.decode(value)
      case "grpc-status-details-bin":
        details = Base64.decode(Array(value))
      default:
        metadata.appendReceived(name: name, value: value)
      }
    }
    if hasStatus {
      head.outcome = ClientCallMachine.Outcome(code: code, message: message, details: details)
    }
  }
}
