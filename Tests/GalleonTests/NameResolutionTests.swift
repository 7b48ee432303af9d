import Testing

@testable import galleon

@Suite struct NameResolutionTests {
  static let candidates = [
    NameResolution.Candidate(id: "aaaa1111-0000-4000-8000-000000000001", name: "home"),
    NameResolution.Candidate(id: "aaaa2222-0000-4000-8000-000000000002", name: "work"),
    NameResolution.Candidate(id: "bbbb3333-0000-4000-8000-000000000003", name: "work"),
  ]

  @Test func findsByName() throws {
    #expect(
      try NameResolution.identifier(for: "home", noun: "share", among: Self.candidates)
        == "aaaa1111-0000-4000-8000-000000000001")
  }

  /// Deleting "work" must never delete one of two at random.
  @Test func refusesAnAmbiguousName() {
    let failure = #expect(throws: NameResolution.Failure.self) {
      try NameResolution.identifier(for: "work", noun: "share", among: Self.candidates)
    }
    #expect(
      failure?.lines == [
        "2 of them are called \"work\"; say which share by its id:",
        "  * aaaa2222-0000-4000-8000-000000000002", "  * bbbb3333-0000-4000-8000-000000000003",
      ])
  }

  @Test func namesWhatIsNotThere() {
    let failure = #expect(throws: NameResolution.Failure.self) {
      try NameResolution.identifier(for: "x", noun: "share network", among: Self.candidates)
    }
    #expect(failure?.lines == ["There is no share network with the name or id \"x\"."])
  }

  @Test(arguments: [
    ("aaaa1111-0000-4000-8000-000000000001", true), ("AAAA1111-0000-4000-8000-00000000000F", true),
    ("home", false), ("aaaa1111-0000-4000-8000-00000000000g", false), ("", false),
    ("----", false), ("aaaa1111000040008000000000000001", false),
  ])
  func knowsAnIdentifier(text: String, isOne: Bool) {
    #expect(NameResolution.isIdentifier(text) == isOne)
  }
}
