import Testing

@testable import GRPC

@Suite("gzip")
struct GzipTests {
  private func packed(_ bytes: [UInt8]) -> [UInt8]? {
    bytes.withUnsafeBytes { Gzip.compress($0, reserving: 0) }
  }

  private func unpacked(_ bytes: [UInt8], limit: Int = 1 << 20) throws -> [UInt8] {
    try bytes.withUnsafeBytes { try Gzip.decompress($0, limit: limit) }
  }

  /// `{}` in gzip as Python's zlib makes it.
  private let braces: [UInt8] = [
    31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 171, 174, 5, 0, 67, 191, 166, 163, 2, 0, 0, 0,
  ]

  @Test("What was compressed comes back, whatever it is; what does not shrink is not compressed")
  func roundTrip() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<60 {
      let size = Int.random(in: 0...20_000, using: &random)
      let alphabet = UInt8.random(in: 1...255, using: &random)
      let bytes = (0..<size).map { _ in UInt8.random(in: 0..<alphabet, using: &random) }
      guard let short = packed(bytes) else {
        #expect(size < 4000 || alphabet > 128, "\(size) bytes of \(alphabet) values did not shrink")
        continue
      }
      #expect(short.count < size)
      #expect(try unpacked(short) == bytes)
    }
  }

  @Test("The limit is exact, and what is beyond it costs no more than the limit")
  func limit() throws {
    let bomb = try #require(packed([UInt8](repeating: 0, count: 64 << 20)))
    #expect(bomb.count < 400_000)
    #expect(throws: Gzip.Failure.overLimit) { try unpacked(bomb, limit: 1 << 20) }
    let exact = try #require(packed([UInt8](repeating: 7, count: 5000)))
    #expect(try unpacked(exact, limit: 5000).count == 5000)
    #expect(throws: Gzip.Failure.overLimit) { try unpacked(exact, limit: 4999) }
  }

  @Test("A length that lies at the end of the message asks for no memory that could not be needed")
  func lyingLength() throws {
    var lying = braces
    lying.replaceSubrange((lying.count - 4)..., with: [255, 255, 255, 255])
    #expect(throws: Gzip.Failure.self) { try unpacked(lying, limit: .max) }
  }

  @Test("Several members are one message")
  func members() throws {
    #expect(try unpacked(braces) == Array("{}".utf8))
    #expect(try unpacked(braces + braces + braces) == Array("{}{}{}".utf8))
    #expect(throws: Gzip.Failure.overLimit) { try unpacked(braces + braces, limit: 3) }
  }

  @Test("Cut short anywhere, with a bit turned anywhere that counts, or with a tail, it is corrupt")
  func corrupt() throws {
    let whole = try #require(
      packed(Array(repeating: Array("galleon".utf8), count: 100).flatMap { $0 }))
    for length in 0..<whole.count {
      #expect(throws: Gzip.Failure.self) { try unpacked(Array(whole[..<length])) }
    }
    #expect(throws: Gzip.Failure.self) { try unpacked(whole + [0]) }
    let wanted = try unpacked(whole)
    for position in whole.indices {
      var broken = whole
      broken[position] ^= 0x10
      // Time and operating system in the header say nothing about the content.
      if let other = try? unpacked(broken) { #expect(other == wanted && position < 10) }
    }
  }
}
