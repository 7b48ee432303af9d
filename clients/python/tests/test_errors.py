"""What a caller would lose if refusals were not read: why, about what, and what else is wrong."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable

import grpc
import pytest
from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import Message
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo, PreconditionFailure, RetryInfo

import galleon
from fake import FakeMigrationService
from galleon.v1.migration_service_pb2 import StartMigrationRequest

Connect = Callable[[FakeMigrationService], galleon.Client]


def refusal(
    connect: Connect, code: grpc.StatusCode, message: str, details: list[Message]
) -> galleon.GalleonError:
    client = connect(FakeMigrationService([], start_failures=[(code, message, details)]))
    with pytest.raises(galleon.GalleonError) as caught, galleon.translated():
        client.migrations.StartMigration(StartMigrationRequest(share_server_id="s"))
    return caught.value


def test_all_conflicts_arrive(fake_client: Connect) -> None:
    error = refusal(
        fake_client,
        grpc.StatusCode.FAILED_PRECONDITION,
        "local@beta cannot take share server s",
        [
            ErrorInfo(
                domain="galleon", reason="DESTINATION_INCOMPATIBLE", metadata={"resource_id": "s"}
            ),
            PreconditionFailure(
                violations=[
                    {
                        "type": "NOT_ENOUGH_FREE_SPACE",
                        "subject": "backend/local@beta",
                        "description": "1 GiB short",
                    },
                    {
                        "type": "PRESERVE_SNAPSHOTS_NOT_SUPPORTED",
                        "subject": "snapshot/n",
                        "description": "delete it",
                    },
                ]
            ),
        ],
    )
    assert error.status == grpc.StatusCode.FAILED_PRECONDITION
    assert error.reason == "DESTINATION_INCOMPATIBLE"
    assert error.metadata == {"resource_id": "s"}
    assert error.conflicts == (
        galleon.Conflict("NOT_ENOUGH_FREE_SPACE", "backend", "local@beta", "1 GiB short"),
        galleon.Conflict("PRESERVE_SNAPSHOTS_NOT_SUPPORTED", "snapshot", "n", "delete it"),
    )
    assert "1 GiB short" in str(error)


def test_every_wrong_field_is_named(fake_client: Connect) -> None:
    error = refusal(
        fake_client,
        grpc.StatusCode.INVALID_ARGUMENT,
        "two fields are wrong",
        [
            ErrorInfo(domain="galleon", reason="INVALID_ARGUMENT"),
            BadRequest(
                field_violations=[
                    {"field": "share_server_id", "description": "not a UUID"},
                    {"field": "destination_host", "description": "no @"},
                ]
            ),
        ],
    )
    assert [violation.field for violation in error.field_violations] == [
        "share_server_id",
        "destination_host",
    ]


def test_the_time_to_wait_is_read(fake_client: Connect) -> None:
    retry = RetryInfo(retry_delay=Duration(seconds=2, nanos=500_000_000))
    error = refusal(fake_client, grpc.StatusCode.RESOURCE_EXHAUSTED, "later", [retry])
    assert error.retry_after == datetime.timedelta(seconds=2.5)


def test_an_error_without_details_is_still_one(fake_client: Connect) -> None:
    error = refusal(fake_client, grpc.StatusCode.PERMISSION_DENIED, "no", [])
    assert (error.status, error.message, error.reason) == (
        grpc.StatusCode.PERMISSION_DENIED,
        "no",
        "",
    )
    assert str(error) == "PERMISSION_DENIED: no"


def test_details_that_cannot_be_read_hide_nothing() -> None:
    class Broken(grpc.RpcError, grpc.Call):
        def code(self) -> grpc.StatusCode:
            return grpc.StatusCode.INTERNAL

        def details(self) -> str:
            return "broken"

        def trailing_metadata(self) -> tuple[tuple[str, bytes], ...]:
            return (("grpc-status-details-bin", b"\xff\xff\xff"),)

    Broken.__abstractmethods__ = frozenset()
    error = galleon.errors.from_rpc_error(Broken())
    assert (error.status, error.message) == (grpc.StatusCode.INTERNAL, "broken")


def test_an_unreachable_server_is_a_galleon_error_too() -> None:
    with galleon.connect("unix:/nonexistent/galleon.sock") as client:
        with pytest.raises(galleon.GalleonError) as caught, galleon.translated():
            client.migrations.StartMigration(StartMigrationRequest(), timeout=10)
    assert caught.value.status == grpc.StatusCode.UNAVAILABLE


def test_a_call_sent_again_by_the_retry_policy_keeps_its_request_id(fake_client: Connect) -> None:
    fake = FakeMigrationService([], start_failures=[(grpc.StatusCode.UNAVAILABLE, "busy", [])])
    request = StartMigrationRequest(share_server_id="s")
    fake_client(fake).migrations.StartMigration(request)
    first, second = (start.request_id for start in fake.starts)
    assert first == second == str(uuid.UUID(first))
    assert request.request_id == "", "the caller's own message was changed"


def test_a_request_id_of_the_callers_is_kept(fake_client: Connect) -> None:
    fake = FakeMigrationService([])
    mine = str(uuid.uuid4())
    fake_client(fake).migrations.StartMigration(StartMigrationRequest(request_id=mine))
    assert fake.starts[0].request_id == mine
