"""Watches and waits through the real service: a reader that does not read, and a caller that waits for a change."""

from __future__ import annotations

import time
from collections.abc import Callable

import grpc
from google.protobuf import duration_pb2

from galleon.v1 import (
    migration_pb2,
    migration_service_pb2 as migrations,
    migration_service_pb2_grpc as stubs,
)
from harness import Daemon, World

BACKENDS = """
migrations: {slow_watcher_timeout: 1s}
backends:
  - {name: alpha, driver: dummy}
  - {name: beta, driver: dummy}
"""
# A window as small as gRPC's C core takes, that does not grow.
SMALL = [("grpc.http2.bdp_probe", 0), ("grpc.http2.lookahead_bytes", 1024)]
TOKEN = "galleon-resume-token"


def revisions(events: list[migration_pb2.MigrationEvent]) -> list[int]:
    return [e.transition.migration.revision for e in events if e.HasField("transition")]


def test_a_reader_who_does_not_read_is_sent_away_and_comes_back(
    daemons: Callable[..., Daemon],
) -> None:
    daemon = daemons(BACKENDS).start()
    with daemon.client() as client, grpc.insecure_channel(daemon.target, options=SMALL) as channel:
        world = World(client)
        # Each message names every share: few of them fill any window.
        for number in range(40):
            world.add_share(f"{number}-" + "n" * 240)
        stub = stubs.MigrationServiceStub(channel)
        slow = stub.WatchMigrations(migrations.WatchMigrationsRequest(), timeout=300)
        asked = world.start()
        world.until(asked.id, "MIGRATION_DRIVER_PHASE1_DONE")
        world.complete(asked.id)
        world.until(asked.id, "MIGRATION_SUCCESS")
        # Longer than anybody may be silent; the waits above read, and were not disturbed.
        time.sleep(5)
        heard: list[migration_pb2.MigrationEvent] = []
        error: grpc.RpcError | None = None
        try:
            for answer in slow:
                heard.append(answer.event)
        except grpc.RpcError as caught:
            error = caught
        assert error is not None
        assert error.code() == grpc.StatusCode.RESOURCE_EXHAUSTED, error
        trailers = {entry.key: str(entry.value) for entry in error.trailing_metadata()}
        token = trailers[TOKEN]
        assert token == heard[-1].resume_token
        rest: list[migration_pb2.MigrationEvent] = []
        again = stub.WatchMigrations(
            migrations.WatchMigrationsRequest(resume_token=token), timeout=300
        )
        for answer in again:
            rest.append(answer.event)
            if revisions(rest)[-1:] == [7]:
                break
        again.cancel()
        assert not any(event.HasField("reset") for event in rest)
        assert revisions(heard) + revisions(rest) == [1, 2, 3, 4, 5, 6, 7]


def test_a_caller_without_a_stream_waits_for_a_change(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(BACKENDS).start()
    with daemon.client() as client:
        world = World(client)

        def after(revision: int, wait: int) -> migration_pb2.Migration:
            return client.migrations.GetMigration(
                migrations.GetMigrationRequest(
                    migration_id=asked.id,
                    wait_for_revision_after=revision,
                    wait=duration_pb2.Duration(seconds=wait),
                ),
                timeout=300,
            ).migration

        asked = world.start()
        seen = [asked.revision]
        while seen[-1] < 5:
            seen.append(after(seen[-1], 120).revision)
        assert seen == sorted(set(seen))
        began = time.monotonic()
        assert after(5, 1).revision == 5
        assert time.monotonic() - began >= 0.9, "nothing has changed: it waits as long as asked"
        waiting = client.migrations.GetMigration.future(
            migrations.GetMigrationRequest(
                migration_id=asked.id,
                wait_for_revision_after=5,
                wait=duration_pb2.Duration(seconds=120),
            ),
            timeout=300,
        )
        world.complete(asked.id)
        assert waiting.result().migration.revision > 5
        assert after(6, 120).revision == 7
