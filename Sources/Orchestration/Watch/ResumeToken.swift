import MigrationCore

/// Where a watcher has come to: a ledger and a position in it. Opaque to whoever carries it.
package struct ResumeToken: Sendable, Hashable {
  private let storage: Storage

  /// Behind a reference, because each watch holds some, most of them the same.
  private final class Storage: Sendable {
    let ledger: Identifier
    let position: Int64
    let snapshot: SnapshotPlace?

    init(_ ledger: Identifier, _ position: Int64, _ snapshot: SnapshotPlace?) {
      self.ledger = ledger
      self.position = position
      self.snapshot = snapshot
    }
  }

  package var ledger: Identifier { storage.ledger }
  package var position: Int64 { storage.position }
  /// How far a watcher has come that has not heard all snapshots of this position yet.
  var snapshot: SnapshotPlace? { storage.snapshot }

  /// Whether not all snapshots had been told yet.
  package var isWithinSnapshot: Bool { snapshot != nil }

  /// A place in the list of snapshots.
  struct SnapshotPlace: Sendable, Hashable {
    /// The last one told; nil before the first.
    var last: Page.Cursor?
    var told = 0
  }

  package init(ledger: Identifier, position: Int64) {
    self.init(ledger: ledger, position: position, snapshot: nil)
  }

  init(ledger: Identifier, position: Int64, snapshot: SnapshotPlace?) {
    storage = Storage(ledger, position, snapshot)
  }

  package static func == (one: ResumeToken, other: ResumeToken) -> Bool {
    one.storage === other.storage
      || (one.position == other.position && one.ledger == other.ledger
        && one.snapshot == other.snapshot)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ledger)
    hasher.combine(position)
  }

  package init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 2, let ledger = Identifier(String(parts[0])),
      let position = Int64(parts[1]), position >= 0
    else { return nil }
    var snapshot: SnapshotPlace?
    switch parts.count {
    case 2:
      break
    case 3:
      guard parts[2] == "0" else { return nil }
      snapshot = SnapshotPlace()
    case 5:
      guard let told = Int(parts[2]), told > 0, let moment = Int64(parts[3]),
        let id = Identifier(String(parts[4]))
      else { return nil }
      let last = Page.Cursor(createdAt: Timestamp(microseconds: moment), id: id)
      snapshot = SnapshotPlace(last: last, told: told)
    default:
      return nil
    }
    self.init(ledger: ledger, position: position, snapshot: snapshot)
  }

  package var text: String {
    guard let snapshot else { return "\(ledger):\(position)" }
    guard let last = snapshot.last else { return "\(ledger):\(position):0" }
    return "\(ledger):\(position):\(snapshot.told):\(last.createdAt.microseconds):\(last.id)"
  }
}

/// Where a message left a watcher: the token of that message, which after the snapshot is a number that is counted nowhere.
enum WatchPlace {
  /// Nothing was told yet.
  case nowhere
  case at(Int64)
  case withinSnapshot(ResumeToken)

  init(_ token: ResumeToken) {
    self = token.isWithinSnapshot ? .withinSnapshot(token) : .at(token.position)
  }

  func token(_ ledger: Identifier) -> ResumeToken? {
    switch self {
    case .nowhere: nil
    case .at(let position): ResumeToken(ledger: ledger, position: position)
    case .withinSnapshot(let token): token
    }
  }
}
