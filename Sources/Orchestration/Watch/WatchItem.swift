import MigrationCore
import Synchronization

/// What a watcher is told, one at a time.
package enum WatchItem: Sendable {
  /// What was told before is void: everything is told anew.
  case reset(WatchReset)
  /// A migration as it was when the watch began.
  case snapshot(MigrationStatus)
  /// All snapshots were told; changes follow.
  case snapshotComplete(count: Int)
  /// A transition; each migration's are numbered without gaps.
  case transition(MigrationStatus, HistoryEvent)
  /// A change that is no transition: an operator's new priority, bandwidth or window.
  case updated(MigrationStatus)
  /// How far a migration has come; only the newest is told.
  case progress(MigrationStatus)
  case heartbeat(Timestamp)
}

/// Why a watch begins anew.
package enum WatchReset: Sendable, Hashable {
  /// What happened since was removed from the ledger.
  case tooOld
  case otherLedger
  /// The ledger does not know the position yet: it is an older copy of the one that made the token.
  case fromTheFuture
}

/// One message of a watch with the token to come back with. It is the same for all who are told it, and never changes: so
/// it is encoded once.
package final class WatchMessage: Sendable {
  package let item: WatchItem
  package let token: ResumeToken
  /// Without a lock, because thousands ask for it at the same moment.
  private let made = Atomic<Unmanaged<Form>?>(nil)

  private final class Form: Sendable {
    let content: any AnyObject & Sendable

    init(_ content: any AnyObject & Sendable) { self.content = content }
  }

  init(_ item: WatchItem, _ token: ResumeToken) {
    self.item = item
    self.token = token
  }

  deinit { made.load(ordering: .acquiring)?.release() }

  /// What was kept of the message; nil as long as nothing was.
  package var form: (any AnyObject & Sendable)? {
    made.load(ordering: .acquiring)?._withUnsafeGuaranteedRef { $0.content }
  }

  /// Keeps a form that was made of the message, unless somebody else has been faster. There is one form of it, so it is always
  /// the same.
  package func keep(_ form: any AnyObject & Sendable) {
    let new = Unmanaged.passRetained(Form(form))
    let isFirst = made.compareExchange(
      expected: nil, desired: new, ordering: .acquiringAndReleasing
    ).exchanged
    if !isFirst { new.release() }
  }
}

/// News without a position of its own: progress and signs of life. Watchers at the same position share one message.
final class Tick: Sendable {
  let item: WatchItem
  /// Of the migration whose progress it is.
  let revision: Int64
  private let message = Mutex<WatchMessage?>(nil)

  init(progress status: MigrationStatus) {
    item = .progress(status)
    revision = status.migration.revision
  }

  init(heartbeat now: Timestamp) {
    item = .heartbeat(now)
    revision = 0
  }

  /// The message for a watch that has come to `position` of the ledger.
  func message(_ ledger: Identifier, at position: Int64) -> WatchMessage {
    message.withLock { message in
      if let message, message.token.position == position { return message }
      let made = WatchMessage(item, ResumeToken(ledger: ledger, position: position))
      message = made
      return made
    }
  }
}

/// An event of a migration and the migration as it was right after.
final class Transitioned: Sendable {
  let event: HistoryEvent
  let status: MigrationStatus
  let message: WatchMessage

  init(event: HistoryEvent, status: MigrationStatus, ledger: Identifier) {
    self.event = event
    self.status = status
    message = WatchMessage(
      event.revision > 0 ? .transition(status, event) : .updated(status),
      ResumeToken(ledger: ledger, position: event.position))
  }

  /// What a watch of one migration ends with. What is done about an error comes after it.
  var isEnd: Bool { event.revision > 0 && status.migration.taskState.isFinal }
}
