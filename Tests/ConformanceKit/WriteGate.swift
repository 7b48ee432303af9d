/// Holds one write back until it is let through: what else happens meanwhile happens between its decision and its effect.
package final class WriteGate: Sendable {
  private let arrivals: AsyncStream<Void>
  private let arrival: AsyncStream<Void>.Continuation
  private let openings: AsyncStream<Void>
  private let opening: AsyncStream<Void>.Continuation

  init() {
    (arrivals, arrival) = AsyncStream.makeStream()
    (openings, opening) = AsyncStream.makeStream()
  }

  func pass() async {
    arrival.finish()
    for await _ in openings {}
  }

  /// Returns when the write has come and waits.
  package func reached() async {
    for await _ in arrivals {}
  }

  package func open() {
    opening.finish()
  }
}
