import Foundation
import GRDB
import MigrationCore

/// The tables, made by numbered migrations; a released one is never changed. No migration refers to a share server by foreign
/// key: its record outlives both servers.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1") { database in try database.execute(sql: version1) }
    migrator.registerMigration("v2") { database in try database.execute(sql: version2) }
    migrator.registerMigration("v3") { database in try database.execute(sql: version3) }
    migrator.registerMigration("v4") { database in try database.execute(sql: version4) }
    migrator.registerMigration("v5") { database in try database.execute(sql: version5) }
    return migrator
  }

  /// “GALN”: what tells a ledger from another program's database (PRAGMA application_id).
  private static let applicationID: Int32 = 0x4741_4C4E

  /// Whether the file has tables that are not a ledger's.
  static func isForeign(_ database: Database) throws -> Bool {
    let id = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    return tables > 0 && id != applicationID
  }

  /// Whether the file is not the ledger that was here last, or not all of it.
  static func isCopy(
    _ database: Database, of file: String, after last: LedgerLock.Life?, hasLostLog: Bool
  ) throws -> Bool {
    // A ledger of an earlier version does not know what it was called.
    guard try database.columns(in: "meta").contains(where: { $0.name == "file" }),
      let row = try GRDB.Row.fetchOne(database, sql: "SELECT fence, file FROM meta")
    else { return false }
    let name: String? = row["file"]
    return name ?? file != file || row["fence"] < last?.fence ?? 0 || hasLostLog
  }

  /// Begins a life of the service: a fence above every earlier one. A ledger that is not the one which was here last, or not
  /// all of it, gets a new name, so that no token of what was lost is taken for one of what comes.
  static func beginLife(
    _ database: Database, file: String, after last: LedgerLock.Life?, hasLostLog: Bool
  ) throws
    -> OpenedLife
  {
    try database.execute(
      sql: "INSERT OR IGNORE INTO meta (id, identity, fence, file) VALUES (1, ?, 0, ?)",
      arguments: [Identifier.random().rawValue, file])
    guard let row = try GRDB.Row.fetchOne(database, sql: "SELECT identity, fence, file FROM meta"),
      let known = Identifier(row["identity"] as String)
    else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the ledger has lost its name")
    }
    let fence: Int64 = row["fence"]
    let isCopy = try isCopy(database, of: file, after: last, hasLostLog: hasLostLog)
    let life = OpenedLife(
      identity: isCopy ? .random() : known, fence: max(fence, last?.fence ?? 0) + 1,
      isCopy: isCopy && fence > 0)
    try database.execute(
      sql: "UPDATE meta SET identity = ?, fence = ?, file = ?",
      arguments: [life.identity.rawValue, life.fence, file])
    return life
  }

  private static let version1 = """
    PRAGMA application_id = \(applicationID);

    CREATE TABLE meta (
      id INTEGER PRIMARY KEY CHECK (id = 1), identity TEXT NOT NULL, fence INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE share_network (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, project_id TEXT NOT NULL, status TEXT NOT NULL,
      created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX share_network_order ON share_network (created_at, id);

    CREATE TABLE share_network_subnet (
      id TEXT PRIMARY KEY, share_network_id TEXT NOT NULL REFERENCES share_network (id),
      availability_zone TEXT, cidr TEXT NOT NULL, gateway TEXT NOT NULL,
      network_type TEXT NOT NULL, segmentation_id INTEGER NOT NULL, mtu INTEGER NOT NULL,
      ip_version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX share_network_subnet_network ON share_network_subnet (share_network_id);
    CREATE INDEX share_network_subnet_order ON share_network_subnet (created_at, id);

    -- source_share_server_id is no foreign key: a destination outlives its source.
    CREATE TABLE share_server (
      id TEXT PRIMARY KEY, project_id TEXT NOT NULL, host TEXT NOT NULL, status TEXT NOT NULL,
      task_state TEXT, source_share_server_id TEXT, identifier TEXT NOT NULL,
      share_network_id TEXT NOT NULL REFERENCES share_network (id), subnet_ids TEXT NOT NULL,
      backend_details TEXT NOT NULL, is_auto_deletable INTEGER NOT NULL,
      created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX share_server_network ON share_server (share_network_id);
    CREATE INDEX share_server_source ON share_server (source_share_server_id);
    CREATE INDEX share_server_order ON share_server (created_at, id);

    CREATE TABLE network_allocation (
      id TEXT PRIMARY KEY, share_server_id TEXT NOT NULL REFERENCES share_server (id),
      subnet_id TEXT NOT NULL REFERENCES share_network_subnet (id), ip_address TEXT NOT NULL,
      mac_address TEXT NOT NULL, label TEXT NOT NULL, created_at INTEGER NOT NULL,
      UNIQUE (subnet_id, ip_address)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX network_allocation_server ON network_allocation (share_server_id);

    CREATE TABLE share_type (
      id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, extra_specs TEXT NOT NULL,
      created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE share (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, project_id TEXT NOT NULL,
      size_gib INTEGER NOT NULL, share_protocol TEXT NOT NULL,
      share_type_id TEXT REFERENCES share_type (id), status TEXT NOT NULL, host TEXT NOT NULL,
      share_server_id TEXT NOT NULL REFERENCES share_server (id),
      share_network_id TEXT NOT NULL REFERENCES share_network (id),
      availability_zone TEXT NOT NULL, export_locations TEXT NOT NULL,
      has_replicas INTEGER NOT NULL, share_group_id TEXT, access_rules_status TEXT NOT NULL,
      created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX share_server_shares ON share (share_server_id);
    CREATE INDEX share_type_shares ON share (share_type_id);
    CREATE INDEX share_name ON share (name);
    CREATE INDEX share_order ON share (created_at, id);

    CREATE TABLE snapshot (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, project_id TEXT NOT NULL,
      share_id TEXT NOT NULL REFERENCES share (id),
      share_server_id TEXT NOT NULL REFERENCES share_server (id), status TEXT NOT NULL,
      size_gib INTEGER NOT NULL, provider_location TEXT NOT NULL, export_locations TEXT NOT NULL,
      created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX snapshot_share ON snapshot (share_id);
    CREATE INDEX snapshot_server ON snapshot (share_server_id);
    CREATE INDEX snapshot_order ON snapshot (created_at, id);

    CREATE TABLE access_rule (
      id TEXT PRIMARY KEY, share_id TEXT NOT NULL REFERENCES share (id), type TEXT NOT NULL,
      "to" TEXT NOT NULL, level TEXT NOT NULL, state TEXT NOT NULL,
      created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, UNIQUE (share_id, type, "to")
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE migration (
      id TEXT PRIMARY KEY, project_id TEXT NOT NULL, source_share_server_id TEXT NOT NULL,
      destination_share_server_id TEXT, source_host TEXT NOT NULL,
      destination_host TEXT NOT NULL, options TEXT NOT NULL, capabilities TEXT NOT NULL,
      share_ids TEXT NOT NULL, snapshot_ids TEXT NOT NULL, task_state TEXT NOT NULL,
      progress TEXT NOT NULL, failure TEXT, revision INTEGER NOT NULL, fence INTEGER NOT NULL,
      created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, phase1_done_at INTEGER,
      completing_at INTEGER, ended_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX migration_source ON migration (source_share_server_id);
    CREATE INDEX migration_destination ON migration (destination_share_server_id);
    CREATE INDEX migration_state ON migration (task_state);
    CREATE INDEX migration_order ON migration (created_at, id);
    -- A server is the source of one live migration at most.
    CREATE UNIQUE INDEX migration_live ON migration (source_share_server_id)
      WHERE task_state NOT IN ('migration_success', 'migration_error', 'migration_cancelled');

    CREATE TABLE event (
      position INTEGER PRIMARY KEY AUTOINCREMENT, noun TEXT NOT NULL, subject_id TEXT NOT NULL,
      revision INTEGER NOT NULL, rule INTEGER, "from" TEXT, "to" TEXT, message TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX event_subject ON event (subject_id, position);
    CREATE UNIQUE INDEX event_revision ON event (subject_id, revision) WHERE revision > 0;

    CREATE TABLE request (
      id TEXT PRIMARY KEY, method TEXT NOT NULL, fingerprint TEXT NOT NULL, resource_id TEXT,
      response BLOB, at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  /// What an operator may change while a migration runs, how one was recovered, and who did what.
  private static let version2 = """
    ALTER TABLE migration ADD COLUMN controls TEXT NOT NULL DEFAULT '{"priority":0}';
    ALTER TABLE migration ADD COLUMN recovery TEXT;
    ALTER TABLE event ADD COLUMN actor TEXT;
    """

  /// What retention has removed, and how it finds what is next.
  private static let version3 = """
    ALTER TABLE meta ADD COLUMN floor INTEGER NOT NULL DEFAULT 0;
    -- What the file system called this file when it was last opened: a copy is called something else.
    ALTER TABLE meta ADD COLUMN file TEXT;
    -- Counts writes that only try whether the ledger can be written to.
    ALTER TABLE meta ADD COLUMN probes INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX event_reset ON event (at) WHERE noun <> 'migration';
    CREATE INDEX request_age ON request (at);
    """

  /// Where a migration's destination will have its addresses, chosen once.
  private static let version4 = """
    ALTER TABLE migration ADD COLUMN destination_subnet_ids TEXT;
    """

  /// The moving of whole backends. Its servers and migrations are no foreign keys: the record outlives both.
  private static let version5 = """
    CREATE TABLE evacuation (
      id TEXT PRIMARY KEY, host TEXT NOT NULL, options TEXT NOT NULL, state TEXT NOT NULL,
      items TEXT NOT NULL, needs_plan INTEGER NOT NULL, plan_count INTEGER NOT NULL,
      cancels_on_stop INTEGER NOT NULL, actor TEXT, message TEXT NOT NULL,
      revision INTEGER NOT NULL, fence INTEGER NOT NULL, created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL, ended_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX evacuation_order ON evacuation (created_at, id);
    -- A backend is emptied by one evacuation at a time.
    CREATE UNIQUE INDEX evacuation_live ON evacuation (host)
      WHERE state IN ('running', 'stopping');
    """
}
