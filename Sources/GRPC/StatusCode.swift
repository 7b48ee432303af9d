/// The outcome of a call, as gRPC numbers it (grpc/grpc doc/statuscodes.md).
package enum StatusCode: UInt8, Sendable, Hashable, CaseIterable {
  case ok = 0
  case cancelled = 1
  case unknown = 2
  case invalidArgument = 3
  case deadlineExceeded = 4
  case notFound = 5
  case alreadyExists = 6
  case permissionDenied = 7
  case resourceExhausted = 8
  case failedPrecondition = 9
  case aborted = 10
  case outOfRange = 11
  case unimplemented = 12
  case `internal` = 13
  case unavailable = 14
  case dataLoss = 15
  case unauthenticated = 16

  /// The name people and tools use: `FAILED_PRECONDITION`.
  package var name: String {
    switch self {
    case .ok: "OK"
    case .cancelled: "CANCELLED"
    case .unknown: "UNKNOWN"
    case .invalidArgument: "INVALID_ARGUMENT"
    case .deadlineExceeded: "DEADLINE_EXCEEDED"
    case .notFound: "NOT_FOUND"
    case .alreadyExists: "ALREADY_EXISTS"
    case .permissionDenied: "PERMISSION_DENIED"
    case .resourceExhausted: "RESOURCE_EXHAUSTED"
    case .failedPrecondition: "FAILED_PRECONDITION"
    case .aborted: "ABORTED"
    case .outOfRange: "OUT_OF_RANGE"
    case .unimplemented: "UNIMPLEMENTED"
    case .internal: "INTERNAL"
    case .unavailable: "UNAVAILABLE"
    case .dataLoss: "DATA_LOSS"
    case .unauthenticated: "UNAUTHENTICATED"
    }
  }

  /// The code of a `grpc-status` value; `nil` if it is not a decimal number. A number that gRPC
  /// does not know is `unknown`, as the protocol asks.
  package init?(wire bytes: some Sequence<UInt8>) {
    var number = 0
    var digits = 0
    for byte in bytes {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), digits < 9 else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
      digits += 1
    }
    guard digits > 0 else { return nil }
    self = UInt8(exactly: number).flatMap(StatusCode.init(rawValue:)) ?? .unknown
  }

  /// What a client makes of an answer without `grpc-status`, from its HTTP status
  /// (grpc/grpc doc/http-grpc-status-mapping.md).
  package init(httpStatus: Int) {
    switch httpStatus {
    case 400: self = .internal
    case 401: self = .unauthenticated
    case 403: self = .permissionDenied
    case 404: self = .unimplemented
    case 429, 502, 503, 504: self = .unavailable
    default: self = .unknown
    }
  }

  /// What a client makes of a RST_STREAM (PROTOCOL-HTTP2.md, "Errors"; codes of RFC 9113,
  /// section 7).
  package init(resetCode: UInt32) {
    switch resetCode {
    case 0x7: self = .unavailable  // REFUSED_STREAM: nothing was processed
    case 0x8: self = .cancelled  // CANCEL
    case 0xb: self = .resourceExhausted  // ENHANCE_YOUR_CALM
    case 0xc: self = .permissionDenied  // INADEQUATE_SECURITY
    default: self = .internal
    }
  }
}

extension StatusCode: CustomStringConvertible {
  package var description: String { name }
}
