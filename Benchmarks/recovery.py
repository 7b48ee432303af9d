"""How long a galleond that was killed takes until it serves again and has taken up every migration.

1,000 migrations are copying when it is killed with SIGKILL. Times are from exec(2) to lines of its own log: "ready", which it
writes when health says SERVING, and the last of the migrations to end the first phase, which each of them does at once
when it is taken up again: the dummy driver then has no delay.
"""

from __future__ import annotations

import datetime
import re
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import fleet
from galleon.v1 import migration_service_pb2 as migrations, task_state_pb2
from harness import Daemon, eventually

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
TARGET = 3.0
COPYING = task_state_pb2.TASK_STATE_MIGRATION_DRIVER_IN_PROGRESS


def moments(log: str, what: str) -> list[float]:
    lines = re.findall(rf"^(\S+)Z .*{what}", log, re.MULTILINE)
    utc = datetime.timezone.utc
    return [datetime.datetime.fromisoformat(at).replace(tzinfo=utc).timestamp() for at in lines]


def prepare(daemon: Daemon) -> None:
    """Gets COUNT migrations to copy, and kills the service."""
    daemon.start()
    with daemon.client() as client:

        def start(server_id: str) -> None:
            client.migrations.StartMigration(
                migrations.StartMigrationRequest(
                    share_server_id=server_id, destination_host="local@beta"
                )
            )

        with ThreadPoolExecutor(16) as pool:
            list(pool.map(start, fleet.server_ids(client, COUNT)))

        def copying() -> bool:
            answer = client.migrations.ListMigrations(
                migrations.ListMigrationsRequest(task_states=[COPYING], page_size=1000)
            )
            return len(answer.migrations) >= min(COUNT, 1000)

        eventually(copying, "all migrations copy", seconds=600)
    daemon.kill()


def main() -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as directory:
        daemon = fleet.daemon(Path(directory), ", delays: {advance_migration: 1d}")
        prepare(daemon)
        daemon.configure(fleet.BACKENDS % "")
        fleet.quiet(daemon)
        daemon.log_path.unlink()
        begun = time.time()
        daemon.start()
        try:
            done = "is in migration_driver_phase1_done"
            eventually(
                lambda: len(moments(daemon.log, done)) >= COUNT, "all are taken up", seconds=600
            )
        finally:
            daemon.kill()
        serving = moments(daemon.log, "galleon.daemon: ready")[0] - begun
        resumed = max(moments(daemon.log, done)) - begun
        size = daemon.ledger.stat().st_size / 2**20
    print(f"\nA killed galleond with {COUNT} migrations on their way, ledger of {size:.1f} MiB")
    print(f"  exec to serving                              {serving:6.2f} s   (target < {TARGET} s)")
    print(f"  exec to the last one taken up, phase 1 ended {resumed:6.2f} s")


if __name__ == "__main__":
    main()
