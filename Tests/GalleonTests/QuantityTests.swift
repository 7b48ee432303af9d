import Testing

@testable import galleon

@Suite struct QuantityTests {
  @Test(arguments: [
    (Int64(0), "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (325_582_848, "310.5 MiB"),
    (1 << 40, "1.0 TiB"), (.max, "8.0 EiB"),
  ])
  func bytes(count: Int64, text: String) {
    #expect(Quantity.bytes(count) == text)
  }

  @Test(arguments: [
    (Duration.seconds(7), "0:07"), (.seconds(750), "12:30"), (.seconds(11_100), "3:05:00"),
    (.seconds(183_900), "2 d 3:05:00"), (.seconds(-5), "0:00"),
  ])
  func clock(duration: Duration, text: String) {
    #expect(Quantity.clock(duration) == text)
  }

  @Test(arguments: [
    (Duration.seconds(12), "12s"), (.milliseconds(250), "0.250s"),
    (.milliseconds(-1500), "-1.500s"),
    (.nanoseconds(1_000_000_001), "1.000000001s"), (.microseconds(5), "0.000005s"),
  ])
  func protobufSeconds(duration: Duration, text: String) {
    #expect(Quantity.protobufSeconds(duration) == text)
  }

  /// Nobody may read 100 while something is left to copy.
  @Test(arguments: [
    (0.0, "0"), (42.0, "42"), (42.25, "42.2"), (99.99, "99.9"), (100.0, "100"), (120, "100"),
  ])
  func percent(value: Double, text: String) {
    #expect(Quantity.percent(value) == text)
  }
}
