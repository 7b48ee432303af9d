"""Every method asked for at the wrong time: refused by name, and nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import grpc
import pytest
from google.protobuf.field_mask_pb2 import FieldMask

import galleon
from galleon.v1 import (
    backend_service_pb2 as backends,
    evacuation_service_pb2 as evacuations,
    migration_service_pb2 as migrations,
    network_service_pb2 as networks,
    share_server_pb2,
    share_server_service_pb2 as servers,
    share_service_pb2 as shares,
    snapshot_pb2,
)
from harness import Daemon, World, eventually
from outcome import Scene
from test_every_method import METHODS, request

# beta never ends its copies; gamma is done at once; delta's cutover fails.
BACKENDS = """
backends:
  - {name: alpha, driver: dummy}
  - {name: beta, driver: dummy, dummy: {delays: {advance_migration: 1h}}}
  - {name: gamma, driver: dummy}
  - {name: epsilon, driver: dummy}
  - {name: delta, driver: dummy, dummy: {faults: [{call: complete_migration, times: 0, recovery: roll_back, message: broken}]}}
"""
PRECONDITION = grpc.StatusCode.FAILED_PRECONDITION
Ids = dict[str, str]

# Of these no state is a wrong one: they read, or make something of nothing, or are the last resort.
ALWAYS = {name for name in METHODS if name.startswith(("List", "Reset"))} | {
    "CreateShareNetwork",
    "GetShareServer",
    "GetShare",
    "GetSnapshot",
    "GetShareNetwork",
    "GetShareNetworkSubnet",
    "GetBackend",
    "WatchMigrations",
    "PlanEvacuation",
    "GetEvacuation",
    "WatchEvacuation",
    # Answers with what is in the way of each destination.
    "SuggestDestinations",
    # While one runs: Tests/EndToEnd/test_evacuation.py.
    "EvacuateBackend",
}

# Method, when, request, reason; the status is FAILED_PRECONDITION where none is given.
Row = tuple[str, str, Callable[[Ids], dict[str, Any]], str, grpc.StatusCode]


def row(
    method: str,
    when: str,
    values: Callable[[Ids], dict[str, Any]],
    reason: str,
    status: grpc.StatusCode = PRECONDITION,
) -> Row:
    return (method, when, values, reason, status)


def share(key: str) -> Callable[[Ids], dict[str, Any]]:
    return lambda ids: {"name": "s", "share_server_id": ids[key], "size_gib": 1, "protocol": 1}


def move(key: str, to: str = "local@gamma") -> Callable[[Ids], dict[str, Any]]:
    return lambda ids: {"share_server_id": ids[key], "destination_host": to}


def one(field: str, key: str, **more: Any) -> Callable[[Ids], dict[str, Any]]:
    return lambda ids: {field: ids[key], **more}


MASK = FieldMask(paths=["priority"])
MIGRATING = "SHARE_SERVER_MIGRATING"
RULE = {"access_type": 1, "access_to": "10.77.0.1", "access_level": 1}
ROWS: list[Row] = [
    row("CheckMigration", "the server migrates", move("copying"), MIGRATING),
    row("CheckMigration", "it has no shares", move("empty"), "SHARE_SERVER_HAS_NO_SHARES"),
    row("CheckMigration", "it is there already", move("idle", "local@alpha"), "DESTINATION_IS_SOURCE"),
    row("StartMigration", "the server migrates", move("copying"), MIGRATING),
    # A destination has no shares yet, and who has moved away none any more: that is looked at first.
    row("StartMigration", "it is a destination", move("copying.d"), "SHARE_SERVER_HAS_NO_SHARES"),
    row("StartMigration", "it has moved away", move("moved"), "SHARE_SERVER_HAS_NO_SHARES"),
    row("StartMigration", "its cutover failed", move("failed"), "SHARE_SERVER_NOT_ACTIVE"),
    row("StartMigration", "it has no shares", move("empty"), "SHARE_SERVER_HAS_NO_SHARES"),
    row("CompleteMigration", "it copies", one("migration_id", "copying.m"), "WRONG_TASK_STATE"),
    row("CompleteMigration", "it is over", one("migration_id", "moved.m"), "WRONG_TASK_STATE"),
    row("CompleteMigration", "it failed", one("migration_id", "failed.m"), "WRONG_TASK_STATE"),
    row("CancelMigration", "it is over", one("migration_id", "moved.m"), "WRONG_TASK_STATE"),
    row("CancelMigration", "it failed", one("migration_id", "failed.m"), "WRONG_TASK_STATE"),
    row(
        "UpdateMigration",
        "it is over",
        one("migration_id", "moved.m", update_mask=MASK),
        "WRONG_TASK_STATE",
    ),
    row(
        "RecoverMigration",
        "it copies",
        one("migration_id", "copying.m", direction=2),
        "MIGRATION_NOT_IN_ERROR",
    ),
    row(
        "RecoverMigration",
        "it is over",
        one("migration_id", "moved.m", direction=2),
        "MIGRATION_NOT_IN_ERROR",
    ),
    row("GetMigration", "there was none", one("share_server_id", "idle"), "NO_MIGRATION", grpc.StatusCode.NOT_FOUND),
    row("GetMigrationProgress", "there was none", one("share_server_id", "idle"), "NO_MIGRATION", grpc.StatusCode.NOT_FOUND),
    row("WatchMigration", "there was none", one("share_server_id", "idle"), "NO_MIGRATION", grpc.StatusCode.NOT_FOUND),
    row(
        "CreateShareServer",
        "the network has no subnet",
        lambda ids: {"project_id": "p", "host": "local@alpha", "share_network_id": ids["bare"]},
        "NO_SUBNET_IN_AVAILABILITY_ZONE",
    ),
    row("DeleteShareServer", "it is a source", one("share_server_id", "copying"), MIGRATING),
    row("DeleteShareServer", "it is a destination", one("share_server_id", "copying.d"), MIGRATING),
    row("DeleteShareServer", "it has shares", one("share_server_id", "idle"), "SHARE_SERVER_HAS_SHARES"),
    row("CreateShare", "on a source", share("copying"), MIGRATING),
    row("CreateShare", "on a destination", share("copying.d"), MIGRATING),
    row("CreateShare", "on one that has moved away", share("moved"), "SHARE_SERVER_NOT_ACTIVE"),
    row("DeleteShare", "it migrates", one("share_id", "copying.share"), MIGRATING),
    row("DeleteShare", "it waits for the cutover", one("share_id", "waiting.share"), MIGRATING),
    row("DeleteShare", "it has snapshots", one("share_id", "idle.share"), "SHARE_HAS_SNAPSHOTS"),
    row("ExtendShare", "it migrates", one("share_id", "copying.share", new_size_gib=2), MIGRATING),
    row(
        "ExtendShare",
        "it is larger",
        one("share_id", "idle.share", new_size_gib=1),
        "SIZE_NOT_LARGER",
        grpc.StatusCode.INVALID_ARGUMENT,
    ),
    row("CreateSnapshot", "it migrates", one("share_id", "copying.share", name="n"), MIGRATING),
    row("CreateSnapshot", "it failed", one("share_id", "failed.share", name="n"), "SHARE_SERVER_NOT_ACTIVE"),
    row("DeleteSnapshot", "it migrates", one("snapshot_id", "copying.snapshot"), MIGRATING),
    row("AllowAccess", "it migrates", one("share_id", "copying.share", **RULE), MIGRATING),
    row("AllowAccess", "it waits for the cutover", one("share_id", "waiting.share", **RULE), MIGRATING),
    row(
        "AllowAccess",
        "the same is there",
        one("share_id", "idle.share", access_type=1, access_to="10.1.0.0/16", access_level=2),
        "ACCESS_RULE_EXISTS",
        grpc.StatusCode.ALREADY_EXISTS,
    ),
    row("DenyAccess", "it migrates", one("access_rule_id", "copying.rule"), MIGRATING),
    row("DeleteShareNetwork", "a source is in it", one("share_network_id", "copying.net"), "SHARE_NETWORK_IN_USE"),
    row("DeleteShareNetwork", "a destination is in it", one("share_network_id", "target.net"), "SHARE_NETWORK_IN_USE"),
    row("DeleteShareNetwork", "an idle server is in it", one("share_network_id", "idle.net"), "SHARE_NETWORK_IN_USE"),
    row("DeleteShareNetworkSubnet", "of a source", one("share_network_subnet_id", "copying.subnet"), "SHARE_NETWORK_SUBNET_IN_USE"),
    row("DeleteShareNetworkSubnet", "of a destination", one("share_network_subnet_id", "target.subnet"), "SHARE_NETWORK_SUBNET_IN_USE"),
    row(
        "CreateShareNetworkSubnet",
        "it overlaps",
        one("share_network_id", "idle.net", cidr="10.9.0.0/25"),
        "SHARE_NETWORK_SUBNET_OVERLAPS",
    ),
    row(
        "CreateShareType",
        "the name is taken",
        lambda ids: {"name": "gold"},
        "NAME_TAKEN",
        grpc.StatusCode.ALREADY_EXISTS,
    ),
    row(
        "StopEvacuation", "it is over", one("evacuation_id", "evacuation"), "WRONG_EVACUATION_STATE"
    ),
    row(
        "ResumeEvacuation", "it is over", one("evacuation_id", "evacuation"), "WRONG_EVACUATION_STATE"
    ),
    row("DeleteShareType", "a share has it", one("share_type_id", "gold"), "SHARE_TYPE_IN_USE"),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[grpc.Channel, Ids]]:
    daemon = Daemon(tmp_path_factory.mktemp("states"), BACKENDS).start()
    ids: Ids = {}
    with daemon.client() as client, grpc.insecure_channel(daemon.target) as channel:
        for name in ("idle", "copying", "waiting", "moved", "failed"):
            furnish(client, name, ids)
        target = World(client, share_count=0)
        ids["target.net"], ids["empty"] = target.network.id, target.server_id
        for key in ("copying", "target"):
            listed = client.networks.ListShareNetworkSubnets(
                networks.ListShareNetworkSubnetsRequest(share_network_id=ids[f"{key}.net"])
            )
            ids[f"{key}.subnet"] = listed.share_network_subnets[0].id
        # The destination alone is to keep its network.
        ids["bare"] = client.networks.CreateShareNetwork(
            networks.CreateShareNetworkRequest(name="bare", project_id="p")
        ).share_network.id
        ids["evacuation"] = client.evacuations.EvacuateBackend(
            evacuations.EvacuateBackendRequest(host="local@epsilon")
        ).evacuation.id
        following = client.evacuations.WatchEvacuation(
            evacuations.WatchEvacuationRequest(evacuation_id=ids["evacuation"]), timeout=60
        )
        assert list(following), "an empty backend is evacuated at once"
        ids["gold"] = client.backends.CreateShareType(
            backends.CreateShareTypeRequest(name="gold")
        ).share_type.id
        client.shares.CreateShare(
            shares.CreateShareRequest(
                **{**share("idle")(ids), "share_type_id": ids["gold"], "name": "typed"}
            )
        )
        begin(client, ids, "copying", "beta", "migration_driver_in_progress", ids["target.net"])
        begin(client, ids, "waiting", "gamma", "migration_driver_phase1_done")
        begin(client, ids, "moved", "gamma", "migration_driver_phase1_done", then="migration_success")
        begin(client, ids, "failed", "delta", "migration_driver_phase1_done", then="migration_error")
        client.share_servers.DeleteShareServer(
            servers.DeleteShareServerRequest(share_server_id=ids["empty"])
        )
        eventually(lambda: gone(client, ids["empty"]), "the destination is alone in its network")
        ids["empty"] = World(client, share_count=0).server_id
        yield channel, ids
    assert daemon.process is not None and daemon.process.poll() is None, daemon.log
    daemon.kill()


def gone(client: galleon.Client, server_id: str) -> bool:
    try:
        client.share_servers.GetShareServer(servers.GetShareServerRequest(share_server_id=server_id))
    except grpc.RpcError as error:
        return error.code() == grpc.StatusCode.NOT_FOUND
    return False


def furnish(client: galleon.Client, name: str, ids: Ids) -> None:
    scene = Scene.furnish(World(client, share_count=1))
    ids[name], ids[f"{name}.net"] = scene.world.server_id, scene.world.network.id
    ids[f"{name}.share"] = scene.shares[0].id
    ids[f"{name}.snapshot"], ids[f"{name}.rule"] = scene.snapshots[0].id, scene.rules[0].id


def begin(
    client: galleon.Client, ids: Ids, name: str, to: str, state: str, network: str = "", then: str = ""
) -> None:
    world = World.__new__(World)
    world.client = client
    migration = client.migrations.StartMigration(
        migrations.StartMigrationRequest(
            share_server_id=ids[name], destination_host=f"local@{to}", new_share_network_id=network
        )
    ).migration
    found = world.until(migration.id, state)
    ids[f"{name}.m"], ids[f"{name}.d"] = migration.id, found.destination_share_server_id
    if then:
        world.complete(migration.id)
        world.until(migration.id, then)


def test_every_method_has_a_row() -> None:
    assert {name for name, *_ in ROWS} | ALWAYS == set(METHODS)


@pytest.mark.parametrize(
    ("name", "when", "values", "reason", "status"), ROWS, ids=[f"{r[0]}, {r[1]}" for r in ROWS]
)
def test_refused(
    place: tuple[grpc.Channel, Ids],
    name: str,
    when: str,
    values: Callable[[Ids], dict[str, Any]],
    reason: str,
    status: grpc.StatusCode,
) -> None:
    channel, ids = place
    method = METHODS[name]
    assert method.containing_service is not None
    path = f"/{method.containing_service.full_name}/{name}"
    with pytest.raises(galleon.GalleonError) as refused, galleon.translated():
        next(iter(channel.unary_stream(path)(request(name, values(ids)), timeout=20)))
    assert (refused.value.status, refused.value.reason) == (status, reason), refused.value
    assert refused.value.message
    assert refused.value.metadata.get("resource_id"), "it says what is in the way"


def test_nothing_has_changed(place: tuple[grpc.Channel, Ids]) -> None:
    """After all those refusals everything is as it was."""
    channel, ids = place
    client = galleon.Client(channel)
    world = World.__new__(World)
    world.client = client
    assert world.server(ids["idle"]).status == share_server_pb2.SHARE_SERVER_STATUS_ACTIVE
    snapshot = client.shares.GetSnapshot(
        shares.GetSnapshotRequest(snapshot_id=ids["copying.snapshot"])
    ).snapshot
    assert snapshot.status == snapshot_pb2.SNAPSHOT_STATUS_SERVER_MIGRATING
    for name in ("copying", "waiting", "moved", "failed"):
        history = world.migration(ids[f"{name}.m"]).history
        assert [step.revision for step in history] == list(range(1, len(history) + 1))
    assert len(world.migration(ids["copying.m"]).history) == 4
    assert len(world.migration(ids["waiting.m"]).history) == 5
