"""Bad input for every method: missing and malformed fields, unknown ids, bytes that are no message.

The list of methods comes from the schema, so a new method without a row here fails the first test.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.message_factory import GetMessageClass

import galleon
from galleon.v1 import (
    backend_service_pb2,
    evacuation_service_pb2,
    migration_service_pb2,
    network_service_pb2,
    share_server_service_pb2,
    share_service_pb2,
)
from harness import DUMMIES, Daemon

U = "00000000-0000-4000-8000-00000000aaaa"
FILES = (
    migration_service_pb2,
    share_server_service_pb2,
    share_service_pb2,
    network_service_pb2,
    backend_service_pb2,
    evacuation_service_pb2,
)
METHODS: dict[str, MethodDescriptor] = {
    method.name: method
    for file in FILES
    for service in file.DESCRIPTOR.services_by_name.values()
    for method in service.methods
}
OK = None
MOVE = {"share_server_id": U, "destination_host": "local@beta"}
SHARE = {"name": "s", "share_server_id": U, "size_gib": 1, "protocol": 1}
RULE = {"share_id": U, "access_type": 1, "access_to": "10.0.0.1", "access_level": 1}

# A request that is right but for the ids it names, and the reason of the NOT_FOUND it gets.
ROWS: dict[str, tuple[dict[str, Any], str | None]] = {
    "CheckMigration": (MOVE, "SHARE_SERVER_NOT_FOUND"),
    "SuggestDestinations": ({"share_server_id": U}, "SHARE_SERVER_NOT_FOUND"),
    "StartMigration": (MOVE, "SHARE_SERVER_NOT_FOUND"),
    "CompleteMigration": ({"migration_id": U}, "MIGRATION_NOT_FOUND"),
    "CancelMigration": ({"share_server_id": U}, "SHARE_SERVER_NOT_FOUND"),
    "UpdateMigration": (
        {"migration_id": U, "update_mask": FieldMask(paths=["priority"])},
        "MIGRATION_NOT_FOUND",
    ),
    "RecoverMigration": ({"migration_id": U, "direction": 1}, "MIGRATION_NOT_FOUND"),
    "GetMigrationProgress": ({"migration_id": U}, "MIGRATION_NOT_FOUND"),
    "GetMigration": ({"share_server_id": U}, "SHARE_SERVER_NOT_FOUND"),
    "ListMigrations": ({"host": "local@alpha"}, OK),
    "WatchMigration": ({"migration_id": U}, "MIGRATION_NOT_FOUND"),
    "WatchMigrations": ({}, OK),
    "CreateShareServer": (
        {"project_id": "p", "host": "local@alpha", "share_network_id": U},
        "SHARE_NETWORK_NOT_FOUND",
    ),
    "GetShareServer": ({"share_server_id": U}, "SHARE_SERVER_NOT_FOUND"),
    "ListShareServers": ({"source_share_server_id": U}, OK),
    "DeleteShareServer": ({"share_server_id": U}, "SHARE_SERVER_NOT_FOUND"),
    "ResetShareServerStatus": ({"share_server_id": U, "status": 1}, "SHARE_SERVER_NOT_FOUND"),
    "ResetShareServerTaskState": ({"share_server_id": U}, "SHARE_SERVER_NOT_FOUND"),
    "CreateShare": (SHARE, "SHARE_SERVER_NOT_FOUND"),
    "GetShare": ({"share_id": U}, "SHARE_NOT_FOUND"),
    "ListShares": ({"share_server_id": U}, OK),
    "DeleteShare": ({"share_id": U}, "SHARE_NOT_FOUND"),
    "ExtendShare": ({"share_id": U, "new_size_gib": 2}, "SHARE_NOT_FOUND"),
    "ResetShareStatus": ({"share_id": U, "status": 2}, "SHARE_NOT_FOUND"),
    "CreateSnapshot": ({"share_id": U, "name": "s"}, "SHARE_NOT_FOUND"),
    "GetSnapshot": ({"snapshot_id": U}, "SNAPSHOT_NOT_FOUND"),
    "ListSnapshots": ({"share_id": U}, OK),
    "DeleteSnapshot": ({"snapshot_id": U}, "SNAPSHOT_NOT_FOUND"),
    "ResetSnapshotStatus": ({"snapshot_id": U, "status": 2}, "SNAPSHOT_NOT_FOUND"),
    "AllowAccess": (RULE, "SHARE_NOT_FOUND"),
    "ListAccessRules": ({"share_id": U}, "SHARE_NOT_FOUND"),
    "DenyAccess": ({"access_rule_id": U}, "ACCESS_RULE_NOT_FOUND"),
    "CreateShareNetwork": ({"name": "n", "project_id": "p"}, OK),
    "GetShareNetwork": ({"share_network_id": U}, "SHARE_NETWORK_NOT_FOUND"),
    "ListShareNetworks": ({"name": "n"}, OK),
    "DeleteShareNetwork": ({"share_network_id": U}, "SHARE_NETWORK_NOT_FOUND"),
    "CreateShareNetworkSubnet": (
        {"share_network_id": U, "cidr": "10.0.0.0/24"},
        "SHARE_NETWORK_NOT_FOUND",
    ),
    "GetShareNetworkSubnet": ({"share_network_subnet_id": U}, "SHARE_NETWORK_SUBNET_NOT_FOUND"),
    "ListShareNetworkSubnets": ({"share_network_id": U}, OK),
    "DeleteShareNetworkSubnet": (
        {"share_network_subnet_id": U},
        "SHARE_NETWORK_SUBNET_NOT_FOUND",
    ),
    "ListAvailabilityZones": ({}, OK),
    "ListBackends": ({}, OK),
    "GetBackend": ({"host": "local@nowhere"}, "BACKEND_NOT_FOUND"),
    "ListShareTypes": ({}, OK),
    "CreateShareType": ({"name": "t"}, OK),
    "PlanEvacuation": ({"host": "local@nowhere"}, "BACKEND_NOT_FOUND"),
    "EvacuateBackend": ({"host": "local@nowhere"}, "BACKEND_NOT_FOUND"),
    "StopEvacuation": ({"evacuation_id": U}, "EVACUATION_NOT_FOUND"),
    "ResumeEvacuation": ({"evacuation_id": U}, "EVACUATION_NOT_FOUND"),
    "GetEvacuation": ({"evacuation_id": U}, "EVACUATION_NOT_FOUND"),
    "ListEvacuations": ({"host": "local@alpha"}, OK),
    "WatchEvacuation": ({"evacuation_id": U}, "EVACUATION_NOT_FOUND"),
    "DeleteShareType": ({"share_type_id": U}, "SHARE_TYPE_NOT_FOUND"),
}
# What no method may ever answer to bad input: proxies would take the whole service for broken.
FAULTS = {
    grpc.StatusCode.INTERNAL,
    grpc.StatusCode.UNKNOWN,
    grpc.StatusCode.UNAVAILABLE,
    grpc.StatusCode.DEADLINE_EXCEEDED,
    grpc.StatusCode.DATA_LOSS,
    grpc.StatusCode.UNIMPLEMENTED,
}


@pytest.fixture(scope="module")
def channel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[grpc.Channel]:
    daemon = Daemon(tmp_path_factory.mktemp("every"), DUMMIES % "").start()
    with grpc.insecure_channel(daemon.target) as channel:
        yield channel
    assert daemon.process is not None and daemon.process.poll() is None, daemon.log
    daemon.kill()


def call(channel: grpc.Channel, name: str, body: bytes) -> galleon.GalleonError | None:
    """Sends a request's bytes; the refusal, or None when they were accepted."""
    method = METHODS[name]
    assert method.containing_service is not None
    path = f"/{method.containing_service.full_name}/{name}"
    answers = channel.unary_stream(path)(body, timeout=20)
    try:
        with galleon.translated():
            next(iter(answers), None)
    except galleon.GalleonError as refusal:
        assert refusal.status not in FAULTS, f"{name}: {refusal}"
        return refusal
    finally:
        answers.cancel()
    return None


