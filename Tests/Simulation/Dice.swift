import Synchronization

/// All the chance there is in a life: one seed, one sequence (splitmix64, Steele et al. 2014).
package final class Dice: Sendable {
  private let state: Mutex<UInt64>

  package init(seed: UInt64) {
    state = Mutex(seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1)
  }

  func next() -> UInt64 {
    state.withLock { state in
      state &+= 0x9E37_79B9_7F4A_7C15
      var word = state
      word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
      return word ^ (word >> 31)
    }
  }

  func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

  /// True in `share` of all cases; never, and without a draw, when it is 0.
  func falls(_ share: Double) -> Bool {
    share > 0 && Double(next() >> 11) * 0x1p-53 < share
  }

  func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }

  func time(upTo limit: Duration) -> Duration {
    .microseconds(
      Int64(
        next()
          % UInt64(
            max(
              1,
              limit.components.seconds * 1_000_000
                + limit.components.attoseconds / 1_000_000_000_000))))
  }
}
