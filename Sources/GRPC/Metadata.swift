/// Custom metadata of a call: names with text values, and names ending in `-bin` with byte values
/// (PROTOCOL-HTTP2.md, "Custom-Metadata").
///
/// Names are lower case; `append` lowers them. The same name may occur more than once; the order
/// of its values is kept.
package struct Metadata: Sendable, Hashable {
  package enum Value: Sendable, Hashable {
    /// Printable ASCII without space at either end.
    case text(String)
    /// Any bytes; base64 on the wire.
    case binary([UInt8])
  }

  package struct Entry: Sendable, Hashable {
    package let name: String
    package let value: Value
  }

  package private(set) var entries: [Entry] = []

  package init() {}

  package var isEmpty: Bool { entries.isEmpty }

  /// Adds a text value; space at its ends is dropped.
  ///
  /// - Throws: `INTERNAL` if the name is malformed, reserved or ends in `-bin`, or the value is
  ///   not printable ASCII.
  package mutating func append(_ name: String, _ value: String) throws(RPCError) {
    let name = try Self.checked(name)
    guard !name.hasSuffix("-bin") else {
      throw Self.refused(name, "a name that ends in -bin takes bytes")
    }
    guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 <= 0x7e }) else {
      throw Self.refused(name, "its value is not printable ASCII")
    }
    entries.append(Entry(name: name, value: .text(String(Self.trimmed(value.utf8[...])) ?? "")))
  }

  /// Adds a byte value; the name must end in `-bin`.
  ///
  /// - Throws: `INTERNAL` if the name is malformed, reserved or does not end in `-bin`.
  package mutating func append(_ name: String, binary value: [UInt8]) throws(RPCError) {
    let name = try Self.checked(name)
    guard name.hasSuffix("-bin") else {
      throw Self.refused(name, "the name of a byte value must end in -bin")
    }
    entries.append(Entry(name: name, value: .binary(value)))
  }

  package mutating func append(contentsOf other: Metadata) {
    entries.append(contentsOf: other.entries)
  }

  /// The text under a name; several values are joined with ",", which the protocol calls equal.
  package func text(_ name: String) -> String? {
    let values = entries.compactMap { entry -> String? in
      if entry.name == name, case .text(let text) = entry.value { text } else { nil }
    }
    return values.isEmpty ? nil : values.joined(separator: ",")
  }

  /// All byte values under a name.
  package func binary(_ name: String) -> [[UInt8]] {
    entries.compactMap { entry in
      if entry.name == name, case .binary(let bytes) = entry.value { bytes } else { nil }
    }
  }

  // MARK: The wire

  /// Takes a field as it arrived. What belongs to HTTP/2 or to gRPC itself is passed over. A value
  /// which is not metadata (not ASCII, not base64) is passed over too: the protocol allows that,
  /// and an application could not send it back.
  mutating func appendReceived(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    let name = String(decoding: name, as: UTF8.self)
    guard !Self.isReserved(name) || name == "user-agent" else { return }
    if name.hasSuffix("-bin") {
      for part in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
        guard let bytes = Base64.decode(Self.trimmed(part)) else { continue }
        entries.append(Entry(name: name, value: .binary(bytes)))
      }
    } else if value.allSatisfy({ $0 >= 0x20 && $0 <= 0x7e }) {
      let text = String(decoding: Self.trimmed(value[...]), as: UTF8.self)
      entries.append(Entry(name: name, value: .text(text)))
    }
  }

  /// A value as it travels.
  static func wire(_ value: Value) -> [UInt8] {
    switch value {
    case .text(let text): Array(text.utf8)
    case .binary(let bytes): Base64.encode(bytes)
    }
  }

  // MARK: Names

  /// Names with the prefix of gRPC that an application may nevertheless send and see (gRFC A6).
  private static let applicationOwned: Set<String> = [
    "grpc-retry-pushback-ms", "grpc-previous-rpc-attempts", "grpc-trace-bin", "grpc-tags-bin",
  ]

  /// Names that the transport itself sends, or that HTTP/2 forbids (RFC 9113, section 8.2.2).
  private static let transportOwned: Set<String> = [
    "content-type", "content-length", "te", "user-agent", "connection", "keep-alive",
    "proxy-connection", "transfer-encoding", "upgrade", "host", "trailer",
  ]

  private static func isReserved(_ name: String) -> Bool {
    if name.hasPrefix(":") || transportOwned.contains(name) { return true }
    return name.hasPrefix("grpc-") && !applicationOwned.contains(name)
  }

  private static func checked(_ name: String) throws(RPCError) -> String {
    let name = name.lowercased()
    guard !name.isEmpty, !isReserved(name) else {
      throw refused(name, "the name is reserved")
    }
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
        continue
      default:
        throw refused(name, "a name holds letters, digits, '_', '-' and '.' only")
      }
    }
    return name
  }

  private static func refused(_ name: String, _ why: String) -> RPCError {
    RPCError(code: .internal, message: "metadata \"\(name)\" cannot be sent: \(why)")
  }

  private static func trimmed<Bytes: BidirectionalCollection>(_ bytes: Bytes) -> Bytes.SubSequence
  where Bytes.Element == UInt8 {
    var rest = bytes[...]
    while rest.first == UInt8(ascii: " ") { rest.removeFirst() }
    while rest.last == UInt8(ascii: " ") { rest.removeLast() }
    return rest
  }
}