def request(name: str, values: dict[str, Any]) -> bytes:
    return bytes(GetMessageClass(METHODS[name].input_type)(**values).SerializeToString())


def test_every_method_has_a_row() -> None:
    assert set(ROWS) == set(METHODS)


@pytest.mark.parametrize("name", ROWS)
def test_unknown_ids(channel: grpc.Channel, name: str) -> None:
    values, reason = ROWS[name]
    refusal = call(channel, name, request(name, values))
    if reason is OK:
        assert refusal is None
        return
    assert refusal is not None
    assert refusal.status == grpc.StatusCode.NOT_FOUND
    assert refusal.reason == reason
    assert refusal.metadata["resource_id"] in values.values()


@pytest.mark.parametrize("name", ROWS)
def test_nothing_set(channel: grpc.Channel, name: str) -> None:
    values, _ = ROWS[name]
    refusal = call(channel, name, b"")
    required = [
        field
        for field in values
        if not name.startswith("List") and field not in ("name", "writable")
    ]
    if name == "ListAccessRules":
        required = ["share_id"]
    if name == "CreateShareType":
        required = ["name"]
    if not required:
        assert refusal is None, name
        return
    assert refusal is not None and refusal.status == grpc.StatusCode.INVALID_ARGUMENT
    named = {violation.field for violation in refusal.field_violations}
    if {"migration_id", "share_server_id"} <= set(METHODS[name].input_type.fields_by_name):
        assert named == {"migration_id"}
    else:
        assert named and named <= set(METHODS[name].input_type.fields_by_name)
        assert set(required) <= named | {"cidr", "new_size_gib"}, (required, named)


