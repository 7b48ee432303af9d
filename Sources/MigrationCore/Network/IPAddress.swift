/// An IPv4 or IPv6 address (RFC 791; RFC 4291, section 2.2), as the bits it stands for.
package struct IPAddress: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let isIPv6: Bool
  /// 32 bits of IPv4 or 128 of IPv6, in the low end.
  let bits: UInt128

  init(isIPv6: Bool, bits: UInt128) {
    self.isIPv6 = isIPv6
    self.bits = bits
  }

  /// Accepts dotted quads and colon-separated groups with at most one `::`; no zone, no embedded IPv4.
  package init?(_ text: String) {
    let bits = text.contains(":") ? Self.parseIPv6(text) : Self.parseIPv4(text)
    guard let bits else { return nil }
    self.init(isIPv6: text.contains(":"), bits: bits)
  }

  var width: Int { isIPv6 ? 128 : 32 }

  package static func < (left: IPAddress, right: IPAddress) -> Bool {
    (left.isIPv6 ? 1 : 0, left.bits) < (right.isIPv6 ? 1 : 0, right.bits)
  }

  /// The canonical text; IPv6 by RFC 5952: lower case, the longest run of zero groups as `::`.
  package var description: String {
    guard isIPv6 else {
      return [24, 16, 8, 0].map { String(bits >> $0 & 0xFF) }.joined(separator: ".")
    }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> (112 - 16 * $0)) }
    guard let run = Self.longestZeroRun(groups) else { return Self.words(groups[...]) }
    return Self.words(groups[..<run.lowerBound]) + "::" + Self.words(groups[run.upperBound...])
  }

  private static func words(_ groups: ArraySlice<UInt16>) -> String {
    groups.map { String($0, radix: 16) }.joined(separator: ":")
  }

  private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int>? {
    var best: Range<Int>?
    var start: Int?
    for index in 0...groups.count {
      if index < groups.count, groups[index] == 0 {
        start = start ?? index
      } else if let begun = start {
        if index - begun > max(1, best?.count ?? 0) { best = begun..<index }
        start = nil
      }
    }
    return best
  }

  private static func parseIPv4(_ text: String) -> UInt128? {
    var (bits, byte, digits, dots): (UInt32, UInt32, Int, Int) = (0, 0, 0, 0)
    for character in text.utf8 {
      switch character {
      case UInt8(ascii: "."):
        guard digits > 0 else { return nil }
        bits = bits << 8 | byte
        (byte, digits, dots) = (0, 0, dots + 1)
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        // No leading zero: to some programs it means octal.
        if digits > 0 && byte == 0 { return nil }
        byte = byte * 10 + UInt32(character - UInt8(ascii: "0"))
        digits += 1
        if byte > 255 { return nil }
      default: return nil
      }
    }
    guard dots == 3, digits > 0 else { return nil }
    return UInt128(bits << 8 | byte)
  }

  private static func parseIPv6(_ text: String) -> UInt128? {
    let halves = splitOnDoubleColon(text)
    guard let halves else { return nil }
    guard let front = parseGroups(halves.0), let back = parseGroups(halves.1 ?? "") else {
      return nil
    }
    let count = front.count + back.count
    guard halves.1 == nil ? count == 8 : count < 8 else { return nil }
    let groups = front + Array(repeating: 0, count: 8 - count) + back
    return groups.reduce(0) { $0 << 16 | UInt128($1) }
  }

  private static func splitOnDoubleColon(_ text: String) -> (Substring, Substring?)? {
    let characters = Array(text)
    let places = characters.indices.dropLast().filter {
      characters[$0] == ":" && characters[$0 + 1] == ":"
    }
    guard let place = places.first else { return (text[...], nil) }
    guard places.count == 1 else { return nil }
    let cut = text.index(text.startIndex, offsetBy: place)
    return (text[..<cut], text[text.index(cut, offsetBy: 2)...])
  }

  private static func parseGroups(_ text: Substring) -> [UInt16]? {
    if text.isEmpty { return [] }
    var groups: [UInt16] = []
    for part in text.split(separator: ":", omittingEmptySubsequences: false) {
      guard (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit),
        let group = UInt16(part, radix: 16)
      else { return nil }
      groups.append(group)
    }
    return groups
  }
}
