import MigrationCore

/// Two backends of one kind, empty, and the hands of a client and an operator on them.
package struct DriverWorld: Sendable {
  package var source: any Driver
  package var destination: any Driver
  /// The destination's driver in the next life of the service, on the same storage.
  package var reopen: @Sendable () -> any Driver
  /// A destination with less room than the source's share needs; nil where the test cannot make one.
  package var cramped: (any Driver)?
  /// Replaces what a share on the source holds.
  package var write: @Sendable ([UInt8], _ share: Identifier, ServerView) throws -> Void
  /// What a share or snapshot on the destination holds; nil when it is not there.
  package var read: @Sendable (Piece, ServerView) throws -> [UInt8]?
  /// Who may do what with a share on the destination, as it is in force.
  package var rules: @Sendable (_ share: Identifier, ServerView) throws -> [String: AccessLevel]
  /// Names of all that the destination holds; nothing at first.
  package var holdings: @Sendable () throws -> Set<String>

  package enum Piece: Sendable, Hashable {
    case share(Identifier)
    case snapshot(Identifier)
  }

  package init(
    source: any Driver, destination: any Driver, reopen: @escaping @Sendable () -> any Driver,
    cramped: (any Driver)? = nil,
    write: @escaping @Sendable ([UInt8], Identifier, ServerView) throws -> Void,
    read: @escaping @Sendable (Piece, ServerView) throws -> [UInt8]?,
    rules: @escaping @Sendable (Identifier, ServerView) throws -> [String: AccessLevel],
    holdings: @escaping @Sendable () throws -> Set<String>
  ) {
    self.source = source
    self.destination = destination
    self.reopen = reopen
    self.cramped = cramped
    self.write = write
    self.read = read
    self.rules = rules
    self.holdings = holdings
  }
}
