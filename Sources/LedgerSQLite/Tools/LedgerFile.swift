import GRDB
import MigrationCore

/// A ledger's file opened for reading, beside the service that may be running on it: what the tools work with. Nothing in it
/// is ever changed, and the service does not wait for it.
package final class LedgerFile: Sendable {
  package let path: String
  let queue: DatabaseQueue

  /// The process that serves on this ledger; nil when none does.
  package var owner: String? { LedgerLock.owner(of: path) }

  /// - Throws: a refusal that says what is wrong with the file, and what to do.
  package init(reading path: String) throws(Refusal) {
    self.path = path
    guard let mark = FileMark(path) else {
      throw Refusal(.notFound, .ledgerUnavailable, "there is no ledger \(path)")
    }
    if mark.size == 0 {
      throw Fault.damaged(path, "it is empty, which a ledger never is")
    }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.read { database in
        if try Schema.isForeign(database) { throw Fault.foreign(path) }
        if try Schema.migrator.hasBeenSuperseded(database) {
          throw Fault.newer(path, try Schema.migrator.appliedIdentifiers(database))
        }
      }
    } catch {
      throw Fault.opening(error, path)
    }
  }

  /// Runs `body` on one moment of the ledger.
  func reading<Value>(_ body: (Database) throws -> Value) throws(Refusal) -> Value {
    do {
      return try queue.read(body)
    } catch {
      throw Fault.opening(error, path)
    }
  }

  /// Whether this version's tables are there; an older ledger gets them when galleond next starts on it.
  func isCurrent(_ database: Database) throws -> Bool {
    try Schema.migrator.hasCompletedMigrations(database)
  }
}
