import Testing

@testable import GRPC

@Suite("Base64 of -bin metadata")
struct Base64Tests {
  // RFC 4648, section 10.
  static let vectors = [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ]

  @Test("Peers that pad and peers that do not are both understood", arguments: vectors)
  func vector(plain: String, padded: String) {
    let unpadded = padded.filter { $0 != "=" }
    #expect(Base64.encode(Array(plain.utf8)) == Array(unpadded.utf8))
    #expect(Base64.decode(Array(unpadded.utf8)) == Array(plain.utf8))
    #expect(Base64.decode(Array(padded.utf8)) == Array(plain.utf8))
  }

  @Test("Every byte value survives")
  func allBytes() {
    let bytes = (0...255).map(UInt8.init)
    for length in [253, 254, 255, 256] {
      let part = Array(bytes.prefix(length))
      #expect(Base64.decode(Base64.encode(part)) == part)
    }
  }

  @Test(
    "What is not base64 is refused, not guessed",
    arguments: ["A", "AAAAA", "Zg=", "Zg===", "Zm8==", "Zm9v=", "Z!==", "Zm 8", "=", "Zg==Zg=="])
  func malformed(text: String) {
    #expect(Base64.decode(Array(text.utf8)) == nil)
  }
}
