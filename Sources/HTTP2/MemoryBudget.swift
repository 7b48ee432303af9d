import Synchronization

/// What all connections of one server hold for their peers, over all its loops. Connections report in steps of `step`, so that
/// small calls never touch it.
final class MemoryBudget: Sendable {
  static let step = 65_536

  private let limit: Int
  private let held = Atomic(0)

  init(limit: Int) { self.limit = limit }

  func add(_ bytes: Int) { held.add(bytes, ordering: .relaxed) }

  /// So much is held that who holds more than a step gets no new work; what runs goes on.
  var isTight: Bool { held.load(ordering: .relaxed) > limit / 4 * 3 }

  /// More is held than may be: whoever holds most has to go.
  var isExceeded: Bool { held.load(ordering: .relaxed) > limit }
}
