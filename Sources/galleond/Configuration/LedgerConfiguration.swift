/// Where the ledger is kept.
enum LedgerConfiguration: Sendable, Equatable {
  /// A SQLite file, made when it is missing.
  case sqlite(path: String)
}
