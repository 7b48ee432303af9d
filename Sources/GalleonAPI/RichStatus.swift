import Protobuf

/// A status with details that programs can read: `google.rpc.Status`, which travels in
/// `grpc-status-details-bin` (github.com/googleapis/googleapis, google/rpc/status.proto).
package struct RichStatus: Sendable, Hashable {
  package enum Detail: Sendable, Hashable {
    /// Why, as a stable word of a domain.
    case errorInfo(GoogleRpcErrorInfo)
    /// Which fields are wrong.
    case badRequest(GoogleRpcBadRequest)
    /// What is not as it would have to be.
    case preconditionFailure(GoogleRpcPreconditionFailure)
    /// When to try again.
    case retryInfo(GoogleRpcRetryInfo)
    /// What was looked for.
    case resourceInfo(GoogleRpcResourceInfo)
    /// A detail of a type that is none of these.
    case other(GoogleProtobufAny)
  }

  /// The number of the gRPC status code.
  package var code: Int32
  /// A sentence for a developer.
  package var message: String
  package var details: [Detail]

  package init(code: Int32, message: String, details: [Detail] = []) {
    self.code = code
    self.message = message
    self.details = details
  }

  /// Reads the bytes of `grpc-status-details-bin`.
  /// - Throws: what is wrong with the bytes, or with those of a detail.
  package init(bytes: [UInt8]) throws(ProtobufError) {
    let status = try GoogleRpcStatus.decode(bytes)
    code = status.code
    message = status.message
    details = []
    for packed in status.details { details.append(try Detail(packed)) }
  }

  /// The bytes for `grpc-status-details-bin`.
  /// - Throws: `messageTooLarge`.
  package func encode() throws(ProtobufError) -> [UInt8] {
    var status = GoogleRpcStatus(code: code, message: message)
    for detail in details { status.details.append(try detail.packed()) }
    return try status.encode()
  }

  /// The first detail of each kind; nil if there is none.
  package var errorInfo: GoogleRpcErrorInfo? {
    details.lazy.compactMap { if case .errorInfo(let info) = $0 { info } else { nil } }.first
  }

  package var badRequest: GoogleRpcBadRequest? {
    details.lazy.compactMap { if case .badRequest(let info) = $0 { info } else { nil } }.first
  }

  package var preconditionFailure: GoogleRpcPreconditionFailure? {
    details.lazy.compactMap { if case .preconditionFailure(let info) = $0 { info } else { nil } }
      .first
  }

  package var retryInfo: GoogleRpcRetryInfo? {
    details.lazy.compactMap { if case .retryInfo(let info) = $0 { info } else { nil } }.first
  }

  package var resourceInfo: GoogleRpcResourceInfo? {
    details.lazy.compactMap { if case .resourceInfo(let info) = $0 { info } else { nil } }.first
  }
}

extension RichStatus.Detail {
  fileprivate init(_ packed: GoogleProtobufAny) throws(ProtobufError) {
    let type = packed.typeUrl.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    self =
      switch String(type) {
      case GoogleRpcErrorInfo.fullName: .errorInfo(try .decode(packed.value))
      case GoogleRpcBadRequest.fullName: .badRequest(try .decode(packed.value))
      case GoogleRpcPreconditionFailure.fullName: .preconditionFailure(try .decode(packed.value))
      case GoogleRpcRetryInfo.fullName: .retryInfo(try .decode(packed.value))
      case GoogleRpcResourceInfo.fullName: .resourceInfo(try .decode(packed.value))
      default: .other(packed)
      }
  }

  fileprivate func packed() throws(ProtobufError) -> GoogleProtobufAny {
    switch self {
    case .errorInfo(let info): try Self.packed(info)
    case .badRequest(let info): try Self.packed(info)
    case .preconditionFailure(let info): try Self.packed(info)
    case .retryInfo(let info): try Self.packed(info)
    case .resourceInfo(let info): try Self.packed(info)
    case .other(let packed): packed
    }
  }

  private static func packed<Message: ProtobufMessage>(
    _ message: Message
  ) throws(ProtobufError) -> GoogleProtobufAny {
    GoogleProtobufAny(
      typeUrl: "type.googleapis.com/" + Message.fullName, value: try message.encode())
  }
}
