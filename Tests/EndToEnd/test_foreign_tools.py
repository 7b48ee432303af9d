"""Health and reflection as foreign tools ask for them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import grpc
import pytest
from google.protobuf import descriptor_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)

from harness import DUMMIES, Daemon

SERVICES = {
    "galleon.v1.EvacuationService",
    "galleon.v1.MigrationService",
    "galleon.v1.ShareServerService",
    "galleon.v1.ShareService",
    "galleon.v1.NetworkService",
    "galleon.v1.BackendService",
    "grpc.channelz.v1.Channelz",
    "grpc.health.v1.Health",
    "grpc.reflection.v1.ServerReflection",
    "grpc.reflection.v1alpha.ServerReflection",
}


@pytest.fixture
def daemon(daemons: Callable[..., Daemon]) -> Daemon:
    return daemons(DUMMIES % "").start()


@pytest.fixture
def channel(daemon: Daemon) -> Iterator[grpc.Channel]:
    with grpc.insecure_channel(daemon.target) as channel:
        yield channel


@pytest.mark.parametrize("service", ["", "galleon.v1.MigrationService"])
def test_health_says_serving(channel: grpc.Channel, service: str) -> None:
    stub = health_pb2_grpc.HealthStub(channel)
    answer = stub.Check(health_pb2.HealthCheckRequest(service=service))
    assert answer.status == health_pb2.HealthCheckResponse.SERVING


def test_health_of_an_unknown_service(channel: grpc.Channel) -> None:
    stub = health_pb2_grpc.HealthStub(channel)
    with pytest.raises(grpc.RpcError) as refused:
        stub.Check(health_pb2.HealthCheckRequest(service="no.Such"))
    assert refused.value.code() == grpc.StatusCode.NOT_FOUND
    first = next(iter(stub.Watch(health_pb2.HealthCheckRequest(service="no.Such"), timeout=10)))
    assert first.status == health_pb2.HealthCheckResponse.SERVICE_UNKNOWN


def test_health_of_everything_at_once(channel: grpc.Channel) -> None:
    """grpcio-health-checking of PyPI knows no List yet: the bytes are looked at."""
    asked = channel.unary_unary("/grpc.health.v1.Health/List", lambda _: b"", lambda answer: answer)
    answer = asked(None)
    for name in (b"galleon.v1.MigrationService", b"reads", b"liveness"):
        # An entry of the map: its name, then a HealthCheckResponse that says SERVING.
        assert b"\x0a" + bytes([len(name)]) + name + b"\x12\x02\x08\x01" in answer


def test_reflection_in_its_final_version(daemon: Daemon, channel: grpc.Channel) -> None:
    """v1 has the messages of v1alpha under another name; `buf curl` asks it first."""
    ask = channel.stream_stream(
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
        reflection_pb2.ServerReflectionRequest.SerializeToString,
        reflection_pb2.ServerReflectionResponse.FromString,
    )
    questions = [
        reflection_pb2.ServerReflectionRequest(list_services=""),
        reflection_pb2.ServerReflectionRequest(file_containing_symbol="galleon.v1.Migration"),
        reflection_pb2.ServerReflectionRequest(file_by_filename="grpc/health/v1/health.proto"),
        reflection_pb2.ServerReflectionRequest(file_containing_symbol="no.Such"),
        reflection_pb2.ServerReflectionRequest(all_extension_numbers_of_type="galleon.v1.Migration"),
    ]
    answers = list(ask(iter(questions), timeout=60))
    assert [a.original_request for a in answers] == questions
    assert {s.name for s in answers[0].list_services_response.service} == SERVICES
    files = [
        descriptor_pb2.FileDescriptorProto.FromString(bytes)
        for bytes in answers[1].file_descriptor_response.file_descriptor_proto
    ]
    # Everything that is imported comes with it: who asked can build it without asking again.
    names = {file.name for file in files}
    assert all(set(file.dependency) <= names for file in files)
    health = descriptor_pb2.FileDescriptorProto.FromString(
        answers[2].file_descriptor_response.file_descriptor_proto[0]
    )
    assert [m.name for m in health.service[0].method] == ["Check", "List", "Watch"]
    assert answers[3].error_response.error_code == grpc.StatusCode.NOT_FOUND.value[0]
    assert answers[4].all_extension_numbers_response.base_type_name == "galleon.v1.Migration"


def test_reflection_lists_everything_and_describes_it(channel: grpc.Channel) -> None:
    database = ProtoReflectionDescriptorDatabase(channel)
    assert set(database.get_services()) == SERVICES
    file = database.FindFileContainingSymbol("galleon.v1.MigrationService.StartMigration")
    assert file.package == "galleon.v1"
    assert database.FindFileByName("galleon/v1/migration.proto").message_type


def test_buf_curl_calls_by_reflection(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "")
    text = daemon.configuration.read_text()
    daemon.configuration.write_text(text.replace("listen: [", 'listen: ["127.0.0.1:0", '))
    daemon.start()
    bound = re.search(r"listening on (127\.0\.0\.1:[1-9]\d*)", daemon.log)
    assert bound, daemon.log
    buf = Path(sys.executable).parent / "buf"
    called = subprocess.run(
        [buf, "curl", "--protocol", "grpc", "--http2-prior-knowledge"]
        + [f"http://{bound[1]}/galleon.v1.BackendService/ListBackends"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert called.returncode == 0, called.stderr
    hosts = [backend["host"] for backend in json.loads(called.stdout)["backends"]]
    assert hosts == ["local@alpha", "local@beta"]
