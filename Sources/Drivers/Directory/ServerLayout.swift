import MigrationCore

/// Where a share server's things are below a backend's root.
///
///     ROOT/SERVER/SHARE/                    the files of a share
///     ROOT/SERVER/.snapshots/SNAPSHOT/      those of a snapshot
///     ROOT/SERVER/.galleon/                 what the driver remembers, outside the data
struct ServerLayout: Sendable, Hashable {
  let root: String
  let server: ShareServer

  /// A server is called by its id, unless its driver once gave it another name.
  var directory: String {
    root + "/" + (server.identifier.isEmpty ? server.id.rawValue : server.identifier)
  }

  var memory: String { directory + "/.galleon" }
  var snapshots: String { directory + "/.snapshots" }
  var exports: String { memory + "/exports.d" }

  func share(_ id: Identifier) -> String { directory + "/" + id.rawValue }
  func snapshot(_ id: Identifier) -> String { snapshots + "/" + id.rawValue }
  func exports(of id: Identifier) -> String { exports + "/" + id.rawValue + ".exports" }
  func migration(_ id: Identifier) -> String { memory + "/migration-" + id.rawValue }
  /// There from the moment on at which everything of the migration is here for good and clients may use it.
  func cutover(_ id: Identifier) -> String { migration(id) + "/cutover" }
}
