"""galleond ledger check, backup and export, on a ledger that a service works on and on one at rest."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from harness import BINARIES, DUMMIES, Daemon, World, words


def tool(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BINARIES / "galleond", "ledger", *arguments], capture_output=True, text=True, timeout=60
    )


@pytest.fixture
def busy(daemons: Callable[..., Daemon]) -> Daemon:
    """A service with one ended migration, and one that copies for a while."""
    daemon = daemons(DUMMIES % "delays: {advance_migration: 60s}").start()
    with daemon.client() as client:
        world = World(client)
        running = world.start()
        world.until(running.id, "migration_driver_in_progress")
        done = World(client, share_count=1)
        migration = done.start()
        done.until(migration.id, "migration_driver_in_progress")
        done.cancel(migration.id)
        done.until(migration.id, "migration_cancelled")
    return daemon


def test_a_running_ledger_is_checked_backed_up_and_exported(
    busy: Daemon, daemons: Callable[..., Daemon], tmp_path: Path
) -> None:
    stop = threading.Event()

    def work() -> None:
        with busy.client() as client:
            while not stop.is_set():
                World(client, share_count=1)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        check = tool("check", "--config", busy.configuration)
        assert check.returncode == 0, check.stdout + check.stderr
        assert f"process {busy.process.pid if busy.process else 0}, runs on it" in check.stderr
        assert "2 migrations, 1 of them on their way" in check.stderr
        copy = tmp_path / "copy.sqlite"
        backup = tool("backup", copy, "--ledger", busy.ledger)
        assert backup.returncode == 0, backup.stderr
        assert "100 %" in backup.stderr
        again = tool("backup", copy, "--ledger", busy.ledger)
        assert again.returncode == 1 and "--force" in again.stderr
        assert tool("backup", copy, "--ledger", busy.ledger, "--force").returncode == 0
        export = tool("export", "--ledger", busy.ledger, "--quiet")
        assert export.returncode == 0 and export.stderr.count("\n") <= 1
    finally:
        stop.set()
        worker.join()
    lines = [json.loads(line) for line in export.stdout.splitlines()]
    assert len(lines) - 2 == lines[-1]["end"]["rows"]
    states = {line["row"]["task_state"] for line in lines if line.get("table") == "migration"}
    assert states == {"migration_driver_in_progress", "migration_cancelled"}
    # What holds JSON is exported as what it is, not as text in text.
    for line in lines[1:-1]:
        for name, value in line["row"].items():
            assert not str(value).startswith(('{"', '["')), (line["table"], name)
    # The backup is a ledger: a service takes up what was on its way when it was made.
    busy.kill()
    assert tool("check", "--ledger", copy).returncode == 0
    assert list(tmp_path.glob("copy*")) == [copy]
    restored = daemons(DUMMIES % "", ledger=copy, name="restored").start()
    with restored.client() as client:
        [live] = [
            line["row"]["id"]
            for line in lines
            if line.get("table") == "migration"
            and line["row"]["task_state"] == "migration_driver_in_progress"
        ]
        world = World(client, share_count=1)
        world.until(live, "migration_driver_phase1_done")
        assert words(world.migration(live))[-1] == "migration_driver_phase1_done"


def test_a_ledger_at_rest(busy: Daemon, tmp_path: Path) -> None:
    assert busy.kill(signal.SIGTERM) == 0
    # Whoever stops the service can copy the one file.
    assert not busy.ledger.with_name("ledger.sqlite-wal").exists()
    check = tool("check", "--ledger", busy.ledger)
    assert check.returncode == 0 and "no galleond runs on it" in check.stderr
    first, second = (tool("export", "--ledger", busy.ledger).stdout for _ in range(2))
    assert first == second and first.count("\n") > 10
    with sqlite3.connect(busy.ledger) as database:
        database.execute("UPDATE share SET status = 'available' WHERE status = 'server_migrating'")
        database.execute("DELETE FROM event WHERE revision = 2")
    check = tool("check", "--ledger", busy.ledger)
    assert check.returncode == 3
    assert "goes from transition 1 to 3" in check.stdout and "is available" in check.stdout
    # Tools that looked do not keep the service from starting.
    busy.start()


def test_a_damaged_ledger_is_said_to_be(busy: Daemon) -> None:
    busy.kill(signal.SIGTERM)
    with busy.ledger.open("r+b") as file:
        file.seek(8192)
        file.write(os.urandom(8192))
    check = tool("check", "--ledger", busy.ledger)
    assert check.returncode == 3 and "damaged" in check.stdout
    ended = busy.run()
    assert ended.returncode == 1 and "restore a backup" in ended.stderr


def test_what_cannot_be_done_is_said(busy: Daemon, tmp_path: Path) -> None:
    for arguments in (["backup", "/proc/nowhere"], ["export", "-o", "/proc/nowhere"]):
        ended = tool(*arguments, "--ledger", busy.ledger)
        assert ended.returncode == 1 and "/proc/nowhere" in ended.stderr, ended
    ended = tool("check", "--config", tmp_path / "nowhere.yaml")
    assert ended.returncode == 2 and "nowhere.yaml" in ended.stderr
    with open("/dev/full", "w") as full:
        arguments = [BINARIES / "galleond", "ledger", "export", "--ledger", busy.ledger]
        code = subprocess.run(arguments, stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert code.returncode == 1 and b"No space left" in code.stderr
