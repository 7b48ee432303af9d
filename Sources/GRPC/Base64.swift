/// Base64 of RFC 4648, section 4, as `-bin` metadata uses it: written without padding, read with
/// and without.
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The value of each character, 0xff for those outside the alphabet.
  private static let values: [UInt8] = {
    var table = [UInt8](repeating: 0xff, count: 256)
    for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
    return table
  }()

  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count * 4 + 2) / 3)
    var accumulator: UInt32 = 0
    var bits = 0
    for byte in bytes {
      accumulator = accumulator << 8 | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        text.append(alphabet[Int(accumulator >> UInt32(bits) & 0x3f)])
      }
    }
    if bits > 0 { text.append(alphabet[Int(accumulator << UInt32(6 - bits) & 0x3f)]) }
    return text
  }

  /// `nil` for a character outside the alphabet, a length no encoder produces, or stray padding.
  static func decode(_ text: some BidirectionalCollection<UInt8>) -> [UInt8]? {
    var body = text[...]
    var padding = 0
    while body.last == UInt8(ascii: "="), padding < 3 {
      body.removeLast()
      padding += 1
    }
    let tail = body.count % 4
    guard tail != 1, padding == 0 || padding == (4 - tail) % 4 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(body.count * 3 / 4)
    var accumulator: UInt32 = 0
    var bits = 0
    for character in body {
      let value = values[Int(character)]
      guard value != 0xff else { return nil }
      accumulator = accumulator << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: accumulator >> UInt32(bits)))
      }
    }
    return bytes
  }
}
