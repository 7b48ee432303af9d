import Access
import Testing

@Suite("Patterns of identities")
struct IdentityPatternTests {
  @Test(
    "match what they say and no more",
    arguments: [
      ("spiffe://e.org/ops", "spiffe://e.org/ops", true),
      ("spiffe://e.org/ops", "spiffe://e.org/ops2", false),
      ("spiffe://e.org/*", "spiffe://e.org/ops", true),
      ("spiffe://e.org/*", "spiffe://e.org/ops/more", false),
      ("spiffe://e.org/**", "spiffe://e.org/ops/more", true),
      ("spiffe://e.org/ns/*/sa/api", "spiffe://e.org/ns/a/sa/api", true),
      ("spiffe://e.org/ns/*/sa/api", "spiffe://e.org/ns/a/sa/b/sa/api", false),
      ("dns:*.e.org", "dns:a.e.org", true),
      ("dns:*.e.org", "dns:a.evil.org", false),
      ("cn:ann", "dns:ann", false),
      ("cn:spiffe://e.org/ops", "spiffe://e.org/ops", false),
      ("jwt:a*b*c", "jwt:aXXbYYc", true),
      ("jwt:a*b*c", "jwt:aXXcYYb", false),
      ("**", "unix:/run/s", true),
      ("cn:*", "cn:", true),
    ])
  func matches(pattern: String, identity: String, expected: Bool) throws {
    #expect(try #require(IdentityPattern(pattern)).matches(identity) == expected)
  }

  @Test(
    "that begin like no identity are none", arguments: ["", "*", "ann", "spiffe:", "dns:", "jwt"])
  func refused(text: String) {
    #expect(IdentityPattern(text) == nil)
  }

  @Test("of many wildcards take no longer than the text is long")
  func costs() throws {
    let pattern = try #require(IdentityPattern("jwt:" + String(repeating: "*a", count: 60)))
    #expect(!pattern.matches("jwt:" + String(repeating: "a", count: 200) + "b"))
  }
}
