import Glibc

/// Paths are bytes; this is how they are shown to people.
package enum PathText {
  /// The path in quotes. Control characters, quotes, backslashes and bytes that are not UTF-8 are escaped.
  package static func quoted(_ path: [UInt8]) -> String {
    var text = "\""
    var rest = path[...]
    while let first = rest.first {
      switch first {
      case UInt8(ascii: "\n"): text += "\\n"
      case UInt8(ascii: "\t"): text += "\\t"
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        text += "\\" + String(UnicodeScalar(first))
      case 0..<0x20, 0x7F: text += hexadecimal(first)
      case 0..<0x80: text.unicodeScalars.append(UnicodeScalar(first))
      default:
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        let candidate = rest.prefix(length)
        if let valid = String(validating: candidate, as: UTF8.self) {
          text += valid
          rest = rest.dropFirst(length)
        } else {
          text += hexadecimal(first)
          rest = rest.dropFirst()
        }
        continue
      }
      rest = rest.dropFirst()
    }
    return text + "\""
  }

  /// An errno in the words of strerror(3).
  package static func words(of code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return "\\x" + (digits.count == 1 ? "0" : "") + digits
  }
}
