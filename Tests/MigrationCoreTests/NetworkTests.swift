import MigrationCore
import Testing

@Suite("Addresses a share server can be given")
struct NetworkTests {
  @Test(
    "an address reads and prints canonically",
    arguments: [
      ("10.0.0.1", "10.0.0.1"), ("255.255.255.255", "255.255.255.255"), ("::", "::"),
      ("::1", "::1"), ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
      ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("fe80::", "fe80::"),
    ])
  func canonical(text: String, printed: String) {
    #expect(IPAddress(text)?.description == printed)
  }

  @Test(
    "what is no address is refused",
    arguments: [
      "", "10.0.0", "10.0.0.256", "10.0.0.01", "1.2.3.4.5", "a.b.c.d", ":", ":::", "1::2::3",
      "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7", "12345::", "g::", "::1%eth0", "1:2:3:4:5:6:7:8::",
    ])
  func notAnAddress(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test(
    "what is no network is refused, also one with host bits",
    arguments: [
      "10.0.0.0", "10.0.0.0/33", "10.0.0.1/24", "10.0.0.0/-1", "10.0.0.0/08", "/8", "fe80::1/64",
    ])
  func notARange(text: String) {
    #expect(AddressRange(text) == nil)
  }

  @Test(
    "the first free address is never the network, the broadcast or a taken one",
    arguments: [
      ("10.0.0.0/29", ["10.0.0.1"], "10.0.0.2"),
      ("10.0.0.0/30", ["10.0.0.1", "10.0.0.2"], nil),
      ("10.0.0.0/31", [], "10.0.0.0"),
      ("10.0.0.0/32", ["10.0.0.0"], nil),
      ("2001:db8::/64", ["2001:db8::1"], "2001:db8::2"),
    ] as [(String, [String], String?)])
  func firstFree(range: String, taken: [String], expected: String?) throws {
    let network = try #require(AddressRange(range))
    let free = network.firstFree(besides: Set(taken.compactMap(IPAddress.init)))
    #expect(free?.description == expected)
  }

  @Test(
    "a gateway is a host's address: neither the network's own, nor the broadcast, nor another network's",
    arguments: [
      ("10.0.0.0/24", "10.0.0.1", true), ("10.0.0.0/24", "10.0.0.0", false),
      ("10.0.0.0/24", "10.0.0.255", false), ("10.0.0.0/24", "10.0.1.1", false),
      ("10.0.0.0/31", "10.0.0.0", true), ("10.0.0.0/24", "2001:db8::1", false),
      ("2001:db8::/64", "2001:db8::", false), ("2001:db8::/64", "2001:db8::1", true),
    ])
  func host(range: String, address: String, isHost: Bool) throws {
    let network = try #require(AddressRange(range))
    #expect(network.hasHost(try #require(IPAddress(address))) == isHost)
  }

  @Test(
    "overlaps are seen both ways",
    arguments: [
      ("10.0.0.0/24", "10.0.0.128/25", true), ("10.0.0.0/24", "10.0.1.0/24", false),
      ("0.0.0.0/0", "192.168.0.0/16", true), ("::/0", "10.0.0.0/8", false),
    ])
  func overlap(left: String, right: String, overlaps: Bool) throws {
    let (one, other) = (try #require(AddressRange(left)), try #require(AddressRange(right)))
    #expect(one.overlaps(other) == overlaps)
    #expect(other.overlaps(one) == overlaps)
  }
}
