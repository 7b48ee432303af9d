"""How long the service itself takes for a migration: the dummy driver at zero delay, the ledger on a real disk.

Compared with what OpenStack Manila 23.0.1 was measured at with its dummy driver at zero delay and its poll interval at
the minimum: 2.63 s from start to phase 1 done, 0.55 s from complete to migration_success.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from harness import DUMMIES, Daemon, World

ROUNDS = 101
MANILA = {"start to phase 1 done": 2.63, "complete to migration_success": 0.55}


def main() -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as directory:
        daemon = Daemon(Path(directory), DUMMIES % "").start()
        try:
            with daemon.client() as client:
                world = World(client)
                times = []
                for number in range(ROUNDS):
                    destination = "local@beta" if number % 2 == 0 else "local@alpha"
                    begun = time.perf_counter()
                    migration = world.start(destination)
                    world.until(migration.id, "migration_driver_phase1_done")
                    copied = time.perf_counter()
                    world.complete(migration.id)
                    ended = world.until(migration.id, "migration_success")
                    times.append((copied - begun, time.perf_counter() - copied))
                    world.server_id = ended.destination_share_server_id
        finally:
            daemon.kill()
    print(f"\nA migration with the dummy driver at zero delay, {ROUNDS} times")
    print(f"{'':32}{'median':>10}{'p99':>10}{'Manila':>10}{'Manila / median':>17}")
    for row, (what, manila) in enumerate(MANILA.items()):
        column = sorted(t[row] for t in times)
        median, p99 = statistics.median(column), column[int(len(column) * 0.99)]
        print(
            f"{what:32}{median * 1000:8.2f} ms{p99 * 1000:7.2f} ms{manila * 1000:7.0f} ms"
            f"{manila / median:16.0f}×"
        )


if __name__ == "__main__":
    main()
