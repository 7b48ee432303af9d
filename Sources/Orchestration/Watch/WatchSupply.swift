import MigrationCore

/// What a watch has to tell at one moment.
package enum WatchSupply: Sendable {
  case message(WatchMessage)
  /// Nothing now.
  case nothing
  /// Something of the ledger has to be read first.
  case unread(WatchRead)
  /// The watch is over.
  case end
}

/// What a watch has to read before it can go on.
package enum WatchRead: Sendable {
  case page(after: Page.Cursor?, at: Int64)
  case news(from: Int64, known: Int64)
}