@pytest.mark.parametrize("name", ROWS)
def test_malformed_ids(channel: grpc.Channel, name: str) -> None:
    values, _ = ROWS[name]
    for field in METHODS[name].input_type.fields:
        if not field.name.endswith("_id") or field.name in ("project_id", "segmentation_id"):
            continue
        wrong = {**values, field.name: "no-uuid"}
        if field.name == "share_server_id" and "migration_id" in values:
            del wrong["migration_id"]
        if field.name == "migration_id":
            wrong.pop("share_server_id", None)
        refusal = call(channel, name, request(name, wrong))
        assert refusal is not None, (name, field.name)
        if field.name == "new_share_network_id" or (name, field.name) == (
            "StartMigration",
            "request_id",
        ):
            # The contract looks for the server first.
            assert refusal.reason == "SHARE_SERVER_NOT_FOUND"
            continue
        assert refusal.status == grpc.StatusCode.INVALID_ARGUMENT, (name, field.name, refusal)
        assert field.name in {violation.field for violation in refusal.field_violations}


@pytest.mark.parametrize("name", [name for name in ROWS if name.startswith("List")])
def test_bad_pages(channel: grpc.Channel, name: str) -> None:
    values, _ = ROWS[name]
    refusal = call(channel, name, request(name, {**values, "page_size": -1}))
    assert refusal is not None and refusal.field_violations[0].field == "page_size"
    if name not in ("ListBackends", "ListAvailabilityZones"):
        refusal = call(channel, name, request(name, {**values, "page_token": "nonsense"}))
        assert refusal is not None and refusal.field_violations[0].field == "page_token"


@pytest.mark.parametrize("name", ROWS)
def test_bytes_that_are_no_message(channel: grpc.Channel, name: str) -> None:
    chance = random.Random(name)
    values, _ = ROWS[name]
    whole = request(name, values)
    for _ in range(30):
        body = bytearray(whole or b"\x0a\x01x")
        for _ in range(chance.randint(1, 4)):
            body[chance.randrange(len(body))] = chance.randrange(256)
        call(channel, name, bytes(body))
        call(channel, name, chance.randbytes(chance.randint(1, 60)))


def test_the_same_id_for_another_request_is_refused(channel: grpc.Channel) -> None:
    key = str(uuid.uuid4())
    values = {"name": "once", "project_id": "p", "request_id": key}
    assert call(channel, "CreateShareNetwork", request("CreateShareNetwork", values)) is None
    values["name"] = "twice"
    refusal = call(channel, "CreateShareNetwork", request("CreateShareNetwork", values))
    assert refusal is not None and refusal.reason == "REQUEST_ID_REUSED"
