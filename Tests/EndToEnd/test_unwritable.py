"""Directories that the service may not write to, when it starts and under way. It runs as nobody, whom modes hold back."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import galleon
from galleon.v1 import backend_service_pb2 as backends, share_pb2, share_server_pb2
from harness import BINARIES, DUMMIES, Daemon, World, eventually
from trees import differences, directories, fill, share_directory

NOBODY = 65534
IS_ROOT = os.geteuid() == 0


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory of nobody's with the program in it; pytest's own directories are closed to others."""
    root = Path(tempfile.mkdtemp(prefix="galleon-unwritable."))
    root.chmod(0o755)
    for name in ("d", "alpha", "beta"):
        (root / name).mkdir()
    shutil.copy(BINARIES / "galleond", root / "galleond")
    give(root)
    yield root
    shutil.rmtree(root)


def give(place: Path) -> None:
    if IS_ROOT:
        subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", place], check=True)


def as_nobody(place: Path, backends: str) -> Daemon:
    daemon = Daemon(place / "d", backends)
    if IS_ROOT:
        os.chown(daemon.configuration, NOBODY, NOBODY)
        identity = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        daemon.prefix = ["setpriv", *identity]
    daemon.program = place / "galleond"
    return daemon


def test_the_ledgers_directory_at_the_start(place: Path) -> None:
    daemon = as_nobody(place, DUMMIES % "")
    daemon.ledger = place / "closed" / "ledger.sqlite"
    daemon.configure(DUMMIES % "")
    daemon.ledger.parent.mkdir(mode=0o555)
    if IS_ROOT:
        os.chown(daemon.ledger.parent, NOBODY, NOBODY)
    ended = daemon.run()
    assert ended.returncode == 1, ended.stderr
    assert str(daemon.ledger) in ended.stderr and "Permission denied" in ended.stderr


def backend(client: galleon.Client, host: str) -> backends.GetBackendResponse:
    return client.backends.GetBackend(backends.GetBackendRequest(host=host))


def test_a_backends_root_at_the_start(place: Path) -> None:
    (place / "alpha").chmod(0o555)
    daemon = as_nobody(place, directories(place / "alpha", place / "beta")).start()
    try:
        with daemon.client() as client:
            good, bad = (backend(client, f"local@{name}").backend for name in ("beta", "alpha"))
            assert good.up and not bad.up, (good, bad)
            assert str(place / "alpha") in bad.health_message and "ermission denied" in bad.health_message
    finally:
        daemon.kill()


@pytest.mark.skipif(not IS_ROOT, reason="only root can take a directory away from its owner")
def test_a_backends_root_under_way(place: Path) -> None:
    daemon = as_nobody(place, directories(place / "alpha", place / "beta")).start()
    try:
        with daemon.client() as client:
            world = World(client, share_count=1)
            source = share_directory(place / "alpha", world.share_ids[0])
            fill(source, count=30, size=2000)
            give(source)
            before = place / "before"
            subprocess.run(["cp", "-a", source, before], check=True)
            migration = world.start()
            world.until(migration.id, "migration_driver_phase1_done")
            copied = share_directory(place / "beta", world.share_ids[0])
            (source / "d1" / "late").write_text("written between the phases")
            give(source)
            os.chown(copied / "d1", 0, 0)
            world.complete(migration.id)
            ended = eventually(
                lambda: (m := world.migration(migration.id)).HasField("end_time") and m, "it ends"
            )
            assert isinstance(ended, type(migration))
            assert ended.last_error.reason == "DATA_UNWRITABLE", ended.last_error
            assert "d1" in ended.last_error.message
            assert "permitted" in ended.last_error.message or "denied" in ended.last_error.message
            assert world.server().status == share_server_pb2.SHARE_SERVER_STATUS_ERROR
            assert world.share(world.share_ids[0]).status == share_pb2.SHARE_STATUS_ERROR
            (source / "d1" / "late").unlink()
            assert differences(before, source, "--omit-dir-times") == "", "the source is whole"
    finally:
        daemon.kill()
