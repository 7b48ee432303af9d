import MigrationCore

/// Where a watcher has come to: a ledger and a position in it. Opaque to whoever carries it.
package struct ResumeToken: Sendable, Hashable {
  package let ledger: Identifier
  package let position: Int64

  /// The position of a watcher that has not heard all snapshots yet: it has to begin again.
  static let nowhere: Int64 = -1

  package init(ledger: Identifier, position: Int64) {
    self.ledger = ledger
    self.position = position
  }

  package init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let ledger = Identifier(String(parts[0])),
      let position = Int64(parts[1]), position >= Self.nowhere
    else { return nil }
    self.init(ledger: ledger, position: position)
  }

  package var text: String { "\(ledger):\(position)" }
}
