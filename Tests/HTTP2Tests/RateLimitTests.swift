import Testing

@testable import HTTP2

@Suite("Limits by time")
struct RateLimitTests {
  private let start = ContinuousClock.now

  /// How many of `count` at one moment are let through.
  private func taken(_ count: Int, from limit: inout RateLimit, at offset: Duration) -> Int {
    var taken = 0
    for _ in 0..<count where limit.take(at: start + offset) { taken += 1 }
    return taken
  }

  @Test("so many at once and no more, and room comes back evenly")
  func burst() {
    var limit = RateLimit(1000, per: .seconds(60))
    let counts = [
      taken(2000, from: &limit, at: .zero), taken(10, from: &limit, at: .milliseconds(59)),
      taken(10, from: &limit, at: .milliseconds(60)), taken(900, from: &limit, at: .seconds(30)),
      taken(2000, from: &limit, at: .seconds(1000)),
    ]
    #expect(counts == [1000, 0, 1, 499, 1000])
  }

  @Test("who stays below the rate is never stopped, however long the connection lives")
  func longLife() {
    var limit = RateLimit(1000, per: .seconds(60))
    var passed = 0
    for index in 0..<100_000 { passed += taken(1, from: &limit, at: .milliseconds(60 * index)) }
    #expect(passed == 100_000)
  }
}
