"""The whole way against a real galleond; skipped unless GALLEOND names its binary."""

from __future__ import annotations

import datetime
import threading
import time
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

import grpc
import pytest

import galleon
from galleon.v1 import migration_service_pb2 as migrations
from galleon.v1 import network_service_pb2 as networks
from galleon.v1 import share_server_service_pb2 as servers
from galleon.v1 import share_service_pb2 as shares
from galleon.v1.access_rule_pb2 import AccessLevel, AccessRule, AccessRuleState, AccessType
from galleon.v1.migration_pb2 import Migration, MigrationEvent
from galleon.v1.share_pb2 import Share, ShareProtocol, ShareStatus
from galleon.v1.share_server_pb2 import ShareServer, ShareServerStatus
from galleon.v1.task_state_pb2 import TaskState

if TYPE_CHECKING:
    from conftest import Daemon

PROJECT = "demo"
FIRST_PHASE = [
    TaskState.TASK_STATE_MIGRATION_STARTING,
    TaskState.TASK_STATE_MIGRATION_IN_PROGRESS,
    TaskState.TASK_STATE_MIGRATION_DRIVER_STARTING,
    TaskState.TASK_STATE_MIGRATION_DRIVER_IN_PROGRESS,
    TaskState.TASK_STATE_MIGRATION_DRIVER_PHASE1_DONE,
]
SECOND_PHASE = [TaskState.TASK_STATE_MIGRATION_COMPLETING, TaskState.TASK_STATE_MIGRATION_SUCCESS]


