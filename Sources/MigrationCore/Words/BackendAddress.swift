/// Where a share server lives: `host@backend`. The part after `@` is not unique across hosts, so only whole
/// addresses are compared.
package struct BackendAddress: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  package let rawValue: String

  /// Accepts exactly one `@` with text on both sides, no `#pool`, no white space; anything else is nil.
  package init?(_ text: String) {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    guard !text.contains(where: { $0 == "#" || $0.isWhitespace }) else { return nil }
    rawValue = text
  }

  package var description: String { rawValue }

  package static func < (left: BackendAddress, right: BackendAddress) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The address of one pool of this backend: `host@backend#pool`.
  package func pool(_ name: String) -> String { "\(rawValue)#\(name)" }

  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let address = BackendAddress(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not host@backend: \(text)"))
    }
    self = address
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
