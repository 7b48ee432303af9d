struct NeverHappened: Error {}

/// Asks until it is so, for at most five minutes. For what happens on the other side of a socket and
/// has no signal to wait for.
func eventually(_ condition: () -> Bool) async throws {
  let deadline = ContinuousClock.now.advanced(by: .seconds(300))
  while !condition() {
    guard ContinuousClock.now < deadline else { throw NeverHappened() }
    try await Task.sleep(for: .milliseconds(2))
  }
}
