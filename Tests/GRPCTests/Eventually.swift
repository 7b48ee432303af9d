struct NeverHappened: Error {}

/// Does it with a longer timeout each time until it says that the timeout was long enough: how long that is, only the
/// machine knows.
func withGrowingTimeout(_ body: (Duration) async throws -> Bool) async throws {
  var timeout = Duration.milliseconds(100)
  while try await !body(timeout) {
    guard timeout < .seconds(300) else { throw NeverHappened() }
    timeout *= 2
  }
}

/// Asks until it is so, for at most five minutes. For what happens on the other side of a socket and
/// has no signal to wait for.
func eventually(_ condition: () -> Bool) async throws {
  let deadline = ContinuousClock.now.advanced(by: .seconds(300))
  while !condition() {
    guard ContinuousClock.now < deadline else { throw NeverHappened() }
    try await Task.sleep(for: .milliseconds(2))
  }
}
