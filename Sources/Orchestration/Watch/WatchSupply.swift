import MigrationCore

/// What a watch has to tell at one moment.
package enum WatchSupply: Sendable {
  /// Without `more` there is nothing after it until the watch is woken.
  case message(WatchMessage, more: Bool)
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
