"""The service is killed with SIGKILL in each task state; after a start everything ends as the contract says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from galleon.v1 import share_pb2, share_server_pb2
from harness import DUMMIES, Daemon, World, eventually, words

# The call that keeps a migration in a state long enough to be killed in it.
HELD_BY = {
    "migration_in_progress": "create_server",
    "migration_driver_starting": "start_migration",
    "migration_driver_in_progress": "advance_migration",
    "migration_completing": "complete_migration",
    "migration_cancel_in_progress": "cancel_migration",
}
PATH = [
    "migration_starting",
    "migration_in_progress",
    "migration_driver_starting",
    "migration_driver_in_progress",
    "migration_driver_phase1_done",
    "migration_completing",
    "migration_success",
]


def held(daemons: Callable[..., Daemon], state: str) -> Daemon:
    call = HELD_BY.get(state)
    return daemons(DUMMIES % (f"delays: {{{call}: 1h}}" if call else "")).start()


@pytest.mark.parametrize("state", PATH[:-1])
def test_killed_on_the_way_to_success(daemons: Callable[..., Daemon], state: str) -> None:
    daemon = held(daemons, state)
    with daemon.client() as client:
        world = World(client)
        migration = world.start()
        if state == "migration_completing":
            world.until(migration.id, "migration_driver_phase1_done")
            world.complete(migration.id)
        if state != "migration_starting":
            world.until(migration.id, state)
        daemon.kill()
        daemon.configure(DUMMIES % "")
        daemon.start()
        if state != "migration_completing":
            world.until(migration.id, "migration_driver_phase1_done")
            world.complete(migration.id)
        ended = world.until(migration.id, "migration_success")
        assert words(world.migration(migration.id)) == PATH
        destination = world.server(ended.destination_share_server_id)
        assert destination.status == share_server_pb2.SHARE_SERVER_STATUS_ACTIVE
        assert world.server().status == share_server_pb2.SHARE_SERVER_STATUS_INACTIVE
        for share_id in world.share_ids:
            share = world.share(share_id)
            assert share.status == share_pb2.SHARE_STATUS_AVAILABLE
            assert share.share_server_id == destination.id
            assert share.host.startswith("local@beta#")


def test_killed_while_cancelling(daemons: Callable[..., Daemon]) -> None:
    state = "migration_cancel_in_progress"
    daemon = held(daemons, state)
    with daemon.client() as client:
        world = World(client)
        migration = world.start()
        world.until(migration.id, "migration_driver_phase1_done")
        world.cancel(migration.id)
        world.until(migration.id, state)
        daemon.kill()
        daemon.configure(DUMMIES % "")
        daemon.start()
        ended = world.until(migration.id, "migration_cancelled")
        assert world.server().status == share_server_pb2.SHARE_SERVER_STATUS_ACTIVE
        left = world.server(ended.destination_share_server_id)
        assert left.status == share_server_pb2.SHARE_SERVER_STATUS_INACTIVE
        for share_id in world.share_ids:
            assert world.share(share_id).status == share_pb2.SHARE_STATUS_AVAILABLE
            assert world.share(share_id).share_server_id == world.server_id


def test_killed_while_an_error_is_final(daemons: Callable[..., Daemon]) -> None:
    fault = "faults: [{call: advance_migration, recovery: roll_back, message: the disk broke}]"
    daemon = daemons(DUMMIES % fault).start()
    with daemon.client() as client:
        world = World(client)
        migration = world.start()
        ended = world.until(migration.id, "migration_error")
        assert "the disk broke" in ended.last_error.message
        daemon.restart()
        after = eventually(lambda: world.migration(migration.id), "the daemon answers")
        assert after.history == world.migration(migration.id).history
        assert words(after)[-1] == "migration_error"
        assert world.server().status == share_server_pb2.SHARE_SERVER_STATUS_ACTIVE
        # Nothing of the failed one is in the way of another.
        daemon.kill()
        daemon.configure(DUMMIES % "")
        daemon.start()
        again = world.start()
        world.until(again.id, "migration_driver_phase1_done")


def test_killed_while_a_share_is_made(daemons: Callable[..., Daemon]) -> None:
    slow = "backends: [{name: alpha, driver: dummy, dummy: {delays: {create_share: 1h}}}]\n"
    daemon = daemons("backends: [{name: alpha, driver: dummy}]\n").start()
    with daemon.client() as client:
        world = World(client, share_count=0)
        daemon.kill()
        daemon.configure(slow)
        daemon.start()
        from galleon.v1 import share_service_pb2 as shares

        share_id = client.shares.CreateShare(
            shares.CreateShareRequest(
                name="s",
                share_server_id=world.server_id,
                size_gib=1,
                protocol=share_pb2.SHARE_PROTOCOL_NFS,
            )
        ).share.id
        daemon.kill()
        daemon.configure("backends: [{name: alpha, driver: dummy}]\n")
        daemon.start()
        eventually(
            lambda: world.share(share_id).status == share_pb2.SHARE_STATUS_AVAILABLE,
            "the share is made after the restart",
        )
