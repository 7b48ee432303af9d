import Glibc

/// Why a connection could not be made, or was lost.
package struct HTTP2Error: Error, Hashable, Sendable, CustomStringConvertible {
  package let kind: Kind
  /// A sentence for a person.
  package let message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  package enum Kind: Hashable, Sendable {
    /// A system call failed with this errno.
    case system(CInt)
    /// An address that cannot be understood or found.
    case address
    /// The peer broke the protocol, or left in the middle of it.
    case connectionLost
    /// The peer said that it takes no more streams (GOAWAY, RFC 9113 section 6.8).
    case goingAway
    /// This side closed the connection.
    case closed
    /// TLS could not be set up, or the peer is not who it must be.
    case tls
    /// Nothing came in time.
    case timeout
  }

  package var description: String { message }

  /// Whether an address is of a kind that this machine has not, or not its own.
  var isMissingAddress: Bool {
    kind == .system(EADDRNOTAVAIL) || kind == .system(EAFNOSUPPORT)
  }

  static func system(_ call: String, _ code: CInt, about: String = "") -> HTTP2Error {
    let place = about.isEmpty ? "" : " \(about)"
    return HTTP2Error(.system(code), "\(call)\(place): \(words(code))")
  }

  /// An errno in words (strerror(3)).
  package static func words(_ code: CInt) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    return buffer.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress, strerror_r(code, base, buffer.count) == 0 else {
        return "error \(code)"
      }
      return String(cString: base)
    }
  }
}

/// An error code of RST_STREAM and GOAWAY (RFC 9113, section 7).
package struct ErrorCode: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  package static let noError = ErrorCode(rawValue: 0x0)
  package static let protocolError = ErrorCode(rawValue: 0x1)
  package static let internalError = ErrorCode(rawValue: 0x2)
  package static let flowControlError = ErrorCode(rawValue: 0x3)
  package static let streamClosed = ErrorCode(rawValue: 0x5)
  package static let frameSizeError = ErrorCode(rawValue: 0x6)
  package static let refusedStream = ErrorCode(rawValue: 0x7)
  package static let cancel = ErrorCode(rawValue: 0x8)
  package static let compressionError = ErrorCode(rawValue: 0x9)
  package static let enhanceYourCalm = ErrorCode(rawValue: 0xb)
  package static let inadequateSecurity = ErrorCode(rawValue: 0xc)
}
