"""Migrations a second through gRPC: one Python client, one stream that watches, all starts in flight at once.

The client takes its share of the processors. `LedgerBench migrations` measures the same in one process, without gRPC.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import fleet
from galleon.v1 import migration_service_pb2 as migrations, task_state_pb2

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 500
PHASE1_DONE = task_state_pb2.TASK_STATE_MIGRATION_DRIVER_PHASE1_DONE
SUCCESS = task_state_pb2.TASK_STATE_MIGRATION_SUCCESS


def main() -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as directory:
        daemon = fleet.daemon(Path(directory)).start()
        try:
            with daemon.client() as client:
                ids = fleet.server_ids(client, COUNT)
                watch = client.migrations.WatchMigrations(migrations.WatchMigrationsRequest())
                calls = []
                left = COUNT
                begun = 0.0
                for answer in watch:
                    kind = answer.event.WhichOneof("event")
                    if kind == "snapshot_complete":
                        begun = time.perf_counter()
                        for server_id in ids:
                            request = migrations.StartMigrationRequest(
                                share_server_id=server_id, destination_host="local@beta"
                            )
                            calls.append(client.migrations.StartMigration.future(request))
                    if kind != "transition":
                        continue
                    migration = answer.event.transition.migration
                    if migration.task_state == PHASE1_DONE:
                        complete = migrations.CompleteMigrationRequest(migration_id=migration.id)
                        calls.append(client.migrations.CompleteMigration.future(complete))
                    left -= migration.task_state == SUCCESS
                    if left == 0:
                        break
                seconds = time.perf_counter() - begun
                watch.cancel()
                for call in calls:
                    call.result()
        finally:
            daemon.kill()
    print(f"migrations through gRPC, {COUNT} at once: {COUNT / seconds:.0f}/s, {seconds:.2f} s")


if __name__ == "__main__":
    main()
