import Testing

@testable import GRPC

@Suite("grpc-message")
struct PercentEncodingTests {
  @Test(
    "A sentence in any language arrives as it was written",
    arguments: [
      "", "plain", "100 % of it", "é – ü, 移行", "line\nbreak\ttab", " space at ends ", "%41",
    ])
  func roundTrip(message: String) {
    let text = PercentEncoding.encode(message)
    #expect(text.allSatisfy { $0 >= 0x20 && $0 <= 0x7e })
    #expect(text.first != UInt8(ascii: " ") && text.last != UInt8(ascii: " "))
    #expect(PercentEncoding.decode(text) == message)
  }

  @Test(
    "A peer's broken escape loses nothing of its message",
    arguments: [
      ("50%", "50%"), ("%", "%"), ("%4", "%4"), ("%zz!", "%zz!"), ("%41%", "A%"), ("a%2", "a%2"),
      ("%e2%82%ac", "€"), ("%FF", "\u{FFFD}"),
    ])
  func broken(text: String, message: String) {
    #expect(PercentEncoding.decode(text.utf8) == message)
  }

  @Test("Everything but printable ASCII and % is left readable")
  func form() {
    #expect(String(decoding: PercentEncoding.encode("a b%ü"), as: UTF8.self) == "a b%25%C3%BC")
  }
}
