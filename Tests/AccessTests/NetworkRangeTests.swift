import Testing

@testable import Access

@Suite("Networks of proxies")
struct NetworkRangeTests {
  @Test(
    "hold the addresses that they say",
    arguments: [
      ("10.0.0.0/8", "10.1.2.3:4", true), ("10.0.0.0/8", "11.1.2.3:4", false),
      ("10.1.2.128/25", "10.1.2.200:1", true), ("10.1.2.128/25", "10.1.2.100:1", false),
      ("10.0.0.0/8", "[::ffff:10.1.2.3]:4", true), ("192.0.2.7", "192.0.2.7:80", true),
      ("192.0.2.7", "192.0.2.70:80", false), ("fd00::/8", "[fd12::1]:9", true),
      ("fd00::/8", "[fe80::1%eth0]:9", false), ("fe80::/10", "[fe80::1%eth0]:9", true),
      ("0.0.0.0/0", "203.0.113.1:5", true), ("0.0.0.0/0", "[2001:db8::1]:5", false),
      ("10.0.0.0/8", "unix", false),
    ])
  func contains(range: String, peer: String, expected: Bool) throws {
    #expect(try #require(NetworkRange(range)).contains(peer) == expected)
  }

  @Test(
    "that are none are refused",
    arguments: ["", "10.0.0.0/33", "10.0.0/8", "x", "::/129", "1.2.3.4/"])
  func refused(text: String) {
    #expect(NetworkRange(text) == nil)
  }
}
