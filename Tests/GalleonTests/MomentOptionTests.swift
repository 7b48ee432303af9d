import Testing

@testable import galleon

/// A window that opens in another hour than the operator meant is an outage in the wrong hour.
@Suite struct MomentOptionTests {
  @Test(arguments: [
    ("2026-11-24T02:30:00Z", 1_795_487_400), ("2026-11-24T02:30Z", 1_795_487_400),
    ("2026-11-24 03:30+01:00", 1_795_487_400), ("2026-11-23T21:00:00-05:30", 1_795_487_400),
    ("+2h", 7200 + 5), ("+90s", 95), ("+0s", 5),
  ])
  func isUnderstood(text: String, seconds: Int64) throws {
    let moment = try #require(MomentOption(text, now: 5))
    #expect(moment.time?.seconds == seconds)
  }

  @Test func noneIsNoMoment() throws {
    #expect(try #require(MomentOption("none", now: 5)).time == nil)
  }

  @Test(arguments: [
    "", "tomorrow", "2026-02-30T02:30Z", "2026-11-24T25:00Z", "2026-11-24T02:61Z", "2026-11-24",
    "02:30", "+", "+2 parsecs", "2026-11-24T02:30:00+1",
  ])
  func isRefused(text: String) {
    #expect(MomentOption(text, now: 5) == nil)
  }
}

@Suite struct SizeOptionTests {
  @Test(arguments: [("none", 0), ("1", 1), ("512KiB", 524_288), ("10MiB", 10_485_760)])
  func isUnderstood(text: String, bytes: Int64) throws {
    #expect(try #require(SizeOption(argument: text)).bytes == bytes)
  }

  @Test(arguments: ["", "0", "-1", "10MB", "1.5GiB", "9999999999TiB", "MiB"])
  func isRefused(text: String) {
    #expect(SizeOption(argument: text) == nil)
  }
}
