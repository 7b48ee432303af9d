"""What a check estimates of a migration between two directories, and what then happens.

Small files (20,000 of 10 KB) and one large file (2 GiB) go from one backend to another, several times each: the first
time nothing is known but what a look at the disk tells, later the rates of the migrations before. Printed are the ratios
of estimate to outcome, for the first phase and for the cutover.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from galleon.v1 import migration_service_pb2 as migrations
from harness import Daemon, World

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 3
KINDS = {"20,000 small files, 205 MB": (20_000, 10_250), "one file of 2 GiB": (1, 2 << 30)}


def fill(directory: Path, count: int, size: int) -> None:
    piece = min(size, 1 << 20)
    for number in range(count):
        place = directory / f"d{number // 100}"
        place.mkdir(exist_ok=True)
        with (place / f"file {number}").open("wb") as file:
            for _ in range(size // piece):
                file.write(os.urandom(piece))
    subprocess.run(["sync", "-f", directory], check=True)


def migrate(world: World) -> list[tuple[float, float]]:
    """Estimate and outcome in seconds of the first phase, and of the cutover."""
    estimate = world.client.migrations.CheckMigration(
        migrations.CheckMigrationRequest(
            share_server_id=world.server_id, destination_host="local@beta"
        )
    ).estimate
    begun = time.perf_counter()
    migration = world.start()
    world.until(migration.id, "migration_driver_phase1_done", seconds=600)
    copied = time.perf_counter()
    world.complete(migration.id)
    world.until(migration.id, "migration_success", seconds=600)
    ended = time.perf_counter()
    return [
        (estimate.duration.ToTimedelta().total_seconds(), copied - begun),
        (estimate.cutover_duration.ToTimedelta().total_seconds(), ended - copied),
    ]


def measure(daemon: Daemon, alpha: Path, kind: str) -> None:
    count, size = KINDS[kind]
    with daemon.client() as client:
        world = World(client, share_count=1)
        [share] = [p for p in alpha.glob(f"*/{world.share_ids[0]}") if p.is_dir()]
        fill(share, count, size)
        for phase, (estimate, outcome) in zip(("phase 1", "cutover"), migrate(world)):
            print(
                f"| {kind} | {phase} | {estimate:.2f} s | {outcome:.2f} s "
                f"| {estimate / outcome:.2f} |",
                flush=True,
            )


def main() -> None:
    print(f"\nEstimate and outcome of {ROUNDS} migrations of each kind, in turn")
    print("| | | estimate | outcome | ratio |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(dir=Path.cwd() / ".build") as name:
        directory = Path(name)
        alpha, beta = directory / "alpha", directory / "beta"
        backends = "backends:\n" + "".join(
            f"  - {{name: {root.name}, driver: directory, directory: {{root: {root}}}}}\n"
            for root in (alpha, beta)
        )
        daemon = Daemon(directory, backends).start()
        try:
            for _ in range(ROUNDS):
                for kind in KINDS:
                    measure(daemon, alpha, kind)
        finally:
            daemon.kill()


if __name__ == "__main__":
    main()
