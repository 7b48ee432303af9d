/// The form of `grpc-message`: UTF-8, with everything but printable ASCII written as `%XX`
/// (PROTOCOL-HTTP2.md, "Status-Message").
enum PercentEncoding {
  private static let hex = Array("0123456789ABCDEF".utf8)

  /// A space at either end is encoded too: HTTP/2 forbids a field value to start or end with one
  /// (RFC 9113, section 8.2.1).
  static func encode(_ message: String) -> [UInt8] {
    let utf8 = Array(message.utf8)
    var text: [UInt8] = []
    text.reserveCapacity(utf8.count)
    for (index, byte) in utf8.enumerated() {
      let outer = index == 0 || index == utf8.count - 1
      let plain =
        byte >= 0x20 && byte <= 0x7e && byte != UInt8(ascii: "%")
        && !(outer && byte == UInt8(ascii: " "))
      if plain {
        text.append(byte)
      } else {
        text.append(UInt8(ascii: "%"))
        text.append(hex[Int(byte >> 4)])
        text.append(hex[Int(byte & 0xf)])
      }
    }
    return text
  }

  /// Never fails: a broken escape stays as it is, bytes that are not UTF-8 are repaired.
  static func decode(_ text: some Sequence<UInt8>) -> String {
    let text = Array(text)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "%"), index + 2 < text.count,
        let high = digit(text[index + 1]), let low = digit(text[index + 2])
      {
        bytes.append(high << 4 | low)
        index += 3
      } else {
        bytes.append(text[index])
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func digit(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
