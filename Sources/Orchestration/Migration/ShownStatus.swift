import Synchronization

/// A status as the board shows it until a newer one takes its place. It never changes, so neither does what it is encoded to:
/// many ask for the same status between two changes of it.
package final class ShownStatus: Sendable {
  package let status: MigrationStatus
  private let encoding = Mutex<[UInt8]?>(nil)

  init(_ status: MigrationStatus) {
    self.status = status
  }

  /// What `encode` made of the status when it was asked for first; there is one form of it, so `encode` is always the same.
  package func encoded<Failure>(
    _ encode: (MigrationStatus) throws(Failure) -> [UInt8]
  ) throws(Failure) -> [UInt8] {
    if let known = encoding.withLock({ $0 }) { return known }
    let made = try encode(status)
    encoding.withLock { $0 = made }
    return made
  }
}
