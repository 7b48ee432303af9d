"""A ledger that cannot be written to: new work is refused with the reason, reads and health go on, and all is well when the
cause is gone. Every cause is a real one."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import grpc
import pytest
from google.rpc import error_details_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_status import rpc_status

from galleon.v1 import share_pb2, share_server_pb2, share_service_pb2 as shares
from harness import DUMMIES, Daemon, World, eventually, words

SERVING = health_pb2.HealthCheckResponse.SERVING
NOT_SERVING = health_pb2.HealthCheckResponse.NOT_SERVING
SERVICE = "galleon.v1.MigrationService"


@contextmanager
def locked(daemon: Daemon) -> Iterator[None]:
    with sqlite3.connect(daemon.ledger, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full(daemon: Daemon) -> Iterator[None]:
    filler = daemon.ledger.parent / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                pass
    yield
    filler.unlink()


@contextmanager
def too_large(daemon: Daemon) -> Iterator[None]:
    """No file of the process may grow beyond 64 KiB, which the log of the ledger has: the kernel answers EFBIG, which is an I/O error to SQLite."""
    assert daemon.process is not None
    pid = daemon.process.pid
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1 << 16, hard))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))


@contextmanager
def broken(daemon: Daemon, what: str) -> Iterator[None]:
    flag = daemon.directory / what
    flag.touch()
    yield
    flag.unlink()


@contextmanager
def replaced(daemon: Daemon) -> Iterator[None]:
    aside = daemon.ledger.with_suffix(".aside")
    daemon.ledger.rename(aside)
    shutil.copy(aside, daemon.ledger)
    yield
    aside.rename(daemon.ledger)


CAUSES = {
    "locked": (locked, "LEDGER_LOCKED"),
    "full": (full, "LEDGER_FULL"),
    "too large": (too_large, "LEDGER_UNAVAILABLE"),
    "write error": (lambda daemon: broken(daemon, "write"), "LEDGER_UNAVAILABLE"),
    "sync error": (lambda daemon: broken(daemon, "sync"), "LEDGER_UNAVAILABLE"),
    "replaced": (replaced, "LEDGER_REPLACED"),
}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own; without the right to make one, the test is skipped."""
    root = tmp_path / "disk"
    root.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "none", root], capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("needs the right to mount")
    yield root
    subprocess.run(["umount", "--lazy", root], check=True)


@pytest.fixture
def daemon(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    daemons: Callable[..., Daemon],
    monkeypatch: pytest.MonkeyPatch,
) -> Daemon:
    cause = request.node.callspec.params["cause"]
    ledger = None
    if cause == "full":
        ledger = request.getfixturevalue("disk") / "ledger.sqlite"
    daemon = daemons(DUMMIES % "delays: {advance_migration: 2s}", ledger=ledger)
    if cause.endswith("error"):
        library = tmp_path / "broken_disk.so"
        source = Path(__file__).with_name("broken_disk.c")
        subprocess.run(["gcc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
        monkeypatch.setenv("LD_PRELOAD", str(library))
        monkeypatch.setenv("BROKEN_DISK", str(daemon.directory))
    daemon.start()
    monkeypatch.delenv("LD_PRELOAD", raising=False)
    return daemon


def refusal(world: World) -> tuple[grpc.StatusCode, str, bool] | None:
    """Asks for a new share; status, reason and whether it says when to try again, if that is refused."""
    request = shares.CreateShareRequest(
        name=f"extra {os.urandom(4).hex()}",
        share_server_id=world.server_id,
        size_gib=1,
        protocol=share_pb2.SHARE_PROTOCOL_NFS,
    )
    try:
        world.client.shares.CreateShare(request, timeout=30)
    except grpc.RpcError as error:
        status = rpc_status.from_call(error)
        info, retry = error_details_pb2.ErrorInfo(), error_details_pb2.RetryInfo()
        says_when = False
        for detail in status.details if status else []:
            detail.Unpack(info)
            says_when = says_when or detail.Unpack(retry)
        return error.code(), info.reason, says_when
    return None


@pytest.mark.parametrize("cause", CAUSES)
def test_new_work_is_refused_and_all_goes_on(daemon: Daemon, cause: str) -> None:
    break_it, reason = CAUSES[cause]
    channel = grpc.insecure_channel(daemon.target)
    health = health_pb2_grpc.HealthStub(channel)

    def states() -> dict[str, int]:
        return {
            name: health.Check(health_pb2.HealthCheckRequest(service=name)).status
            for name in ("", SERVICE, "reads", "liveness")
        }

    with daemon.client() as client, channel:
        world = World(client, share_count=1)
        other = World(client, share_count=1)
        eventually(lambda: set(states().values()) == {SERVING}, "it serves")
        # One migration is copying when the ledger fails.
        running = other.start()
        other.until(running.id, "migration_driver_in_progress")
        watch = health.Watch(health_pb2.HealthCheckRequest(service=""), timeout=60)
        assert next(watch).status == SERVING
        with break_it(daemon):
            found = eventually(lambda: refusal(world), "new work is refused")
            assert found == (grpc.StatusCode.UNAVAILABLE, reason, True)
            assert next(watch).status == NOT_SERVING
            assert states() == {
                "": NOT_SERVING,
                SERVICE: NOT_SERVING,
                "reads": SERVING,
                "liveness": SERVING,
            }
            for _ in range(2):
                assert refusal(world) is not None
            assert world.server().status == share_server_pb2.SHARE_SERVER_STATUS_ACTIVE
            assert other.migration(running.id).id == running.id
        assert next(watch).status == SERVING
        eventually(lambda: refusal(world) is None, "new work is taken again")
        assert set(states().values()) == {SERVING}
        # What was on its way has waited, and goes on.
        other.until(running.id, "migration_driver_phase1_done")
        other.complete(running.id)
        ended = other.until(running.id, "migration_success")
        assert len(words(other.migration(ended.id))) == ended.revision
        assert daemon.log.count("writes are refused") == 1
        assert daemon.log.count("takes writes again") == 1
    # Nothing that was answered is lost.
    assert daemon.kill(signal.SIGTERM) == 0
    daemon.start()
    with daemon.client() as client:
        other.client = client
        assert len(words(other.migration(ended.id))) == ended.revision


def test_killed_while_it_cannot_write_nothing_is_lost(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "").start()
    with daemon.client() as client:
        world = World(client, share_count=1)
        with locked(daemon):
            assert refusal(world) is not None
            daemon.kill()
    daemon.start()
    with daemon.client() as client:
        world.client = client
        assert world.share(world.share_ids[0]).status == share_pb2.SHARE_STATUS_AVAILABLE


def test_a_restored_backup_begins_anew_for_watchers(
    daemons: Callable[..., Daemon], tmp_path: Path
) -> None:
    daemon = daemons(DUMMIES % "").start()
    with daemon.client() as client:
        World(client, share_count=1)
    assert daemon.kill(signal.SIGTERM) == 0
    shutil.copy(daemon.ledger, tmp_path / "copy")
    (tmp_path / "copy").rename(daemon.ledger)
    daemon.start()
    eventually(lambda: "has a new name" in daemon.log, "the log says so")
