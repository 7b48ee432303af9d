import GalleonService
import Logging
import MigrationCore
import Synchronization

/// Carries what the ledger says of itself to the log, once for each fault, and to the health service.
final class LedgerNews: Sendable {
  private struct State {
    var canWrite = true
    var health: HealthService?
  }

  private let logger = Logger(label: "galleon.ledger")
  private let state = Mutex(State())

  /// Nil when the ledger takes writes again.
  func heard(_ fault: Refusal?) {
    if let fault {
      logger.error(
        "writes are refused, reads are served: \(fault.message)",
        metadata: ["reason": "\(fault.reason)"])
    } else {
      logger.notice("the ledger takes writes again")
    }
    state.withLock { state in
      state.canWrite = fault == nil
      state.health?.setWritable(fault == nil)
    }
  }

  /// From now on `health` knows too.
  func report(to health: HealthService) {
    state.withLock { state in
      state.health = health
      health.setWritable(state.canWrite)
    }
  }

  func isCopy(_ path: String) {
    logger.warning(
      """
      \(path) is not the ledger that was here last, or not all of it: a copy, a restored backup, \
      or one whose -wal is gone; it has a new name now, so that watchers begin anew
      """)
  }
}
