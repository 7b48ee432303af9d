/// The identity of any resource: a UUID in its canonical lower-case text form (RFC 9562, section 4).
package struct Identifier: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  package let rawValue: String

  /// Accepts the 8-4-4-4-12 hexadecimal form in either case; anything else is nil.
  package init?(_ text: String) {
    var text = text
    let form = text.withUTF8 { Self.form($0) }
    switch form {
    case .other: return nil
    case .canonical: rawValue = text
    case .upperCase: rawValue = text.lowercased()
    }
  }

  private enum Form { case canonical, upperCase, other }

  private static func form(_ text: UnsafeBufferPointer<UInt8>) -> Form {
    guard text.count == 36 else { return .other }
    let hyphens: UInt64 = 1 << 8 | 1 << 13 | 1 << 18 | 1 << 23
    var form = Form.canonical
    for index in 0..<36 {
      let byte = text[index]
      if hyphens >> UInt64(index) & 1 == 1 {
        guard byte == UInt8(ascii: "-") else { return .other }
        continue
      }
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): continue
      case UInt8(ascii: "A")...UInt8(ascii: "F"): form = .upperCase
      default: return .other
      }
    }
    return form
  }

  /// A random UUID (version 4) whose bits come from `generator`.
  package init(using generator: inout some RandomNumberGenerator) {
    let high = generator.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = Self.hexadecimal(high) + Self.hexadecimal(low)
    var text: [UInt8] = []
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { text.append(UInt8(ascii: "-")) }
      text.append(digit)
    }
    rawValue = String(decoding: text, as: UTF8.self)
  }

  /// A random UUID (version 4).
  package static func random() -> Identifier {
    var generator = SystemRandomNumberGenerator()
    return Identifier(using: &generator)
  }

  package var description: String { rawValue }

  package static func < (left: Identifier, right: Identifier) -> Bool {
    left.rawValue < right.rawValue
  }

  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let identifier = Identifier(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not a UUID: \(text)"))
    }
    self = identifier
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  private static func hexadecimal(_ word: UInt64) -> [UInt8] {
    let alphabet = Array("0123456789abcdef".utf8)
    return (0..<16).map { alphabet[Int(word >> (60 - 4 * UInt64($0)) & 0xF)] }
  }
}
