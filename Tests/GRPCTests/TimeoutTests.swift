import Testing

@testable import GRPC

@Suite("grpc-timeout")
struct TimeoutTests {
  private func parse(_ text: String) -> Duration? {
    Array(text.utf8).withUnsafeBytes(Timeout.parse)
  }

  @Test(
    "Every unit is understood",
    arguments: [
      ("1H", Duration.seconds(3600)), ("2M", .seconds(120)), ("3S", .seconds(3)),
      ("4m", .milliseconds(4)), ("5u", .microseconds(5)), ("6n", .nanoseconds(6)),
      ("99999999S", .seconds(99_999_999)), ("0n", .zero), ("00000001S", .seconds(1)),
      ("99999999H", Timeout.longest),
    ])
  func units(text: String, duration: Duration) {
    #expect(parse(text) == duration)
  }

  @Test(
    "A malformed deadline is not taken for another one",
    arguments: ["", "1", "S", "1s", "1h", "-1S", "+1S", "1.5S", "123456789S", " 1S", "1S ", "1SS"])
  func malformed(text: String) {
    #expect(parse(text) == nil)
  }

  @Test(
    "A deadline is sent as fine as eight digits allow and never shortened",
    arguments: [
      (Duration.nanoseconds(1), "1n"), (.milliseconds(99), "99000000n"),
      (.milliseconds(100), "100000u"), (.seconds(5), "5000000u"), (.seconds(100), "100000m"),
      (.seconds(100_000), "100000S"), (.seconds(100_000_000), "1666667M"),
      (.nanoseconds(100_000_001), "100001u"), (.zero, "1n"), (.seconds(-3), "1n"),
    ])
  func format(duration: Duration, text: String) {
    #expect(Timeout.format(duration) == text)
    if duration > .zero { #expect((parse(text) ?? .zero) >= duration) }
  }
}
