"""The ledger's disk fills up while migrations are in every kind of state, is freed, and everything ends as it would have."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import grpc
import pytest

import galleon
from galleon.v1 import migration_service_pb2 as migrations
from harness import DUMMIES, Daemon, World, eventually
from outcome import Scene
from test_ledger_faults import disk, full, refusal
from test_random_kills import Seen, look_on, row

__all__ = ["disk"]
SLOW = DUMMIES % "delays: {advance_migration: 1s, complete_migration: 1s, cancel_migration: 1s}"
PHASE_1 = "migration_driver_phase1_done"


def refused(call: Callable[[], object]) -> str:
    try:
        with galleon.translated():
            call()
    except galleon.GalleonError as error:
        assert error.status == grpc.StatusCode.UNAVAILABLE
        return error.reason
    return ""


@pytest.mark.parametrize("killed", [False, True], ids=["goes on", "killed while full"])
def test_a_disk_that_fills_up(daemons: Callable[..., Daemon], disk: Path, killed: bool) -> None:
    daemon = daemons(SLOW, ledger=disk / "ledger.sqlite").start()
    seen = Seen("the watch of all")
    with daemon.client() as client:
        names = ("copying", "waiting", "completing", "cancelling", "idle")
        scenes = {name: Scene.furnish(World(client, share_count=1)) for name in names}
        events = galleon.watch_migrations(client, backoff=galleon.Backoff(0.05, 0.2))
        threading.Thread(target=look_on, args=(seen, events), daemon=True).start()
        ids = {name: scenes[name].world.start().id for name in names[1:4]}
        for name, id in ids.items():
            scenes[name].world.until(id, PHASE_1)
        ids["copying"] = scenes["copying"].world.start().id
        scenes["completing"].world.complete(ids["completing"])
        scenes["cancelling"].world.cancel(ids["cancelling"])
        with full(daemon):
            eventually(lambda: refusal(scenes["idle"].world), "new work is refused")
            tries = {
                "start": lambda: scenes["idle"].world.start(),
                "complete": lambda: scenes["waiting"].world.complete(ids["waiting"]),
                "cancel": lambda: scenes["waiting"].world.cancel(ids["waiting"]),
            }
            assert {what: refused(call) for what, call in tries.items()} == dict.fromkeys(
                tries, "LEDGER_FULL"
            )
            before = {name: scenes[name].world.migration(id).revision for name, id in ids.items()}
            assert len(client.migrations.ListMigrations(
                migrations.ListMigrationsRequest()
            ).migrations) == 4, "reads are served"
            if killed:
                daemon.kill()
                ended = daemon.run()
                assert ended.returncode == 1
                assert str(daemon.ledger) in ended.stderr and "full" in ended.stderr
        if killed:
            daemon.start()
        eventually(lambda: not refused(lambda: scenes["waiting"].world.complete(ids["waiting"])), "it goes on")
        scenes["copying"].world.until(ids["copying"], PHASE_1)
        scenes["copying"].world.complete(ids["copying"])
        for name, id in ids.items():
            ending = "cancelled" if name == "cancelling" else "success"
            scenes[name].world.until(id, "migration_" + ending)
            scenes[name].check(id, ending)
            assert scenes[name].world.migration(id).revision > before[name]
        histories = {
            id: [row(step) for step in client.migrations.GetMigration(
                migrations.GetMigrationRequest(migration_id=id)
            ).migration.history]
            for id in ids.values()
        }
        eventually(lambda: all(seen.newest.get(id) == len(h) for id, h in histories.items()), "told")
        seen.check(histories, all_of_them=True)
