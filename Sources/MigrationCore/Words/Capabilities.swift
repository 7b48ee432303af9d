/// What a driver can do in a migration; also what a request demands of it.
package struct Capabilities: Hashable, Sendable, Codable {
  /// Clients may write to the source while phase 1 copies.
  package var writable: Bool
  /// The cutover does not disturb clients: addresses and handles stay.
  package var nondisruptive: Bool
  /// Snapshots arrive at the destination.
  package var preserveSnapshots: Bool
  /// The server may move into another share network.
  package var shareNetworkChange: Bool
  /// A migration can be cancelled in its first phase.
  package var migrationCancel: Bool
  /// The driver reports progress.
  package var migrationGetProgress: Bool

  package init(
    writable: Bool = false, nondisruptive: Bool = false, preserveSnapshots: Bool = false,
    shareNetworkChange: Bool = false, migrationCancel: Bool = false,
    migrationGetProgress: Bool = false
  ) {
    self.writable = writable
    self.nondisruptive = nondisruptive
    self.preserveSnapshots = preserveSnapshots
    self.shareNetworkChange = shareNetworkChange
    self.migrationCancel = migrationCancel
    self.migrationGetProgress = migrationGetProgress
  }
}

/// What the operator asked for. Each flag enforces, it does not choose: `true` refuses unless the
/// destination can; `false` lets the driver do whatever it can.
package struct MigrationOptions: Hashable, Sendable, Codable {
  package var writable: Bool
  package var nondisruptive: Bool
  package var preserveSnapshots: Bool
  /// The share network the destination shall live in; nil keeps the source's.
  package var newShareNetworkID: Identifier?

  package init(
    writable: Bool = false, nondisruptive: Bool = false, preserveSnapshots: Bool = false,
    newShareNetworkID: Identifier? = nil
  ) {
    self.writable = writable
    self.nondisruptive = nondisruptive
    self.preserveSnapshots = preserveSnapshots
    self.newShareNetworkID = newShareNetworkID
  }
}
