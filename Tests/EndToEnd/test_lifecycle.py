"""What a mesh and an operator see when the service is told to go: pages, health, watches and calls, in that order."""

from __future__ import annotations

import queue
import signal
import subprocess
import threading
from collections.abc import Callable

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from galleon.v1 import migration_service_pb2 as migrations
from harness import DUMMIES, IMPATIENT, Daemon, World, eventually


def page(daemon: Daemon, path: str, *options: str) -> tuple[str, str]:
    """Status and body of a plain HTTP/2 request on the data port."""
    done = subprocess.run(
        ["curl", "-sS", "--http2-prior-knowledge", "--unix-socket", f"{daemon.directory}/s"]
        + [*options, "-w", "\n%{http_code}", f"http://galleon{path}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    body, _, status = done.stdout.rpartition("\n")
    return status, body


@pytest.fixture
def lingering(daemons: Callable[..., Daemon]) -> Daemon:
    """A service that says for a minute that it goes before it goes."""
    daemon = daemons(DUMMIES % "")
    text = daemon.configuration.read_text()
    daemon.configuration.write_text(text.replace("drain_delay: 0s", "drain_delay: 60s"))
    return daemon.start()


def test_pages_answer_a_load_balancer_that_speaks_no_grpc(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "").start()
    for path in ("/healthz", "/readyz", "/readyz?verbose=1"):
        status, body = page(daemon, path)
        assert status == "200" and body.strip(), path
    status, body = page(daemon, "/readyz", "--head")
    assert status == "200" and "content-length" in body
    for path in ("/", "/healthz/", "/galleon.v1.MigrationService/GetMigration"):
        assert page(daemon, path)[0] == "405", path
    assert page(daemon, "/readyz", "-X", "PUT")[0] == "405"


def test_who_follows_health_hears_of_the_end_before_calls_are_cut_off(lingering: Daemon) -> None:
    heard: queue.Queue[int] = queue.Queue()
    with grpc.insecure_channel(lingering.target, options=IMPATIENT) as channel:
        health = health_pb2_grpc.HealthStub(channel)
        stream = health.Watch(health_pb2.HealthCheckRequest())

        def listen() -> None:
            try:
                for answer in stream:
                    heard.put(answer.status)
            except grpc.RpcError:
                pass

        thread = threading.Thread(target=listen)
        thread.start()
        assert heard.get(timeout=60) == health_pb2.HealthCheckResponse.SERVING
        assert lingering.process is not None
        lingering.process.send_signal(signal.SIGTERM)
        assert heard.get(timeout=60) == health_pb2.HealthCheckResponse.NOT_SERVING
        # It serves on, on connections old and new, until proxies have found another way.
        with lingering.client() as client:
            listed = client.migrations.ListMigrations(migrations.ListMigrationsRequest())
            assert list(listed.migrations) == []
        assert page(lingering, "/healthz")[0] == "200"
        assert page(lingering, "/readyz")[0] == "503"
        stream.cancel()
        thread.join()
    lingering.kill()


def test_a_second_signal_ends_at_once(lingering: Daemon) -> None:
    assert lingering.process is not None
    lingering.process.send_signal(signal.SIGTERM)
    eventually(lambda: page(lingering, "/readyz")[0] == "503", "the first signal is heard")
    assert lingering.kill(signal.SIGTERM) == 1


def test_a_signal_before_the_service_is_ready_ends_it(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "")
    for _ in range(5):
        daemon.spawn()
        assert daemon.kill(signal.SIGTERM) in (0, -signal.SIGTERM)
    daemon.start()


def test_a_watch_ends_with_the_token_to_come_back_with(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "").start()
    with daemon.client() as client:
        world = World(client)
        stream = client.migrations.WatchMigrations(migrations.WatchMigrationsRequest())
        first = next(stream)
        assert first.event.WhichOneof("event") == "snapshot_complete"
        assert daemon.kill(signal.SIGTERM) == 0
        with pytest.raises(grpc.RpcError) as caught:
            next(stream)
        assert caught.value.code() == grpc.StatusCode.UNAVAILABLE
        token = dict(caught.value.trailing_metadata())["galleon-resume-token"]
        assert token == first.event.resume_token
        daemon.start()
        migration = world.start("local@beta")
        again = client.migrations.WatchMigrations(
            migrations.WatchMigrationsRequest(resume_token=token), wait_for_ready=True
        )
        event = next(again).event
        assert event.transition.migration.id == migration.id
        assert event.transition.transition.revision == 1
        again.cancel()
