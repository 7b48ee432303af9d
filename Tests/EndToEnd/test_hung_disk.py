"""A disk that takes a call and never answers holds up its own backend and nothing else."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from galleon.v1 import access_rule_pb2, share_pb2, share_service_pb2 as shares
from harness import Daemon, World, eventually
from trees import directories


def test_other_backends_go_on(
    daemons: Callable[..., Daemon], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = "  - {name: one, driver: dummy}\n  - {name: two, driver: dummy}\n"
    daemon = daemons(directories(tmp_path / "alpha", tmp_path / "beta") + others)
    library = tmp_path / "broken_disk.so"
    source = Path(__file__).with_name("broken_disk.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    monkeypatch.setenv("LD_PRELOAD", str(library))
    monkeypatch.setenv("BROKEN_DISK", str(daemon.directory))
    daemon.start()
    monkeypatch.delenv("LD_PRELOAD")
    hangs = daemon.directory / "hang"
    with daemon.client() as client:
        # More than a process has threads for its tasks.
        hung = [World(client, share_count=1) for _ in range((os.cpu_count() or 1) + 2)]
        healthy = World(client, share_count=1, host="local@one")
        hangs.touch()
        for world in hung:
            client.shares.AllowAccess(
                shares.AllowAccessRequest(
                    share_id=world.share_ids[0],
                    access_type=access_rule_pb2.ACCESS_TYPE_IP,
                    access_to="10.0.0.0/8",
                    access_level=access_rule_pb2.ACCESS_LEVEL_RW,
                ),
                timeout=30,
            )
        migration = healthy.start("local@two")
        healthy.until(migration.id, "migration_driver_phase1_done")
        healthy.complete(migration.id)
        healthy.until(migration.id, "migration_success")
        in_force = share_pb2.ACCESS_RULES_STATUS_ACTIVE
        assert all(w.share(w.share_ids[0]).access_rules_status != in_force for w in hung)
        hangs.unlink()
        for world in hung:
            share_id = world.share_ids[0]
            eventually(
                lambda: world.share(share_id).access_rules_status == in_force, "the disk is back"
            )
