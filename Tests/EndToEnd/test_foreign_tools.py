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
from grpc_health.v1 import health_pb2, health_pb2_grpc
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
