import Synchronization

/// The connections of one server, counted over all its loops.
final class ConnectionCount: Sendable {
  private let limit: Int
  private let count = Atomic(0)

  init(limit: Int) { self.limit = limit }

  /// False when there are as many as there may be.
  func take() -> Bool {
    guard count.add(1, ordering: .relaxed).newValue <= limit else {
      giveBack()
      return false
    }
    return true
  }

  func giveBack() { count.subtract(1, ordering: .relaxed) }
}