def eventually(holds: Callable[[], bool], seconds: float = 30) -> None:
    """Asks until the answer is yes. The inventory has no watch."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)


def get_server(client: galleon.Client, id: str) -> ShareServer:
    request = servers.GetShareServerRequest(share_server_id=id)
    return client.share_servers.GetShareServer(request).share_server


def get_share(client: galleon.Client, id: str) -> Share:
    return client.shares.GetShare(shares.GetShareRequest(share_id=id)).share


def get_migration(client: galleon.Client, id: str) -> Migration:
    return client.migrations.GetMigration(migrations.GetMigrationRequest(migration_id=id)).migration


def get_rules(client: galleon.Client, share_id: str) -> list[AccessRule]:
    request = shares.ListAccessRulesRequest(share_id=share_id)
    return list(client.shares.ListAccessRules(request).access_rules)


@pytest.fixture
def server(client: galleon.Client) -> ShareServer:
    """An active share server on local@alpha, with one share that has a rule and a snapshot."""
    network = client.networks.CreateShareNetwork(
        networks.CreateShareNetworkRequest(name="net", project_id=PROJECT)
    ).share_network
    client.networks.CreateShareNetworkSubnet(
        networks.CreateShareNetworkSubnetRequest(share_network_id=network.id, cidr="10.0.0.0/24")
    )
    made = client.share_servers.CreateShareServer(
        servers.CreateShareServerRequest(
            project_id=PROJECT, host="local@alpha", share_network_id=network.id
        )
    ).share_server
    active = ShareServerStatus.SHARE_SERVER_STATUS_ACTIVE
    eventually(lambda: get_server(client, made.id).status == active)
    share = client.shares.CreateShare(
        shares.CreateShareRequest(
            name="home",
            share_server_id=made.id,
            size_gib=1,
            protocol=ShareProtocol.SHARE_PROTOCOL_NFS,
        )
    ).share
    eventually(lambda: get_share(client, share.id).status == ShareStatus.SHARE_STATUS_AVAILABLE)
    client.shares.AllowAccess(
        shares.AllowAccessRequest(
            share_id=share.id,
            access_type=AccessType.ACCESS_TYPE_IP,
            access_to="10.0.0.0/24",
            access_level=AccessLevel.ACCESS_LEVEL_RW,
        )
    )
    in_force = AccessRuleState.ACCESS_RULE_STATE_ACTIVE
    eventually(lambda: all(rule.state == in_force for rule in get_rules(client, share.id)))
    return get_server(client, made.id)


def the_share(client: galleon.Client, server: ShareServer) -> Share:
    request = shares.ListSharesRequest(share_server_id=server.id)
    (share,) = client.shares.ListShares(request).shares
    return share


def start(client: galleon.Client, server: ShareServer, to: str = "local@beta") -> Migration:
    return client.migrations.StartMigration(
        migrations.StartMigrationRequest(share_server_id=server.id, destination_host=to)
    ).migration


def reach(client: galleon.Client, migration: Migration, state: TaskState.ValueType) -> None:
    """Watches until the migration is in `state`."""
    for event in galleon.watch_migration(client, migration_id=migration.id):
        match event.WhichOneof("event"):
            case "snapshot":
                now = event.snapshot
            case "transition":
                now = event.transition.migration
            case _:
                continue
        if now.task_state == state:
            return
        assert not now.HasField("last_error"), now.last_error
    raise AssertionError("the watch ended before")


def transitions(events: list[MigrationEvent]) -> list[tuple[int, TaskState.ValueType]]:
    """Revisions and states as told: the first from the snapshot, the rest from transitions."""
    result = []
    for event in events:
        match event.WhichOneof("event"):
            case "snapshot":
                result.append((event.snapshot.revision, event.snapshot.task_state))
            case "transition":
                told = event.transition.transition
                result.append((told.revision, told.to_state))
    return result


def test_check_says_yes_and_changes_nothing(client: galleon.Client, server: ShareServer) -> None:
    answer = client.migrations.CheckMigration(
        migrations.CheckMigrationRequest(share_server_id=server.id, destination_host="local@beta")
    )
    assert answer.compatible and not answer.conflicts
    assert answer.supported_capabilities.migration_cancel
    assert get_server(client, server.id) == server


def test_a_migration_from_start_to_success(client: galleon.Client, server: ShareServer) -> None:
    share = the_share(client, server)
    rules = get_rules(client, share.id)
    migration = start(client, server)
    assert migration.task_state == TaskState.TASK_STATE_MIGRATION_STARTING
    events = []
    for event in galleon.watch_migration(client, migration_id=migration.id):
        events.append(event)
        done = TaskState.TASK_STATE_MIGRATION_DRIVER_PHASE1_DONE
        if event.transition.transition.to_state == done or event.snapshot.task_state == done:
            request = migrations.CompleteMigrationRequest(migration_id=migration.id)
            destination_id = client.migrations.CompleteMigration(
                request
            ).destination_share_server_id

    told = transitions(events)
    expected = list(enumerate(FIRST_PHASE + SECOND_PHASE, start=1))
    assert told == expected[told[0][0] - 1 :], "a transition is missing, doubled or out of order"
    assert [event.WhichOneof("event") for event in events].count("snapshot_complete") == 1

    ended = get_migration(client, migration.id)
    assert [(entry.revision, entry.to_state) for entry in ended.history] == expected
    assert ended.destination_share_server_id == destination_id
    source, destination = get_server(client, server.id), get_server(client, destination_id)
    assert source.status == ShareServerStatus.SHARE_SERVER_STATUS_INACTIVE
    assert destination.status == ShareServerStatus.SHARE_SERVER_STATUS_ACTIVE
    assert destination.source_share_server_id == server.id
    assert destination.host == "local@beta"
    moved = get_share(client, share.id)
    assert moved.share_server_id == destination_id
    assert moved.status == ShareStatus.SHARE_STATUS_AVAILABLE
    assert moved.host.startswith("local@beta#")
    kept = [(rule.id, rule.access_level) for rule in get_rules(client, share.id)]
    assert kept == [(rule.id, rule.access_level) for rule in rules]
    progress = client.migrations.GetMigrationProgress(
        migrations.GetMigrationProgressRequest(share_server_id=destination_id)
    ).progress
    assert progress.total_percent == 100


def test_a_cancel_in_the_first_phase(client: galleon.Client, server: ShareServer) -> None:
    migration = start(client, server, to="local@slow")
    reach(client, migration, TaskState.TASK_STATE_MIGRATION_DRIVER_IN_PROGRESS)
    client.migrations.CancelMigration(migrations.CancelMigrationRequest(share_server_id=server.id))
    events = list(galleon.watch_migration(client, migration_id=migration.id))
    assert transitions(events)[-1][1] == TaskState.TASK_STATE_MIGRATION_CANCELLED
    source = get_server(client, server.id)
    assert source.status == ShareServerStatus.SHARE_SERVER_STATUS_ACTIVE
    assert the_share(client, source).status == ShareStatus.SHARE_STATUS_AVAILABLE


def test_the_same_request_id_starts_once(client: galleon.Client, server: ShareServer) -> None:
    request = migrations.StartMigrationRequest(
        share_server_id=server.id, destination_host="local@beta", request_id=str(uuid.uuid4())
    )
    first = client.migrations.StartMigration(request)
    assert client.migrations.StartMigration(request) == first
    listed = client.migrations.ListMigrations(
        migrations.ListMigrationsRequest(share_server_id=server.id)
    ).migrations
    assert [migration.id for migration in listed] == [first.migration.id]
    request.destination_host = "local@slow"
    with pytest.raises(galleon.GalleonError) as caught, galleon.translated():
        client.migrations.StartMigration(request)
    assert caught.value.reason == "REQUEST_ID_REUSED"


@pytest.mark.parametrize(
    ("change", "status", "reason", "field"),
    [
        ({"share_server_id": str(uuid.UUID(int=1))}, "NOT_FOUND", "SHARE_SERVER_NOT_FOUND", None),
        ({"share_server_id": "x"}, "INVALID_ARGUMENT", "INVALID_ARGUMENT", "share_server_id"),
        ({"destination_host": "beta"}, "INVALID_ARGUMENT", "INVALID_ARGUMENT", "destination_host"),
        (
            {"destination_host": "local@beta#pool"},
            "INVALID_ARGUMENT",
            "INVALID_ARGUMENT",
            "destination_host",
        ),
        ({"destination_host": "local@alpha"}, "FAILED_PRECONDITION", "DESTINATION_IS_SOURCE", None),
        ({"destination_host": "local@none"}, "NOT_FOUND", "BACKEND_NOT_FOUND", None),
    ],
)
def test_check_and_start_refuse_alike(
    client: galleon.Client,
    server: ShareServer,
    change: dict[str, str],
    status: str,
    reason: str,
    field: str | None,
) -> None:
    fields = {"share_server_id": server.id, "destination_host": "local@beta"} | change
    refusals = []
    for call in (
        lambda: client.migrations.CheckMigration(migrations.CheckMigrationRequest(**fields)),
        lambda: client.migrations.StartMigration(migrations.StartMigrationRequest(**fields)),
    ):
        with pytest.raises(galleon.GalleonError) as caught, galleon.translated():
            call()
        refusals.append(caught.value)
    for refusal in refusals:
        assert (refusal.status.name, refusal.reason) == (status, reason)
        if field is not None:
            assert [violation.field for violation in refusal.field_violations] == [field]
    assert get_server(client, server.id) == server


def test_a_destination_that_cannot_names_its_conflicts(
    client: galleon.Client, server: ShareServer
) -> None:
    fields = {"share_server_id": server.id, "destination_host": "local@beta", "nondisruptive": True}
    answer = client.migrations.CheckMigration(migrations.CheckMigrationRequest(**fields))
    assert not answer.compatible
    found = [conflict.reason for conflict in answer.conflicts]
    assert "NONDISRUPTIVE_NOT_SUPPORTED" in found
    with pytest.raises(galleon.GalleonError) as caught, galleon.translated():
        client.migrations.StartMigration(migrations.StartMigrationRequest(**fields))
    assert caught.value.status == grpc.StatusCode.FAILED_PRECONDITION
    assert caught.value.reason == "DESTINATION_INCOMPATIBLE"
    assert [conflict.reason for conflict in caught.value.conflicts] == found
    assert all(conflict.message for conflict in caught.value.conflicts)


def test_complete_is_refused_before_its_time(client: galleon.Client, server: ShareServer) -> None:
    migration = start(client, server, to="local@slow")
    with pytest.raises(galleon.GalleonError) as caught, galleon.translated():
        client.migrations.CompleteMigration(
            migrations.CompleteMigrationRequest(migration_id=migration.id)
        )
    assert caught.value.status == grpc.StatusCode.FAILED_PRECONDITION
    assert caught.value.reason == "WRONG_TASK_STATE"


def test_a_watch_survives_the_death_of_the_server(
    daemon: Daemon, client: galleon.Client, server: ShareServer
) -> None:
    migration = start(client, server, to="local@slow")
    events: list[MigrationEvent] = []
    copying, phase1_done = threading.Event(), threading.Event()

    def follow() -> None:
        interval = datetime.timedelta(seconds=1)
        for event in galleon.watch_migration(
            client, migration_id=migration.id, min_update_interval=interval
        ):
            events.append(event)
            states = {event.snapshot.task_state, event.transition.transition.to_state}
            if TaskState.TASK_STATE_MIGRATION_DRIVER_IN_PROGRESS in states:
                copying.set()
            if TaskState.TASK_STATE_MIGRATION_DRIVER_PHASE1_DONE in states:
                phase1_done.set()

    follower = threading.Thread(target=follow, daemon=True)
    follower.start()
    assert copying.wait(30)
    daemon.kill()
    daemon.start()
    assert phase1_done.wait(60), daemon.log
    client.migrations.CompleteMigration(
        migrations.CompleteMigrationRequest(migration_id=migration.id)
    )
    follower.join(60)
    assert not follower.is_alive(), "the watch did not end with the migration"
    told = transitions(events)
    revisions = [revision for revision, _ in told]
    assert revisions == list(range(revisions[0], revisions[0] + len(revisions)))
    assert told[-1][1] == TaskState.TASK_STATE_MIGRATION_SUCCESS
    assert told[-1][0] == get_migration(client, migration.id).revision
