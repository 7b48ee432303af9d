"""What the configuration lets be forgotten is forgotten, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import grpc

from galleon.v1 import migration_service_pb2 as migrations, share_server_pb2
from harness import DUMMIES, Daemon, World, eventually, words


def test_an_old_migration_goes_a_live_one_stays(daemons: Callable[..., Daemon]) -> None:
    backends = DUMMIES % "delays: {advance_migration: 60s}"
    daemon = daemons("retention: {remove_migrations_after: 2s}\n" + backends).start()
    with daemon.client() as client:
        live, old = World(client, share_count=1), World(client, share_count=1)
        running = live.start()
        live.until(running.id, "migration_driver_in_progress")
        ended = old.start()
        old.until(ended.id, "migration_driver_in_progress")
        old.cancel(ended.id)
        old.until(ended.id, "migration_cancelled")
        assert words(old.migration(ended.id))[-1] == "migration_cancelled"

        def gone() -> bool:
            try:
                old.migration(ended.id)
            except grpc.RpcError as error:
                return error.code() == grpc.StatusCode.NOT_FOUND
            return False

        eventually(gone, "the old migration is removed")
        listed = client.migrations.ListMigrations(migrations.ListMigrationsRequest()).migrations
        assert [migration.id for migration in listed] == [running.id]
        assert words(live.migration(running.id))[-1] == "migration_driver_in_progress"
        assert old.server().status == share_server_pb2.SHARE_SERVER_STATUS_ACTIVE
    assert "retention removed" in daemon.log
