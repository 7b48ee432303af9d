/// Time as a parameter.
package protocol WallClock: Sendable {
  var now: Timestamp { get }
  /// Returns after `duration`, or throws when the task is cancelled.
  func sleep(for duration: Duration) async throws(CancellationError)
}
