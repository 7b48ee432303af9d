CREATE TABLE access_rule (
  id TEXT PRIMARY KEY, share_id TEXT NOT NULL REFERENCES share (id), type TEXT NOT NULL,
  "to" TEXT NOT NULL, level TEXT NOT NULL, state TEXT NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, UNIQUE (share_id, type, "to")
) STRICT, WITHOUT ROWID;

CREATE TABLE evacuation (
  id TEXT PRIMARY KEY, host TEXT NOT NULL, options TEXT NOT NULL, state TEXT NOT NULL,
  items TEXT NOT NULL, needs_plan INTEGER NOT NULL, plan_count INTEGER NOT NULL,
  cancels_on_stop INTEGER NOT NULL, actor TEXT, message TEXT NOT NULL,
  revision INTEGER NOT NULL, fence INTEGER NOT NULL, created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL, ended_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX evacuation_live ON evacuation (host)
  WHERE state IN ('running', 'stopping');

CREATE INDEX evacuation_order ON evacuation (created_at, id);

CREATE TABLE event (
  position INTEGER PRIMARY KEY AUTOINCREMENT, noun TEXT NOT NULL, subject_id TEXT NOT NULL,
  revision INTEGER NOT NULL, rule INTEGER, "from" TEXT, "to" TEXT, message TEXT NOT NULL,
  at INTEGER NOT NULL
, actor TEXT) STRICT;

CREATE INDEX event_reset ON event (at) WHERE noun <> 'migration';

CREATE UNIQUE INDEX event_revision ON event (subject_id, revision) WHERE revision > 0;

CREATE INDEX event_subject ON event (subject_id, position);

CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);

CREATE TABLE meta (
  id INTEGER PRIMARY KEY CHECK (id = 1), identity TEXT NOT NULL, fence INTEGER NOT NULL
, floor INTEGER NOT NULL DEFAULT 0, file TEXT, probes INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE migration (
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, source_share_server_id TEXT NOT NULL,
  destination_share_server_id TEXT, source_host TEXT NOT NULL,
  destination_host TEXT NOT NULL, options TEXT NOT NULL, capabilities TEXT NOT NULL,
  share_ids TEXT NOT NULL, snapshot_ids TEXT NOT NULL, task_state TEXT NOT NULL,
  progress TEXT NOT NULL, failure TEXT, revision INTEGER NOT NULL, fence INTEGER NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, phase1_done_at INTEGER,
  completing_at INTEGER, ended_at INTEGER
, controls TEXT NOT NULL DEFAULT '{"priority":0}', recovery TEXT, destination_subnet_ids TEXT) STRICT, WITHOUT ROWID;

CREATE INDEX migration_destination ON migration (destination_share_server_id);

CREATE UNIQUE INDEX migration_live ON migration (source_share_server_id)
  WHERE task_state NOT IN ('migration_success', 'migration_error', 'migration_cancelled');

CREATE INDEX migration_order ON migration (created_at, id);

CREATE INDEX migration_source ON migration (source_share_server_id);

CREATE INDEX migration_state ON migration (task_state);

CREATE TABLE network_allocation (
  id TEXT PRIMARY KEY, share_server_id TEXT NOT NULL REFERENCES share_server (id),
  subnet_id TEXT NOT NULL REFERENCES share_network_subnet (id), ip_address TEXT NOT NULL,
  mac_address TEXT NOT NULL, label TEXT NOT NULL, created_at INTEGER NOT NULL,
  UNIQUE (subnet_id, ip_address)
) STRICT, WITHOUT ROWID;

CREATE INDEX network_allocation_server ON network_allocation (share_server_id);

CREATE TABLE request (
  id TEXT PRIMARY KEY, method TEXT NOT NULL, fingerprint TEXT NOT NULL, resource_id TEXT,
  response BLOB, at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX request_age ON request (at);

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

CREATE INDEX share_name ON share (name);

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

CREATE INDEX share_order ON share (created_at, id);

CREATE TABLE share_server (
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, host TEXT NOT NULL, status TEXT NOT NULL,
  task_state TEXT, source_share_server_id TEXT, identifier TEXT NOT NULL,
  share_network_id TEXT NOT NULL REFERENCES share_network (id), subnet_ids TEXT NOT NULL,
  backend_details TEXT NOT NULL, is_auto_deletable INTEGER NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX share_server_network ON share_server (share_network_id);

CREATE INDEX share_server_order ON share_server (created_at, id);

CREATE INDEX share_server_shares ON share (share_server_id);

CREATE INDEX share_server_source ON share_server (source_share_server_id);

CREATE TABLE share_type (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, extra_specs TEXT NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX share_type_shares ON share (share_type_id);

CREATE TABLE snapshot (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, project_id TEXT NOT NULL,
  share_id TEXT NOT NULL REFERENCES share (id),
  share_server_id TEXT NOT NULL REFERENCES share_server (id), status TEXT NOT NULL,
  size_gib INTEGER NOT NULL, provider_location TEXT NOT NULL, export_locations TEXT NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX snapshot_order ON snapshot (created_at, id);

CREATE INDEX snapshot_server ON snapshot (share_server_id);

CREATE INDEX snapshot_share ON snapshot (share_id);
