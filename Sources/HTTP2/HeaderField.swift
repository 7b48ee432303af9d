/// One field of a header list to be sent. Names are lower case (RFC 9113, section 8.2).
package struct HeaderField: Sendable {
  enum Text: Sendable {
    /// Lives as long as the program: nghttp2 need not copy it.
    case fixed(StaticString)
    case bytes([UInt8])

    var count: Int {
      switch self {
      case .fixed(let text): text.utf8CodeUnitCount
      case .bytes(let bytes): bytes.count
      }
    }

    /// Bytes that must be put somewhere for nghttp2 to copy.
    var copiedBytes: Int {
      switch self {
      case .fixed: 0
      case .bytes(let bytes): bytes.count
      }
    }
  }

  let name: Text
  let value: Text

  package init(_ name: StaticString, _ value: StaticString) {
    self.name = .fixed(name)
    self.value = .fixed(value)
  }

  package init(_ name: StaticString, _ value: [UInt8]) {
    self.name = .fixed(name)
    self.value = .bytes(value)
  }

  @_disfavoredOverload
  package init(_ name: String, _ value: [UInt8]) {
    self.name = .bytes(Array(name.utf8))
    self.value = .bytes(value)
  }
}
