import Drivers
import Synchronization

/// Keeps the last report of a pass.
final class LastProgress: Sendable {
  private let last = Mutex(PassProgress())

  func set(_ progress: PassProgress) {
    last.withLock { $0 = progress }
  }

  var value: PassProgress { last.withLock { $0 } }
}
